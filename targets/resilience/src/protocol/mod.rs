//! Protocol models: HikariCP's pool, Tomcat's executor, Redisson's lock, each with two to four clients, every step of which another
//! may come in between.
//!
//! [`mod@bench`] is what they stand on; a model is a folder. A scenario file with `protocol = "hikari"` (`"tomcat"`, `"redisson"`) configures one;
//! the profile it is run under is [`SOUND`], or the name of a defect planted into the model, which the explorer must find.

pub mod bench;
pub mod hikari;
mod points;
pub mod redisson;
#[cfg(test)]
mod tests;
pub mod tomcat;
mod world;

use std::rc::Rc;

use serde::Deserialize;
use tearpoint_harness::contract::{InputError, Sim, World};

pub use world::{ProtocolScenario, ProtocolWorld};

/// The profile without a defect.
pub const SOUND: &str = "sound";

/// A defect that can be planted into a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defect {
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
    /// The configuration is small enough to be searched completely.
    fn exhaustive(&self) -> bool;
    /// A world for one run, with the defect of this name ([`SOUND`]: none). The name is one of [`Protocol::defects`].
    fn world(&self, sim: &Sim, defect: &str) -> Rc<dyn World>;
}

/// When alarms ring, as scenario files say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timeouts {
    /// Though others could run: threads may be slow for as long as they like.
    #[default]
    AnyTime,
    /// Only when nobody can run: threads are fast.
    WhenIdle,
}

impl From<Timeouts> for bench::Timing {
    fn from(timeouts: Timeouts) -> bench::Timing {
        match timeouts {
            Timeouts::AnyTime => bench::Timing::AnyTime,
            Timeouts::WhenIdle => bench::Timing::WhenIdle,
        }
    }
}

/// Whether a scenario file is about a protocol. If not, it is about traffic.
pub fn is_protocol(source: &[u8]) -> bool {
    std::str::from_utf8(source).is_ok_and(|text| kind(text).is_some())
}

/// Which protocol a scenario file is about.
fn kind(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("protocol")?.as_str()?.to_owned())
}

/// The defects that a file asks for by name, out of those that a model knows.
///
/// # Errors
/// A name that is none of them.
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

/// Reads a scenario file with a `protocol` key.
///
/// # Errors
/// A protocol that there is not; unknown keys, values out of range, with line and column.
pub fn parse(name: &str, text: &str) -> Result<Rc<dyn Protocol>, InputError> {
    match kind(text).as_deref() {
        Some("hikari") => hikari::parse(name, text),
        Some("tomcat") => tomcat::parse(name, text),
        Some("redisson") => Ok(Rc::new(redisson::Redisson::parse(name, text)?)),
        other => Err(InputError(format!(
            "{name}: no protocol `{}`; there are: hikari, tomcat, redisson",
            other.unwrap_or_default()
        ))),
    }
}
