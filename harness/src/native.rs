//! The native engine: a small executor that polls the chosen task, one step after another.
//!
//! Tasks live in a slab indexed by their id; nothing is woken, because the kernel knows who can run.

use std::rc::Rc;
use std::task::{Context, Waker};

use crate::contract::{End, World};
use crate::scheduler::Scheduler;
use crate::sim::{RunConfig, Sim, TaskFuture};

/// Runs worlds one after another; keeps its allocations between runs.
#[derive(Default)]
pub struct Native {
    sim: Sim,
    tasks: Vec<Option<TaskFuture>>,
}

impl Native {
    /// The handle that worlds of this engine are built with.
    pub fn sim(&self) -> &Sim {
        &self.sim
    }

    /// Runs `world` to its end. The scheduler is handed back for the next run.
    pub fn run(
        &mut self,
        world: &Rc<dyn World>,
        config: RunConfig<'_>,
        scheduler: Box<dyn Scheduler>,
    ) -> (End, Box<dyn Scheduler>) {
        let sim = self.sim.clone();
        sim.begin(config, scheduler, Rc::clone(world));
        let mut context = Context::from_waker(Waker::noop());
        world.boot(&sim);
        self.adopt();
        sim.decide(None);
        loop {
            let Some(task) = sim.next() else {
                if sim.ended() {
                    break;
                }
                world.idle(&sim);
                sim.decide(None);
                assert!(
                    sim.ended() || sim.kernel().next.is_some(),
                    "an idle world must wake a task or end the run"
                );
                continue;
            };
            let slot = &mut self.tasks[task.0 as usize];
            let future = slot.as_mut().expect("a runnable task has a body");
            if future.as_mut().poll(&mut context).is_ready() {
                *slot = None;
                sim.kernel().remove(task, true);
                self.adopt();
                sim.decide(None);
            } else {
                self.adopt();
            }
        }
        self.tasks.clear();
        sim.take_spawned(|_, _| {});
        let end = sim
            .kernel()
            .end
            .clone()
            .expect("the loop ends with the run");
        let scheduler = sim.finish();
        (end, scheduler)
    }

    fn adopt(&mut self) {
        let tasks = &mut self.tasks;
        self.sim.take_spawned(|task, future| {
            debug_assert_eq!(task.0 as usize, tasks.len(), "tasks are adopted in order");
            tasks.push(Some(future));
        });
    }
}
