//! What the command asks of a world.

use maud::Markup;
use tearpoint_harness::contract::{InputError, Limits, Scenario};
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::Run;

use crate::args::{
    Common, ExplainArgs, HuntArgs, Listing, MinimizeArgs, ReplayArgs, ReportArgs, RunArgs,
};
use crate::explain::{Lens, explain};
use crate::failure::Failure;
use crate::flags::Flag;
use crate::hunt::{Occasion, hunt};
use crate::list::Listed;
use crate::minimize::minimize;
use crate::plan::{limits, plan};
use crate::replay::replay;
use crate::report::{lanes, report};
use crate::run::{only, run};
use crate::source::Source;
use crate::verb::OwnVerb;
use crate::words::Words;

/// A world as the command sees it.
///
/// Four functions have no default: what the world is called, what there is to say of it, which scenarios it has, and how one of them is
/// opened. The verbs work on what was opened. A world that has more to show in one of them has a function of its own for that.
pub trait World {
    /// The target that its recordings name.
    fn target(&self) -> &'static str;

    /// What it is, in a few words.
    fn about(&self) -> &'static str;

    /// The scenarios that it always has.
    fn built_in(&self) -> Vec<Source>;

    /// A scenario, ready to run. `profile` is the variant of it that a recording or the user names; empty if none does.
    ///
    /// # Errors
    /// A source or a profile that the world refuses: what, where, and what to do.
    fn open(
        &self,
        source: &Source,
        profile: &str,
        limits: &Limits,
    ) -> Result<Box<dyn Scenario>, InputError>;

