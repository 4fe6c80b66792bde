//! Numbers of a scenario file: whole, and within bounds that are checked where they are read.

use std::fmt;

use serde::Deserialize;

/// A whole number between `MIN` and `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "i64")]
pub struct Whole<const MIN: u64, const MAX: u64>(u64);

impl<const MIN: u64, const MAX: u64> TryFrom<i64> for Whole<MIN, MAX> {
    type Error = String;

    fn try_from(value: i64) -> Result<Self, String> {
        match u64::try_from(value) {
            Ok(value) if (MIN..=MAX).contains(&value) => Ok(Whole(value)),
            _ => Err(format!("{value} is not between {MIN} and {MAX}")),
        }
    }
}

impl<const MIN: u64, const MAX: u64> Whole<MIN, MAX> {
    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }

    pub(crate) const fn new(value: u64) -> Self {
        assert!(MIN <= value && value <= MAX, "a default in range");
        Whole(value)
    }
}

impl<const MIN: u64, const MAX: u64> fmt::Display for Whole<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Milliseconds, up to twelve days.
pub type Millis = Whole<0, 1_000_000_000>;
/// A share, in percent.
pub type Percent = Whole<0, 100>;
/// How many, at least one.
pub type Count = Whole<1, 1_000_000>;
/// Events a second.
pub type Rate = Whole<1, 1_000_000>;

/// One nanosecond clock for everything: milliseconds as nanoseconds.
pub fn nanos(millis: Millis) -> u64 {
    millis.get() * 1_000_000
}
