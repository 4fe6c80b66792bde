//! How a world speaks of its runs, where all worlds are shown the same way.

/// The words that differ from world to world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// What stands before a profile: `go` 1.23, `policy` none.
    pub profile: &'static str,
    /// What stands between a scenario and its profile: races` on `go 1.23, hikari`, `profile sound.
    pub joint: &'static str,
    /// What a scenario is: a `program` that ends, a `run` that ends.
    pub whole: &'static str,
    /// What `explain` says of a crash that no write led to. Empty where none is to be expected.
    pub no_write: &'static str,
}

impl Default for Words {
    fn default() -> Words {
        Words {
            profile: "profile",
            joint: ", ",
            whole: "run",
            no_write: "",
        }
    }
}

impl Words {
    /// A profile with a word that says of what: `go 1.23`, `policy none`. Empty for a world that has none.
    pub fn variant(&self, profile: &str) -> String {
        match profile {
            "" => String::new(),
            name => format!("{} {name}", self.profile),
        }
    }

    /// A scenario with its profile: `races on go 1.23`, `hikari, profile sound`.
    pub fn scenario(&self, name: &str, profile: &str) -> String {
        match profile {
            "" => name.to_owned(),
            profile => format!("{name}{}{}", self.joint, self.variant(profile)),
        }
    }
}
