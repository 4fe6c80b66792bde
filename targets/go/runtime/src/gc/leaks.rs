//! Goroutines that wait for what nobody who can run reaches: the goroutine leak profile of Go 1.27.
//!
//! Follows runtime/mgc.go (`findGoroutineLeaks`, `findMaybeRunnableGoroutines`, `isMaybeRunnable`, `setSyncObjectsUntraceable`)
//! and mgcmark.go (`allGsSnapshotSortedForGC`). First all is marked that package variables, the runtime and goroutines which may
//! run reach; whoever waits for something marked may run, so its stack is marked, too, until nothing changes. What is left has
//! leaked. Roots are marked one after another, so that it is known which one reached what a goroutine waits for.
//!
//! Which block tiny objects come from when the profile is asked for depends on what the program's packages and the runtime have
//! allocated before, and on which P: for a program's own profile it is a choice whether the block is still the one seen here.
//!
//! Deviation: marking stands alone, with the world stopped; Go makes it part of a concurrent collection.

use tearpoint_harness::contract::TaskId;

use super::collect::with_marker;
use super::mark::{Marker, Root};
use crate::error::Res;
use crate::process::Process;
use crate::wait_reason::{self, WaitReason};
use tearpoint_machine::PtrMap;
use tearpoint_machine::heap::{Found, R};

/// Sudogs of one goroutine that are looked at: a list that is longer is a ring.
const MAX_SUDOGS: usize = 1 << 16;

/// Something that is marked from, and what it is called.
pub struct Origin {
    /// As reports name it: `package variable main.ch`.
    pub name: String,
    /// Words that may be pointers.
    pub roots: Vec<Root>,
    /// A package variable: address, size, pointer words.
    pub global: Option<(u64, u64, PtrMap)>,
}

/// A goroutine that waits, and its stack.
pub struct Waiting {
    /// Which.
    pub task: TaskId,
    /// What its stack holds.
    pub stack: Origin,
}

/// What the profile says of a goroutine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which.
    pub task: TaskId,
    /// What reaches what it waits for; nothing if it has leaked.
    pub kept_by: Option<String>,
}

/// What a goroutine waits for.
enum Awaits {
    /// Nothing that can come: `select {}`, nil channels.
    Nothing,
    /// One of these objects.
    Objects(Vec<u64>),
    /// Something of the runtime's: it may run.
    MayRun,
}

/// Marks from `origins`, then from the stacks of those `waiting` that may run. The collector's marks are those of a cycle that
/// has begun; what it finds of the goroutines is given in the order of `waiting`. `outside` names what is not in the heap. Without
/// `tiny` the block that tiny objects come from has been changed for another since.
pub fn find_leaks(
    process: &Process,
    origins: Vec<Origin>,
    waiting: Vec<Waiting>,
    tiny: bool,
    outside: impl Fn(u64) -> String,
) -> Res<Vec<Verdict>> {
    process.runtime_writes();
    let mut work = origins;
    let mut verdicts = Vec::new();
    let mut asleep = Vec::new();
    for (at, one) in waiting.into_iter().enumerate() {
        verdicts.push(Verdict {
            task: one.task,
            kept_by: None,
        });
        match awaits(process, one.task)? {
            Awaits::MayRun => {
                verdicts[at].kept_by = Some("the runtime".to_owned());
                work.push(one.stack);
            }
            Awaits::Nothing => {}
            Awaits::Objects(objects) => {
                let heap = process.heap.borrow();
                let global = objects.iter().find(|&&object| heap.span_of(object) == 0);
                match global {
                    Some(&object) => {
                        verdicts[at].kept_by = Some(outside(object));
                        work.push(one.stack);
                    }
                    None => asleep.push((at, objects, one.stack)),
                }
            }
        }
    }
    let maybe = |roots: Vec<u64>| roots.into_iter().map(Root::Maybe).collect();
    let own = |name: &str, roots: Vec<u64>| Origin {
        name: name.to_owned(),
        roots: maybe(roots),
        global: None,
    };
    // `gcMarkTinyAllocs`
    let block = process.heap.borrow().tiny_block();
    let block = if tiny { vec![block] } else { Vec::new() };
    work.insert(0, own("the block that tiny objects share", block));
    work.insert(1, own("a timer", process.timers.roots()));
    work.insert(2, own("a bubble", process.bubbles.roots()));
    work.insert(3, own("a finalizer or a cleanup", process.specials.roots()));
    let mut held = process.goroutines.roots();
    held.extend(process.semtable.held());
    held.extend(process.specials.handles());
    with_marker(process, |marker| {
        marker.heap.start_cycle();
        // Goroutines and sudogs stay, but reach nothing.
        marker.alive(&held)
    })?;
    let mut next = 0;
    while next < work.len() {
        let origin = &work[next];
        let globals: Vec<_> = origin.global.clone().into_iter().collect();
        with_marker(process, |marker| {
            marker.roots(&origin.roots, &globals, &[])?;
            drain(marker)
        })?;
        let name = origin.name.clone();
        next += 1;
        let mut still = Vec::new();
        for (at, objects, stack) in std::mem::take(&mut asleep) {
            if objects.iter().any(|&object| is_reached(process, object)) {
                verdicts[at].kept_by = Some(name.clone());
                work.push(stack);
            } else {
                still.push((at, objects, stack));
            }
        }
        asleep = still;
    }
    Ok(verdicts)
}

