//! The virtual machine: one goroutine's interpreter, and the goroutines of a process.
//!
//! `Interpreter::exec` runs instructions until something may let others run; `goroutine` awaits that and goes on. What a
//! goroutine is doing is in its `frame::G`, never on the host's stack, so ten thousand of them cost little.
//!
//! Invariants: a goroutine's `G` is in its slot whenever another runs; no borrow of memory is held over an await;
//! whatever program code writes carries the stamp of the step in which it runs.

mod arith;
mod atomics;
mod call;
mod chans;
mod collect;
mod cooked;
mod crash;
mod ends;
mod exec;
mod frame;
mod iface;
mod library;
mod linked;
mod maps;
mod memory;
mod panic;
mod print;
mod race;
mod slices;
mod stackmap;
mod strings;
mod waits;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tearpoint_harness::contract::{Access, Density, Op as SimOp, PointSpec, TaskId};

use super::code::{Code, Slot, WaitFn};
use frame::{FUEL, Frame, FrameKind, Goroutine, State};
use stackmap::StackMap;
use tearpoint_machine::run_state::{Kept, RenewShared};
use tearpoint_machine::{Stamp, WriterKind};
use tearpoint_runtime::points;
use tearpoint_runtime::process::Process;

/// What a goroutine wants from outside the instruction loop.
pub(super) enum Action {
    /// Others may run before it goes on.
    Point(&'static PointSpec, u64, Access),
    /// An operation of the runtime in which others may run.
    Async(Async),
    /// The heap has grown: a collection may start.
    Collect,
    /// A new goroutine, in this slot, starts.
    Spawn(usize),
    /// The goroutine has returned, or called Goexit.
    Done,
    /// The run has ended.
    Ended,
}

/// Operations of the runtime that may wait: positions in tables of [`Code`].
#[derive(Clone, Copy)]
pub(super) enum Async {
    Map(u32),
    Chan(u32),
    Select(u32),
    /// `runtime.GC()`
    Gc,
    Linked(u32),
    /// A function of package sync or time, and its slots: the result's, the arguments'.
    Wait(WaitFn, [Slot; 4]),
}

tearpoint_machine::run_state! {
    /// A process: a prepared program on a simulated runtime, and its goroutines.
    shared pub struct Interpreter {
        pub process: Kept<Rc<Process>>,
        pub code: Kept<Rc<Code>>,
        /// Goroutines by slot; a running one is out of its slot.
        gs: Kept<RefCell<Vec<Option<Box<Goroutine>>>>>,
        free: RefCell<Vec<usize>>,
        used: Cell<usize>,
        live: Cell<u64>,
        /// Each call and loop edge is a point; so is each access to shared memory.
        call_points: Cell<bool>,
        access_points: Cell<bool>,
        /// Main called Goexit.
        main_gone: Cell<bool>,
        /// Goroutines in the middle of an operation that no collection may cut.
        pinned: Cell<u32>,
        /// By function: which words of its frame matter where. Made when a collection first asks.
        stack_maps: Kept<RefCell<Vec<Option<Rc<StackMap>>>>>,
    }
}

impl Interpreter {
    /// A process that has not run yet.
    pub fn new(process: Rc<Process>, code: Rc<Code>) -> Interpreter {
        let density = process.sim.density();
        Interpreter {
            process: Kept(process),
            code: Kept(code),
            gs: Kept::default(),
            free: RefCell::default(),
            used: Cell::new(0),
            live: Cell::new(0),
            call_points: Cell::new(density >= Density::Call),
            access_points: Cell::new(density >= Density::Access),
            main_gone: Cell::new(false),
            pinned: Cell::new(0),
            stack_maps: Kept::default(),
        }
    }

    /// Forgets all goroutines; their allocations stay.
    pub fn reset(&self) {
        let (process, code) = (Rc::clone(&self.process), Rc::clone(&self.code));
        self.renew(Interpreter::new(process, code));
    }

    /// Starts the main goroutine: package initialization, then `main.main`.
    pub fn boot(self: &Rc<Interpreter>) {
        if let Some(func) = self.function("time.sendTime") {
            self.process.timers.set_send_time(self.func_addr(func));
        }
        let slot = self.new_g(self.code.entry, &[], 0);
        self.spawn(slot);
    }

    /// The function with that symbol, if the program has it.
    fn function(&self, symbol: &str) -> Option<u32> {
        let funcs = &self.code.funcs;
        let at = funcs.iter().position(|func| func.symbol == symbol)?;
        Some(at as u32)
    }

    /// A goroutine that will run `func` on a window that starts with `args`.
    fn new_g(&self, func: u32, args: &[u8], closure: u64) -> usize {
        let slot = self.free.borrow_mut().pop().unwrap_or_else(|| {
            let slot = self.used.get();
            self.used.set(slot + 1);
            slot
        });
        let mut gs = self.gs.borrow_mut();
        if gs.len() <= slot {
            gs.resize_with(slot + 1, || None);
        }
        let g = gs[slot].get_or_insert_default();
        g.reset();
        g.reserve(
            0,
            self.code.funcs[func as usize].frame as usize + args.len(),
        );
        g.stack[..args.len()].copy_from_slice(args);
        g.closure = closure;
        g.frames.push(Frame {
            func,
            ret: 0,
            base: 0,
            kind: FrameKind::Entry,
            path: 0,
        });
        self.live.set(self.live.get() + 1);
        slot
    }

    fn spawn(self: &Rc<Interpreter>, slot: usize) -> TaskId {
        let task = self.process.sim.spawn(goroutine(Rc::clone(self), slot));
        self.with(slot, |g| g.task = task.0);
        if task.0 > 0 {
            self.process.race.go_start(self.process.sim.current(), task);
        }
        task
    }

    fn take(&self, slot: usize) -> Box<Goroutine> {
        self.gs.borrow_mut()[slot].take().unwrap_or_default()
    }

    fn put(&self, slot: usize, g: Box<Goroutine>) {
        self.gs.borrow_mut()[slot] = Some(g);
    }

    /// Runs `f` on the goroutine in `slot`.
    fn with<T>(&self, slot: usize, f: impl FnOnce(&mut Goroutine) -> T) -> T {
        let mut g = self.take(slot);
        let result = f(&mut g);
        self.put(slot, g);
        result
    }

    /// What is written from now on is written by the program.
    #[inline]
    fn program_writes(&self) {
        let stamp = Stamp::new(self.process.sim.step(), WriterKind::Program);
        self.process.mem.borrow_mut().set_stamp(stamp);
    }

    /// The goroutine of a task, if it still stands.
    fn slot_of(&self, task: TaskId) -> Option<usize> {
        let gs = self.gs.borrow();
        (0..self.used.get()).find(|&slot| {
            gs.get(slot)
                .and_then(Option::as_ref)
                .is_some_and(|g| g.state == State::Live && g.task == task.0)
        })
    }

    /// The goroutine in `slot` is over.
    fn retire(&self, slot: usize, main: bool) {
        let returned = self.with(slot, |g| {
            g.state = State::Done;
            g.panics.is_empty()
        });
        self.live.set(self.live.get() - 1);
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
                    Async::Gc => vm.gc().await,
                    Async::Map(op) => maps::run(&vm, slot, op).await,
                    Async::Chan(op) => chans::run(&vm, slot, op).await,
                    Async::Select(op) => chans::select(&vm, slot, op).await,
                    Async::Linked(op) => linked::run(&vm, slot, op).await,
                    Async::Wait(f, slots) => waits::run(&vm, slot, f, slots).await,
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
                vm.spawn(new);
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
