//! `waitq`: the goroutines that wait on one side of a channel (runtime/chan.go `enqueue`, `dequeue`; runtime/select.go
//! `dequeueSudoG`).

use crate::error::Res;
use crate::layout::{sudog, waitq};
use crate::process::Process;

use waitq::{FIRST, LAST};

/// Puts a sudog at the queue's end.
pub fn enqueue(process: &Process, q: u64, s: u64) -> Res<()> {
    process.store(s + sudog::NEXT, 8, 0)?;
    let last = process.load(q + LAST, 8)?;
    if last == 0 {
        process.store(s + sudog::PREV, 8, 0)?;
        process.store(q + FIRST, 8, s)?;
    } else {
        process.store(s + sudog::PREV, 8, last)?;
        process.store(last.wrapping_add(sudog::NEXT), 8, s)?;
    }
    process.store(q + LAST, 8, s)
}

/// Takes the first sudog whose goroutine can still be woken; 0 if there is none.
pub fn dequeue(process: &Process, q: u64) -> Res<u64> {
    loop {
        let s = process.load(q.wrapping_add(FIRST), 8)?;
        if s == 0 {
            return Ok(0);
        }
        let next = process.load(s.wrapping_add(sudog::NEXT), 8)?;
        if next == 0 {
            process.store(q + FIRST, 8, 0)?;
            process.store(q + LAST, 8, 0)?;
        } else {
            process.store(next.wrapping_add(sudog::PREV), 8, 0)?;
            process.store(q + FIRST, 8, next)?;
            process.store(s + sudog::NEXT, 8, 0)?;
        }
        // Another case of the same select may have won already.
        if process.load(s + process.sudog().is_select, 1)? != 0 {
            let gp = process.load(s + sudog::G, 8)?;
            let done = gp.wrapping_add(process.profile.get().layout.g.select_done);
            let won = process.load(done, 4);
            if process.atomic(won, "(*Uint32).CompareAndSwap")? != 0 {
                continue;
            }
            process.store(done, 4, 1)?;
        }
        return Ok(s);
    }
}

/// Takes a sudog out of the middle.
pub fn dequeue_sudog(process: &Process, q: u64, s: u64) -> Res<()> {
    let prev = process.load(s.wrapping_add(sudog::PREV), 8)?;
    let next = process.load(s.wrapping_add(sudog::NEXT), 8)?;
    match (prev, next) {
        (0, 0) => {
            if process.load(q + FIRST, 8)? == s {
                process.store(q + FIRST, 8, 0)?;
                process.store(q + LAST, 8, 0)?;
            }
            return Ok(());
        }
        (0, next) => {
            process.store(next.wrapping_add(sudog::PREV), 8, 0)?;
            process.store(q + FIRST, 8, next)?;
        }
        (prev, 0) => {
            process.store(prev.wrapping_add(sudog::NEXT), 8, 0)?;
            process.store(q + LAST, 8, prev)?;
        }
        (prev, next) => {
            process.store(prev.wrapping_add(sudog::NEXT), 8, next)?;
            process.store(next.wrapping_add(sudog::PREV), 8, prev)?;
        }
    }
    process.store(s + sudog::NEXT, 8, 0)?;
    process.store(s + sudog::PREV, 8, 0)
}
