//! `ThreadPoolExecutor` and `TaskQueue`, step by step.
//!
//! Follows `ThreadPoolExecutor.{execute, executeInternal, addWorker, runWorker, getTask, processWorkerExit, afterExecute}`,
//! `TaskQueue.{offer, force}` and `LinkedBlockingQueue.{offer, poll, take}`. One compare-and-set, one section under `mainLock`,
//! `putLock` or `takeLock` is one step.

use super::defect::Defect;
use super::executor::{QUEUE_FULL, Task};
use super::points::{
    ADD_WORKER, AFTER_EXECUTE, AWAIT, CTL, DECREMENT, DEQUEUE, ENQUEUE, EXECUTE_CTL, EXIT_CTL,
    FORCE, GET_TASK, GONE, INCREMENT, IS_EMPTY, OFFER_SIZE, OFFER_SUBMITTED, QUEUE, RECHECK,
    REFUSE, RUN_WORKER, SIGNAL, SUBMIT, SUBMITTED, WORKERS, WORKERS_ADD, WORKERS_REMOVE,
};
use super::processor::run;
use super::state::Tomcat;
use crate::protocol::bench::{Cx, Woken};

/// Which way a task came into the queue.
const OFFERED: u64 = 0;
const FORCED: u64 = 1;

/// `execute`
///
/// # Errors
/// The message of `RejectedExecutionException`.
pub async fn execute(cx: &Cx<Tomcat>, task: Task) -> Result<(), &'static str> {
    cx.write(SUBMIT, SUBMITTED, &[task]).await;
    let late = {
        let mut model = cx.model();
        let late = model.executor.defect == Defect::LateCount;
        model.executor.begins(task);
        model.executor.submitted += i64::from(!late);
        late
    };
    let placed = execute_internal(cx, task).await;
    if late {
        cx.write(SUBMIT, SUBMITTED, &[task, 1]).await;
        cx.model().executor.submitted += 1;
    }
    if placed {
        return Ok(());
    }
    let forces = cx.model().executor.defect != Defect::NoForce;
    if forces {
        cx.write(FORCE, QUEUE, &[task]).await;
        let before = cx.model().executor.enqueue(task);
        if let Some(before) = before {
            signal_if(cx, before == 0, task, FORCED).await;
            if cx.model().executor.defect != Defect::ForceUnchecked {
                recheck(cx, task, FORCED).await;
            }
            return Ok(());
        }
    }
    cx.model().executor.refused(task);
    cx.write(REFUSE, SUBMITTED, &[task]).await;
    cx.model().executor.submitted -= 1;
    cx.model().settles(task);
    Err(QUEUE_FULL)
}

async fn execute_internal(cx: &Cx<Tomcat>, task: Task) -> bool {
    cx.read(EXECUTE_CTL, CTL, &[task]).await;
    let below_core = {
        let model = cx.model();
        model.executor.worker_count < model.executor.core
    };
    if below_core && add_worker(cx, Some(task), true, task << 1).await {
        return true;
    }
    if !offer(cx, task).await {
        return add_worker(cx, Some(task), false, task << 1).await;
    }
    recheck(cx, task, OFFERED).await;
    true
}

/// A task is in the queue: is there still a thread?
async fn recheck(cx: &Cx<Tomcat>, task: Task, way: u64) {
    cx.read(RECHECK, CTL, &[task, way]).await;
    if cx.model().executor.worker_count == 0 {
        add_worker(cx, None, false, task << 1 | way).await;
    }
}

/// `TaskQueue.offer`
async fn offer(cx: &Cx<Tomcat>, task: Task) -> bool {
    if cx.model().executor.defect == Defect::QueueFirst {
        return offer_to_queue(cx, task).await;
    }
    cx.read(OFFER_SIZE, WORKERS, &[task, 0]).await;
    let max = cx.model().executor.max;
    if cx.model().executor.workers == max {
        return offer_to_queue(cx, task).await;
    }
    cx.read(OFFER_SUBMITTED, SUBMITTED, &[task]).await;
    let submitted = cx.model().executor.submitted;
    cx.read(OFFER_SIZE, WORKERS, &[task, 1, submitted as u64])
        .await;
    if submitted <= cx.model().executor.workers as i64 {
        return offer_to_queue(cx, task).await;
    }
    cx.read(OFFER_SIZE, WORKERS, &[task, 2]).await;
    if cx.model().executor.workers < max {
        return false;
    }
    offer_to_queue(cx, task).await
}

/// `LinkedBlockingQueue.offer`
async fn offer_to_queue(cx: &Cx<Tomcat>, task: Task) -> bool {
    cx.write(ENQUEUE, QUEUE, &[task]).await;
    let before = cx.model().executor.enqueue(task);
    signal_if(cx, before == Some(0), task, OFFERED).await;
    before.is_some()
}

/// `signalNotEmpty`, which takes the other lock, is a step of its own.
async fn signal_if(cx: &Cx<Tomcat>, needed: bool, task: Task, way: u64) {
    if needed {
        cx.write(SIGNAL, QUEUE, &[task, way]).await;
        signal(cx);
    }
}

fn signal(cx: &Cx<Tomcat>) {
    let longest = cx.model().executor.not_empty.pop_front();
    if let Some(who) = longest {
        cx.wake(who, 0);
    }
}

