//! A run of traffic as a world of the engine: one task, a step for each second of virtual time.

use std::cell::RefCell;
use std::rc::Rc;

use tearpoint_harness::contract::{
    Access, Class, Density, End, InputError, Op, PointSpec, Report, Sim, World,
};

use super::figures::Figures;
use super::judge;
use super::load::text;
use super::scenario::{Policy, Scenario, nanos};
use super::traffic::Traffic;

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

/// A scenario file under one policy.
pub struct ResilienceScenario {
    name: String,
    source: Vec<u8>,
    scenario: Rc<Scenario>,
    policy: Policy,
    figures: Rc<RefCell<Option<Figures>>>,
}

impl ResilienceScenario {
    /// Reads a scenario file; `profile` names the policy.
    ///
    /// # Errors
    /// As [`Scenario::parse`]; a policy that the file does not have.
    pub fn load(
        name: &str,
        source: &[u8],
        profile: &str,
    ) -> Result<ResilienceScenario, InputError> {
        let text = text(name, source)?;
        let scenario = Scenario::parse(name, text)?;
        let policy = scenario.policy(profile).ok_or_else(|| {
            let known: Vec<&str> = scenario
                .policies
                .iter()
                .map(|policy| policy.name.as_str())
                .collect();
            InputError(format!(
                "{name}: no policy `{profile}`; there are: {}",
                known.join(", ")
            ))
        })?;
        Ok(ResilienceScenario {
            name: name.to_owned(),
            source: source.to_vec(),
            scenario: Rc::new(scenario),
            policy,
            figures: Rc::default(),
        })
    }

    /// The figures of the last run, once it has ended.
    pub fn figures(&self) -> Option<Figures> {
        self.figures.borrow().clone()
    }
}

impl tearpoint_harness::contract::Scenario for ResilienceScenario {
    fn target(&self) -> &str {
        "resilience"
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn source(&self) -> &[u8] {
        &self.source
    }

    fn profile(&self) -> &str {
        &self.policy.name
    }

    fn start(&mut self, _sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        if !tampers.is_empty() {
            let text = "a scenario of traffic has no metadata to tamper with";
            return Err(InputError(text.to_owned()));
        }
        Ok(Rc::new(TrafficWorld {
            scenario: Rc::clone(&self.scenario),
            policy: self.policy.clone(),
            traffic: Rc::new(RefCell::new(None)),
            figures: Rc::clone(&self.figures),
        }))
    }
}

struct TrafficWorld {
    scenario: Rc<Scenario>,
    policy: Policy,
    traffic: Rc<RefCell<Option<Traffic>>>,
    figures: Rc<RefCell<Option<Figures>>>,
}

impl World for TrafficWorld {
    fn boot(&self, sim: &Sim) {
        let traffic = Traffic::new(&self.scenario, &self.policy, sim.seed());
        *self.traffic.borrow_mut() = Some(traffic);
        let duration = nanos(self.scenario.duration_ms);
        let (sim, shared) = (sim.clone(), Rc::clone(&self.traffic));
        self.figures.take();
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
            let wrong = judge::unbalanced(traffic);
            assert!(wrong.is_empty(), "{}", wrong.join("; "));
            let figures = Figures::of(&self.scenario, traffic);
            report.findings = judge::findings(&self.scenario, &figures.judgement, &self.policy);
            *self.figures.borrow_mut() = Some(figures);
        }
        report
    }

    fn points(&self) -> &'static [PointSpec] {
        POINTS
    }
}
