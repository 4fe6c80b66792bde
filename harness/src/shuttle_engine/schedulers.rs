//! shuttle's own schedulers: a row each, with what the engine has to know to use them for many runs.

use shuttle::scheduler::{
    DfsScheduler, PctScheduler, RandomScheduler, RoundRobinScheduler, Scheduler, UrwRandomScheduler,
};

use crate::scheduler::{self, DefaultValue, Parameter, Row, SchedulerSpec};

/// How one of shuttle's schedulers is made and used.
#[derive(Clone, Copy, Debug)]
pub struct Builder {
    pub(super) build: fn(&SchedulerSpec, u64) -> Box<dyn Scheduler>,
    /// It is made anew whenever the seed changes, so that a run follows from its seed.
    pub(super) anew_for_each_seed: bool,
    /// It takes a run in which it had nothing to decide for an error, and is made anew after one.
    pub(super) must_decide: bool,
}

/// Runs that shuttle may make of one scheduler: as many as asked for.
const RUNS: usize = usize::MAX;

const fn row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    builder: Builder,
) -> Row {
    Row {
        name,
        summary,
        parameters,
        systematic: false,
        replays_by_seed: false,
        keeps_estimates: false,
        builder: scheduler::Builder::Shuttle(builder),
    }
}

const fn plain(build: fn(&SchedulerSpec, u64) -> Box<dyn Scheduler>) -> Builder {
    Builder {
        build,
        anew_for_each_seed: false,
        must_decide: false,
    }
}

/// shuttle's uniform random walk.
pub static RANDOM: Row = row(
    "shuttle-random",
    "shuttle's own random walk",
    &[],
    Builder {
        anew_for_each_seed: true,
        ..plain(|_, seed| Box::new(RandomScheduler::new_from_seed(seed, RUNS)))
    },
);

/// shuttle's probabilistic concurrency testing.
pub static PCT: Row = row(
    "shuttle-pct",
    "shuttle's own priorities, lowered at d-1 points",
    &[Parameter {
        key: "d",
        help: "the depth of the bugs it finds: how many orderings must hold at once",
        least: 1,
        most: 64,
        default: DefaultValue::Number(3),
    }],
    Builder {
        must_decide: true,
        ..plain(|spec, seed| {
            let depth = spec.number("d") as usize;
            Box::new(PctScheduler::new_from_seed(seed, depth, RUNS))
        })
    },
);

/// shuttle's uniform random walk over interleavings.
pub static URW: Row = row(
    "shuttle-urw",
    "shuttle's own walk, weighted by how many steps each task has left",
    &[],
    plain(|_, seed| Box::new(UrwRandomScheduler::new_from_seed(seed, RUNS))),
);

/// shuttle's systematic search.
pub static DFS: Row = Row {
    systematic: true,
    ..row(
        "shuttle-dfs",
        "shuttle's own search: every schedule, one after another",
        &[],
        plain(|_, _| Box::new(DfsScheduler::new(None, true))),
    )
};

/// shuttle's round robin.
pub static ROUND_ROBIN: Row = row(
    "shuttle-rr",
    "shuttle's own round robin",
    &[],
    plain(|_, _| Box::new(RoundRobinScheduler::new(RUNS))),
);
