//! A collection from its start to its end (runtime/mgc.go `gcStart`, `gcMarkTermination`).

use std::rc::Rc;

use tearpoint_harness::contract::Frame;

use super::cycle::Cycle;
use super::mark::{Marker, Root};
use crate::error::Res;
use crate::process::Process;
use crate::specials::Queue;
use tearpoint_machine::PtrMap;
use tearpoint_machine::heap::{Found, R, Within};

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

/// The rest of a collection that [`find_leaks`](super::find_leaks) has begun: its marks count.
pub fn collect_rest(
    process: &Process,
    roots: Vec<Root>,
    globals: &[(u64, u64, PtrMap)],
    frames: Vec<Frame>,
) -> Res<()> {
    mark_roots(process, roots, globals)?;
    finish(process, frames)
}

/// Starts marking: everything the roots point to is grey, and what the program overwrites from now on becomes so.
pub fn begin(process: &Process, roots: Vec<Root>, globals: &[(u64, u64, PtrMap)]) -> Res<()> {
    process.suspend_gs()?;
    process.heap.borrow_mut().start_cycle();
    mark_roots(process, roots, globals)
}

fn mark_roots(process: &Process, roots: Vec<Root>, globals: &[(u64, u64, PtrMap)]) -> Res<()> {
    process.gc_due.set(false);
    process.runtime_writes();
    for p in process.specials.pointers() {
        process.lock_specials(p, "runtime.markrootSpans")?;
    }
    let mut own = process.goroutines.roots();
    own.extend(process.semtable.held());
    own.extend(process.timers.roots());
    own.extend(process.bubbles.roots());
    own.extend(process.specials.roots());
    own.extend(process.startup.borrow().iter().copied());
    own.sort_unstable();
    let result = with_marker(process, |marker| {
        // `gcMarkTinyAllocs`
        let tiny = marker.heap.tiny_block();
        marker.roots(&[Root::Maybe(tiny)], &[], &[])?;
        marker.roots(&roots, globals, &own)?;
        marker.alive(&process.specials.handles())?;
        for p in process.specials.finalized() {
            marker.below(p)?;
        }
        Ok(())
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
    if process.specials.any() {
        sweep_specials(process)?;
    }
    with_marker(process, |marker| marker.heap.sweep_all(marker.memory))?;
    process.cycles.borrow_mut().push(Cycle {
        step: process.sim.step(),
        task: process.sim.current(),
        frames,
    });
    process.race.collected();
    process.collected_by_anyone();
    forget_freed(process);
    process.wake_specials();
    Ok(())
}

/// Marking is over: objects with finalizers stay for once, weak pointers to what is dead are nil, calls are queued.
fn sweep_specials(process: &Process) -> Res<()> {
    let cleanups = match process.profile.get().cleanup_goroutines {
        true => Queue::Cleanups,
        false => Queue::Finalizers,
    };
    let (revived, cleared) = {
        let memory = process.mem.borrow();
        let heap = process.heap.borrow();
        let object = |p| heap.slot_of(&memory, p).map_or(p, |(base, _)| base);
        let is_dead = |p| match heap.find_object(&memory, p, (0, 0)) {
            Ok(Found::Object { span, index, .. }) => {
                !heap.is_marked(&memory, span, index).unwrap_or(true)
            }
            _ => false,
        };
        process.specials.sweep(cleanups, object, is_dead)
    };
    for handle in cleared {
        process.store(handle, 8, 0)?;
    }
    with_marker(process, |marker| {
        for object in revived {
            marker.maybe(object)?;
        }
        // All that they point to is marked.
        marker.grey.clear();
        Ok(())
    })
}

/// Marks what `p` points to, if a collection is under way: somebody who had no pointer to it has one now.
pub fn shade(process: &Process, p: u64) -> Res<()> {
    if !process.mem.borrow().is_marking() {
        return Ok(());
    }
    with_marker(process, |marker| marker.maybe(p))
}

/// Runs `f` on the machine: freed memory may be touched, and writes have no barrier.
pub(super) fn with_marker<T>(process: &Process, f: impl FnOnce(&mut Marker<'_>) -> R<T>) -> Res<T> {
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
    let mut shadow = process.map_shadows.borrow_mut();
    process.maps.borrow_mut().retain(|map| {
        if dead(map.h) {
            shadow.forget(map.h);
        }
        !dead(map.h)
    });
    process.iters.borrow_mut().retain(|&it| !dead(it));
    process.chans.borrow_mut().retain(|&c| !dead(c));
    process.watched.borrow_mut().retain(|&(_, at)| !dead(at));
    process.forget_bubbled(dead);
}
