//! Where another thread may come in between: before each access to shared memory, by the source's functions.

use crate::resilience::protocol::points::points;

use super::bag::EntryId;

points! {
    LOCAL_CAS = "borrow: compareAndSet, thread's list";
    INCREMENT = "borrow: waiters.incrementAndGet";
    SNAPSHOT = "borrow: sharedList.iterator";
    SCAN_CAS = "borrow: compareAndSet, shared list";
    POLL = "borrow: handoffQueue.poll";
    POLLING = "borrow: polls";
    HANDED_CAS = "borrow: compareAndSet, handed over";
    DECREMENT = "borrow: waiters.decrementAndGet";
    SET_STATE = "requite: setState";
    WAITERS = "requite: waiters.get";
    GET_STATE = "requite: getState";
    OFFER = "requite: handoffQueue.offer";
    SPIN = "requite: yield" yields;
    HOLD = "client: holds";
    USE = "client: uses";
}

/// The waiters' counter.
pub const COUNTER: u64 = 1;
pub const SHARED_LIST: u64 = 2;
pub const HANDOFF_QUEUE: u64 = 3;
const ENTRIES: u64 = 1 << 16;

/// An entry's state.
pub const fn state_of(entry: EntryId) -> u64 {
    ENTRIES + entry as u64
}
