//! `waitq`: the goroutines that wait on one side of a channel (runtime/chan.go `enqueue`, `dequeue`; runtime/select.go
//! `dequeueSudoG`).

use super::super::error::Res;
use super::super::g::Go;
use super::super::proc::sudog;

const FIRST: u64 = 0;
const LAST: u64 = 8;

/// Puts a sudog at the queue's end.
pub fn enqueue(go: &Go, q: u64, s: u64) -> Res<()> {
    go.store(s + sudog::NEXT, 8, 0)?;
    let last = go.load(q + LAST, 8)?;
    if last == 0 {
        go.store(s + sudog::PREV, 8, 0)?;
        go.store(q + FIRST, 8, s)?;
    } else {
        go.store(s + sudog::PREV, 8, last)?;
        go.store(last.wrapping_add(sudog::NEXT), 8, s)?;
    }
    go.store(q + LAST, 8, s)
}

/// Takes the first sudog whose goroutine can still be woken; 0 if there is none.
pub fn dequeue(go: &Go, q: u64) -> Res<u64> {
    loop {
        let s = go.load(q.wrapping_add(FIRST), 8)?;
        if s == 0 {
            return Ok(0);
        }
        let next = go.load(s.wrapping_add(sudog::NEXT), 8)?;
        if next == 0 {
            go.store(q + FIRST, 8, 0)?;
            go.store(q + LAST, 8, 0)?;
        } else {
            go.store(next.wrapping_add(sudog::PREV), 8, 0)?;
            go.store(q + FIRST, 8, next)?;
            go.store(s + sudog::NEXT, 8, 0)?;
        }
        // Another case of the same select may have won already.
        if go.load(s + sudog::IS_SELECT, 1)? != 0 {
            let gp = go.load(s + sudog::G, 8)?;
            let done = gp.wrapping_add(go.profile.get().layout.g.select_done);
            if go.load(done, 4)? != 0 {
                continue;
            }
            go.store(done, 4, 1)?;
        }
        return Ok(s);
    }
}

/// Takes a sudog out of the middle.
pub fn dequeue_sudog(go: &Go, q: u64, s: u64) -> Res<()> {
    let prev = go.load(s.wrapping_add(sudog::PREV), 8)?;
    let next = go.load(s.wrapping_add(sudog::NEXT), 8)?;
    match (prev, next) {
        (0, 0) => {
            if go.load(q + FIRST, 8)? == s {
                go.store(q + FIRST, 8, 0)?;
                go.store(q + LAST, 8, 0)?;
            }
            return Ok(());
        }
        (0, next) => {
            go.store(next.wrapping_add(sudog::PREV), 8, 0)?;
            go.store(q + FIRST, 8, next)?;
        }
        (prev, 0) => {
            go.store(prev.wrapping_add(sudog::NEXT), 8, 0)?;
            go.store(q + LAST, 8, prev)?;
        }
        (prev, next) => {
            go.store(prev.wrapping_add(sudog::NEXT), 8, next)?;
            go.store(next.wrapping_add(sudog::PREV), 8, prev)?;
        }
    }
    go.store(s + sudog::NEXT, 8, 0)?;
    go.store(s + sudog::PREV, 8, 0)
}
