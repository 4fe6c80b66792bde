//! `tearpoint explain`: how a recorded run came to its end.

use tearpoint_command::args::ExplainArgs;
use tearpoint_command::recordings::load;
use tearpoint_command::{Failure, Worlds};

/// Asks the world of the recording.
///
/// # Errors
/// What is no recording, or of no world; what its world says.
pub fn explain(args: &ExplainArgs, worlds: &Worlds) -> Result<u8, Failure> {
    let recording = load(&args.what)?;
    worlds.of_recording(&recording)?.explain(args, &recording)
}
