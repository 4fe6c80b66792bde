//! The points at which other tasks may run in between, and the objects that tasks share.

use crate::protocol::points::points;

points! {
    LATER = "begins later";
    FIRST = "tryAcquire: waits for the answer";
    AGAIN = "tryAcquire, subscribed: waits for the answer";
    SUBSCRIBE = "subscribe";
    UNSUBSCRIBE = "unsubscribe";
    GIVE_UP = "acquireFailed: waits for the answer";
    LATCH = "waits for a permit of the latch";
    NO_SYNC = "handleNoSync: waits for the answer";
    LOCK_RETRY = "lock: waits to try again";
    TOKEN = "getToken: waits for the answer";
    INSIDE = "inside";
    RESOURCE = "writes to the resource";
    UNLOCK = "unlock: waits for the answer";
    UNLOCK_RETRY = "unlock: waits to try again";
    CONNECT = "waits for a connection";
    CARRY = "connection: free";
    EXECUTE = "connection: the server executes";
    ANSWER = "connection: the answer arrives";
    LISTEN = "pubsub: waits for a message";
    DELIVER = "pubsub: a message arrives";
    TIMER = "watchdog: waits for its timer";
    RENEW = "watchdog: waits for the answer";
    WATCHDOG_RETRY = "watchdog: waits to try again";
    CALM = "mishap: waits for its chance";
    STRIKE = "mishap: strikes";
}

/// Numbers of the objects that tasks share, for the scheduler: the server.
pub const SERVER: u64 = 0;
/// The resource that a fenced lock guards.
pub const RESOURCE_OBJECT: u64 = 1;
/// The first client process' number among the objects.
pub const CLIENTS: u64 = 16;
