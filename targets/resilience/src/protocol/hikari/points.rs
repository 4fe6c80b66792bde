//! The points at which other threads may run in between: one before each access to what threads share, named after the source's
//! functions; and the objects that threads share.

use crate::protocol::points::points;

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
    WAITERS = "waiters.get";
    GET_STATE = "getState";
    OFFER = "handoffQueue.offer";
    SPIN = "yield" yields;
    PUBLISH = "add: sharedList.add";
    REMOVE_IN_USE = "remove: compareAndSet, in use";
    REMOVE_RESERVED = "remove: compareAndSet, reserved";
    WITHDRAW = "remove: sharedList.remove";
    RESERVE = "reserve: compareAndSet";
    UNRESERVE = "unreserve: compareAndSet";
    VALUES = "values";
    HOLD = "client: holds";
    USE = "client: uses";
    PERMIT = "SuspendResumeLock: acquire";
    SUSPENDED = "SuspendResumeLock: waits";
    RELEASE = "SuspendResumeLock: release";
    IS_EVICTED = "isMarkedEvicted";
    MARK_EVICTED = "markEvicted";
    VALIDATE = "isConnectionDead";
    STATS = "createTimeoutException";
    RECYCLE = "recycle";
    SCHEDULE = "houseKeepingExecutorService.schedule";
    CANCEL_LEAK = "ProxyLeakTask: cancel";
    CLOSE_ENTRY = "PoolEntry: close";
    CLOSE_SUBMIT = "closeConnectionExecutor.execute";
    CLOSER_TAKE = "closer: takes a task";
    CLOSER_IDLE = "closer: idle";
    QUIETLY_CLOSE = "quietlyCloseConnection";
    POOL_STATE = "poolState";
    ENTER = "monitor: enter";
    BLOCKED = "monitor: blocked";
    EXIT = "monitor: exit";
    IDLE = "getIdleConnections";
    TOTAL = "getTotalConnections";
    QUEUE_SIZE = "addBagItem: getQueue().size";
    ADD_SUBMIT = "addConnectionExecutor.submit";
    ADDER_TAKE = "adder: takes a task";
    ADDER_IDLE = "adder: idle";
    CONNECT = "newConnection";
    PAUSE = "PoolEntryCreator: sleeps 30 ms";
    BACKOFF = "PoolEntryCreator: sleeps with backoff";
    KEEPER_TAKE = "housekeeper: takes a task" yields;
    KEEPER_WAIT = "housekeeper: waits";
    HOUSE_KEEPER = "HouseKeeper: run";
    LEAK_RUN = "ProxyLeakTask: run";
    EVENT = "environment: event";
    EVENT_WAIT = "environment: waits";
    ADMIN = "client: pauses";
    DATA_SOURCE = "HikariDataSource: isShutdown";
    AWAIT = "shutdown: waits for the adder";
    CLOSE_BAG = "ConcurrentBag: close";
    ABORT = "shutdown: connections are still in use";
}

/// The waiters' counter.
pub const COUNTER: u64 = 1;
pub const SHARED_LIST: u64 = 2;
pub const HANDOFF_QUEUE: u64 = 3;
pub const ADD_QUEUE: u64 = 4;
pub const CLOSE_QUEUE: u64 = 5;
/// The delayed tasks of the housekeeping executor.
pub const DELAYED: u64 = 6;
pub const PERMITS: u64 = 7;
pub const MONITOR: u64 = 8;
/// `poolState`
pub const STATE: u64 = 9;
pub const DATABASE: u64 = 10;
const ENTRIES: u64 = 1 << 16;
const MARKS: u64 = 1 << 17;

/// An entry's state.
pub const fn state_of(entry: EntryId) -> u64 {
    ENTRIES + entry as u64
}

/// What else an entry has: its mark, its connection.
pub const fn fields_of(entry: EntryId) -> u64 {
    MARKS + entry as u64
}
