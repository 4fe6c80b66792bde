//! `tearpoint replay`: a recorded run again.

use tearpoint_command::args::ReplayArgs;
use tearpoint_command::recordings::load;
use tearpoint_command::{Failure, Worlds};

/// Asks the world of the recording.
///
/// # Errors
/// What is no recording, or of no world; what its world says.
pub fn replay(args: &ReplayArgs, worlds: &Worlds) -> Result<u8, Failure> {
    let recording = load(&args.what)?;
    worlds.of_recording(&recording)?.replay(args, &recording)
}
