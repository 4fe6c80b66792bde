//! A place where requests are for a while, with the books that Little's law is checked by.
//!
//! Invariant, exact in integers: the area under the number of requests inside equals the sum of their times inside.

/// The books of one station, in nanoseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Station {
    inside: u64,
    last: u64,
    /// Area under the number of requests inside.
    area: u128,
    /// Times of those that have left.
    residence: u128,
    /// Sum of the entry times of those inside.
    entered: u128,
    /// Requests that have left.
    pub left: u64,
    /// Requests inside at one time, at most.
    pub most: u64,
}

impl Station {
    fn advance(&mut self, now: u64) {
        self.area += u128::from(self.inside) * u128::from(now - self.last);
        self.last = now;
    }

    /// A request enters.
    pub fn enter(&mut self, now: u64) {
        self.advance(now);
        self.inside += 1;
        self.most = self.most.max(self.inside);
        self.entered += u128::from(now);
    }

    /// A request that entered at `entered` leaves.
    pub fn leave(&mut self, now: u64, entered: u64) {
        self.advance(now);
        self.inside = self.inside.saturating_sub(1);
        self.entered = self.entered.wrapping_sub(u128::from(entered));
        self.residence += u128::from(now - entered);
        self.left += 1;
    }

    /// Requests inside.
    pub fn inside(&self) -> u64 {
        self.inside
    }

    /// Whether Little's law holds at `now`.
    pub fn balanced(mut self, now: u64) -> bool {
        self.advance(now);
        let waiting = (u128::from(self.inside) * u128::from(now)).wrapping_sub(self.entered);
        self.area == self.residence.wrapping_add(waiting)
    }

    /// Mean time inside of those that have left, in nanoseconds.
    pub fn mean(&self) -> f64 {
        if self.left == 0 {
            return 0.0;
        }
        self.residence as f64 / self.left as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_books_balance_unless_somebody_leaves_twice() {
        let mut station = Station::default();
        station.enter(5);
        station.enter(9);
        station.leave(20, 5);
        assert!(station.balanced(30));
        assert_eq!(station.inside(), 1);
        assert_eq!(station.mean(), 15.0);
        station.leave(40, 9);
        assert!(station.balanced(50));
        station.leave(60, 9);
        assert!(!station.balanced(70));
    }
}
