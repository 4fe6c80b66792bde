//! `tearpoint run`: one run, with its event timeline.

use std::slice;

use tearpoint_command::args::RunArgs;
use tearpoint_command::flags::Flag;
use tearpoint_command::{Failure, Worlds};

/// Asks the world of the scenario.
///
/// # Errors
/// Flags that mean nothing to it; what it says.
pub fn run(args: &RunArgs, worlds: &Worlds) -> Result<u8, Failure> {
    let name = slice::from_ref(&args.scenario);
    let world = worlds.of_names(name, args.common.max_source)?;
    worlds.refuse(world, &Flag::of_run(args))?;
    world.run(args)
}
