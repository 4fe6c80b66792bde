//! A bench as the engine's world.

use std::cell::RefCell;
use std::rc::Rc;

use tearpoint_harness::contract::{Class, End, PointSpec, Report, Sim, Tasks, World};

use super::{Bench, Model};

/// A bench as the engine's world: one run, in which `B` makes the clients and daemons.
pub struct ProtocolWorld<M, B> {
    bench: Rc<Bench<M>>,
    points: &'static [PointSpec],
    boot: RefCell<Option<B>>,
}

impl<M: Model, B: FnOnce(&Rc<Bench<M>>) + 'static> ProtocolWorld<M, B> {
    /// A world in which `boot` makes the clients and daemons.
    pub fn of(bench: Rc<Bench<M>>, boot: B) -> Rc<dyn World> {
        Rc::new(ProtocolWorld {
            points: bench.points(),
            bench,
            boot: RefCell::new(Some(boot)),
        })
    }
}

impl<M: Model, B: FnOnce(&Rc<Bench<M>>) + 'static> World for ProtocolWorld<M, B> {
    fn boot(&self, _sim: &Sim) {
        if let Some(boot) = self.boot.take() {
            boot(&self.bench);
        }
        self.bench.start();
    }

    fn idle(&self, _sim: &Sim) {
        self.bench.idle();
    }

    fn trigger(&self, _sim: &Sim) {}

    fn report(&self, _sim: &Sim, end: &End) -> Report {
        let mut report = Report {
            stdout: self.bench.printed(),
            tasks: Tasks {
                names: self.bench.names(),
                ..Tasks::default()
            },
            ..Report::default()
        };
        match end {
            End::Exit(status) => report.exit = *status,
            End::Limit(_) => {
                report.class = Class::Limit;
                report.exit = 2;
            }
            End::Crash(crash) => {
                report.class.clone_from(&crash.class);
                report.message.clone_from(&crash.message);
                report.frames.clone_from(&crash.frames);
                report.exit = 1;
                report.crash = Some((**crash).clone());
            }
        }
        report
    }

    fn points(&self) -> &'static [PointSpec] {
        self.points
    }
}
