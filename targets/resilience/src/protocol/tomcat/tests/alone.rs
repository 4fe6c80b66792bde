//! A whole call of [`Executor`] does what the steps of `executor_steps` do when no other task runs in between. The refinement test
//! relies on it.

use std::rc::Rc;

use tearpoint_harness::contract::{InputError, Scenario, Sim, World};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_harness::verdict::Verdict;

use super::super::defect::Defect;
use super::super::executor::{Executor, Placed, Task};
use super::super::executor_steps::execute;
use super::super::points::{PAUSE, POINTS};
use super::super::spec::Spec;
use super::super::state::Tomcat;
use crate::protocol::bench::{Bench, Cx, ProtocolWorld, Timing};

/// How long a task takes, and what lies between two submissions: never are two things due at once.
const WORK: u64 = 1009;
const PAUSES: [u64; 11] = [2, 2, 1400, 2, 700, 2, 4, 2, 2, 5000, 2];

/// Both executors, and when the tasks that run will be done.
struct Pair {
    shadow: Executor,
    running: Vec<(u64, Task)>,
    refused: usize,
}

impl Pair {
    /// What is due by `now` is done.
    fn catches_up(&mut self, now: u64) {
        while let Some(&(due, task)) = self.running.iter().min()
            && due < now
        {
            self.running.retain(|&(_, other)| other != task);
            if let Some(next) = self.shadow.finish(task) {
                self.running.push((due + WORK, next));
            }
        }
    }

    fn agrees(&self, real: &Executor) {
        let state = |executor: &Executor| {
            let numbers = (executor.worker_count, executor.workers, executor.submitted);
            (numbers, executor.queue.clone())
        };
        assert_eq!(state(&self.shadow), state(real));
        assert_eq!(self.shadow.idle, real.not_empty.len() as u64);
    }
}

async fn submitter(cx: Cx<Tomcat>, mut pair: Pair, refused: usize) {
    for (task, pause) in (0..22).zip(PAUSES.iter().cycle()) {
        let placed = pair.shadow.execute(task);
        let answer = execute(&cx, task).await;
        assert_eq!(placed == Placed::Refused, answer.is_err(), "task {task}");
        match placed {
            Placed::Started | Placed::Taken => pair.running.push((cx.now() + WORK, task)),
            Placed::Queued => {}
            Placed::Refused => pair.refused += 1,
        }
        cx.sleep(PAUSE, *pause, &[]).await;
        pair.catches_up(cx.now());
        pair.agrees(&cx.model().executor);
    }
    assert_eq!(pair.refused, refused);
}

struct Alone {
    spec: Rc<Spec>,
    refused: usize,
}

impl Scenario for Alone {
    fn target(&self) -> &str {
        "test"
    }
    fn name(&self) -> &str {
        "alone"
    }
    fn source(&self) -> &[u8] {
        b""
    }
    fn profile(&self) -> &str {
        ""
    }
    fn start(&mut self, sim: &Sim, _tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        let executor = &self.spec.executor;
        let pair = Pair {
            shadow: Executor::sound(
                executor.min_spare_threads.get(),
                executor.max_threads.get(),
                executor.max_queue_size.get() as usize,
            ),
            running: Vec::new(),
            refused: 0,
        };
        let model = Tomcat::new(Rc::clone(&self.spec), Defect::None);
        let bench = Bench::new(sim, Timing::WhenIdle, POINTS, model);
        let refused = self.refused;
        Ok(ProtocolWorld::of(bench, move |bench| {
            bench.client("submitter", |cx| submitter(cx, pair, refused));
        }))
    }
}

#[test]
fn steps_in_a_row_are_the_whole_call() {
    // Core threads, threads, queue, and how many of the tasks are refused.
    for (core, max, queue, refused) in [(1, 3, 2, 4), (0, 2, 3, 4), (2, 2, 1, 9), (1, 1, 20, 0)] {
        let text = format!(
            "title = \"x\"\nprotocol = \"tomcat\"\nclients = 6\nrequests = 4\npause-ms = 0\nwork-ms = {WORK}\n\
             [executor]\nmin-spare-threads = {core}\nmax-threads = {max}\nmax-idle-ms = 3000000\nmax-queue-size = {queue}\n"
        );
        let spec = Rc::new(Spec::parse(&text).unwrap());
        let mut runner = Runner::new(EngineKind::Native);
        for seed in 0..20 {
            let plan = Plan {
                seed,
                ..Plan::default()
            };
            let mut alone = Alone {
                spec: Rc::clone(&spec),
                refused,
            };
            let run = runner.run(&mut alone, &plan).unwrap();
            assert_eq!(
                run.verdict,
                Verdict::Pass,
                "{core} {max} {queue}: {:?}",
                run.report
            );
        }
    }
}
