//! The command's exit statuses.

use tearpoint_harness::verdict::Verdict;

/// All runs passed.
pub const PASS: u8 = 0;
/// A run failed, or an oracle found something.
pub const FINDING: u8 = 1;
/// The command line or an input was refused.
pub const USAGE: u8 = 2;
/// A limit was reached: nobody knows.
pub const LIMIT: u8 = 3;
/// A bug of tearpoint itself: a run that does not repeat, a panic.
pub const BUG: u8 = 4;

/// The exit status of a verdict.
pub fn of(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Pass => PASS,
        Verdict::Fail(_) => FINDING,
        Verdict::Unknown(_) => LIMIT,
    }
}
