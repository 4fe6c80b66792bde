//! A channel's metadata: reading it, writing it, locking it.

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{hchan, rtype, sudog};
use crate::process::Process;

/// A channel's metadata in memory.
#[derive(Clone, Copy)]
pub struct Hchan<'a> {
    /// Whose channel.
    pub process: &'a Process,
    /// The hchan's address.
    pub c: u64,
    /// Where this version's fields lie.
    pub layout: &'static hchan::Layout,
}

impl<'a> Hchan<'a> {
    /// The channel whose hchan is at `c`.
    pub fn at(process: &'a Process, c: u64) -> Hchan<'a> {
        let layout = &process.profile.get().layout.hchan;
        Hchan { process, c, layout }
    }

    pub(super) fn load(&self, field: u64, width: usize) -> Res<u64> {
        self.process.load(self.c.wrapping_add(field), width)
    }

    pub(super) fn store(&self, field: u64, width: usize, value: u64) -> Res<()> {
        self.process.store(self.c.wrapping_add(field), width, value)
    }

    /// Values in the buffer.
    pub fn qcount(&self) -> Res<u64> {
        self.load(hchan::QCOUNT, 8)
    }

    /// Values that the buffer has room for.
    pub fn dataqsiz(&self) -> Res<u64> {
        self.load(hchan::DATAQSIZ, 8)
    }

    /// Whether it is closed.
    pub fn closed(&self) -> Res<bool> {
        Ok(self.load(hchan::CLOSED, 4)? != 0)
    }

    /// Bytes of an element, by its type's descriptor: nobody checks that it is one.
    pub(super) fn elem_bytes(&self) -> Res<u64> {
        let elemtype = self.load(self.layout.elemtype, 8)?;
        self.process.load(elemtype.wrapping_add(rtype::BYTES), 8)
    }

    /// `chanbuf(c, i)`
    pub fn slot(&self, i: u64) -> Res<u64> {
        let buf = self.load(hchan::BUF, 8)?;
        let size = self.load(hchan::ELEMSIZE, 2)?;
        Ok(buf.wrapping_add(i.wrapping_mul(size)))
    }

    /// The timer that feeds the channel; 0 if none does.
    pub fn timer(&self) -> Res<u64> {
        match self.layout.timer {
            Some(field) => self.load(field, 8),
            None => Ok(0),
        }
    }

    /// The waiting receivers' `waitq`.
    pub fn recvq(&self) -> u64 {
        self.c.wrapping_add(self.layout.recvq)
    }

    /// The waiting senders' `waitq`.
    pub fn sendq(&self) -> u64 {
        self.c.wrapping_add(self.layout.sendq)
    }

    /// `typedmemmove` of an element.
    pub(super) fn typedmemmove(&self, to: u64, from: u64) -> Res<()> {
        let moved = self.memmove(to, from);
        moved.frame("runtime.typedmemmove")
    }

    pub(super) fn memmove(&self, to: u64, from: u64) -> Res<()> {
        let size = self.elem_bytes()?;
        let moved = self.process.mem.borrow_mut().copy(to, from, size as usize);
        moved.map_err(Into::into).frame("runtime.memmove")
    }

    /// `typedmemclr` of an element.
    pub fn typedmemclr(&self, at: u64) -> Res<()> {
        let size = self.elem_bytes().frame("runtime.typedmemclr")?;
        let cleared = self.process.mem.borrow_mut().zero(at, size as usize);
        cleared
            .map_err(Into::into)
            .frame("runtime.memclrNoHeapPointers")
            .frame("runtime.typedmemclr")
    }

    /// One on, and back to 0 at the end of the buffer: only there.
    pub(super) fn advance(&self, field: u64) -> Res<u64> {
        let mut index = self.load(field, 8)?.wrapping_add(1);
        if index == self.dataqsiz()? {
            index = 0;
        }
        self.store(field, 8, index)?;
        Ok(index)
    }

    /// `lock(&c.lock)`
    pub async fn lock(&self) -> Res<()> {
        self.touch()?;
        let key = self.c.wrapping_add(self.layout.lock);
        self.process.lock(key, self.c).await
    }

    /// `unlock(&c.lock)`
    pub fn unlock(&self) -> Res<()> {
        self.process.unlock(self.c.wrapping_add(self.layout.lock))
    }

    /// The check of the pointer before the address of a field is taken.
    pub fn touch(&self) -> Res<()> {
        self.load(hchan::QCOUNT, 1).map(|_| ())
    }

    /// Wakes the goroutine of a sudog taken off a queue, when `unlock` has given back what the caller holds.
    pub(super) fn wake(&self, sg: u64, unlock: impl FnOnce() -> Res<()>) -> Res<()> {
        let process = self.process;
        let gp = process.load(sg + sudog::G, 8).map_err(Unwind::locked)?;
        unlock()?;
        process.store(gp.wrapping_add(process.profile.get().layout.g.param), 8, sg)?;
        process.store(sg + process.sudog().success, 1, 1)?;
        process.goready(gp)
    }
}

/// The layout of this version's channels.
pub fn hchan_layout(process: &Process) -> &'static hchan::Layout {
    &process.profile.get().layout.hchan
}

/// The bubble that a channel was made in; 0 if in none.
pub fn chan_bubble(process: &Process, c: u64) -> Res<u64> {
    match hchan_layout(process).bubble {
        Some(field) => process.load(c.wrapping_add(field), 8),
        None => Ok(0),
    }
}

/// A channel of a bubble is nobody's outside of it: `operation` is what somebody does to it. Gives the channel's bubble.
pub fn check_bubble(process: &Process, c: u64, operation: &str) -> Res<u64> {
    let layout = hchan_layout(process);
    let (bubble, field, foreign) = match (layout.bubble, layout.synctest) {
        (Some(field), _) => {
            let bubble = process.load(c.wrapping_add(field), 8)?;
            (bubble, field, bubble != 0 && process.bubble()? != bubble)
        }
        // A flag only; no profile that has it knows how to be in a bubble.
        (None, Some(field)) if operation != "close of" => {
            (0, field, process.load(c.wrapping_add(field), 1)? != 0)
        }
        _ => return Ok(0),
    };
    if !foreign {
        return Ok(bubble);
    }
    let text = format!("{operation} synctest channel from outside bubble");
    let word = c.wrapping_add(field);
    if process.profile.get().foreign_bubble_panics {
        let mut unwind = Unwind::plain_error(&text);
        unwind.word = Some(word);
        return Err(unwind);
    }
    Err(Unwind::throw_for(&text, word))
}