    /// What its scenarios are of, where they stand beside those of others: "scenarios of traffic".
    fn kind(&self) -> &'static str {
        self.target()
    }

    /// How it speaks of its runs.
    fn words(&self) -> Words {
        Words::default()
    }

    /// How its events are read when a run is explained.
    fn lens(&self) -> Lens {
        Lens::default()
    }

    /// Whether a flag means anything to it.
    fn takes(&self, _flag: Flag) -> bool {
        false
    }

    /// Why a flag that it does not take means nothing to it.
    fn lacks(&self) -> String {
        format!("it means nothing to scenarios of {}", self.kind())
    }

    /// What a scenario is about, in a sentence.
    fn summary(&self, source: &Source) -> String {
        let text = String::from_utf8_lossy(&source.text);
        text.lines().next().unwrap_or_default().to_owned()
    }

    /// Whether a name on the command line means a scenario of this world. The first world of the command is not asked: what nobody
    /// claims is its own.
    ///
    /// # Errors
    /// A file of this world that cannot be read, or is larger than `max_source`.
    fn claims(&self, name: &str, _max_source: u64) -> Result<bool, InputError> {
        Ok(self.built_in().iter().any(|source| source.name == name))
    }

    /// The scenarios that `names` mean; all that a hunt without names goes through, if there are none.
    ///
    /// # Errors
    /// A name that means none; a file that cannot be read.
    fn find(&self, names: &[String], _common: &Common) -> Result<Vec<Source>, InputError> {
        let built_in = self.built_in();
        if names.is_empty() {
            return Ok(built_in);
        }
        let find = |name: &String| {
            let known = built_in.iter().find(|source| source.name == *name);
            let text = format!("{name}: no such scenario (see `tearpoint list scenarios`)");
            known.cloned().ok_or(InputError(text))
        };
        names.iter().map(find).collect()
    }

    /// A scenario, opened as the user's flags say; `policy` is the profile of its own that they name.
    ///
    /// # Errors
    /// As [`World::open`].
    fn prepare(
        &self,
        source: &Source,
        common: &Common,
        policy: Option<&str>,
    ) -> Result<Box<dyn Scenario>, InputError> {
        self.open(source, policy.unwrap_or_default(), &limits(common))
    }

    /// Whether a recording is of this world.
    fn owns(&self, recording: &Recording) -> bool {
        recording.target == self.target()
    }

    /// The scenario that a recording carries.
    ///
    /// # Errors
    /// As [`World::open`].
    fn reopen(&self, recording: &Recording) -> Result<Box<dyn Scenario>, InputError> {
        let source = Source {
            name: recording.scenario.clone(),
            text: recording.source.clone(),
        };
        self.open(&source, &recording.profile, &recording.limits)
    }

    /// A plan of tampering as the user writes it, in the encoding that its scenarios take.
    ///
    /// # Errors
    /// What is no plan.
    fn tampers(&self, plan: &str) -> Result<Vec<u8>, InputError> {
        Ok(plan.as_bytes().to_vec())
    }

    /// What a report's page shows between the crash and the source.
    ///
    /// # Errors
    /// What cannot be drawn.
    fn course(&self, _recording: &Recording, run: &Run, most: usize) -> Result<Markup, InputError> {
        Ok(lanes(run, most))
    }

    /// Verbs that no other world has.
    fn verbs(&self) -> Vec<OwnVerb> {
        Vec::new()
    }

    /// What `list` shows of this world; nothing where it has no such thing. Its name and its scenarios are listed without it.
    fn list(&self, _what: Listing) -> Option<Listed> {
        None
    }

    /// `tearpoint hunt`: many runs, grouped by what broke. The status that the command ends with.
    ///
    /// # Errors
    /// Whatever was refused, or could not be written; so too for the verbs below.
    fn hunt(&self, args: &HuntArgs, occasion: Occasion) -> Result<u8, Failure> {
        hunt(args, occasion, || {
            let policies: Vec<Option<&str>> = match args.policies.as_slice() {
                [] => vec![None],
                asked => asked.iter().map(|policy| Some(policy.as_str())).collect(),
            };
            let mut opened = Vec::new();
            for source in self.find(&args.scenarios, &args.common)? {
                for policy in &policies {
                    opened.push(self.prepare(&source, &args.common, *policy)?);
                }
            }
            Ok(opened)
        })
    }

    /// `tearpoint run`: one run, step by step.
    ///
    /// # Errors
    /// As [`World::hunt`].
    fn run(&self, args: &RunArgs) -> Result<u8, Failure> {
        let mut plan = plan(&args.common)?;
        plan.seed = args.seed;
        let sources = self.find(std::slice::from_ref(&args.scenario), &args.common)?;
        let source = only(&args.scenario, &sources)?;
        let mut scenario = self.prepare(source, &args.common, args.policy.as_deref())?;
        if args.tamper {
            plan.tampers = scenario.draw_tampers(args.seed);
        } else if let Some(text) = &args.plan {
            plan.tampers = self.tampers(text)?;
        }
        run(args, scenario.as_mut(), &plan, &self.words())
    }

    /// `tearpoint replay`: a recorded run again.
    ///
    /// # Errors
    /// As [`World::hunt`].
    fn replay(&self, args: &ReplayArgs, recording: &Recording) -> Result<u8, Failure> {
        let mut scenario = self.reopen(recording)?;
        replay(args, recording, scenario.as_mut(), &self.words())
    }

    /// `tearpoint explain`: how a recorded run came to its end.
    ///
    /// # Errors
    /// As [`World::hunt`].
    fn explain(&self, args: &ExplainArgs, recording: &Recording) -> Result<u8, Failure> {
        let mut scenario = self.reopen(recording)?;
        let (words, lens) = (self.words(), self.lens());
        explain(args, recording, scenario.as_mut(), &words, &lens)
    }

    /// `tearpoint minimize`: a smaller run that breaks the same way.
    ///
    /// # Errors
    /// As [`World::hunt`].
    fn minimize(&self, args: &MinimizeArgs, recording: &Recording) -> Result<u8, Failure> {
        minimize(args, recording, self.reopen(recording)?.as_mut())
    }

    /// `tearpoint report`: a recorded run as a page.
    ///
    /// # Errors
    /// As [`World::hunt`].
    fn report(&self, args: &ReportArgs, recording: &Recording) -> Result<u8, Failure> {
        let mut scenario = self.reopen(recording)?;
        let course = |run: &Run| self.course(recording, run, args.events);
        report(args, recording, scenario.as_mut(), &self.words(), course)
    }
}
