//! The worlds of a command, and which of them a name, a recording or a verb belongs to.

use tearpoint_harness::contract::InputError;
use tearpoint_harness::recording::Recording;

use crate::args::Listing;
use crate::flags::Flag;
use crate::list::Listed;
use crate::verb::OwnVerb;
use crate::world::World;

/// The worlds of a command. The first is at home: it is what the bare command hunts through, and has every name that no other claims.
pub struct Worlds(Vec<Box<dyn World>>);

impl Worlds {
    /// A command with one world.
    pub fn new(home: impl World + 'static) -> Worlds {
        Worlds(vec![Box::new(home)])
    }

    /// One more world. Where two claim a name, the last to come has it.
    #[must_use]
    pub fn with(mut self, world: impl World + 'static) -> Worlds {
        self.0.push(Box::new(world));
        self
    }

    /// The world whose scenarios `names` mean.
    ///
    /// # Errors
    /// Names of more than one world; what a world that claims a name says of it.
    pub fn of_names(&self, names: &[String], max_source: u64) -> Result<&dyn World, InputError> {
        let mut owners = Vec::new();
        for name in names {
            owners.push(self.owner(name, max_source)?);
        }
        let first = owners.first().copied().unwrap_or(0);
        if owners.iter().any(|owner| *owner != first) {
            let claimed = names.iter().zip(&owners).filter(|(_, owner)| **owner != 0);
            let claimed: Vec<&str> = claimed.map(|(name, _)| name.as_str()).collect();
            return Err(InputError(format!(
                "{}: scenarios {} are hunted one kind at a time",
                claimed.join(", "),
                of_all(self.kinds(|_| true))
            )));
        }
        Ok(self.0[first].as_ref())
    }

    /// The place of the world that has `name`.
    fn owner(&self, name: &str, max_source: u64) -> Result<usize, InputError> {
        for (at, world) in self.0.iter().enumerate().skip(1).rev() {
            if world.claims(name, max_source)? {
                return Ok(at);
            }
        }
        Ok(0)
    }

    /// The world of a recording.
    ///
    /// # Errors
    /// A target that no world has.
    pub fn of_recording(&self, recording: &Recording) -> Result<&dyn World, InputError> {
        let owner = self.0.iter().find(|world| world.owns(recording));
        owner.map(Box::as_ref).ok_or_else(|| {
            InputError(format!(
                "the recording is of target `{}`, which this tearpoint does not have (see `tearpoint list targets`)",
                recording.target
            ))
        })
    }

    /// Refuses flags that mean nothing to `world`.
    ///
    /// # Errors
    /// The first such flag, and the worlds that it is for.
    pub fn refuse(&self, world: &dyn World, flags: &[Flag]) -> Result<(), InputError> {
        let Some(flag) = flags.iter().find(|flag| !world.takes(**flag)) else {
            return Ok(());
        };
        let takers = self.kinds(|world| world.takes(*flag));
        let (name, lacks) = (flag.name(), world.lacks());
        Err(InputError(match flag {
            _ if takers.is_empty() => format!("{name}: {lacks}; leave it out"),
            Flag::Policy => format!(
                "{name}: only scenarios {} have any (see `tearpoint list scenarios`)",
                of_all(takers)
            ),
            _ => format!(
                "{name} is for {} scenarios: {lacks}; leave it out",
                takers.join(" and ")
            ),
        }))
    }

    /// The targets, each with what it is.
    pub fn targets(&self) -> Listed {
        let mut list = Listed::new(["target", "what"]);
        for world in &self.0 {
            // Two worlds may be of one target: the first speaks for it.
            if list.rows.iter().all(|row| row[0] != world.target()) {
                list.rows
                    .push(vec![world.target().to_owned(), world.about().to_owned()]);
            }
        }
        list
    }

    /// The built-in scenarios of all worlds, each with what it is about.
    pub fn scenarios(&self) -> Listed {
        let mut list = Listed::new(["scenario", "what"]);
        for world in &self.0 {
            let sources = world.built_in().into_iter();
            list.rows.extend(sources.map(|source| {
                let summary = world.summary(&source);
                vec![source.name, summary]
            }));
        }
        list
    }

    /// What the first world that has any such thing lists; nothing if none has.
    pub fn list(&self, what: Listing) -> Listed {
        let lists = self.0.iter().find_map(|world| world.list(what));
        lists.unwrap_or_default()
    }

    /// The verbs that only one world has.
    pub fn verbs(&self) -> Vec<OwnVerb> {
        self.0.iter().flat_map(|world| world.verbs()).collect()
    }

    /// The verb of this name that only one world has.
    pub fn verb(&self, name: &str) -> Option<OwnVerb> {
        let mut verbs = self.verbs().into_iter();
        verbs.find(|verb| verb.command.get_name() == name)
    }

    /// What the scenarios of worlds are of.
    fn kinds(&self, which: impl Fn(&dyn World) -> bool) -> Vec<&'static str> {
        let worlds = self.0.iter().map(Box::as_ref);
        worlds
            .filter(|world| which(*world))
            .map(World::kind)
            .collect()
    }
}

/// `of Go, of traffic and of protocols`.
fn of_all(kinds: Vec<&str>) -> String {
    let mut parts: Vec<String> = kinds.iter().map(|kind| format!("of {kind}")).collect();
    let last = parts.pop().unwrap_or_default();
    match parts.is_empty() {
        true => last,
        false => format!("{} and {last}", parts.join(", ")),
    }
}
