//! The shuttle engine: the same worlds, run by shuttle's executor. The judge of the native engine.
//!
//! Each task is a future under `shuttle::future::spawn_local`, task 0 is shuttle's main thread, which boots the
//! world and sleeps until the run ends. Either our scheduler decides, and shuttle's view of who can run is checked
//! against the kernel's at each decision; or one of shuttle's own does, and the kernel learns of each step when the
//! task is polled.
//!
//! Invariants: shuttle's task k+1 is the kernel's task k; shuttle never sees a deadlock (a task that leaves
//! nobody runnable calls [`World::idle`]); nothing panics unless the two disagree, which is a bug of tearpoint.
//!
//! Deviations: shuttle's schedulers read `SHUTTLE_RANDOM_SEED`; with it set their runs do not follow from the seed.
//! Their recordings keep the whole schedule, so these replay all the same. From its first run on, shuttle adds two
//! lines of its own to the text of any Rust panic of the process.

mod adapter;
mod host;
pub mod schedulers;

use std::cell::RefCell;
use std::panic::Location;
use std::rc::Rc;

use shuttle_engine::runtime::execution::Execution;
use shuttle_engine::runtime::thread::continuation::{CONTINUATION_POOL, ContinuationPool};
use shuttle_engine::scheduler::Schedule;
use shuttle_engine::{Config, FailurePersistence, MaxSteps};

use crate::contract::{End, World};
use crate::scheduler::{RunOn, Scheduler};
use crate::sim::{RunConfig, Sim};
use adapter::Adapter;
pub use adapter::Theirs;
use host::Host;

/// Stack of a task. Go's frames live on the heap, so this is for one step of a model only.
const STACK_BYTES: usize = 256 << 10;

/// Runs worlds one after another on shuttle; keeps its stacks between runs.
pub struct ShuttleEngine {
    sim: Sim,
    pool: ContinuationPool,
    config: Config,
    adapter: Rc<RefCell<Adapter>>,
}

impl Default for ShuttleEngine {
    fn default() -> ShuttleEngine {
        let mut config = Config::new();
        config.stack_size = STACK_BYTES;
        config.failure_persistence = FailurePersistence::None;
        config.max_steps = MaxSteps::None;
        config.silence_warnings = true;
        ShuttleEngine {
            sim: Sim::default(),
            pool: ContinuationPool::new(),
            config,
            adapter: Rc::default(),
        }
    }
}

impl ShuttleEngine {
    /// The handle that worlds of this engine are built with.
    pub fn sim(&self) -> &Sim {
        &self.sim
    }

    /// Runs `world` to its end, our `scheduler` deciding. It is handed back for the next run.
    pub fn run(
        &mut self,
        world: &Rc<dyn World>,
        config: RunConfig<'_>,
        scheduler: Box<dyn Scheduler>,
    ) -> (End, Box<dyn Scheduler>) {
        self.execute(world, config, scheduler)
    }

    /// Runs `world` to its end, one of shuttle's schedulers deciding. It is handed back for the next run.
    pub fn run_theirs(
        &mut self,
        world: &Rc<dyn World>,
        config: RunConfig<'_>,
        theirs: Theirs,
    ) -> (End, Theirs) {
        self.adapter.borrow_mut().theirs = Some(theirs);
        let (end, _) = self.execute(world, config, Box::new(RunOn));
        let theirs = self.adapter.borrow_mut().theirs.take();
        (end, theirs.expect("an execution leaves it in its place"))
    }

    fn execute(
        &mut self,
        world: &Rc<dyn World>,
        config: RunConfig<'_>,
        scheduler: Box<dyn Scheduler>,
    ) -> (End, Box<dyn Scheduler>) {
        let sim = self.sim.clone();
        let seed = config.seed;
        sim.begin(config, scheduler, Rc::clone(world));
        sim.kernel().hosted = true;
        let host = {
            let mut adapter = self.adapter.borrow_mut();
            let ours = adapter.theirs.is_none();
            let host = Rc::new(Host::new(sim.clone(), Rc::clone(world), ours));
            adapter.begin(Rc::clone(&host), seed);
            host
        };
        let execution = Execution::new(self.adapter.clone(), Schedule::new(0));
        let shuttle_config = &self.config;
        CONTINUATION_POOL.set(&self.pool, || {
            host::with(host, || {
                execution.run(shuttle_config, host::main, Location::caller());
            });
        });
        self.adapter.borrow_mut().finish();
        sim.take_spawned(|_, _| {});
        let end = sim
            .kernel()
            .end
            .clone()
            .expect("shuttle's main thread returns when the run has ended");
        let scheduler = sim.finish();
        (end, scheduler)
    }
}
