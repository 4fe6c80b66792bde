//! A goroutine's life: it starts, runs until it asks for something, gets it, and is over.

use std::rc::Rc;

use tearpoint_harness::contract::{Access, Op as SimOp, TaskId};

use super::action::{Action, Async};
use super::goroutine::{FUEL, State};
use super::interpreter::Interpreter;
use super::{chans, maps, provided};
use tearpoint_runtime::points;

impl Interpreter {
    /// Starts the main goroutine: package initialization, then `main.main`.
    pub fn boot(self: &Rc<Interpreter>) {
        if let Some(func) = self.function("time.sendTime") {
            self.process.timers.set_send_time(self.func_addr(func));
        }
        let slot = self.new_goroutine(self.code.entry, &[], 0);
        self.spawn(slot);
    }

    pub(super) fn spawn(self: &Rc<Interpreter>, slot: usize) -> TaskId {
        let task = self.process.sim.spawn(goroutine(Rc::clone(self), slot));
        self.with(slot, |g| g.task = task.0);
        if task.0 > 0 {
            self.process.race.go_start(self.process.sim.current(), task);
        }
        task
    }

    /// The goroutine in `slot` is over.
    fn retire(&self, slot: usize, main: bool) {
        let returned = self.with(slot, |g| {
            g.state = State::Done;
            g.panics.is_empty()
        });
        self.live.set(self.live.get() - 1);
        self.process.runtime_writes();
        if let Err(unwind) = self.process.bubble_shrinks() {
            return self.end_system(&unwind);
        }
        self.process.gfree();
        self.process.race.go_end(self.process.sim.current());
        if !main {
            self.free.borrow_mut().push(slot);
        } else if returned {
            self.main_returned();
        } else {
            self.main_gone.set(true);
        }
    }
}

/// A goroutine's life.
async fn goroutine(vm: Rc<Interpreter>, slot: usize) {
    let main = vm.process.sim.current() == TaskId(0);
    loop {
        vm.program_writes();
        let action = vm.with(slot, |g| vm.run(g));
        match action {
            Action::Point(point, object, access) => {
                if point.yields {
                    vm.with(slot, |g| g.fuel = FUEL);
                }
                if point.id == points::GOSCHED.id {
                    vm.process.race.yielded(vm.process.sim.current());
                }
                let op = SimOp {
                    point,
                    object,
                    access,
                };
                vm.process.sim.point(op).await;
            }
            Action::Async(op) => {
                if vm.process.race.on() {
                    vm.enter_runtime(slot);
                }
                let pins = u32::from(Interpreter::pins(op));
                vm.pinned.set(vm.pinned.get() + pins);
                let result = match op {
                    Async::Map(op) => maps::run(&vm, slot, op).await,
                    Async::Chan(op) => chans::run(&vm, slot, op).await,
                    Async::Select(op) => chans::select(&vm, slot, op).await,
                    Async::Provided(f, call) => provided::run(&vm, slot, f, call).await,
                };
                vm.pinned.set(vm.pinned.get() - pins);
                vm.with(slot, |g| vm.report_use(g));
                if let Err(unwind) = result {
                    let over = vm.with(slot, |g| vm.raise(g, *unwind));
                    match over {
                        None => {}
                        Some(Action::Done) => return vm.retire(slot, main),
                        Some(_) => return,
                    }
                }
            }
            Action::Collect => {
                if let Err(unwind) = vm.collect_if_due() {
                    let over = vm.with(slot, |g| vm.raise(g, *unwind));
                    if over.is_some() {
                        return;
                    }
                }
            }
            Action::Spawn(new) => {
                vm.enter_runtime(slot);
                let task = vm.spawn(new);
                if let Err(unwind) = vm.process.bubble_grows(task) {
                    return vm.end_system(&unwind);
                }
                let op = SimOp {
                    point: &points::GO,
                    object: 0,
                    access: Access::None,
                };
                vm.process.sim.point(op).await;
            }
            Action::Done => return vm.retire(slot, main),
            Action::Ended => return,
        }
    }
}
