//! The garbage collector: marking from roots, then sweeping.
//!
//! Follows runtime/mgc.go (`gcStart`, `gcMarkTermination`), mgcmark.go (`markroot`, `scanblock`, `scanobject`,
//! `scanConservative`, `greyobject`) over the machine's spans and mark bits. Colours are Go's: white is unmarked, grey is
//! marked and in the work list, black is marked and out of it.
//!
//! Invariants: what a variable, a global, a goroutine or a live object points to is never freed; what nothing points to
//! always is, at the next collection.
//! A collection that `runtime.GC` asks for marks while the program runs: a few objects between two points. What is
//! overwritten meanwhile is shaded (Go's barrier shades the new value too, for stacks that are not scanned yet; here all
//! are scanned first), new objects are black. A store of something that is no pointer, `uintptr` above all, has no barrier.
//! Deviations: a collection because the heap has grown marks while the world stands still; the sudog cache and each goroutine's scratch memory are scanned as if any word
//! could be a pointer. Misses: finalizers, assists, `gccheckmark`.

use std::rc::Rc;

use tearpoint_harness::contract::{Cause, Class, Crash, Frame, TaskId};

use super::error::Res;
use super::layout::rtype;
use super::process::Process;
use super::rtype::Rtypes;
use tearpoint_machine::heap::{Found, R, Within, Words};
use tearpoint_machine::{Heap, Memory, PtrMap};

/// `maxObletBytes`
const MAX_OBLET: u64 = 128 << 10;

/// A word outside the heap that may keep an object alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// A pointer variable: a bad value is fatal.
    Exact(u64),
    /// Perhaps a pointer: it counts if it points to an allocated object.
    Maybe(u64),
}

/// A collection: when, and on whose behalf.
#[derive(Clone, Debug)]
pub struct Cycle {
    pub step: u64,
    pub task: TaskId,
    /// The functions that asked for it, innermost first.
    pub frames: Vec<Frame>,
}

/// Marks from `roots`, `globals` (address, size, pointer words) and what the runtime itself holds, and sweeps, while the
/// world stands still.
pub fn collect(
    process: &Process,
    roots: Vec<Root>,
    globals: &[(u64, u64, PtrMap)],
    frames: Vec<Frame>,
) -> Res<()> {
    begin(process, roots, globals)?;
    finish(process, frames)
}

/// Starts marking: everything the roots point to is grey, and what the program overwrites from now on becomes so.
pub fn begin(process: &Process, roots: Vec<Root>, globals: &[(u64, u64, PtrMap)]) -> Res<()> {
    process.gc_due.set(false);
    process.runtime_writes();
    let mut own = process.goroutines.roots();
    own.extend(process.semtable.held());
    own.extend(process.timers.roots());
    own.sort_unstable();
    let result = with_marker(process, |marker| {
        marker.heap.start_cycle();
        marker.roots(&roots, globals, &own)
    });
    process.mem.borrow_mut().set_marking(true);
    result
}

/// Scans `count` grey objects. True if there is nothing left to scan.
pub fn step(process: &Process, count: usize) -> Res<bool> {
    with_marker(process, |marker| {
        for value in marker.memory.take_shaded() {
            marker.maybe(value).on_system_stack()?;
        }
        for _ in 0..count {
            let Some(object) = marker.grey.pop() else {
                return Ok(true);
            };
            marker.scan(object)?;
        }
        Ok(marker.grey.is_empty())
    })
}

/// Marks what is left and sweeps, while the world stands still.
pub fn finish(process: &Process, frames: Vec<Frame>) -> Res<()> {
    process.runtime_writes();
    while !step(process, usize::MAX)? {}
    process.mem.borrow_mut().set_marking(false);
    with_marker(process, |marker| marker.heap.sweep_all(marker.memory))?;
    process.cycles.borrow_mut().push(Cycle {
        step: process.sim.step(),
        task: process.sim.current(),
        frames,
    });
    process.race.collected();
    forget_freed(process);
    Ok(())
}

