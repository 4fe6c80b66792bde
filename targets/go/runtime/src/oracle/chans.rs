//! What operations on channels report, and what is made of it.

use tearpoint_harness::contract::{Class, Crash};

use super::chan_shadow::{
    Broken, CAP, CLOSED, ChanShadow, Handed, INVENTED, LEN, LOST, NOT_TAKEN, OPEN, ORDER, ROOM,
    Sent,
};
use crate::process::Process;
use crate::traceback::frame;
use tearpoint_machine::Memory;

/// A value as it lies in memory: itself, or its fingerprint.
fn value(mem: &Memory, at: u64, size: usize) -> u64 {
    let mut hash: u64 = 0;
    let mut word = [0; 8];
    for offset in (0..size).step_by(8) {
        let len = (size - offset).min(8);
        word.fill(0);
        if mem.read(at + offset as u64, &mut word[..len]).is_err() {
            return hash;
        }
        let word = u64::from_le_bytes(word);
        hash = if size <= 8 {
            word
        } else {
            (hash ^ word)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29)
        };
    }
    hash
}

impl Process {
    /// Tells the shadow of `c`, and reports what it finds broken.
    #[inline]
    fn shadow_chan(
        &self,
        c: u64,
        function: &str,
        tell: impl FnOnce(&mut ChanShadow, &Memory) -> Result<(), Broken>,
    ) {
        let mut shadows = self.chan_shadows.borrow_mut();
        let Some(chan) = shadows.get(c) else {
            return;
        };
        let Err(broken) = tell(chan, &self.mem.borrow()) else {
            return;
        };
        chan.left_alone = true;
        drop(shadows);
        self.broken_chan(c, function, broken);
    }

    #[cold]
    fn broken_chan(&self, c: u64, function: &str, (invariant, message): Broken) {
        let timer = self.profile.get().layout.hchan.timer;
        if timer.is_some_and(|timer| self.mem.borrow().load(c + timer, 8) != Ok(0)) {
            return;
        }
        self.findings.borrow_mut().push(Crash {
            message: message.to_owned(),
            frames: vec![frame(function.to_owned())],
            invariant: invariant.to_owned(),
            ..Crash::of(Class::Corruption)
        });
    }

    /// A channel has been made.
    pub fn shadow_made(&self, c: u64, size: u64, cap: u64) {
        self.chan_shadows.borrow_mut().make(ChanShadow {
            c,
            cap,
            size: size as usize,
            ..ChanShadow::default()
        });
    }

    /// Nothing is said of the channel from now on.
    pub fn shadow_leave_alone(&self, c: u64) {
        if let Some(chan) = self.chan_shadows.borrow_mut().get(c) {
            chan.left_alone = true;
        }
    }

    /// The value at `ep` has been sent.
    pub fn shadow_sent(&self, c: u64, ep: u64, how: Sent) {
        let mut sent = None;
        self.shadow_chan(c, "runtime.chansend", |chan, mem| {
            let value = value(mem, ep, chan.size);
            sent = Some(value);
            chan.sent(value, how)
        });
        if let (Sent::Handed(sg), Some(value)) = (how, sent) {
            let mut shadows = self.chan_shadows.borrow_mut();
            shadows.take_handed(sg);
            shadows.handed.push(Handed { sg, c, value });
        }
    }

    /// A value has been received to `ep` (0: nowhere): from the buffer, or because of the sender that waits with `sg`.
    pub fn shadow_taken(&self, c: u64, ep: u64, sg: Option<u64>) {
        self.shadow_chan(c, "runtime.chanrecv", |chan, mem| {
            let expected = chan.taken(sg)?;
            if ep != 0 && value(mem, ep, chan.size) != expected {
                return Err(ORDER);
            }
            Ok(())
        });
    }

    /// A receive found nothing.
    #[inline]
    pub fn shadow_found_empty(&self, c: u64) {
        self.shadow_chan(c, "runtime.chanrecv", |chan, _| chan.found_empty());
    }

    /// A receive found the channel closed and empty.
    pub fn shadow_found_closed(&self, c: u64) {
        self.shadow_chan(c, "runtime.chanrecv", |chan, _| {
            if !chan.closed {
                return Err(OPEN);
            }
            if chan.buffer.is_empty() {
                Ok(())
            } else {
                Err(LOST)
            }
        });
    }

    /// A send that does not wait found no room.
    #[inline]
    pub fn shadow_found_full(&self, c: u64) {
        self.shadow_chan(c, "runtime.chansend", |chan, _| {
            if chan.closed {
                return Err(CLOSED);
            }
            if (chan.buffer.len() as u64) < chan.cap {
                Err(ROOM)
            } else {
                Ok(())
            }
        });
    }

    /// The channel has been closed: senders that wait will panic.
    pub fn shadow_closed(&self, c: u64) {
        self.shadow_chan(c, "runtime.closechan", |chan, _| {
            if chan.closed {
                return Err(CLOSED);
            }
            chan.closed = true;
            chan.senders.clear();
            Ok(())
        });
    }

    /// The receiver that waited with `sg` goes on: with a value at `ep`, or because the channel was closed.
    pub fn shadow_receiver_woken(&self, c: u64, sg: u64, ep: u64, success: bool) {
        let handed = self.chan_shadows.borrow_mut().take_handed(sg);
        self.shadow_chan(c, "runtime.chanrecv", |chan, mem| {
            if !success {
                return if chan.closed { Ok(()) } else { Err(OPEN) };
            }
            let handed = handed.filter(|handed| handed.c == c).ok_or(INVENTED)?;
            if ep != 0 && value(mem, ep, chan.size) != handed.value {
                return Err(ORDER);
            }
            Ok(())
        });
    }

    /// The sender that waited with `sg` goes on, its value sent.
    pub fn shadow_sender_woken(&self, c: u64, sg: u64) {
        self.shadow_chan(c, "runtime.chansend", |chan, _| {
            let waits = chan.senders.iter().any(|sender| sender.sg == sg);
            if waits { Err(NOT_TAKEN) } else { Ok(()) }
        });
    }

    /// A select no longer waits to send with `sg`.
    pub fn shadow_withdrawn(&self, c: u64, sg: u64) {
        self.shadow_chan(c, "runtime.selectgo", |chan, _| {
            chan.senders.retain(|sender| sender.sg != sg);
            Ok(())
        });
    }

    /// `len` or `cap` gave `n`.
    #[inline]
    pub fn shadow_length(&self, c: u64, cap: bool, n: u64) {
        self.shadow_chan(c, "runtime.chanlen", |chan, _| match cap {
            true if n != chan.cap => Err(CAP),
            false if n != chan.buffer.len() as u64 => Err(LEN),
            _ => Ok(()),
        });
    }
}
