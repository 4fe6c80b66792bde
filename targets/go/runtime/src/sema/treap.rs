//! `semaRoot`: a tree of the addresses on which goroutines wait, each with its queue (runtime/sema.go `queue`, `dequeue`,
//! `rotateLeft`, `rotateRight`).
//!
//! Sorted by `elem`, the address, with `prev` and `next` as branches; a heap by `ticket`. Others who wait on the same
//! address hang on the first one's `waitlink`, the last of them is its `waittail`.

use tearpoint_harness::contract::Stream;

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::sudog;
use crate::process::Process;

use sudog::{NEXT, PREV};

/// The tree of one address.
struct Tree<'a> {
    process: &'a Process,
    addr: u64,
}

impl Tree<'_> {
    fn sudog(&self) -> &'static sudog::Layout {
        self.process.sudog()
    }

    fn get(&self, s: u64, field: u64) -> Res<u64> {
        self.process.load(s.wrapping_add(field), 8)
    }

    fn set(&self, s: u64, field: u64, value: u64) -> Res<()> {
        self.process.store(s.wrapping_add(field), 8, value)
    }

    fn ticket(&self, s: u64) -> Res<u64> {
        self.process.load(s.wrapping_add(self.sudog().ticket), 4)
    }

    fn set_ticket(&self, s: u64, ticket: u64) -> Res<()> {
        self.process
            .store(s.wrapping_add(self.sudog().ticket), 4, ticket)
    }

    fn top(&self) -> u64 {
        self.process.semtable.at(self.addr, |root| root.treap)
    }

    /// What is in the place at `branch` of `parent`, or at the top.
    fn child(&self, parent: u64, branch: u64) -> Res<u64> {
        if parent == 0 {
            return Ok(self.top());
        }
        self.get(parent, branch)
    }

    fn set_child(&self, parent: u64, branch: u64, s: u64) -> Res<()> {
        if parent == 0 {
            self.process.semtable.at(self.addr, |root| root.treap = s);
            return Ok(());
        }
        self.set(parent, branch, s)
    }

    /// Where the address's sudog is, or would be: its parent, the branch, and the sudog.
    fn find(&self) -> Res<(u64, u64, u64)> {
        let (mut parent, mut branch) = (0, PREV);
        // A ring of sudogs is an endless loop in Go.
        for _ in 0..crate::goroutines::MAX_GOROUTINES {
            let s = self.child(parent, branch)?;
            if s == 0 {
                return Ok((parent, branch, 0));
            }
            let elem = self.process.sudog_elem(s)?;
            if elem == self.addr {
                return Ok((parent, branch, s));
            }
            branch = if self.addr < elem { PREV } else { NEXT };
            parent = s;
        }
        Err(Unwind::hang())
    }

    /// `s` takes the place of `old`, with its branches, which hang below `parent`.
    fn replace(&self, parent: u64, branch: u64, old: u64, s: u64) -> Res<()> {
        self.set_child(parent, branch, s)?;
        self.set_ticket(s, self.ticket(old)?)?;
        self.set(s, self.sudog().parent, self.get(old, self.sudog().parent)?)?;
        for side in [PREV, NEXT] {
            let below = self.get(old, side)?;
            self.set(s, side, below)?;
            if below != 0 {
                self.set(below, self.sudog().parent, s)?;
            }
        }
        Ok(())
    }

    /// Turns the edge from `down` to its child on the side `from` round: the child comes above it.
    fn rotate(&self, down: u64, from: u64, function: &str, text: &str) -> Res<()> {
        let to = if from == NEXT { PREV } else { NEXT };
        let parent = self.get(down, self.sudog().parent)?;
        let up = self.get(down, from)?;
        let between = self.get(up, to)?;
        self.set(up, to, down)?;
        self.set(down, self.sudog().parent, up)?;
        self.set(down, from, between)?;
        if between != 0 {
            self.set(between, self.sudog().parent, down)?;
        }
        self.set(up, self.sudog().parent, parent)?;
        let branch = match parent {
            0 => PREV,
            _ if self.get(parent, PREV)? == down => PREV,
            _ if self.get(parent, NEXT)? == down => NEXT,
            _ => return Err(Unwind::throw_for(text, parent + NEXT)).frame(function),
        };
        self.set_child(parent, branch, up)
    }

    fn rotate_left(&self, x: u64) -> Res<()> {
        let function = "runtime.(*semaRoot).rotateLeft";
        self.rotate(x, NEXT, function, "semaRoot rotateLeft")
    }

    fn rotate_right(&self, y: u64) -> Res<()> {
        let function = "runtime.(*semaRoot).rotateRight";
        self.rotate(y, PREV, function, "semaRoot rotateRight")
    }

    /// How many wait on the address, as its first sudog counts them; nothing before 1.23.
    fn waiters(&self, s: u64) -> Res<Option<u64>> {
        let Some(field) = self.sudog().waiters else {
            return Ok(None);
        };
        self.process.load(s.wrapping_add(field), 2).map(Some)
    }

    /// Changes the count of `s`, in versions that count.
    fn count_waiters(&self, s: u64, change: impl FnOnce(u64) -> u64) -> Res<()> {
        let Some(field) = self.sudog().waiters else {
            return Ok(());
        };
        let waiters = self.process.load(s.wrapping_add(field), 2)?;
        self.process
            .store(s + field, 2, change(waiters).min(0xffff))
    }

    fn queue(&self, s: u64, lifo: bool) -> Res<()> {
        self.set(s, sudog::G, self.process.getg()?)?;
        self.process.set_sudog_elem(s, self.addr)?;
        self.set(s, NEXT, 0)?;
        self.set(s, PREV, 0)?;
        self.count_waiters(s, |_| 0)?;
        let (parent, branch, first) = self.find()?;
        if first != 0 && lifo {
            self.replace(parent, branch, first, s)?;
            self.set(s, self.sudog().waitlink, first)?;
            let tail = match self.get(first, self.sudog().waittail)? {
                0 => first,
                tail => tail,
            };
            self.set(s, self.sudog().waittail, tail)?;
            if let Some(waiters) = self.waiters(first)? {
                self.count_waiters(s, |_| waiters + 1)?;
            }
            for field in [self.sudog().parent, PREV, NEXT, self.sudog().waittail] {
                self.set(first, field, 0)?;
            }
            return Ok(());
        }
        if first != 0 {
            let tail = match self.get(first, self.sudog().waittail)? {
                0 => first,
                tail => tail,
            };
            self.set(tail, self.sudog().waitlink, s)?;
            self.set(first, self.sudog().waittail, s)?;
            self.set(s, self.sudog().waitlink, 0)?;
            return self.count_waiters(first, |n| n + 1);
        }
        let ticket = self.process.sim.choose(Stream::TieBreak, 1 << 32) | 1;
        self.set_ticket(s, ticket)?;
        self.set(s, self.sudog().parent, parent)?;
        self.set_child(parent, branch, s)?;
        loop {
            let parent = self.get(s, self.sudog().parent)?;
            if parent == 0 || self.ticket(parent)? <= ticket {
                return Ok(());
            }
            if self.get(parent, PREV)? == s {
                self.rotate_right(parent)?;
            } else if self.get(parent, NEXT)? == s {
                self.rotate_left(parent)?;
            } else {
                return Err(Unwind::throw_for("semaRoot queue", parent + NEXT));
            }
        }
    }

    fn dequeue(&self) -> Res<u64> {
        let (parent, branch, s) = self.find()?;
        if s == 0 {
            return Ok(0);
        }
        let second = self.get(s, self.sudog().waitlink)?;
        if second != 0 {
            self.replace(parent, branch, s, second)?;
            let tail = match self.get(second, self.sudog().waitlink)? {
                0 => 0,
                _ => self.get(s, self.sudog().waittail)?,
            };
            self.set(second, self.sudog().waittail, tail)?;
            if let Some(waiters) = self.waiters(s)? {
                self.count_waiters(second, |_| if waiters > 1 { waiters - 1 } else { waiters })?;
            }
            self.set(s, self.sudog().waitlink, 0)?;
            self.set(s, self.sudog().waittail, 0)?;
        } else {
            self.sink(s)?;
            let parent = self.get(s, self.sudog().parent)?;
            let branch = match parent {
                0 => PREV,
                _ if self.get(parent, PREV)? == s => PREV,
                _ => NEXT,
            };
            self.set_child(parent, branch, 0)?;
        }
        self.process.set_sudog_elem(s, 0)?;
        for field in [self.sudog().parent, NEXT, PREV] {
            self.set(s, field, 0)?;
        }
        self.set_ticket(s, 0)?;
        Ok(s)
    }

    /// Turns `s` down until it has no branches.
    fn sink(&self, s: u64) -> Res<()> {
        loop {
            let (prev, next) = (self.get(s, PREV)?, self.get(s, NEXT)?);
            if prev == 0 && next == 0 {
                return Ok(());
            }
            if next == 0 || (prev != 0 && self.ticket(prev)? < self.ticket(next)?) {
                self.rotate_right(s)?;
            } else {
                self.rotate_left(s)?;
            }
        }
    }
}

/// `(*semaRoot).queue`: the running goroutine waits on `addr` with sudog `s`.
pub fn queue(process: &Process, addr: u64, s: u64, lifo: bool) -> Res<()> {
    let queued = Tree { process, addr }.queue(s, lifo);
    queued.frame("runtime.(*semaRoot).queue")
}

/// `(*semaRoot).dequeue`: the first sudog that waits on `addr`; 0 if none does.
pub fn dequeue(process: &Process, addr: u64) -> Res<u64> {
    let first = Tree { process, addr }.dequeue();
    first.frame("runtime.(*semaRoot).dequeue")
}
