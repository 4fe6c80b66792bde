//! `tearpoint report`: a recorded run as a page, and as a trace.

use tearpoint_command::args::ReportArgs;
use tearpoint_command::recordings::load;
use tearpoint_command::{Failure, Worlds};

/// Asks the world of the recording.
///
/// # Errors
/// What is no recording, or of no world; what its world says.
pub fn report(args: &ReportArgs, worlds: &Worlds) -> Result<u8, Failure> {
    let recording = load(&args.recording)?;
    worlds.of_recording(&recording)?.report(args, &recording)
}
