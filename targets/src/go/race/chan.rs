//! The edges of channels.
//!
//! Follows runtime/chan.go (`racesync`, `racenotify`, `raceaddr`): a send happens before the end of its receive, the k-th
//! receive of a channel of capacity C before the end of the (k+C)-th send. Each slot of the ring carries both: who
//! uses it releases what he knows and acquires what the slot's last user knew.

use tearpoint_harness::contract::TaskId;

use super::How;
use crate::go::runtime::g::Go;

impl Go {
    /// `racesync(c, sg)`: the running goroutine and `other` meet in an unbuffered channel; `slot` is `chanbuf(c, 0)`.
    pub fn racesync(&self, slot: u64, other: TaskId) {
        let task = self.sim.current();
        self.race_sync(task, slot, How::Channel, true, |state| {
            state.release(task.0, slot, false);
            state.acquire(other.0, slot);
            state.release(other.0, slot, false);
            state.acquire(task.0, slot);
        });
        self.race_sync(other, slot, How::Channel, false, |_| {});
    }

    /// `racenotify(c, idx, sg)`: a goroutine (the running one if none is given) uses the slot at `slot`, `chanbuf(c, idx)`.
    pub fn racenotify(&self, slot: u64, elemsize: u64, other: Option<TaskId>) {
        let task = other.unwrap_or_else(|| self.sim.current());
        self.race_sync(task, slot, How::Channel, true, |state| {
            if elemsize == 0 {
                // All slots are one address: they must not lose each other's clocks.
                state.acquire(task.0, slot);
                state.release(task.0, slot, false);
            } else {
                state.release_acquire(task.0, slot);
            }
        });
    }

    /// `closechan` releases at `raceaddr(c)`; receivers of a closed channel acquire there.
    pub fn race_chan_closed(&self, raceaddr: u64, receiver: Option<TaskId>) {
        let task = receiver.unwrap_or_else(|| self.sim.current());
        self.race_sync(task, raceaddr, How::Channel, false, |state| state.acquire(task.0, raceaddr));
    }
}
