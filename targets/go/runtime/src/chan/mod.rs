//! Channels.
//!
//! Follows runtime/chan.go: `makechan`, `chansend`, `chanrecv`, `closechan`, `send`, `recv`, `waitq`. An operation happens in
//! one step: the lock keeps others out from its first look to its end. What another goroutine can see in between is
//! where it waits.
//!
//! Invariants: all state is in the hchan, the sudogs and the `g`s in simulated memory; nothing is validated that Go does
//! not validate. What is touched under the channel's lock dies with "unexpected signal" even on a nil pointer; what
//! follows the unlocking is an ordinary fault.
//! Deviations: the lock's word is read and never written, because nobody runs while it is held. Misses: block profiling.

mod queue;
mod recv;
mod send;

use tearpoint_harness::contract::Access;

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{hchan, rtype, sudog};
use crate::points;
use crate::process::Process;
use crate::wait_reason;
use tearpoint_machine::MAX_ALLOC;

pub use queue::{dequeue, dequeue_sudog, enqueue};
pub use recv::{Entry, chanrecv, receive, receive_buffered};
pub(super) use send::send_on_closed;
pub use send::{chansend, send, send_buffered, send_time};

/// What the compiler tells `makechan`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElemType {
    /// The address of the element type's descriptor.
    pub addr: u64,
    pub size: u64,
    pub noscan: bool,
}

/// A channel's metadata in memory.
#[derive(Clone, Copy)]
pub struct Hchan<'a> {
    pub process: &'a Process,
    pub c: u64,
    pub layout: &'static hchan::Layout,
}

