//! Tells the race detector of the program's accesses: where in the program each is made, and what it is an access to.

use tearpoint_harness::contract::TaskId;

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::Slot;
use tearpoint_front::provided::table::Race;
use tearpoint_runtime::race::Site;
use tearpoint_runtime::race::shadow::What;

impl Interpreter {
    /// Whether accesses of `func` are kept for the memory model.
    #[inline]
    pub(super) fn checks(&self, func: u32) -> bool {
        self.process.race.on() && self.code.funcs[func as usize].checked
    }

    /// Whether operations of the function that runs order anything, or could race: not those of package sync, which
    /// says itself what it orders, even where it does them through package atomic.
    pub(super) fn orders(&self, g: &Goroutine) -> bool {
        let frames = g.frames.iter().rev();
        let mut funcs = frames.map(|frame| &self.code.funcs[frame.func as usize]);
        let caller = funcs.find(|func| !func.symbol.starts_with("sync/atomic."));
        caller.is_none_or(|func| !func.orders_nothing)
    }

    /// As [`Interpreter::checks`], of the function that runs.
    #[inline]
    pub(super) fn checks_here(&self, g: &Goroutine) -> bool {
        g.frames.last().is_some_and(|frame| self.checks(frame.func))
    }

    /// Where the goroutine is; `pc` is the instruction that follows.
    #[inline]
    pub(super) fn site(&self, g: &mut Goroutine, pc: usize) -> Site {
        let path = match g.frames.last() {
            Some(frame) if frame.path != 0 => frame.path,
            _ => self.find_path(g),
        };
        let pc = pc.saturating_sub(1) as u32;
        Site { path, pc }
    }

    #[cold]
    fn find_path(&self, g: &mut Goroutine) -> u32 {
        let known = g.frames.iter().rposition(|frame| frame.path != 0);
        let mut path = known.map_or(0, |at| g.frames[at].path);
        for frame in &mut g.frames[known.map_or(0, |at| at + 1)..] {
            path = self.process.race.path(path, frame.func, frame.ret);
            frame.path = path;
        }
        path
    }

    /// The goroutine in `slot` calls a runtime function, which may access the program's objects.
    pub(super) fn enter_runtime(&self, slot: usize) {
        let (task, site) = self.with(slot, |g| (g.task, self.site(g, g.pc as usize)));
        self.process.race.set_site(TaskId(task), site);
    }

    /// Whether the function that runs is the program's own.
    fn is_own(&self, g: &Goroutine) -> bool {
        let func = g.frames.last().map(|frame| frame.func);
        func.is_some_and(|func| self.code.funcs[func as usize].own)
    }

    /// Whether a package variable of the library lies at `addr`. Those are of our text, not Go's, and nobody else's.
    fn is_of_library(&self, addr: u64) -> bool {
        let variable = self.code.variable_at(addr);
        variable.is_some_and(|(symbol, _)| self.code.origins.is_library(symbol))
    }

    /// A load of the program, done: the value is at `d`. If it races, it may be given an older one; but not in the library, whose
    /// text is not Go's, and might make of an older value what Go's never does.
    pub(super) fn race_load(&self, g: &mut Goroutine, d: Slot, addr: u64, len: u32, pc: usize) {
        let site = self.site(g, pc);
        let task = g.task;
        if !self.is_own(g) {
            if !self.is_of_library(addr) {
                let (race, sim) = (&self.process.race, &self.process.sim);
                race.read(sim, task, (addr, len.into()), What::Plain, site);
            }
            return;
        }
        let out = g.bytes_mut(d, len as usize);
        self.process
            .race
            .load(&self.process.sim, task, addr, out, site);
    }

    /// A store of the program, still ahead.
    pub(super) fn race_store(&self, g: &mut Goroutine, addr: u64, len: u32, pc: usize) {
        if !self.is_own(g) && self.is_of_library(addr) {
            return;
        }
        let site = self.site(g, pc);
        let mem = self.process.mem.borrow();
        let range = (addr, len.into());
        self.process
            .race
            .write(&self.process.sim, &mem, g.task, range, What::Plain, site);
    }

    /// A runtime function accesses a range for the program.
    pub(super) fn race_range(
        &self,
        g: &mut Goroutine,
        addr: u64,
        len: u64,
        write: bool,
        what: What,
    ) {
        let reaches = self
            .process
            .mem
            .borrow()
            .check(addr, len as usize, write)
            .is_ok();
        let library = !self.is_own(g) && self.is_of_library(addr);
        if len == 0 || !reaches || library || !self.checks_here(g) {
            return;
        }
        let site = self.site(g, g.pc as usize);
        let (race, sim) = (&self.process.race, &self.process.sim);
        if write {
            let mem = self.process.mem.borrow();
            race.write(sim, &mem, g.task, (addr, len), what, site);
        } else {
            race.read(sim, g.task, (addr, len), what, site);
        }
    }

    /// What a library function says it orders (package internal/race).
    pub(super) fn race_edge(&self, g: &mut Goroutine, f: Race, addr: u64) {
        if !self.process.race.on() {
            return;
        }
        let site = self.site(g, g.pc as usize);
        self.process.race.set_site(TaskId(g.task), site);
        match f {
            Race::Acquire => self.process.race_acquire(addr),
            Race::Release => self.process.race_release(addr),
            Race::ReleaseMerge => self.process.race_release_merge(addr),
        }
    }

    /// An atomic operation on `width` bytes that saw a value, and stored one if it `writes`.
    pub(super) fn race_atomic(
        &self,
        g: &mut Goroutine,
        addr: u64,
        width: u64,
        (reads, writes): (bool, bool),
    ) {
        if !self.process.race.on() {
            return;
        }
        let orders = self.orders(g);
        let site = self.site(g, g.pc as usize);
        self.process.race.set_site(TaskId(g.task), site);
        let (race, sim) = (&self.process.race, &self.process.sim);
        if reads && orders {
            self.process.race_atomic(addr, false);
        }
        if writes {
            let mem = self.process.mem.borrow();
            race.write(sim, &mem, g.task, (addr, width), What::Atomic, site);
            drop(mem);
            if orders {
                self.process.race_atomic(addr, true);
            }
        } else {
            race.read(sim, g.task, (addr, width), What::Atomic, site);
        }
    }
}
