//! What objects have beside their bytes: finalizers, cleanups and weak pointers.
//!
//! Follows runtime/mheap.go (`addspecial`, `getOrAddWeakHandle`, `freeSpecial`), mfinal.go (`queuefinalizer`, `runFinalizers`),
//! mcleanup.go (`addCleanup`, `gcCleanups`), mgcmark.go (`markrootSpans`) and mgcsweep.go (what `sweep` does with specials). The
//! goroutines that run finalizers and cleanups are the library's (package runtime).
//!
//! Invariants: an object with a finalizer is not freed by the collection that finds it unreachable, nor is anything that it
//! points to; its weak pointers are nil before its finalizer runs. A weak handle is one word, the same for one pointer as long as
//! the object lives.
//! Deviations: the records are on the host, in the order of addresses; spans are swept in that order, so finalizers run from the
//! last address to the first (Go's queue is a stack, filled in the order in which spans happen to be swept), cleanups from the
//! first to the last. One goroutine for cleanups.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use tearpoint_harness::contract::{Access, Op, TaskId};

use crate::error::{FrameExt, Res, Unwind};
use crate::points;
use crate::process::Process;

/// A call that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The function value.
    pub f: u64,
    /// What it is called with.
    pub arg: Arg,
    /// Words of its results.
    pub results: u64,
}

/// What a finalizer or a cleanup is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Nothing: a cleanup.
    Nothing,
    /// The pointer.
    Pointer(u64),
    /// The pointer in an interface: what stands in front of it, and itself.
    Interface(u64, u64),
}

impl Arg {
    fn words(self) -> [u64; 2] {
        match self {
            Arg::Nothing => [0, 0],
            Arg::Pointer(p) => [p, 0],
            Arg::Interface(word, p) => [word, p],
        }
    }
}

/// Which of the system's goroutines: that of finalizers, or that of cleanups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// `finq`; before 1.25 cleanups are there, too.
    Finalizers = 0,
    /// `gcCleanups`
    Cleanups = 1,
}

tearpoint_machine::run_state! {
    /// The specials of a run.
    #[derive(Debug, Default)]
    shared pub struct Specials {
        /// By pointer: the finalizer, as it will be called.
        finalizers: RefCell<BTreeMap<u64, Due>>,
        /// By pointer and number: the function of a cleanup.
        cleanups: RefCell<BTreeMap<(u64, u64), u64>>,
        /// The number of the next cleanup.
        next_id: Cell<u64>,
        /// By pointer: the handle of its weak pointers.
        weak: RefCell<BTreeMap<u64, u64>>,
        /// Calls that are due, of finalizers.
        finalizers_due: RefCell<Vec<Due>>,
        /// The same of cleanups, in reverse.
        cleanups_due: RefCell<Vec<Due>>,
        /// The system's goroutines that wait for calls.
        waiting: RefCell<BTreeMap<u32, TaskId>>,
    }
}

impl Specials {
    /// Whether any object has one.
    pub fn any(&self) -> bool {
        !self.finalizers.borrow().is_empty()
            || !self.cleanups.borrow().is_empty()
            || !self.weak.borrow().is_empty()
    }

    /// Every pointer to an object that has one.
    pub fn pointers(&self) -> Vec<u64> {
        let mut all: Vec<u64> = self.finalizers.borrow().keys().copied().collect();
        all.extend(self.cleanups.borrow().keys().map(|&(p, _)| p));
        all.extend(self.weak.borrow().keys());
        all
    }

    /// Handles of weak pointers: they stay, but what they hold counts for nothing.
    pub fn handles(&self) -> Vec<u64> {
        self.weak.borrow().values().copied().collect()
    }

    /// What is kept alive whatever becomes of the objects: functions, calls that are due.
    pub fn roots(&self) -> Vec<u64> {
        let mut roots: Vec<u64> = self.finalizers.borrow().values().map(|due| due.f).collect();
        roots.extend(self.cleanups.borrow().values());
        for due in [&self.finalizers_due, &self.cleanups_due] {
            for due in due.borrow().iter() {
                roots.push(due.f);
                roots.extend(due.arg.words());
            }
        }
        roots
    }

    /// Pointers whose objects are not to be marked, but what they point to.
    pub fn finalized(&self) -> Vec<u64> {
        self.finalizers.borrow().keys().copied().collect()
    }

    fn queue(&self, queue: Queue) -> &RefCell<Vec<Due>> {
        match queue {
            Queue::Finalizers => &self.finalizers_due,
            Queue::Cleanups => &self.cleanups_due,
        }
    }

