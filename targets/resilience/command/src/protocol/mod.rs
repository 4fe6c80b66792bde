//! Protocols, as the command sees them: `hunt`, `run` and `explain` are their own.

mod explain;
mod hunt;
mod row;
mod run;
mod show;

use tearpoint_command::args::{Common, ExplainArgs, HuntArgs, RunArgs};
use tearpoint_command::flags::Flag;
use tearpoint_command::hunt::Occasion;
use tearpoint_command::plan::limits;
use tearpoint_command::run::only;
use tearpoint_command::{Failure, Source, World};
use tearpoint_harness::contract::{InputError, Limits, Scenario};
use tearpoint_harness::recording::Recording;
use tearpoint_resilience::protocol::{ProtocolScenario, SOUND};

use crate::files::{self, Kind};
use crate::words::LACKS;

/// The pool, the executor and the lock, step by step.
#[derive(Clone, Copy, Debug, Default)]
pub struct Protocols;

impl World for Protocols {
    fn target(&self) -> &'static str {
        files::TARGET
    }

    fn kind(&self) -> &'static str {
        "protocols"
    }

    fn about(&self) -> &'static str {
        "connector, pool and lock, step by step"
    }

    fn takes(&self, flag: Flag) -> bool {
        flag == Flag::Policy
    }

    fn lacks(&self) -> String {
        LACKS.to_owned()
    }

    fn built_in(&self) -> Vec<Source> {
        Kind::Protocol.built_in()
    }

    fn summary(&self, source: &Source) -> String {
        files::summary(source)
    }

    fn claims(&self, name: &str, max_source: u64) -> Result<bool, InputError> {
        Kind::Protocol.claims(name, max_source)
    }

    fn find(&self, names: &[String], common: &Common) -> Result<Vec<Source>, InputError> {
        files::find_all(names, common.max_source)
    }

    fn open(
        &self,
        source: &Source,
        profile: &str,
        _limits: &Limits,
    ) -> Result<Box<dyn Scenario>, InputError> {
        let scenario = ProtocolScenario::load(&source.name, &source.text, profile)?;
        Ok(Box::new(scenario))
    }

    fn prepare(
        &self,
        source: &Source,
        common: &Common,
        policy: Option<&str>,
    ) -> Result<Box<dyn Scenario>, InputError> {
        self.open(source, policy.unwrap_or(SOUND), &limits(common))
    }

    fn owns(&self, recording: &Recording) -> bool {
        Kind::Protocol.owns(recording)
    }

    fn hunt(&self, args: &HuntArgs, _occasion: Occasion) -> Result<u8, Failure> {
        hunt::hunt(args, &self.find(&args.scenarios, &args.common)?)
    }

    fn run(&self, args: &RunArgs) -> Result<u8, Failure> {
        let sources = self.find(std::slice::from_ref(&args.scenario), &args.common)?;
        run::run(args, only(&args.scenario, &sources)?)
    }

    fn explain(&self, args: &ExplainArgs, recording: &Recording) -> Result<u8, Failure> {
        explain::explain(args, recording)
    }
}