/// Runs `f` on the machine: freed memory may be touched, and writes have no barrier.
fn with_marker<T>(process: &Process, f: impl FnOnce(&mut Marker<'_>) -> R<T>) -> Res<T> {
    let rtypes = Rc::clone(&process.rtypes.borrow());
    let result = {
        let mut memory = process.mem.borrow_mut();
        let mut heap = process.heap.borrow_mut();
        let marking = memory.is_marking();
        memory.watch_freed(false);
        memory.set_marking(false);
        let mut marker = Marker {
            heap: &mut heap,
            memory: &mut memory,
            rtypes: &rtypes,
            grey: process.grey.take(),
        };
        let result = f(&mut marker);
        process.grey.replace(marker.grey);
        memory.set_marking(marking);
        memory.watch_freed(true);
        result
    };
    result.map_err(|error| process.heap_error(*error))
}

/// Maps, iterators and channels that are no more.
fn forget_freed(process: &Process) {
    let memory = process.mem.borrow();
    let dead = |addr: u64| memory.freed_by(addr) != 0;
    let mut shadow = process.shadow.borrow_mut();
    process.maps.borrow_mut().retain(|map| {
        if dead(map.h) {
            shadow.forget(map.h);
        }
        !dead(map.h)
    });
    process.iters.borrow_mut().retain(|&it| !dead(it));
    process.chans.borrow_mut().retain(|&c| !dead(c));
    process.watched.borrow_mut().retain(|&(_, at)| !dead(at));
}

struct Marker<'a> {
    heap: &'a mut Heap,
    memory: &'a mut Memory,
    rtypes: &'a Rtypes,
    /// Marked objects that are not scanned yet.
    grey: Vec<u64>,
}

