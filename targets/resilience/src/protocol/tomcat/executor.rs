//! The state of `ThreadPoolExecutor` and `TaskQueue`, and what one step does to it.
//!
//! Follows `org.apache.tomcat.util.threads.{ThreadPoolExecutor, TaskQueue}` and `java.util.concurrent.LinkedBlockingQueue`.
//! `executor_steps` goes through the steps one by one, with others in between; [`Executor::execute`] and [`Executor::finish`] take all
//! steps of one call without a break.
//!
//! Invariants: `submitted` is the number of tasks that were submitted and are neither done nor refused; `worker_count` is at most
//! `max`; a task is run once, or refused once.

use std::collections::{BTreeMap, VecDeque};

use super::defect::Defect;
use crate::protocol::bench::{Broken, Who, broken};

/// A task's name.
pub type Task = u64;

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Inside `execute`.
    Submitted,
    /// In the queue.
    Queued,
    /// In a thread's hands.
    Running,
}

/// What became of a task that was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// A new thread runs it.
    Started,
    /// An idle thread takes it out of the queue at once.
    Taken,
    /// In the queue.
    Queued,
    /// `RejectedExecutionException`
    Refused,
}

/// The executor.
#[derive(Clone, Debug)]
pub struct Executor {
    /// `corePoolSize`
    pub core: u64,
    /// `maximumPoolSize`
    pub max: u64,
    /// Tasks that the queue holds at most.
    pub capacity: usize,
    /// `workerCountOf(ctl)`
    pub worker_count: u64,
    /// `workers.size()`, which comes after `ctl`.
    pub workers: u64,
    /// `submittedCount`
    pub submitted: i64,
    /// Tasks that wait, first come first.
    pub queue: VecDeque<Task>,
    /// Threads that wait on the queue's condition `notEmpty`, longest first.
    pub not_empty: VecDeque<Who>,
    /// Threads without a task; only counted by the calls that nobody interrupts.
    pub idle: u64,
    tasks: BTreeMap<Task, Phase>,
    pub(super) defect: Defect,
    wrong: Option<Broken>,
}

/// The message of `RejectedExecutionException` where the queue is full.
pub const QUEUE_FULL: &str = "Queue capacity is full";

impl Executor {
    /// Without a defect, and no thread as yet. At most `capacity` tasks wait.
    pub fn sound(core: u64, max: u64, capacity: usize) -> Executor {
        Executor::new(core, max, capacity, Defect::None)
    }

    pub(super) fn new(core: u64, max: u64, capacity: usize, defect: Defect) -> Executor {
        Executor {
            core,
            max,
            capacity,
            worker_count: 0,
            workers: 0,
            submitted: 0,
            queue: VecDeque::new(),
            not_empty: VecDeque::new(),
            idle: 0,
            tasks: BTreeMap::new(),
            defect,
            wrong: None,
        }
    }

    /// `execute` begins: for the oracles, whatever the count says.
    pub fn begins(&mut self, task: Task) {
        if self.tasks.insert(task, Phase::Submitted).is_some() {
            self.wrong(
                "exactly once",
                "a task is submitted while it is under way",
                task,
            );
        }
    }

    /// Neither done nor refused.
    pub fn is_under_way(&self, task: Task) -> bool {
        self.tasks.contains_key(&task)
    }

    /// Where `task` is. None: it was never submitted, or is done or refused.
    pub fn phase(&self, task: Task) -> Option<Phase> {
        self.tasks.get(&task).copied()
    }

    /// `addWorker`: may the count that was read go up?
    pub fn has_room(&self, worker_count: u64, core: bool) -> bool {
        worker_count < if core { self.core } else { self.max }
    }

    /// `compareAndIncrementWorkerCount`
    pub fn increment_worker_count(&mut self, read: u64) -> bool {
        let same = self.worker_count == read || self.defect == Defect::AddWorkerUnchecked;
        self.worker_count += u64::from(same);
        same
    }

    /// `compareAndDecrementWorkerCount`
    pub fn decrement_worker_count(&mut self, read: u64) -> bool {
        let same = self.worker_count == read;
        self.worker_count -= u64::from(same);
        same
    }

    /// `LinkedBlockingQueue.offer`: how many there were before, or none if there is no room.
    pub fn enqueue(&mut self, task: Task) -> Option<usize> {
        let before = self.queue.len();
        if before >= self.capacity {
            return None;
        }
        self.queue.push_back(task);
        self.moves(task, Phase::Submitted, Phase::Queued);
        Some(before)
    }

    /// `LinkedBlockingQueue.dequeue`: the task, and whether there are more.
    pub fn dequeue(&mut self) -> Option<(Task, bool)> {
        let task = self.queue.pop_front()?;
        self.moves(task, Phase::Queued, Phase::Running);
        Some((task, !self.queue.is_empty()))
    }

