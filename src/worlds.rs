//! The worlds of this command. No other file under `src/` names one.

use tearpoint_command::Worlds;
use tearpoint_go_command::Go;
use tearpoint_resilience_command::{Protocols, Traffic};

/// What the command is for, in a sentence.
pub const ABOUT: &str = "Runs Go programs on a simulated Go runtime, deterministically, and finds the point where the runtime tears";

/// The worlds that come with the command. Go is at home: the bare command hunts through its scenarios. One more plugs in with
/// `.with(…)`; `docs/worlds.md` shows how.
pub fn worlds() -> Worlds {
    Worlds::new(Go).with(Traffic).with(Protocols)
}
