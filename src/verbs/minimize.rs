//! `tearpoint minimize`: the smallest run that still shows a signature.

use tearpoint_command::args::MinimizeArgs;
use tearpoint_command::recordings::load;
use tearpoint_command::{Failure, Worlds};

/// Asks the world of the recording.
///
/// # Errors
/// What is no recording, or of no world; what its world says.
pub fn minimize(args: &MinimizeArgs, worlds: &Worlds) -> Result<u8, Failure> {
    let recording = load(&args.recording)?;
    worlds.of_recording(&recording)?.minimize(args, &recording)
}
