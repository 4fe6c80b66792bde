//! The points at which other tasks may run in between, and the objects that tasks share.

use crate::protocol::points::points;

points! {
    SUBMIT = "execute: submittedCount.incrementAndGet";
    EXECUTE_CTL = "executeInternal: ctl.get";
    RECHECK = "executeInternal: ctl.get again";
    OFFER_SIZE = "TaskQueue.offer: getPoolSizeNoLock";
    OFFER_SUBMITTED = "TaskQueue.offer: getSubmittedCount";
    ENQUEUE = "LinkedBlockingQueue.offer";
    SIGNAL = "LinkedBlockingQueue.signalNotEmpty";
    FORCE = "TaskQueue.force";
    REFUSE = "execute: submittedCount.decrementAndGet";
    ADD_WORKER = "addWorker: ctl.get";
    INCREMENT = "addWorker: compareAndIncrementWorkerCount";
    WORKERS_ADD = "addWorker: workers.add";
    RUN_WORKER = "runWorker";
    GET_TASK = "getTask: ctl.get";
    IS_EMPTY = "workQueue.isEmpty";
    DECREMENT = "decrementWorkerCount";
    DEQUEUE = "LinkedBlockingQueue.poll";
    AWAIT = "notEmpty.await";
    AFTER_EXECUTE = "afterExecute: submittedCount.decrementAndGet";
    WORKERS_REMOVE = "processWorkerExit: workers.remove";
    EXIT_CTL = "processWorkerExit: ctl.get";
    GONE = "the thread has ended";
    WORK = "the request is processed";
    PAUSE = "the client thinks";
    SYN = "the client's SYN";
    SYN_WAIT = "the client waits for a SYN's answer";
    SEND = "the client sends its request";
    ANSWER = "the client waits for the answer";
    LEAVE = "the client closes its connection";
    ACCEPT = "accept";
    ACCEPTING = "accept waits for a connection";
    LATCH_UP = "tryAcquireShared: count.incrementAndGet";
    LATCH_BACK = "tryAcquireShared: count.decrementAndGet";
    LATCH_QUEUE = "acquireShared: enters the queue";
    LATCH_PARK = "acquireShared: about to park";
    LATCH_PARKED = "acquireShared: parked";
    COUNT_DOWN = "countDown: count.decrementAndGet";
    LATCH_SIGNAL = "countDown: signalNext";
    ADD_EVENT = "Poller.addEvent: events.offer";
    WAKE_UP = "Poller.addEvent: wakeupCounter.incrementAndGet";
    POLL_EVENTS = "Poller.events";
    WAKEUP_TAKE = "Poller.run: wakeupCounter.getAndSet";
    WAKEUP_RESET = "Poller.run: wakeupCounter.set";
    SELECT = "Poller.run: select";
    SELECTING = "select waits";
    PROCESS_KEY = "Poller.processKey";
    CLOSE = "close: closed.compareAndSet";
    DO_CLOSE = "doClose";
    READ = "SocketProcessor: read";
    WRITE = "SocketProcessor: write";
    SETTLE = "the client waits for its answers";
}

/// Numbers of the objects that tasks share, for the scheduler: `ctl`.
pub const CTL: u64 = 1;
/// `workers`
pub const WORKERS: u64 = 2;
/// `submittedCount`
pub const SUBMITTED: u64 = 3;
/// The executor's queue.
pub const QUEUE: u64 = 4;
/// `LimitLatch`
pub const LATCH: u64 = 5;
/// The accept queue.
pub const BACKLOG: u64 = 6;
/// The poller's queue of events.
pub const EVENTS: u64 = 7;
/// `wakeupCounter`
pub const WAKEUP: u64 = 8;
/// The selector.
pub const SELECTOR: u64 = 9;
/// The first connection's number among the objects.
const CONNS: u64 = 100;

/// A connection.
pub const fn object(conn: u64) -> u64 {
    CONNS + conn
}
