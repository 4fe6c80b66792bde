//! The process a Go program runs in, and a goroutine's view of it.
//!
//! [`Process`] is what all goroutines of a run share; runtime models are functions of `&Process`. No borrow of its parts may be
//! held across an `.await`. Metadata is read with [`Process::load`] and written with [`Process::store`]: reads notice words that
//! tampering or `unsafe` wrote, which is what causes are made from.

mod access;
mod known;
mod output;
mod records;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tearpoint_harness::contract::{Crash, Sim, Stream};

use crate::coro::Coros;
use crate::gc::Cycle;
use crate::goroutines::Goroutines;
use crate::hijack::Hijacks;
use crate::oracle::{ChanShadows, MapShadows};
use crate::profile::{NEWEST, Profile};
use crate::race::Race;
use crate::rtype::Rtypes;
use crate::sema::SemTable;
use crate::specials::Specials;
use crate::synctest::Bubbles;
use crate::tamper::object::Object;
use crate::time::Timers;
use tearpoint_machine::run_state::{Kept, RenewShared};
use tearpoint_machine::{Heap, Memory};

pub use records::{ForeignRead, LiveMap};

tearpoint_machine::run_state! {
    /// Everything of one process: renewed for each run, never rebuilt.
    shared pub struct Process {
        /// The engine that runs it.
        pub sim: Kept<Sim>,
        /// The Go version it runs on.
        pub profile: Cell<&'static Profile>,
        /// The address space.
        pub mem: RefCell<Memory>,
        /// The allocator's books.
        pub heap: RefCell<Heap>,
        /// `runtime.hashkey`, from the hash seed stream.
        pub hashkey: Cell<[u64; 4]>,
        /// What the program printed.
        pub stdout: RefCell<Vec<u8>>,
        /// What it printed to standard error.
        pub stderr: RefCell<Vec<u8>>,
        /// Maps in order of creation, for tampering and for naming fields.
        pub maps: RefCell<Vec<LiveMap>>,
        /// Iterators in order of creation: addresses of their hiters.
        pub iters: RefCell<Vec<u64>>,
        /// The program's type descriptors. Whoever loads a program sets them.
        pub rtypes: Kept<RefCell<Rc<Rtypes>>>,
        /// What each map should hold.
        pub map_shadows: RefCell<MapShadows>,
        /// What each channel should hold.
        pub chan_shadows: RefCell<ChanShadows>,
        /// The memory model: who has seen what.
        pub race: Race,
        /// What oracles found in a run that went on.
        pub findings: RefCell<Vec<Crash>>,
        /// Goroutines as the runtime sees them: their `g`s, what they wait for.
        pub goroutines: Goroutines,
        /// Channels in order of creation: addresses of their hchans, for tampering and for naming fields.
        pub chans: RefCell<Vec<u64>>,
        /// Variables that tampering can overwrite: headers of slices and strings, locks. Package variables first, then what the
        /// program allocates, in order.
        pub watched: RefCell<Vec<(Object, u64)>>,
        /// Main has returned: the process is gone. What goes on only shows who waits for ever; it prints nothing.
        pub exited: Cell<bool>,
        /// The heap has reached its goal: a collection should start.
        pub gc_due: Cell<bool>,
        /// Marked objects that the collector has not scanned yet.
        pub grey: RefCell<Vec<u64>>,
        /// Functions of the runtime that tampering has replaced.
        pub hijacks: Hijacks,
        /// Every allocation is followed by a collection: for tests.
        pub gc_always: Kept<Cell<bool>>,
        /// The collections of this run.
        pub cycles: RefCell<Vec<Cycle>>,
        /// Who waits for semaphores.
        pub semtable: SemTable,
        /// The clock, and what it will do.
        pub timers: Timers,
        /// Bubbles of testing/synctest.
        pub bubbles: Bubbles,
        /// Coroutines of iter.Pull.
        pub coros: Coros,
        /// Finalizers, cleanups, weak pointers.
        pub specials: Specials,
        /// The runtime's own objects, made before the program starts.
        pub startup: RefCell<Vec<u64>>,
        /// The step at which the next tamper is due.
        pub tamper_at: Cell<u64>,
        /// The step at which a program that has ended is let go.
        pub stop_at: Cell<u64>,
        foreign: Cell<Option<ForeignRead>>,
        /// Words of metadata that the runtime has read since it last let others run.
        loads: Cell<u32>,
    }
}

impl Process {
    /// A process that has not run yet.
    pub fn new(sim: &Sim) -> Rc<Process> {
        Rc::new(Process::start(sim.clone(), NEWEST))
    }

    /// What a process is at the start of a run. There is no other list of its parts: [`Process::reset`] goes by it.
    fn start(sim: Sim, profile: &'static Profile) -> Process {
        Process {
            race: Race::of(sim.density()),
            sim: Kept(sim),
            profile: Cell::new(profile),
            mem: RefCell::default(),
            heap: RefCell::default(),
            hashkey: Cell::new([0; 4]),
            stdout: RefCell::default(),
            stderr: RefCell::default(),
            maps: RefCell::default(),
            iters: RefCell::default(),
            rtypes: Kept::default(),
            map_shadows: RefCell::default(),
            chan_shadows: RefCell::default(),
            findings: RefCell::default(),
            goroutines: Goroutines::default(),
            chans: RefCell::default(),
            watched: RefCell::default(),
            exited: Cell::new(false),
            gc_due: Cell::new(false),
            grey: RefCell::default(),
            hijacks: Hijacks::default(),
            gc_always: Kept::default(),
            cycles: RefCell::default(),
            semtable: SemTable::default(),
            timers: Timers::default(),
            bubbles: Bubbles::default(),
            coros: Coros::default(),
            specials: Specials::default(),
            startup: RefCell::default(),
            tamper_at: Cell::new(u64::MAX),
            stop_at: Cell::new(u64::MAX),
            foreign: Cell::new(None),
            loads: Cell::new(0),
        }
    }

    /// Readies the process for another run.
    pub fn reset(&self, profile: &'static Profile) {
        self.renew(Process::start(self.sim.clone(), profile));
        let limit = self.sim.limits().memory_bytes;
        let start = self.heap_start(profile);
        let mut mem = self.mem.borrow_mut();
        mem.map_data();
        self.heap
            .borrow_mut()
            .reset(&mut mem, profile.heap_rules(), &start, limit);
        drop(mem);
        self.race.place(start.arena, self.zerobase());
        self.start_heap();
        let key = |_| self.sim.choose(Stream::HashSeed, 0);
        self.hashkey.set(std::array::from_fn(key));
    }

    /// Asks the engine for the next step at which something happens by itself.
    pub fn set_trigger(&self) {
        let timer = self.timers.fires().unwrap_or(u64::MAX);
        let next = timer.min(self.tamper_at.get()).min(self.stop_at.get());
        self.sim.set_trigger(next);
    }
}
