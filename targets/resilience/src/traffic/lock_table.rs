//! What the lock server knows of one key.

use std::collections::VecDeque;

use super::request::Ref;

/// One key of the lock server.
#[derive(Clone, Debug, Default)]
pub(super) struct LockState {
    pub(super) holder: Option<Holder>,
    /// The last fencing token given out, and the highest that has written.
    pub(super) token: u32,
    pub(super) written: u32,
    pub(super) waiters: VecDeque<(Ref, u32)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    pub(super) token: u32,
    pub(super) since: u64,
    /// It runs on the server, whose locks expire when that stands still.
    pub(super) ours: bool,
    /// Its unlock is on the way.
    pub(super) leaving: bool,
}