    /// A new thread's first task.
    pub fn first_task(&mut self, task: Task) {
        self.moves(task, Phase::Submitted, Phase::Running);
    }

    fn moves(&mut self, task: Task, from: Phase, to: Phase) {
        let was = self.tasks.insert(task, to);
        if was != Some(from) {
            let rule = match to {
                Phase::Running => "a task is run twice, or after it was refused",
                _ => "a task is queued that is not being submitted",
            };
            self.wrong("exactly once", rule, task);
        }
    }

    /// A task is done, or refused: for the oracles, whatever the count says.
    pub fn settles(&mut self, task: Task) {
        if self.tasks.remove(&task).is_none() {
            self.wrong("exactly once", "a task is done twice", task);
        }
    }

    /// A task is refused though it could be queued.
    pub fn refused(&mut self, task: Task) {
        if self.queue.len() < self.capacity {
            self.wrong(
                "lost task",
                "a task is refused while the queue has room",
                task,
            );
        }
    }

    fn wrong(&mut self, class: &'static str, rule: &str, task: Task) {
        self.wrong.get_or_insert(Broken {
            class,
            rule: rule.to_owned(),
            seen: format!("task {task}, {}", self.seen()),
        });
    }

    /// The numbers, for people.
    pub fn seen(&self) -> String {
        format!(
            "{} of {} threads ({} in the set), {} submitted, {} queued",
            self.worker_count,
            self.max,
            self.workers,
            self.submitted,
            self.queue.len()
        )
    }

    /// The first rule that does not hold.
    pub fn broken(&self) -> Option<Broken> {
        if self.wrong.is_some() {
            return self.wrong.clone();
        }
        let broken = |class, rule: &str| broken(class, rule, self.seen());
        if self.worker_count > self.max {
            return broken("bound", "there are more threads than maxThreads");
        }
        if self.submitted != self.tasks.len() as i64 {
            return broken(
                "conservation",
                "submittedCount is not the number of tasks submitted and not done",
            );
        }
        None
    }

    /// All that the future depends on.
    pub fn absorb(&self, into: &mut tearpoint_harness::contract::Digest) {
        let Executor {
            worker_count,
            workers,
            submitted,
            queue,
            not_empty,
            tasks,
            // The same for the whole run.
            core: _,
            max: _,
            capacity: _,
            defect: _,
            // Only of a run without others.
            idle: _,
            // Ends the run.
            wrong: _,
        } = self;
        into.word(worker_count | workers << 16 | (*submitted as u64) << 32);
        into.word(queue.len() as u64);
        queue.iter().for_each(|&task| into.word(task));
        into.word(not_empty.len() as u64);
        not_empty.iter().for_each(|who| into.word(who.0 as u64));
        for (&task, &phase) in tasks {
            into.word(task << 2 | phase as u64);
        }
    }

    /// `execute`, with nobody in between. `idle` threads wait in the queue's `take`.
    pub fn execute(&mut self, task: Task) -> Placed {
        self.begins(task);
        self.submitted += 1;
        let added = self.worker_count < self.core && self.add_worker(task, true);
        if added {
            return Placed::Started;
        }
        if self.offer(task) {
            return self.idle_thread_takes();
        }
        if self.add_worker(task, false) {
            return Placed::Started;
        }
        if self.enqueue(task).is_some() {
            return self.idle_thread_takes();
        }
        self.refused(task);
        self.submitted -= 1;
        self.settles(task);
        Placed::Refused
    }

    /// `TaskQueue.offer`, with nobody in between.
    fn offer(&mut self, task: Task) -> bool {
        let grows = self.workers != self.max
            && self.submitted > self.workers as i64
            && self.workers < self.max;
        !grows && self.enqueue(task).is_some()
    }

    fn add_worker(&mut self, task: Task, core: bool) -> bool {
        if !self.has_room(self.worker_count, core) {
            return false;
        }
        self.worker_count += 1;
        self.workers += 1;
        self.first_task(task);
        true
    }

    fn idle_thread_takes(&mut self) -> Placed {
        if self.idle == 0 {
            return Placed::Queued;
        }
        self.idle -= 1;
        self.dequeue();
        Placed::Taken
    }

    /// A thread has ended `task`, with nobody in between: the task that it takes next. None: it has to wait.
    pub fn finish(&mut self, task: Task) -> Option<Task> {
        self.submitted -= 1;
        self.settles(task);
        let next = self.dequeue();
        self.idle += u64::from(next.is_none());
        next.map(|(task, _)| task)
    }

    /// Threads at work.
    pub fn busy(&self) -> u64 {
        self.workers - self.idle
    }
}
