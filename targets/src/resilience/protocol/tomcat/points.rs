//! The steps between which others may come in.

use super::super::points::points;

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
    SETTLE = "the client waits for its answers";
}
