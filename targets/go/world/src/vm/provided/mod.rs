//! What the functions of [`tearpoint_front::provided`] do.

pub(super) mod chans;
mod cooked;
mod host;
mod sched;
pub(super) mod waits;
