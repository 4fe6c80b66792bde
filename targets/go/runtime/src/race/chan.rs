//! The edges of channels.
//!
//! Follows runtime/chan.go (`racesync`, `racenotify`, `raceaddr`): a send happens before the end of its receive, the k-th
//! receive of a channel of capacity C before the end of the (k+C)-th send. Each slot of the ring carries both: who
//! uses it releases what he knows and acquires what the slot's last user knew.
//!
//! Deviation: where Go, built for its race detector, moves `sendx` and `recvx` on when a value passes a buffered channel hand
//! to hand, the indices here stay, as in an ordinary build; the slots of the edges are moved instead.

use tearpoint_harness::contract::TaskId;

use super::shadow::What;
use super::state::How;
use crate::layout::hchan;
use crate::layout::sudog;
use crate::process::Process;

impl Process {
    /// A word of metadata as it is: the memory model looks on, it takes no part.
    fn peek(&self, addr: u64, width: usize) -> u64 {
        self.mem.borrow().load(addr, width).unwrap_or(0)
    }

    fn task_of_sudog(&self, sg: u64) -> Option<TaskId> {
        self.goroutines
            .task_of(self.peek(sg.wrapping_add(sudog::G), 8))
    }

    /// `racereadpc(c.raceaddr())` of a send: a close that nothing orders is a race.
    pub fn race_chansend(&self, c: u64) {
        if self.race.on() {
            self.race_read(c.wrapping_add(hchan::BUF), 1, What::ChanSend);
        }
    }

    /// `closechan` writes and releases at `raceaddr`.
    pub fn race_closechan(&self, c: u64) {
        if self.race.on() {
            let raceaddr = c.wrapping_add(hchan::BUF);
            self.race_write(raceaddr, 1, What::ChanClose);
            self.race_release(raceaddr);
        }
    }

    /// A goroutine (the running one, or that of a sudog) sees that the channel is closed.
    pub fn race_closed(&self, c: u64, sg: u64) {
        if !self.race.on() {
            return;
        }
        let running = (sg == 0).then(|| self.sim.current());
        if let Some(task) = running.or_else(|| self.task_of_sudog(sg)) {
            let raceaddr = c.wrapping_add(hchan::BUF);
            self.race_sync(task, raceaddr, How::Channel, false, |state| {
                state.acquire(task.0, raceaddr);
            });
        }
    }

    /// The running goroutine and that of `sg` pass a value hand to hand: `racesync`, or through a slot of the buffer.
    pub fn race_hand_over(&self, c: u64, sg: u64) {
        if !self.race.on() {
            return;
        }
        if self.peek(c.wrapping_add(hchan::DATAQSIZ), 8) == 0 {
            return self.racesync(c, sg);
        }
        let recvx = self.peek(c.wrapping_add(self.profile.get().layout.hchan.recvx), 8);
        self.racenotify(c, recvx, 0);
        self.racenotify(c, recvx, sg);
    }

    /// As [`Process::race_hand_over`] to a receiver: a ring of the race detector's build would move on.
    pub fn race_send_direct(&self, c: u64, sg: u64) {
        self.race_hand_over(c, sg);
        if self.race.on() {
            *self.race.state.borrow_mut().moved.entry(c).or_default() += 1;
        }
    }

    /// `racesync(c, sg)`
    fn racesync(&self, c: u64, sg: u64) {
        let slot = self.peek(c.wrapping_add(hchan::BUF), 8);
        let task = self.sim.current();
        let Some(other) = self.task_of_sudog(sg) else {
            return;
        };
        self.race_sync(task, slot, How::Channel, true, |state| {
            state.release(task.0, slot, false);
            state.acquire(other.0, slot);
            state.release(other.0, slot, false);
            state.acquire(task.0, slot);
        });
        self.race_sync(other, slot, How::Channel, false, |_| {});
    }

    /// `racenotify(c, idx, sg)`: a goroutine uses a slot; the running one if `sg` is 0.
    pub fn racenotify(&self, c: u64, index: u64, sg: u64) {
        if !self.race.on() {
            return;
        }
        let running = (sg == 0).then(|| self.sim.current());
        let Some(task) = running.or_else(|| self.task_of_sudog(sg)) else {
            return;
        };
        let moved = self.race.state.borrow().moved.get(&c).copied().unwrap_or(0);
        let size = self.peek(c.wrapping_add(hchan::DATAQSIZ), 8).max(1);
        let elemsize = self.peek(c.wrapping_add(hchan::ELEMSIZE), 2);
        let at = index.wrapping_add(moved) % size;
        let buf = self.peek(c.wrapping_add(hchan::BUF), 8);
        let slot = buf.wrapping_add(at.wrapping_mul(elemsize));
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
}