    /// Marking is over: what has specials and `is_dead` loses them. Gives the objects to keep for their finalizers, and the weak
    /// handles to clear. `cleanups` is where cleanups are queued.
    pub fn sweep(
        &self,
        cleanups: Queue,
        object: impl Fn(u64) -> u64,
        is_dead: impl Fn(u64) -> bool,
    ) -> (Vec<u64>, Vec<u64>) {
        let mut revived = Vec::new();
        self.finalizers.borrow_mut().retain(|&p, due| {
            let dead = is_dead(p);
            if dead {
                revived.push(object(p));
                self.finalizers_due.borrow_mut().push(*due);
            }
            !dead
        });
        let mut cleared = Vec::new();
        self.weak.borrow_mut().retain(|&p, handle| {
            let dead = is_dead(p);
            if dead {
                cleared.push(*handle);
            }
            !dead
        });
        let mut due = Vec::new();
        self.cleanups.borrow_mut().retain(|&(p, _), &mut f| {
            let dead = is_dead(p) && !revived.contains(&object(p));
            if dead {
                let arg = Arg::Nothing;
                due.push(Due { f, arg, results: 0 });
            }
            !dead
        });
        let mut queue = self.queue(cleanups).borrow_mut();
        match cleanups {
            Queue::Finalizers => queue.extend(due),
            Queue::Cleanups => {
                queue.splice(0..0, due.into_iter().rev());
            }
        }
        (revived, cleared)
    }
}

impl Process {
    /// `addfinalizer`: false if the pointer has one.
    pub fn add_finalizer(&self, p: u64, due: Due) -> bool {
        let mut finalizers = self.specials.finalizers.borrow_mut();
        let free = !finalizers.contains_key(&p);
        if free {
            finalizers.insert(p, due);
        }
        free
    }

    /// `removefinalizer`
    pub fn remove_finalizer(&self, p: u64) {
        self.specials.finalizers.borrow_mut().remove(&p);
    }

    /// `lock(&span.speciallock)`, of the span that `p` lies in, by `function`.
    pub fn lock_specials(&self, p: u64, function: &str) -> Res<()> {
        let s = self.heap.borrow().span_of(p);
        if s == 0 {
            return Ok(());
        }
        let lock = self.profile.get().layout.mspan.speciallock;
        self.pass_lock_or_hang(s.wrapping_add(lock.at))
            .frame(function)
    }

    /// `addCleanup`: gives its number.
    pub fn add_cleanup(&self, p: u64, f: u64) -> u64 {
        let id = self.specials.next_id.get() + 1;
        self.specials.next_id.set(id);
        self.specials.cleanups.borrow_mut().insert((p, id), f);
        id
    }

    /// `Cleanup.Stop`
    pub fn stop_cleanup(&self, p: u64, id: u64) {
        self.specials.cleanups.borrow_mut().remove(&(p, id));
    }

    /// `getOrAddWeakHandle`: the address of the word that weak pointers to `p` share.
    pub fn weak_handle(&self, p: u64) -> Res<u64> {
        if let Some(&handle) = self.specials.weak.borrow().get(&p) {
            return Ok(handle);
        }
        let in_heap = self.heap.borrow().span_of(p) != 0;
        if !in_heap && !self.profile.get().immortal_weak_handles {
            return Err(Unwind::throw("getWeakHandle on invalid pointer"))
                .frame("runtime.getWeakHandle")
                .frame("runtime.getOrAddWeakHandle")
                .frame("weak.runtime_registerWeakPointer");
        }
        let handle = self.new_metadata(self.profile.get().weak_handle_bytes, true)?;
        self.store(handle, 8, p)?;
        self.specials.weak.borrow_mut().insert(p, handle);
        Ok(handle)
    }

    /// `internal_weak_runtime_makeStrongFromWeak`: what a handle points to, 0 if it is no more.
    pub fn strong_from_weak(&self, handle: u64) -> Res<u64> {
        let p = self.load(handle, 8)?;
        crate::gc::shade(self, p)?;
        Ok(p)
    }

    /// The next call of a finalizer or a cleanup. Only the system's goroutines ask.
    pub async fn next_special(&self, queue: Queue) -> Due {
        loop {
            let due = self.specials.queue(queue).borrow_mut().pop();
            if let Some(due) = due {
                return due;
            }
            let task = self.sim.current();
            self.specials
                .waiting
                .borrow_mut()
                .insert(queue as u32, task);
            let op = Op {
                point: &points::FINALIZER_WAIT,
                object: 0,
                access: Access::None,
            };
            self.sim.park(op).await;
            self.runtime_writes();
        }
    }

    /// Wakes the system's goroutines that have something to call.
    pub(crate) fn wake_specials(&self) {
        for queue in [Queue::Finalizers, Queue::Cleanups] {
            if self.specials.queue(queue).borrow().is_empty() {
                continue;
            }
            let task = self.specials.waiting.borrow_mut().remove(&(queue as u32));
            if let Some(task) = task {
                self.sim.ready(task);
            }
        }
    }
}