impl Marker<'_> {
    fn roots(&mut self, roots: &[Root], globals: &[(u64, u64, PtrMap)], own: &[u64]) -> R<()> {
        self.own_roots(own).on_system_stack()?;
        let tiny = self.heap.tiny_block();
        self.maybe(tiny).on_system_stack()?;
        for (base, size, ptrs) in globals {
            for at in (0..size / 8).map(|word| 8 * word) {
                if ptrs.is_pointer(at) {
                    let value = self.memory.load(base + at, 8)?;
                    self.pointer(value, (*base, at))
                        .within("runtime.scanblock")
                        .within("runtime.markrootBlock")
                        .within("runtime.markroot")
                        .within("runtime.gcDrain")
                        .on_system_stack()?;
                }
            }
        }
        for &root in roots {
            match root {
                Root::Exact(value) => self
                    .pointer(value, (0, 0))
                    .within("runtime.scanblock")
                    .within("runtime.scanframeworker")
                    .within("runtime.scanstack")
                    .within("runtime.markroot.func1")
                    .on_system_stack()?,
                Root::Maybe(value) => self.maybe(value).on_system_stack()?,
            }
        }
        Ok(())
    }

    fn scan(&mut self, object: u64) -> R<()> {
        self.scan_object(object)
            .within("runtime.scanobject")
            .within("runtime.gcDrain")
            .within("runtime.gcBgMarkWorker.func2")
            .on_system_stack()
    }

    /// Objects of the runtime itself: marked, and every word of them may be a pointer.
    fn own_roots(&mut self, own: &[u64]) -> R<()> {
        let mut spans = Vec::new();
        for &root in own {
            if let Found::Object { base, span, index } =
                self.heap.find_object(self.memory, root, (0, 0))?
            {
                self.heap.grey_object(self.memory, base, span, index)?;
                spans.push((base, self.heap.pointer_words(self.memory, base)?.0));
            }
        }
        for (base, size) in spans {
            for at in (base..base.saturating_add(size)).step_by(8) {
                let value = self.memory.load(at, 8)?;
                self.maybe(value)?;
            }
        }
        Ok(())
    }

    /// `findObject` and `greyobject` of a word that is a pointer.
    #[inline]
    fn pointer(&mut self, value: u64, from: (u64, u64)) -> R<()> {
        if value == 0 {
            return Ok(());
        }
        if let Found::Object { base, span, index } =
            self.heap.find_object(self.memory, value, from)?
            && self.heap.grey_object(self.memory, base, span, index)?
        {
            self.grey.push(base);
        }
        Ok(())
    }

    /// `scanConservative` of one word: what is no allocated object is no pointer.
    fn maybe(&mut self, value: u64) -> R<()> {
        let found = self.heap.find_object(self.memory, value, (0, 0));
        if let Ok(Found::Object { base, span, index }) = found
            && self.heap.object(self.memory, value).is_some()
            && self.heap.grey_object(self.memory, base, span, index)?
        {
            self.grey.push(base);
        }
        Ok(())
    }

    /// `scanobject`
    fn scan_object(&mut self, object: u64) -> R<()> {
        let (size, words) = self.heap.pointer_words(self.memory, object)?;
        // A large object is scanned in parts; one whose end wraps around has only the first.
        let size = match object.checked_add(size) {
            None => MAX_OBLET,
            Some(_) => size,
        };
        match words {
            Words::None => Ok(()),
            Words::Bits => {
                let count = self.heap.words_with_bits(object, size / 8);
                let mut at = 0;
                while at < count {
                    let start = object + 8 * at;
                    let mut bits = self.heap.heap_bits(self.memory, start, count - at)?;
                    while bits != 0 {
                        let word = u64::from(bits.trailing_zeros());
                        bits &= bits - 1;
                        self.word(object, size, 8 * (at + word))?;
                    }
                    at += 64;
                }
                Ok(())
            }
            Words::Type { descriptor, skip } => self.scan_typed(object, size, descriptor, skip),
        }
    }

    /// An object whose pointers its type's descriptor tells: the program's own, or whatever lies at that address.
    fn scan_typed(&mut self, object: u64, size: u64, descriptor: u64, skip: u64) -> R<()> {
        let rtypes = self.rtypes;
        if let Some(map) = rtypes.map_of(descriptor) {
            let Some(ptrs) = &map.ptrs else { return Ok(()) };
            for at in (0..(size - skip) / 8).map(|word| 8 * word) {
                if ptrs.is_pointer(at) {
                    self.word(object, size, skip + at)?;
                }
            }
            return Ok(());
        }
        let load = |memory: &Memory, at: u64| memory.load(at, 8);
        let gcdata = load(self.memory, descriptor.wrapping_add(rtype::GCDATA))
            .map_err(Into::into)
            .within("runtime.(*mspan).typePointersOfUnchecked")?;
        load(self.memory, gcdata)
            .map_err(Into::into)
            .within("runtime.(*mspan).typePointersOfUnchecked")?;
        let period = load(self.memory, descriptor.wrapping_add(rtype::BYTES))?.max(8);
        let ptrdata = load(self.memory, descriptor.wrapping_add(rtype::PTRDATA))?;
        for at in (0..(size - skip) / 8).map(|word| 8 * word) {
            let offset = at % period;
            let byte = self
                .memory
                .load(gcdata.wrapping_add(offset / 64), 1)
                .map_err(Into::into)
                .within("runtime.typePointers.next")?;
            if offset < ptrdata && byte >> (offset / 8 % 8) & 1 != 0 {
                self.word(object, size, skip + at)?;
            }
        }
        Ok(())
    }

    /// The pointer word at `offset` of an object. What points back to the object is of no interest.
    #[inline]
    fn word(&mut self, object: u64, size: u64, offset: u64) -> R<()> {
        let value = self.memory.load(object.wrapping_add(offset), 8)?;
        if value.wrapping_sub(object) >= size {
            self.pointer(value, (object, offset))?;
        }
        Ok(())
    }
}

impl Process {
    /// The program touched a freed object: reports it, once an object. `user`: the functions that did it.
    pub fn report_freed(&self, user: Vec<Frame>) {
        let Some((addr, write)) = self.mem.borrow().take_touched() else {
            return;
        };
        let cycle = self.mem.borrow().freed_by(addr);
        let Some((base, size)) = self.heap.borrow().slot_of(&self.mem.borrow(), addr) else {
            return;
        };
        self.mem.borrow_mut().set_freed(base, size, 0);
        let cycles = self.cycles.borrow();
        let freed = cycles.get(usize::from(cycle).wrapping_sub(1));
        let freed = freed.map(|freed| Cause::Freed {
            by: format!("collection {cycle}"),
            task: freed.task,
            frames: freed.frames.clone(),
            object: base,
            size,
            step: freed.step,
        });
        let used = Cause::Used {
            task: self.sim.current(),
            write,
            offset: addr - base,
            step: self.sim.step(),
        };
        let verb = if write { "write to" } else { "read of" };
        self.findings.borrow_mut().push(Crash {
            message: format!("use after free: {verb} an object that the collector freed"),
            frames: user,
            causes: freed.into_iter().chain([used]).collect(),
            invariant: "freed objects are not used".to_owned(),
            ..Crash::of(Class::Corruption)
        });
    }
}
