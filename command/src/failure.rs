//! Why a verb could not do its work.

use tearpoint_harness::contract::InputError;
use tearpoint_harness::session::SessionError;

/// Why a verb could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// A run that could not be done, or that did not repeat.
    Session(SessionError),
    /// Something around the work: an argument that means nothing, a file that cannot be written.
    Input(InputError),
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Failure {
        Failure::Session(error)
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Failure {
        Failure::Input(error)
    }
}
