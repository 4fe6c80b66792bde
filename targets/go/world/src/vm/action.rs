//! What a goroutine asks for when its interpreter leaves the instruction loop.

use tearpoint_harness::contract::{Access, PointSpec};

use tearpoint_front::provided::Waits;

/// What a goroutine wants from outside the instruction loop.
pub(super) enum Action {
    /// Others may run before it goes on.
    Point(&'static PointSpec, u64, Access),
    /// An operation of the runtime in which others may run.
    Async(Async),
    /// The heap has grown: a collection may start.
    Collect,
    /// A new goroutine, in this slot, starts.
    Spawn(usize),
    /// The goroutine has returned, or called Goexit.
    Done,
    /// The run has ended.
    Ended,
}

/// Operations of the runtime in which others may run.
#[derive(Clone, Copy)]
pub(super) enum Async {
    /// The operation at this position of [`Code::maps`](crate::code::Code::maps).
    Map(u32),
    /// The same of `chans`.
    Chan(u32),
    /// The same of `selects`.
    Select(u32),
    /// The call at this position of `provided`, and what it does.
    Provided(Waits, u32),
}
