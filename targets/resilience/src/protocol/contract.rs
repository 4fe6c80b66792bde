//! What every protocol offers: a title, the defects that can be planted into it, a world for one run.

use std::rc::Rc;

use serde::Deserialize;
use tearpoint_harness::contract::{Sim, World};

use super::bench::Timing;

/// The profile without a defect.
pub const SOUND: &str = "sound";

/// A defect that can be planted into a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defect {
    /// The profile that plants it, in kebab case.
    pub name: &'static str,
    /// One sentence for people: what is done wrong.
    pub what: &'static str,
}

/// What a scenario file with a `protocol` key describes.
pub trait Protocol {
    /// One sentence for people.
    fn title(&self) -> &str;
    /// The defects that this configuration of its model can show.
    fn defects(&self) -> &[Defect];
    /// Whether the configuration is small enough to be searched completely.
    fn exhaustive(&self) -> bool;
    /// A fresh world for one run, with the defect of this name ([`SOUND`]: none). The name is one of [`Protocol::defects`].
    fn world(&self, sim: &Sim, defect: &str) -> Rc<dyn World>;
}

/// The key `timeouts` of a scenario file: when alarms ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timeouts {
    /// Even while others can run: threads may be slow for as long as they like.
    #[default]
    AnyTime,
    /// Only when nobody can run: threads are fast.
    WhenIdle,
}

impl From<Timeouts> for Timing {
    fn from(timeouts: Timeouts) -> Timing {
        match timeouts {
            Timeouts::AnyTime => Timing::AnyTime,
            Timeouts::WhenIdle => Timing::WhenIdle,
        }
    }
}

/// The defects that a file asks for by name, out of those that a model knows.
///
/// # Errors
/// A name that is none of them; the message lists them.
pub(crate) fn chosen(names: &[String], known: &[Defect]) -> Result<Vec<Defect>, String> {
    let find = |name: &String| {
        let defect = known.iter().find(|defect| defect.name == name);
        defect.copied().ok_or_else(|| {
            let known: Vec<&str> = known.iter().map(|defect| defect.name).collect();
            format!("no defect `{name}`; there are: {}", known.join(", "))
        })
    };
    names.iter().map(find).collect()
}
