//! The interpreter: a prepared program on a simulated runtime, and its goroutines by slot.
//!
//! Invariants: a goroutine is in its slot whenever another runs; no borrow of memory is held over an await.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tearpoint_harness::contract::{Density, TaskId};

use super::goroutine::{Frame, FrameKind, Goroutine, State};
use crate::code::Code;
use crate::code::stackmap::StackMap;
use tearpoint_machine::run_state::{Kept, RenewShared};
use tearpoint_machine::{Stamp, WriterKind};
use tearpoint_runtime::process::Process;

tearpoint_machine::run_state! {
    /// Runs a prepared program on a simulated runtime: holds its goroutines, and what they share outside of simulated memory.
    shared pub struct Interpreter {
        /// The simulated runtime.
        pub process: Kept<Rc<Process>>,
        /// The program.
        pub code: Kept<Rc<Code>>,
        /// Goroutines by slot; a running one is out of its slot.
        pub(super) goroutines: Kept<RefCell<Vec<Option<Box<Goroutine>>>>>,
        /// Slots whose goroutine is over.
        pub(super) free: RefCell<Vec<usize>>,
        /// Slots that were ever in use in this run.
        pub(super) used: Cell<usize>,
        /// Goroutines of the program that are not over.
        pub(super) live: Cell<u64>,
        /// Each call and loop edge is a point; so is each access to shared memory.
        pub(super) call_points: Cell<bool>,
        pub(super) access_points: Cell<bool>,
        /// Main called Goexit.
        pub(super) main_gone: Cell<bool>,
        /// Goroutines in the middle of an operation that no collection may cut.
        pub(super) pinned: Cell<u32>,
        /// By function: which words of its frame matter where. Made when a collection first asks.
        pub(super) stack_maps: Kept<RefCell<Vec<Option<Rc<StackMap>>>>>,
    }
}

impl Interpreter {
    /// An interpreter of `code` that has not run yet.
    pub fn new(process: Rc<Process>, code: Rc<Code>) -> Interpreter {
        let density = process.sim.density();
        Interpreter {
            process: Kept(process),
            code: Kept(code),
            goroutines: Kept::default(),
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

    /// The function with that symbol, if the program has it.
    pub(super) fn function(&self, symbol: &str) -> Option<u32> {
        let funcs = &self.code.funcs;
        let at = funcs.iter().position(|func| func.symbol == symbol)?;
        Some(at as u32)
    }

    /// A goroutine that will run `func` on a window that starts with `args`.
    pub(super) fn new_goroutine(&self, func: u32, args: &[u8], closure: u64) -> usize {
        let slot = self.free.borrow_mut().pop().unwrap_or_else(|| {
            let slot = self.used.get();
            self.used.set(slot + 1);
            slot
        });
        let mut goroutines = self.goroutines.borrow_mut();
        if goroutines.len() <= slot {
            goroutines.resize_with(slot + 1, || None);
        }
        let g = goroutines[slot].get_or_insert_default();
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

    pub(super) fn take(&self, slot: usize) -> Box<Goroutine> {
        self.goroutines.borrow_mut()[slot]
            .take()
            .unwrap_or_default()
    }

    pub(super) fn put(&self, slot: usize, g: Box<Goroutine>) {
        self.goroutines.borrow_mut()[slot] = Some(g);
    }

    /// Runs `f` on the goroutine in `slot`.
    pub(super) fn with<T>(&self, slot: usize, f: impl FnOnce(&mut Goroutine) -> T) -> T {
        let mut g = self.take(slot);
        let result = f(&mut g);
        self.put(slot, g);
        result
    }

    /// What is written from now on is written by the program.
    #[inline]
    pub(super) fn program_writes(&self) {
        let stamp = Stamp::new(self.process.sim.step(), WriterKind::Program);
        self.process.mem.borrow_mut().set_stamp(stamp);
    }

    /// The goroutine of a task, if it still stands.
    pub(super) fn slot_of(&self, task: TaskId) -> Option<usize> {
        let goroutines = self.goroutines.borrow();
        (0..self.used.get()).find(|&slot| {
            goroutines
                .get(slot)
                .and_then(Option::as_ref)
                .is_some_and(|g| g.state == State::Live && g.task == task.0)
        })
    }
}
