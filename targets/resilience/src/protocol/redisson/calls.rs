//! Commands and answers, and how a command ends without one.

use super::redis::LockName;
use super::scripts::{Acquired, Unlocked};
use crate::protocol::bench::Who;

/// What is sent to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    Lock,
    /// `acquireFailedAsync`: a fair lock's waiter gives up.
    AcquireFailed,
    /// With the number of the request.
    Unlock(u64),
    Renew(LockName),
    /// `GET` of the token.
    Token,
}

/// What it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Acquired(Acquired),
    Unlocked(Unlocked),
    /// Whether the lock was renewed.
    Renewed(bool),
    Token(u64),
    /// It was done, and has no result.
    Done,
    /// It was done, but no replica has it.
    NotSynced,
}

/// Why the caller no longer waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenUp {
    Timeout,
    Interrupted,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// `RedisResponseTimeoutException`: the outcome is unknown.
    Timeout,
    /// `RedisTimeoutException`: it was not sent.
    NoConnection,
    /// `NoSyncedSlavesException`, after all attempts.
    NotSynced,
    Interrupted,
    /// The caller's process has died.
    Died,
}

/// Words to wake a caller with that are no answers: it was interrupted; its process has died.
pub const INTERRUPTED: u64 = 7;
/// See [`INTERRUPTED`].
pub const DEAD: u64 = 8;

/// A command on the wire.
#[derive(Clone, Debug)]
pub struct Call {
    pub caller: Who,
    /// The thread on whose behalf; the watchdog's: that of the lock's holder.
    pub thread: usize,
    pub request: Request,
    /// The client's clock when it was sent, where it is sent along. Milliseconds.
    pub clock: u64,
    pub answer: Option<Answer>,
    pub given_up: Option<GivenUp>,
}

/// A connection to the server: it carries one command at a time.
#[derive(Clone, Debug, Default)]
pub struct Wire {
    pub carrier: Option<Who>,
    pub call: Option<Call>,
    /// It was handed to a caller, which has not sent yet.
    pub reserved: bool,
}

impl Answer {
    /// As a word to wake with.
    pub fn word(self) -> u64 {
        match self {
            Answer::Acquired(Acquired::Yes { token }) => 1 | token << 4,
            Answer::Acquired(Acquired::No { ttl }) => 2 | ((ttl + 2) as u64) << 4,
            Answer::Unlocked(unlocked) => 3 | (unlocked as u64) << 4,
            Answer::Renewed(renewed) => 4 | u64::from(renewed) << 4,
            Answer::Token(token) => 5 | token << 4,
            Answer::NotSynced => 6,
            Answer::Done => 9,
        }
    }

    /// The answer of a word. None: it is no answer.
    pub fn from_word(word: u64) -> Option<Answer> {
        let rest = word >> 4;
        Some(match word & 15 {
            1 => Answer::Acquired(Acquired::Yes { token: rest }),
            2 => Answer::Acquired(Acquired::No {
                ttl: rest as i64 - 2,
            }),
            3 => Answer::Unlocked(match rest {
                0 => Unlocked::Free,
                1 => Unlocked::Held,
                _ => Unlocked::NotOwner,
            }),
            4 => Answer::Renewed(rest == 1),
            5 => Answer::Token(rest),
            6 => Answer::NotSynced,
            9 => Answer::Done,
            _ => return None,
        })
    }
}
