//! A run of traffic as the engine's world: one task, a step for each second of virtual time.

use std::cell::RefCell;
use std::rc::Rc;

use tearpoint_harness::contract::{Access, Class, Density, End, Op, PointSpec, Report, Sim, World};

use super::analysis::figures::Figures;
use super::analysis::judge::{findings, unbalanced};
use super::state::Traffic;
use crate::scenario::{Policy, Scenario, nanos};

const SECOND: u64 = 1_000_000_000;

/// The world's only point, and its note.
pub static POINTS: &[PointSpec] = &[
    PointSpec {
        id: 0,
        name: "start",
        density: Density::Operation,
        yields: false,
    },
    PointSpec {
        id: 1,
        name: "second",
        density: Density::Operation,
        yields: false,
    },
    PointSpec {
        id: 2,
        name: "answers",
        density: Density::Operation,
        yields: false,
    },
];

/// One run: made afresh for each, and empty until the run begins, since only then its seed is known.
pub(super) struct TrafficWorld {
    scenario: Rc<Scenario>,
    policy: Policy,
    traffic: Rc<RefCell<Option<Traffic>>>,
    /// Where the run's figures go once it has ended.
    figures: Rc<RefCell<Option<Figures>>>,
}

impl TrafficWorld {
    pub(super) fn new(
        scenario: Rc<Scenario>,
        policy: Policy,
        figures: Rc<RefCell<Option<Figures>>>,
    ) -> TrafficWorld {
        TrafficWorld {
            scenario,
            policy,
            traffic: Rc::default(),
            figures,
        }
    }
}

impl World for TrafficWorld {
    fn boot(&self, sim: &Sim) {
        let traffic = Traffic::new(&self.scenario, &self.policy, sim.seed());
        *self.traffic.borrow_mut() = Some(traffic);
        let duration = nanos(self.scenario.duration_ms);
        let (sim, shared) = (sim.clone(), Rc::clone(&self.traffic));
        sim.clone().spawn(async move {
            let mut until = 0;
            while until < duration {
                until = (until + SECOND).min(duration);
                if let Some(traffic) = &mut *shared.borrow_mut() {
                    traffic.run_until(until);
                    sim.note(&POINTS[2], traffic.events());
                }
                sim.point(Op {
                    point: &POINTS[1],
                    object: until,
                    access: Access::None,
                })
                .await;
            }
            sim.end(End::Exit(0));
        });
    }

    fn idle(&self, sim: &Sim) {
        sim.end(End::Exit(0));
    }

    fn trigger(&self, _sim: &Sim) {}

    fn report(&self, _sim: &Sim, end: &End) -> Report {
        let mut report = Report::default();
        if let End::Limit(_) = end {
            report.class = Class::Limit;
            report.exit = 2;
            return report;
        }
        if let Some(traffic) = &*self.traffic.borrow() {
            let wrong = unbalanced(traffic);
            assert!(wrong.is_empty(), "{}", wrong.join("; "));
            let figures = Figures::of(&self.scenario, traffic);
            report.findings = findings(&self.scenario, &figures.judgement, &self.policy);
            *self.figures.borrow_mut() = Some(figures);
        }
        report
    }

    fn points(&self) -> &'static [PointSpec] {
        POINTS
    }
}
