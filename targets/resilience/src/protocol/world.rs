//! A protocol scenario as the engine runs it.

use std::cell::RefCell;
use std::rc::Rc;

use tearpoint_harness::contract::{
    Class, End, InputError, PointSpec, Report, Scenario, Sim, Tasks, World,
};

use super::super::load::text;
use super::bench::{Bench, Model};
use super::{Protocol, SOUND, parse};

/// A scenario file under one profile: sound, or with a defect.
pub struct ProtocolScenario {
    name: String,
    source: Vec<u8>,
    profile: String,
    protocol: Rc<dyn Protocol>,
}

impl ProtocolScenario {
    /// Reads a scenario file; `profile` is [`SOUND`] or names a defect.
    ///
    /// # Errors
    /// As [`parse`]; a defect that the protocol does not have.
    pub fn load(name: &str, source: &[u8], profile: &str) -> Result<ProtocolScenario, InputError> {
        let text = text(name, source)?;
        let protocol = parse(name, text)?;
        let known = protocol.defects().iter().map(|defect| defect.name);
        let names: Vec<&str> = std::iter::once(SOUND).chain(known).collect();
        if !names.contains(&profile) {
            let names = names.join(", ");
            return Err(InputError(format!(
                "{name}: no profile `{profile}`; there are: {names}"
            )));
        }
        Ok(ProtocolScenario {
            name: name.to_owned(),
            source: source.to_vec(),
            profile: profile.to_owned(),
            protocol,
        })
    }

    pub fn protocol(&self) -> &dyn Protocol {
        &*self.protocol
    }
}

impl Scenario for ProtocolScenario {
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
        &self.profile
    }

    fn start(&mut self, sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        if !tampers.is_empty() {
            let text = "a protocol has no metadata to tamper with; its profiles plant defects";
            return Err(InputError(text.to_owned()));
        }
        Ok(self.protocol.world(sim, &self.profile))
    }
}

/// A bench as the engine's world.
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