fn drain(marker: &mut Marker<'_>) -> R<()> {
    while let Some(object) = marker.grey.pop() {
        marker.scan(object)?;
    }
    Ok(())
}

/// `isMarkedOrNotInHeap`
fn is_reached(process: &Process, object: u64) -> bool {
    let heap = process.heap.borrow();
    let memory = process.mem.borrow();
    match heap.find_object(&memory, object, (0, 0)) {
        Ok(Found::Object { span, index, .. }) => {
            heap.is_marked(&memory, span, index).unwrap_or(true)
        }
        _ => true,
    }
}

/// What the goroutine waits for, by its reason and its sudogs.
fn awaits(process: &Process, task: TaskId) -> Res<Awaits> {
    let Some(how) = process.waits(task) else {
        return Ok(Awaits::MayRun);
    };
    const NEVER: [WaitReason; 3] = [
        wait_reason::SELECT_NO_CASES,
        wait_reason::CHAN_SEND_NIL,
        wait_reason::CHAN_RECEIVE_NIL,
    ];
    const CHANNELS: [WaitReason; 3] = [
        wait_reason::SELECT,
        wait_reason::CHAN_RECEIVE,
        wait_reason::CHAN_SEND,
    ];
    const SYNC: [WaitReason; 5] = [
        wait_reason::SYNC_COND_WAIT,
        wait_reason::SYNC_WAIT_GROUP,
        wait_reason::SYNC_MUTEX_LOCK,
        wait_reason::SYNC_RWMUTEX_LOCK,
        wait_reason::SYNC_RWMUTEX_RLOCK,
    ];
    Ok(match how.reason {
        reason if NEVER.contains(&reason) => Awaits::Nothing,
        reason if SYNC.contains(&reason) => Awaits::Objects(vec![how.object]),
        reason if CHANNELS.contains(&reason) => Awaits::Objects(channels(process, task)?),
        _ => Awaits::MayRun,
    })
}

/// The channels in `gp.waiting`.
fn channels(process: &Process, task: TaskId) -> Res<Vec<u64>> {
    let layout = &process.profile.get().layout;
    let mut found = Vec::new();
    let Some(g) = process.goroutines.known_g(task) else {
        return Ok(found);
    };
    let mut s = process.load(g + layout.g.waiting, 8)?;
    while s != 0 && found.len() < MAX_SUDOGS {
        found.push(process.load(s.wrapping_add(layout.sudog.c), 8)?);
        s = process.load(s.wrapping_add(layout.sudog.waitlink), 8)?;
    }
    Ok(found)
}
