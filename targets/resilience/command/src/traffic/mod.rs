//! Traffic, as the command sees it.
//!
//! `hunt` runs every policy on the same users, side by side; `run`, `replay`, `explain` and `minimize` look at one run.

mod bands;
mod explain;
mod hunt;
mod hunted;
mod json;
mod minimize;
mod page;
mod plot;
mod run;
mod show;
mod told;

use maud::{Markup, PreEscaped, html};
use tearpoint_command::args::{Common, ExplainArgs, HuntArgs, MinimizeArgs, RunArgs};
use tearpoint_command::flags::Flag;
use tearpoint_command::hunt::Occasion;
use tearpoint_command::plan::limits;
use tearpoint_command::run::only;
use tearpoint_command::verb::OwnVerb;
use tearpoint_command::{Failure, Source, Words, World};
use tearpoint_harness::contract::{InputError, Limits, Scenario};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::Run;
use tearpoint_resilience::traffic::TrafficScenario;

use crate::files::Kind;
use crate::words::LACKS;
use crate::{files, lint};

/// Traffic through connector, pool and lock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traffic;

impl World for Traffic {
    fn target(&self) -> &'static str {
        files::TARGET
    }

    fn kind(&self) -> &'static str {
        "traffic"
    }

    fn about(&self) -> &'static str {
        "traffic through connector, pool and lock, in virtual time"
    }

    fn words(&self) -> Words {
        Words {
            profile: "policy",
            joint: " under ",
            ..Words::default()
        }
    }

    fn takes(&self, flag: Flag) -> bool {
        flag == Flag::Policy
    }

    fn lacks(&self) -> String {
        LACKS.to_owned()
    }

    fn built_in(&self) -> Vec<Source> {
        Kind::Traffic.built_in()
    }

    fn summary(&self, source: &Source) -> String {
        files::summary(source)
    }

    fn claims(&self, name: &str, max_source: u64) -> Result<bool, InputError> {
        Kind::Traffic.claims(name, max_source)
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
        let scenario = TrafficScenario::load(&source.name, &source.text, profile)?;
        Ok(Box::new(scenario))
    }

    fn prepare(
        &self,
        source: &Source,
        common: &Common,
        policy: Option<&str>,
    ) -> Result<Box<dyn Scenario>, InputError> {
        self.open(source, &run::policy(source, policy)?, &limits(common))
    }

    fn owns(&self, recording: &Recording) -> bool {
        Kind::Traffic.owns(recording)
    }

    /// A run of traffic has no steps worth showing: its course, and its plots.
    fn course(
        &self,
        recording: &Recording,
        _run: &Run,
        _most: usize,
    ) -> Result<Markup, InputError> {
        let (_, scenario, figures) = told::again(recording)?;
        let Some(figures) = figures else {
            return Ok(html! {});
        };
        let shown = [(recording.profile.as_str(), &figures)];
        let svg = plot::policies(&scenario, &shown).map_err(InputError)?;
        Ok(html! {
            h2 { "In the course of time" }
            pre { (told::told(&scenario, &figures)) }
            (PreEscaped(svg))
        })
    }

    fn verbs(&self) -> Vec<OwnVerb> {
        let about = "Check a traffic scenario by closed forms: each finding with its formula, and the runs that confirm it";
        vec![OwnVerb::new("lint", about, lint::check_all)]
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

    fn minimize(&self, args: &MinimizeArgs, recording: &Recording) -> Result<u8, Failure> {
        minimize::minimize(args, recording)
    }
}
