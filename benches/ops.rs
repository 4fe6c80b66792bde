//! Nanoseconds of one operation in the model, and steps a second of Go programs of 2 to 1000 goroutines beside a bare yield of
//! shuttle's own.
//!
//! `cargo bench --bench ops`. Throughput is in operations, or in steps.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::hint::black_box;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use shuttle::future::{block_on, spawn_local, yield_now};
use shuttle::scheduler::RandomScheduler;
use tearpoint_command::Source;
use tearpoint_go::scenario::GoScenario;
use tearpoint_go_command::open;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::profile;

/// Loops of 1000 rounds: what one does, how many operations a round has, the program's declarations, and a round.
const OPERATIONS: &[(&str, u64, &str, &str)] = &[
    ("an empty loop", 1, "", "sum += i"),
    (
        "a channel operation",
        2,
        "var c = make(chan int, 1)",
        "c <- i\n\t\tsum += <-c",
    ),
    (
        "a select",
        1,
        "var c = make(chan int, 1)",
        "select {\n\t\tcase c <- i:\n\t\tcase v := <-c:\n\t\t\tsum += v\n\t\t}",
    ),
    (
        "a select with default",
        1,
        "var c = make(chan int)",
        "select {\n\t\tcase c <- i:\n\t\tdefault:\n\t\t\tsum++\n\t\t}",
    ),
    (
        "a map operation",
        2,
        "var m = make(map[int]int)",
        "m[i&15] = i\n\t\tsum += m[i&7]",
    ),
    (
        "an uncontended lock",
        1,
        "var mu sync.Mutex",
        "mu.Lock()\n\t\tsum++\n\t\tmu.Unlock()",
    ),
];

const STEPS: u64 = 20_000;

fn load(text: String) -> GoScenario {
    let source = Source {
        name: "ops.go".to_owned(),
        text: text.into_bytes(),
    };
    let profile = profile("1.23").expect("there is a 1.23");
    open(&source, profile, &Limits::default()).expect("it loads")
}

/// Runs the scenario over and over, a seed each.
fn runs(criterion: &mut Criterion, group: &str, id: BenchmarkId, per_run: u64, text: String) {
    let mut scenario = load(text);
    let mut plan = Plan {
        density: Density::Operation,
        ..Plan::default()
    };
    let mut runner = Runner::new(EngineKind::Native);
    let per_run = match per_run {
        0 => runner.run(&mut scenario, &plan).expect("it runs").steps,
        known => known,
    };
    let mut driver = runner
        .driver(&plan.scheduler, 0)
        .expect("random is everybody's");
    let mut group = criterion.benchmark_group(group);
    group.throughput(Throughput::Elements(per_run));
    group.bench_function(id, |bencher| {
        bencher.iter(|| {
            plan.seed += 1;
            let run = runner
                .run_with(&mut scenario, &plan, false, &mut driver)
                .expect("it runs");
            black_box(run.digest)
        });
    });
    group.finish();
}

fn operations(criterion: &mut Criterion) {
    for (name, each, declarations, round) in OPERATIONS {
        let import = if declarations.contains("sync.") {
            "import \"sync\"\n\n"
        } else {
            ""
        };
        let text = format!(
            "package main\n\n{import}{declarations}\n\nvar sum int\n\nfunc main() {{\n\
             \tfor i := 0; i < 1000; i++ {{\n\t\t{round}\n\t}}\n}}\n"
        );
        let id = BenchmarkId::from_parameter(name);
        runs(criterion, "1000 rounds", id, 1000 * each, text);
    }
}

fn goroutines(criterion: &mut Criterion) {
    for tasks in [2, 10, 100, 1000] {
        let rounds = STEPS / tasks / 2;
        let text = format!(
            "package main\n\nfunc main() {{\n\tdone := make(chan bool)\n\tfor i := 0; i < {tasks}; i++ {{\n\
             \t\tgo func() {{\n\t\t\tc := make(chan int, 1)\n\t\t\tfor i := 0; i < {rounds}; i++ {{\n\
             \t\t\t\tc <- i\n\t\t\t\t<-c\n\t\t\t}}\n\t\t\tdone <- true\n\t\t}}()\n\t}}\n\
             \tfor i := 0; i < {tasks}; i++ {{\n\t\t<-done\n\t}}\n}}\n"
        );
        let id = BenchmarkId::from_parameter(tasks);
        runs(criterion, "goroutines on channels, a step", id, 0, text);
    }
}

/// Lets nobody pass until it is opened, so that all tasks are there when the first goes on.
#[derive(Default)]
struct Gate {
    open: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Gate {
    async fn pass(&self) {
        poll_fn(|context| {
            if self.open.get() {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn open(&self) {
        self.open.set(true);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// Tasks of shuttle's own that do nothing but yield.
fn bare(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("shuttle's bare yield, a step");
    for tasks in [2, 10, 100, 1000] {
        let steps = STEPS / tasks;
        group.throughput(Throughput::Elements(tasks * steps));
        group.bench_function(BenchmarkId::from_parameter(tasks), |bencher| {
            bencher.iter_custom(|runs| {
                let scheduler = RandomScheduler::new_from_seed(0, runs as usize);
                let mut config = shuttle::Config::new();
                config.failure_persistence = shuttle::FailurePersistence::None;
                let started = Instant::now();
                shuttle::Runner::new(scheduler, config).run(move || {
                    let gate = Rc::new(Gate::default());
                    let spawn = |_| {
                        let gate = Rc::clone(&gate);
                        spawn_local(async move {
                            gate.pass().await;
                            for _ in 0..steps {
                                yield_now().await;
                            }
                        })
                    };
                    let handles: Vec<_> = (0..tasks).map(spawn).collect();
                    gate.open();
                    block_on(async {
                        for handle in handles {
                            handle.await.expect("it ends");
                        }
                    });
                });
                started.elapsed()
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1));
    targets = operations, goroutines, bare
}
criterion_main!(benches);
