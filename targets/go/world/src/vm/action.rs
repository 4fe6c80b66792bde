//! What a goroutine asks for when its interpreter leaves the instruction loop.

use tearpoint_harness::contract::{Access, PointSpec};

use crate::code::{Slot, WaitFn};

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

/// Operations of the runtime that may wait: positions in tables of [`Code`].
#[derive(Clone, Copy)]
pub(super) enum Async {
    Map(u32),
    Chan(u32),
    Select(u32),
    /// `runtime.GC()`
    Gc,
    Linked(u32),
    /// A function of package sync or time, and its slots: the result's, the arguments'.
    Wait(WaitFn, [Slot; 4]),
}
