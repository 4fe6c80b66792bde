//! The Go world, as the command sees it.

use tearpoint_command::args::{Common, Listing};
use tearpoint_command::explain::Lens;
use tearpoint_command::flags::Flag;
use tearpoint_command::list::Listed;
use tearpoint_command::verb::OwnVerb;
use tearpoint_command::{Source, Words, World};
use tearpoint_go::tamper::Plan;
use tearpoint_harness::contract::{InputError, Limits, Scenario};
use tearpoint_runtime::points::PARK;

use crate::abi::abi;
use crate::conform::conform;
use crate::find::{Search, find};
use crate::open::{asked, check_linknames, open, open_with_std, version};
use crate::{built_in, list};

/// Go programs on the simulated runtime.
#[derive(Clone, Copy, Debug, Default)]
pub struct Go;

impl World for Go {
    fn target(&self) -> &'static str {
        "go"
    }

    fn kind(&self) -> &'static str {
        "Go"
    }

    fn about(&self) -> &'static str {
        "Go programs on the simulated runtime"
    }

    fn words(&self) -> Words {
        Words {
            profile: "go",
            joint: " on ",
            whole: "program",
            no_write: "No write to runtime metadata led here.",
        }
    }

    /// A word and its bytes are one object.
    fn lens(&self) -> Lens {
        Lens {
            same: |one, other| one >> 3 == other >> 3,
            park: Some(PARK.id),
        }
    }

    fn takes(&self, flag: Flag) -> bool {
        flag != Flag::Policy
    }

    fn built_in(&self) -> Vec<Source> {
        built_in::built_in()
    }

    fn summary(&self, source: &Source) -> String {
        built_in::summary(source)
    }

    fn find(&self, names: &[String], common: &Common) -> Result<Vec<Source>, InputError> {
        let profile = asked(common)?;
        find(names, &Search::new(common, profile)?)
    }

    fn open(
        &self,
        source: &Source,
        profile: &str,
        limits: &Limits,
    ) -> Result<Box<dyn Scenario>, InputError> {
        Ok(Box::new(open(source, version(profile)?, limits)?))
    }

    fn prepare(
        &self,
        source: &Source,
        common: &Common,
        _policy: Option<&str>,
    ) -> Result<Box<dyn Scenario>, InputError> {
        let profile = asked(common)?;
        check_linknames(source, profile, common)?;
        Ok(Box::new(open_with_std(source, profile, common)?))
    }

    fn tampers(&self, plan: &str) -> Result<Vec<u8>, InputError> {
        let plan = Plan::parse(plan).map_err(|error| InputError(format!("--plan: {error}")))?;
        Ok(plan.to_string().into_bytes())
    }

    fn verbs(&self) -> Vec<OwnVerb> {
        let about = "Run scenarios on real Go toolchains and in the model, outcome beside outcome";
        let breaks =
            "Say which assumptions of a Go package about the runtime break on which Go version";
        vec![
            OwnVerb::new("conform", about, conform),
            OwnVerb::new("abi", breaks, abi),
        ]
    }

    fn list(&self, what: Listing) -> Option<Listed> {
        match what {
            Listing::Tampers => Some(list::tampers()),
            Listing::Linknames => Some(list::linknames()),
            Listing::Profiles => Some(list::profiles()),
            _ => None,
        }
    }
}
