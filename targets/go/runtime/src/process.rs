//! The process a Go program runs in, and a goroutine's view of it.
//!
//! [`Process`] is what all goroutines of a run share; runtime models are functions of `&Process`. No borrow of its parts may be
//! held across an `.await`. Metadata is read with [`Process::load`] and written with [`Process::store`]: reads notice words that
//! tampering or `unsafe` wrote, which is what causes are made from.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tearpoint_harness::contract::{Access, Crash, End, Limit, Op, PointSpec, Sim, Stream, TaskId};

use crate::error::{Res, Unwind};
use crate::gc::Cycle;
use crate::goroutines::Goroutines;
use crate::hijack::Hijacks;
use crate::oracle::{ChanShadows, MapShadows};
use crate::profile::{NEWEST, Profile};
use crate::race::Race;
use crate::rtype::Rtypes;
use crate::sema::SemTable;
use crate::tamper::table::Object;
use crate::time::Timers;
use tearpoint_machine::run_state::{Kept, RenewShared};
use tearpoint_machine::{Heap, Memory, Stamp, WriterKind};

/// Iterators that tampering can tell apart.
const MAX_ITERS: usize = 64;
/// No runtime function that ends reads so many words of metadata without letting others run.
const MAX_LOADS: u32 = 1 << 24;
/// The same of variables in memory.
const MAX_WATCHED: usize = 256;

tearpoint_machine::run_state! {
    /// Everything of one process: renewed for each run, never rebuilt.
    shared pub struct Process {
        pub sim: Kept<Sim>,
        pub profile: Cell<&'static Profile>,
        pub mem: RefCell<Memory>,
        pub heap: RefCell<Heap>,
        /// `runtime.hashkey`, from the hash seed stream.
        pub hashkey: Cell<[u64; 4]>,
        /// What the program printed.
        pub stdout: RefCell<Vec<u8>>,
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
        /// Steps at which the next tamper is due, and at which a program that has ended is let go.
        pub tamper_at: Cell<u64>,
        pub stop_at: Cell<u64>,
        foreign: Cell<Option<ForeignRead>>,
        /// Words of metadata that the runtime has read since it last let others run.
        loads: Cell<u32>,
    }
}

/// A map that was made: where its hmap is, and the layout of its buckets in bytes.
#[derive(Clone, Copy, Debug)]
pub struct LiveMap {
    pub h: u64,
    pub bucket_size: u64,
    pub key_slot: u64,
}

/// The last time the runtime read a word that somebody else had written.
#[derive(Clone, Copy, Debug)]
pub struct ForeignRead {
    pub addr: u64,
    pub written: Stamp,
    /// The step of the read.
    pub step: u64,
    pub task: TaskId,
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
        let mut mem = self.mem.borrow_mut();
        self.heap
            .borrow_mut()
            .reset(&mut mem, profile.heap_rules(), limit);
        drop(mem);
        let key = |_| self.sim.choose(Stream::HashSeed, 0);
        self.hashkey.set(std::array::from_fn(key));
    }

    /// Asks the engine for the next step at which something happens by itself.
    pub fn set_trigger(&self) {
        let timer = self.timers.fires().unwrap_or(u64::MAX);
        let next = timer.min(self.tamper_at.get()).min(self.stop_at.get());
        self.sim.set_trigger(next);
    }

    /// A preemption point inside the runtime: others may run; then the runtime's writes are this step's.
    #[inline]
    pub async fn point(&self, point: &'static PointSpec, object: u64, access: Access) {
        self.sim
            .point(Op {
                point,
                object,
                access,
            })
            .await;
        self.runtime_writes();
    }

    /// What is written from now on is written by the runtime.
    #[inline]
    pub fn runtime_writes(&self) {
        self.loads.set(0);
        self.mem
            .borrow_mut()
            .set_stamp(Stamp::new(self.sim.step(), WriterKind::Runtime));
    }

    /// Reads runtime metadata: 1, 2, 4 or 8 bytes.
    #[inline]
    pub fn load(&self, addr: u64, width: usize) -> Res<u64> {
        // Links that tampering has made into a ring are followed for ever.
        self.loads.set(self.loads.get() + 1);
        if self.loads.get() > MAX_LOADS {
            return Err(Unwind::hang());
        }
        let (value, written) = self.mem.borrow().load_stamped(addr, width)?;
        if written.is_foreign() {
            self.note_foreign(ForeignRead {
                addr,
                written,
                step: self.sim.step(),
                task: self.sim.current(),
            });
        }
        Ok(value)
    }

    /// Writes runtime metadata.
    #[inline]
    pub fn store(&self, addr: u64, width: usize, value: u64) -> Res<()> {
        Ok(self.mem.borrow_mut().store(addr, width, value)?)
    }

    /// Notes what lies in a new object, for tampering: as long as few are known.
    #[inline]
    pub fn watch(&self, object: u64, what: &[(Object, u64)]) {
        if what.is_empty() {
            return;
        }
        let mut watched = self.watched.borrow_mut();
        if watched.len() < MAX_WATCHED {
            watched.extend(what.iter().map(|&(kind, at)| (kind, object + at)));
        }
    }

    /// Notes an iterator, for tampering: the first `MAX_ITERS` distinct ones are kept.
    pub fn add_iter(&self, it: u64) {
        let mut iters = self.iters.borrow_mut();
        if iters.len() < MAX_ITERS && !iters.contains(&it) {
            iters.push(it);
        }
    }

    /// Prints to standard error, as `println` does.
    pub fn print(&self, text: &[u8]) -> Res<()> {
        self.write(false, text)
    }

    /// Writes to standard output or standard error.
    pub fn write(&self, stdout: bool, text: &[u8]) -> Res<()> {
        if self.exited.get() {
            return Ok(());
        }
        self.sim.absorb(text);
        let to = if stdout { &self.stdout } else { &self.stderr };
        to.borrow_mut().extend_from_slice(text);
        let limit = self.sim.limits().output_bytes;
        if (self.stderr.borrow().len() + self.stdout.borrow().len()) as u64 > limit {
            self.sim.end(End::Limit(Limit::Output(limit)));
            return Err(Unwind::ended());
        }
        Ok(())
    }

    #[cold]
    pub(super) fn note_foreign(&self, read: ForeignRead) {
        self.foreign.set(Some(read));
    }

    /// The last read of a word that tampering or `unsafe` wrote.
    pub fn last_foreign_read(&self) -> Option<ForeignRead> {
        self.foreign.get()
    }
}