impl<'a> Hchan<'a> {
    pub fn at(process: &'a Process, c: u64) -> Hchan<'a> {
        let layout = &process.profile.get().layout.hchan;
        Hchan { process, c, layout }
    }

    fn load(&self, field: u64, width: usize) -> Res<u64> {
        self.process.load(self.c.wrapping_add(field), width)
    }

    fn store(&self, field: u64, width: usize, value: u64) -> Res<()> {
        self.process.store(self.c.wrapping_add(field), width, value)
    }

    pub fn qcount(&self) -> Res<u64> {
        self.load(hchan::QCOUNT, 8)
    }

    pub fn dataqsiz(&self) -> Res<u64> {
        self.load(hchan::DATAQSIZ, 8)
    }

    pub fn closed(&self) -> Res<bool> {
        Ok(self.load(hchan::CLOSED, 4)? != 0)
    }

    /// Bytes of an element, by its type's descriptor: nobody checks that it is one.
    fn elem_bytes(&self) -> Res<u64> {
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
    fn typedmemmove(&self, to: u64, from: u64) -> Res<()> {
        let moved = self.memmove(to, from);
        moved.frame("runtime.typedmemmove")
    }

    fn memmove(&self, to: u64, from: u64) -> Res<()> {
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
    fn advance(&self, field: u64) -> Res<u64> {
        let mut index = self.load(field, 8)?.wrapping_add(1);
        if index == self.dataqsiz()? {
            index = 0;
        }
        self.store(field, 8, index)?;
        Ok(index)
    }

    /// `lock(&c.lock)`: a word that is not zero belongs to a thread that never gives it back.
    pub async fn lock(&self) -> Res<()> {
        self.touch()?;
        let key = self.c.wrapping_add(self.layout.lock);
        let free = self.try_lock(key).map_err(Unwind::locked);
        if free.frame("runtime.lock2")? {
            return Ok(());
        }
        let frames: &[&str] = &["runtime.futexsleep", "runtime.lock2"];
        let ended = self
            .process
            .block_forever(wait_reason::RUNTIME_LOCK, frames)
            .await;
        Err(Box::new(ended))
    }

    /// Whether the lock's word can be taken: it is swapped for another first.
    fn try_lock(&self, key: u64) -> Res<bool> {
        let word = self.process.load(key, 8)?;
        self.process.mem.borrow().check(key, 4, true)?;
        Ok(word == 0)
    }

    /// The check of the pointer before the address of a field is taken.
    pub fn touch(&self) -> Res<()> {
        self.load(hchan::QCOUNT, 1).map(|_| ())
    }

    /// Wakes the goroutine of a sudog taken off a queue; the lock has been given back.
    fn wake(&self, sg: u64) -> Res<()> {
        let process = self.process;
        let gp = process.load(sg + sudog::G, 8).map_err(Unwind::locked)?;
        process.store(gp.wrapping_add(process.profile.get().layout.g.param), 8, sg)?;
        process.store(sg + sudog::SUCCESS, 1, 1)?;
        process.goready(gp)
    }
}

/// `makechan`
pub fn makechan(process: &Process, elem: ElemType, size: i64) -> Res<u64> {
    make(process, elem, size).frame("runtime.makechan")
}

fn make(process: &Process, elem: ElemType, size: i64) -> Res<u64> {
    let header = process.profile.get().layout.hchan.size;
    let bytes = elem.size.checked_mul(size as u64);
    let Some(bytes) = bytes.filter(|&bytes| bytes <= MAX_ALLOC - header && size >= 0) else {
        return Err(Unwind::plain_error("makechan: size out of range"));
    };
    let with_buffer = elem.noscan || bytes == 0;
    let c = if with_buffer {
        process.newobject(header + bytes, true)?
    } else {
        process.newobject(header, false)?
    };
    process.mem.borrow_mut().claim(c, header as usize)?;
    let buf = match () {
        // Nothing is ever stored there: the race detector's address.
        () if bytes == 0 => c + hchan::BUF,
        () if with_buffer => c + header,
        () => process.new_at(bytes, elem.addr)?,
    };
    process.store(c + hchan::BUF, 8, buf)?;
    process.store(c + hchan::ELEMSIZE, 2, elem.size)?;
    let layout = &process.profile.get().layout.hchan;
    process.store(c + layout.elemtype, 8, elem.addr)?;
    process.store(c + hchan::DATAQSIZ, 8, size as u64)?;
    process.chans.borrow_mut().push(c);
    process.shadow_made(c, elem.size, size as u64);
    Ok(c)
}

/// `closechan`
pub async fn closechan(process: &Process, c: u64) -> Res<()> {
    process.point(&points::CHAN_CLOSE, c, Access::Write).await;
    close(process, c).await.frame("runtime.closechan")
}

async fn close(process: &Process, c: u64) -> Res<()> {
    if c == 0 {
        return Err(Unwind::plain_error("close of nil channel"));
    }
    let ch = Hchan::at(process, c);
    ch.lock().await?;
    if ch.closed()? {
        let mut unwind = Unwind::plain_error("close of closed channel");
        unwind.word = Some(c + hchan::CLOSED);
        return Err(unwind);
    }
    process.race_closechan(c);
    ch.store(hchan::CLOSED, 4, 1)?;
    let mut woken = Vec::new();
    for (queue, receives) in [(ch.recvq(), true), (ch.sendq(), false)] {
        release_all(&ch, queue, receives, &mut woken).map_err(Unwind::locked)?;
    }
    process.shadow_closed(c);
    // `glist` is a stack.
    for gp in woken.into_iter().rev() {
        process.goready(gp)?;
    }
    Ok(())
}

/// Takes everybody off a queue of a closing channel.
fn release_all(ch: &Hchan<'_>, queue: u64, receives: bool, woken: &mut Vec<u64>) -> Res<()> {
    let process = ch.process;
    let layout = &process.profile.get().layout.g;
    loop {
        let sg = dequeue(process, queue).frame("runtime.(*waitq).dequeue")?;
        if sg == 0 {
            return Ok(());
        }
        process.race_closed(ch.c, sg);
        let elem = process.load(sg + sudog::ELEM, 8)?;
        if receives && elem != 0 {
            ch.typedmemclr(elem)?;
        }
        process.store(sg + sudog::ELEM, 8, 0)?;
        let gp = process.load(sg + sudog::G, 8)?;
        process.store(gp.wrapping_add(layout.param), 8, sg)?;
        process.store(sg + sudog::SUCCESS, 1, 0)?;
        process.store(gp.wrapping_add(layout.schedlink), 8, 0)?;
        woken.push(gp);
        // The list of goroutines to wake is linked through their bytes: one that is in it twice makes a ring.
        if woken.len() > crate::goroutines::MAX_GOROUTINES {
            return Err(Unwind::hang());
        }
    }
}

/// The layout of this version's channels.
pub fn hchan_layout(process: &Process) -> &'static hchan::Layout {
    &process.profile.get().layout.hchan
}

/// `timerchandrain`: empties the buffer of a timer's channel. Gives whether there was anything in it.
pub fn timerchandrain(process: &Process, c: u64) -> Res<bool> {
    let ch = Hchan::at(process, c);
    if ch.qcount()? == 0 {
        return Ok(false);
    }
    let drain = || {
        while ch.qcount()? > 0 {
            ch.typedmemclr(ch.slot(ch.load(ch.layout.recvx, 8)?)?)?;
            ch.advance(ch.layout.recvx)?;
            ch.store(hchan::QCOUNT, 8, ch.qcount()? - 1)?;
        }
        Ok(true)
    };
    drain().map_err(Unwind::locked)
}

/// `chanlen` or `chancap`
pub fn length(process: &Process, c: u64, cap: bool) -> Res<u64> {
    if c == 0 {
        return Ok(0);
    }
    let ch = Hchan::at(process, c);
    if ch.timer()? != 0 {
        return Ok(0);
    }
    let n = if cap { ch.dataqsiz() } else { ch.qcount() }?;
    process.shadow_length(c, cap, n);
    Ok(n)
}
