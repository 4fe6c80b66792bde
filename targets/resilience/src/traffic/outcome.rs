//! What becomes of a request.

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A good answer in time.
    Ok,
    /// Answered from a cache.
    Degraded,
    /// Turned away at once.
    Rejected,
    /// No connection in time.
    NoConnection,
    /// No lock in time.
    NoLock,
    /// The client gave up.
    Timeout,
    /// The lock had expired before the unlock: an error, whether or not the work was done.
    LockLost,
}

impl Outcome {
    /// All of them, in the order of this enum.
    pub const ALL: [Outcome; 7] = [
        Outcome::Ok,
        Outcome::Degraded,
        Outcome::Rejected,
        Outcome::NoConnection,
        Outcome::NoLock,
        Outcome::Timeout,
        Outcome::LockLost,
    ];

    /// Its name in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Ok => "ok",
            Outcome::Degraded => "degraded",
            Outcome::Rejected => "rejected",
            Outcome::NoConnection => "no connection",
            Outcome::NoLock => "no lock",
            Outcome::Timeout => "timeout",
            Outcome::LockLost => "lock lost",
        }
    }

    /// The client has reason to ask again.
    pub fn failed(self) -> bool {
        matches!(
            self,
            Outcome::NoConnection | Outcome::NoLock | Outcome::Timeout | Outcome::LockLost
        )
    }
}