/// `addWorker`; `word` stands for the caller's locals.
async fn add_worker(cx: &Cx<Tomcat>, first: Option<Task>, core: bool, word: u64) -> bool {
    let words = [first.map_or(0, |task| task + 1), u64::from(core), word];
    loop {
        cx.read(ADD_WORKER, CTL, &words).await;
        let read = cx.model().executor.worker_count;
        if !cx.model().executor.has_room(read, core) {
            return false;
        }
        cx.write(INCREMENT, CTL, &[words[0], words[1], word, read])
            .await;
        if cx.model().executor.increment_worker_count(read) {
            break;
        }
    }
    cx.write(WORKERS_ADD, WORKERS, &words).await;
    cx.model().executor.workers += 1;
    if let Some(task) = first {
        cx.model().executor.first_task(task);
    }
    start(cx, first);
    true
}

/// `Thread.start`: takes the place of a thread that has ended, if there is one.
fn start(cx: &Cx<Tomcat>, first: Option<Task>) {
    let again = cx.model().takes_thread(first);
    match again {
        Ok(who) => {
            cx.wake(who, 0);
        }
        Err(slot) => {
            let name = format!("http-nio-8080-exec-{}", slot + 1);
            let who = cx.bench().daemon(name, |cx| thread(cx, slot));
            cx.model().threads[slot].who = who;
        }
    }
}

/// A thread of the executor, again and again.
async fn thread(cx: Cx<Tomcat>, slot: usize) {
    loop {
        run_worker(&cx, slot).await;
        cx.model().threads[slot].ended();
        cx.wait(GONE, None, &[]).await;
    }
}

async fn run_worker(cx: &Cx<Tomcat>, slot: usize) {
    cx.read(RUN_WORKER, 0, &[]).await;
    let mut abruptly = false;
    while !abruptly {
        let first = cx.model().threads[slot].first.take();
        let task = match first {
            Some(task) => task,
            None => match get_task(cx, slot).await {
                Some(task) => task,
                None => break,
            },
        };
        abruptly = run(cx, task).await;
        cx.write(AFTER_EXECUTE, SUBMITTED, &[task, u64::from(abruptly)])
            .await;
        let mut model = cx.model();
        let lost = abruptly && model.executor.defect == Defect::CountLost;
        model.executor.submitted -= i64::from(!lost);
        model.threads[slot].task = None;
        let settled = model.settles(task);
        drop(model);
        if let Some(who) = settled {
            cx.wake(who, 0);
        }
    }
    process_worker_exit(cx, abruptly).await;
}

async fn get_task(cx: &Cx<Tomcat>, slot: usize) -> Option<Task> {
    let mut timed_out = false;
    loop {
        cx.read(GET_TASK, CTL, &[u64::from(timed_out)]).await;
        let (read, core, max, idle) = {
            let model = cx.model();
            let executor = &model.executor;
            let idle = model.max_idle;
            (executor.worker_count, executor.core, executor.max, idle)
        };
        let timed = read > core;
        if (read > max || timed && timed_out) && (read > 1 || looks_empty(cx, read).await) {
            cx.write(DECREMENT, CTL, &[read]).await;
            if cx.model().executor.decrement_worker_count(read) {
                return None;
            }
            continue;
        }
        cx.model().threads[slot].until = timed.then(|| cx.now() + idle);
        let task = poll(cx, slot).await;
        cx.model().threads[slot].until = None;
        if task.is_some() {
            return task;
        }
        timed_out = true;
    }
}

/// `workQueue.isEmpty`
async fn looks_empty(cx: &Cx<Tomcat>, word: u64) -> bool {
    cx.read(IS_EMPTY, QUEUE, &[word]).await;
    cx.model().executor.queue.is_empty()
}

/// `LinkedBlockingQueue.poll` until the thread's `until`, or `take` if there is none.
async fn poll(cx: &Cx<Tomcat>, slot: usize) -> Option<Task> {
    let until = cx.model().threads[slot].until;
    loop {
        cx.write(DEQUEUE, QUEUE, &[]).await;
        let taken = cx.model().executor.dequeue();
        if let Some((task, more)) = taken {
            cx.model().threads[slot].task = Some(task);
            if more && cx.model().executor.defect != Defect::NoCascade {
                signal(cx);
            }
            return Some(task);
        }
        if until.is_some_and(|until| until <= cx.now()) {
            return None;
        }
        let me = cx.me();
        cx.model().executor.not_empty.push_back(me);
        if cx.wait(AWAIT, until, &[]).await == Woken::Timeout {
            cx.model().executor.not_empty.retain(|&who| who != me);
        }
    }
}

async fn process_worker_exit(cx: &Cx<Tomcat>, abruptly: bool) {
    let word = u64::from(abruptly);
    if abruptly {
        cx.write(DECREMENT, CTL, &[word]).await;
        cx.model().executor.worker_count -= 1;
    }
    cx.write(WORKERS_REMOVE, WORKERS, &[word]).await;
    cx.model().executor.workers -= 1;
    cx.read(EXIT_CTL, CTL, &[word]).await;
    if !abruptly {
        let (left, core, checks) = {
            let executor = &cx.model().executor;
            let checks = executor.defect != Defect::ExitUnchecked;
            (executor.worker_count, executor.core, checks)
        };
        let min = match core {
            0 if checks && !looks_empty(cx, left << 1).await => 1,
            core => core,
        };
        if left >= min && (!checks || looks_empty(cx, 1).await) {
            return;
        }
    }
    add_worker(cx, None, false, 0).await;
}
