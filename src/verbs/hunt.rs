//! `tearpoint hunt`, and the bare command: many seeds, grouped by what broke.

use tearpoint_command::args::HuntArgs;
use tearpoint_command::flags::Flag;
use tearpoint_command::hunt::Occasion;
use tearpoint_command::{Failure, Worlds};

/// Asks the world of the scenarios.
///
/// # Errors
/// Scenarios of more than one world, flags that mean nothing to it; what it says.
pub fn hunt(args: &HuntArgs, occasion: Occasion, worlds: &Worlds) -> Result<u8, Failure> {
    let world = worlds.of_names(&args.scenarios, args.common.max_source)?;
    worlds.refuse(world, &Flag::of_hunt(args))?;
    world.hunt(args, occasion)
}
