//! Nanoseconds a step: the native engine and the shuttle engine beside a bare yield of shuttle's, at 2 to 1000 tasks.
//!
//! `cargo bench -p tearpoint-harness`. Each measurement is one run of about 20 000 steps under the random scheduler;
//! throughput is in steps.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::hint::black_box;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use shuttle::future::{block_on, spawn_local, yield_now};
use shuttle::scheduler::RandomScheduler;
use tearpoint_harness::contract::{
    Access, Density, End, InputError, Op, PointSpec, Report, Scenario, Sim, World,
};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};

static POINT: PointSpec = PointSpec {
    id: 1,
    name: "yield",
    density: Density::Operation,
    yields: false,
};

const STEPS: u64 = 20_000;

/// Tasks that do nothing but let others in.
struct Yields {
    tasks: u64,
    steps: u64,
}

impl World for Yields {
    fn boot(&self, sim: &Sim) {
        for _ in 0..self.tasks {
            let (own, steps) = (sim.clone(), self.steps);
            sim.spawn(async move {
                let op = Op {
                    point: &POINT,
                    object: 0xc000_1234,
                    access: Access::Write,
                };
                for _ in 0..steps {
                    own.point(op).await;
                }
            });
        }
    }

    fn idle(&self, sim: &Sim) {
        sim.end(End::Exit(0));
    }

    fn trigger(&self, _sim: &Sim) {}

    fn report(&self, _sim: &Sim, _end: &End) -> Report {
        Report::default()
    }

    fn points(&self) -> &'static [PointSpec] {
        &[]
    }
}

struct Yielding {
    tasks: u64,
    steps: u64,
}

impl Scenario for Yielding {
    fn target(&self) -> &str {
        "bench"
    }
    fn name(&self) -> &str {
        "yields"
    }
    fn source(&self) -> &[u8] {
        b""
    }
    fn profile(&self) -> &str {
        ""
    }
    fn start(&mut self, _sim: &Sim, _tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        Ok(Rc::new(Yields {
            tasks: self.tasks,
            steps: self.steps,
        }))
    }
}

fn ours(criterion: &mut Criterion, name: &str, kind: EngineKind, scheduler: &str, log: bool) {
    let mut group = criterion.benchmark_group(name);
    for tasks in [2, 10, 100, 1000] {
        let steps = STEPS / tasks;
        let mut scenario = Yielding { tasks, steps };
        let mut runner = Runner::new(kind);
        let plan = Plan {
            scheduler: scheduler.parse().expect("a scheduler's name"),
            ..Plan::default()
        };
        let mut driver = runner.driver(&plan.scheduler, 0).expect("one of ours");
        group.throughput(Throughput::Elements(tasks * steps));
        group.bench_function(BenchmarkId::from_parameter(tasks), |bencher| {
            bencher.iter(|| {
                let run = runner
                    .run_with(&mut scenario, &plan, log, &mut driver)
                    .expect("it runs");
                black_box(run.digest)
            });
        });
    }
    group.finish();
}

/// A whole run of 4 tasks of 10 steps, as a fuzzer makes them.
fn short(criterion: &mut Criterion, kind: EngineKind) {
    let mut scenario = Yielding {
        tasks: 4,
        steps: 10,
    };
    let mut runner = Runner::new(kind);
    let plan = Plan::default();
    let mut driver = runner.driver(&plan.scheduler, 0).expect("one of ours");
    criterion.bench_function(&format!("a run of 4 x 10 steps, {kind}"), |bencher| {
        bencher.iter(|| {
            let run = runner
                .run_with(&mut scenario, &plan, false, &mut driver)
                .expect("it runs");
            black_box(run.digest)
        });
    });
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

/// What shuttle needs for the same without any of ours.
fn bare(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("shuttle's bare yield");
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

fn steps(criterion: &mut Criterion) {
    ours(criterion, "native", EngineKind::Native, "random", false);
    ours(
        criterion,
        "native, logged",
        EngineKind::Native,
        "random",
        true,
    );
    ours(
        criterion,
        "native, pct",
        EngineKind::Native,
        "pct:d=3,k=20000",
        false,
    );
    ours(criterion, "native, pos", EngineKind::Native, "pos", false);
    ours(criterion, "native, urw", EngineKind::Native, "urw", false);
    ours(
        criterion,
        "native, run-on",
        EngineKind::Native,
        "run-on",
        false,
    );
    ours(
        criterion,
        "shuttle engine",
        EngineKind::Shuttle,
        "random",
        false,
    );
    bare(criterion);
    short(criterion, EngineKind::Native);
    short(criterion, EngineKind::Shuttle);
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800));
    targets = steps
}
criterion_main!(benches);
