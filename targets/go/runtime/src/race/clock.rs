//! Vector clocks: who has seen how much of whom.
//!
//! Follows the scheme of FastTrack (Flanagan and Freund, PLDI 2009): an access is remembered by one [`Epoch`]; clocks are
//! compared entry by entry only where goroutines synchronise. A goroutine's own entry grows whenever it releases.
//!
//! Lanes (positions in clocks) are used again: the lane of a goroutine that is over goes to a new one only if the new
//! one's creator has seen all the old one did, so that nothing is lost by it. With more than [`MAX_LANES`]
//! goroutines alive at once, some share a lane; what those do to each other may then go unnoticed, nothing false is said.

/// Entries of a clock at most.
pub const MAX_LANES: usize = 512;
/// Lanes of ended goroutines that are looked at for a new one.
const LOOKED_AT: usize = 32;

/// One moment of one lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Epoch {
    /// The goroutine's position in clocks.
    pub lane: u16,
    /// Its own count of releases.
    pub time: u32,
}

/// How much of each lane has been seen. Lanes beyond the end: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock(Vec<u32>);

impl Clock {
    /// How much of `lane` has been seen.
    #[inline]
    pub fn get(&self, lane: u16) -> u32 {
        self.0.get(usize::from(lane)).copied().unwrap_or(0)
    }

    /// Whether `epoch` happened before what has this clock.
    #[inline]
    pub fn saw(&self, epoch: Epoch) -> bool {
        epoch.time <= self.get(epoch.lane)
    }

    /// `lane` has been seen up to `time`.
    pub fn set(&mut self, lane: u16, time: u32) {
        let lane = usize::from(lane);
        if self.0.len() <= lane {
            self.0.resize(lane + 1, 0);
        }
        self.0[lane] = time;
    }

    /// Sees what `other` has seen.
    pub fn join(&mut self, other: &Clock) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = (*mine).max(*theirs);
        }
    }

    /// Becomes a copy of `other`, in place.
    pub fn copy(&mut self, other: &Clock) {
        self.0.clear();
        self.0.extend_from_slice(&other.0);
    }

    /// Nothing has been seen.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

tearpoint_machine::run_state! {
    /// The lanes of a run: how far each has come, and which are free.
    #[derive(Debug, Default)]
    pub struct Lanes {
        /// The time of each lane.
        times: Vec<u32>,
        free: Vec<u16>,
    }
}

impl Lanes {
    /// A lane for a goroutine whose creator has `clock`.
    pub fn take(&mut self, clock: &Clock) -> u16 {
        let start = self.free.len().saturating_sub(LOOKED_AT);
        let seen = |lane: u16| clock.get(lane) >= self.times[usize::from(lane)];
        if let Some(at) = (start..self.free.len())
            .rev()
            .find(|&at| seen(self.free[at]))
        {
            return self.free.swap_remove(at);
        }
        if self.times.len() < MAX_LANES {
            self.times.push(0);
            return (self.times.len() - 1) as u16;
        }
        // A dead goroutine's lane rather than a living one's.
        match self.free.pop() {
            Some(lane) => lane,
            None => {
                (self.times.iter().map(|&time| u64::from(time)).sum::<u64>() % MAX_LANES as u64)
                    as u16
            }
        }
    }

    /// The goroutine of `lane` is over.
    pub fn give_back(&mut self, lane: u16) {
        if !self.free.contains(&lane) {
            self.free.push(lane);
        }
    }

    /// The next moment of `lane`.
    #[inline]
    pub fn tick(&mut self, lane: u16) -> u32 {
        let time = &mut self.times[usize::from(lane)];
        *time = time.saturating_add(1);
        *time
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_is_used_again_only_by_who_has_seen_its_end() {
        let mut lanes = Lanes::default();
        let main = Clock::default();
        let first = lanes.take(&main);
        let time = lanes.tick(first);
        lanes.give_back(first);
        assert_ne!(lanes.take(&main), first);
        let mut joined = Clock::default();
        joined.set(first, time);
        assert_eq!(lanes.take(&joined), first);
    }

    #[test]
    fn more_goroutines_than_lanes_share() {
        let mut lanes = Lanes::default();
        for _ in 0..3 * MAX_LANES {
            let lane = lanes.take(&Clock::default());
            lanes.tick(lane);
            assert!(usize::from(lane) < MAX_LANES);
        }
    }
}
