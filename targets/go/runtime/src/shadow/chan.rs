//! What each channel should hold: the values that were sent and not yet received, in order, and whether it is closed.
//!
//! The channel runtime reports each thing it does. Where that is not what a channel does (a value lost, invented, out of
//! order, a wait without a reason) and the runtime did not notice, it is a finding of class `corruption`, once a channel.
//!
//! Invariants: never writes simulated memory, never changes a run's course; on a channel that only the channel functions
//! write, it has nothing to say.
//! Deviations: of values longer than eight bytes it keeps a fingerprint. Misses: which of several waiting goroutines is
//! woken; channels of timers (since 1.23) and those that a program hands to the runtime through linkname.

use std::collections::VecDeque;

use tearpoint_harness::contract::{Class, Crash};

use crate::process::Process;
use crate::traceback::frame;
use tearpoint_machine::Memory;

/// A sender that waits.
#[derive(Clone, Copy, Debug)]
struct Sender {
    sg: u64,
    value: u64,
    /// Another case of its select may have won already, before it has left the queue.
    select: bool,
}

/// A value handed to a receiver that has not gone on yet.
#[derive(Clone, Copy, Debug)]
struct Handed {
    sg: u64,
    c: u64,
    value: u64,
}

#[derive(Debug, Default)]
struct ChanShadow {
    c: u64,
    cap: u64,
    size: usize,
    closed: bool,
    buffer: VecDeque<u64>,
    senders: Vec<Sender>,
    /// It has been reported, or nothing can be said of it.
    left_alone: bool,
}

/// All of a run.
#[derive(Debug, Default)]
pub struct ChanShadows {
    /// By address.
    chans: Vec<ChanShadow>,
    handed: Vec<Handed>,
    /// Position of the channel found last.
    last: usize,
}

/// How a send went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Buffered,
    /// To the receiver that waits with this sudog.
    Handed(u64),
    /// It waits, with this sudog.
    Waits {
        sg: u64,
        select: bool,
    },
}

/// What was said of a channel that is not true, and the function that said it.
type Broken = (&'static str, &'static str);

const ORDER: Broken = (
    "values are received in the order they were sent",
    "a receive gave another value than the one sent first",
);
const INVENTED: Broken = (
    "what is received was sent",
    "a receive gave a value that nobody had sent",
);
const LOST: Broken = (
    "what was sent is received",
    "a receive found the channel empty although values had been sent",
);
const OPEN: Broken = (
    "a channel is closed by close",
    "a channel that nobody closed was found closed",
);
const CLOSED: Broken = (
    "a closed channel stays closed",
    "a closed channel was found open",
);
const ROOM: Broken = (
    "a channel holds as many values as it was made for",
    "a channel was found full although there was room",
);
const FULL: Broken = (
    "a channel holds as many values as it was made for",
    "a channel took more values than it was made for",
);
const OVERTAKEN: Broken = (
    "a value is handed over only when none waits",
    "a send overtook values in the buffer",
);
const LEN: Broken = (
    "len counts the values in the buffer",
    "len was not the number of values in the buffer",
);
const CAP: Broken = (
    "cap is what the channel was made with",
    "cap was not what the channel was made with",
);
const NOT_TAKEN: Broken = (
    "a sender waits until its value is taken",
    "a sender went on although nobody took its value",
);

impl ChanShadows {
    /// Forgets everything.
    pub fn reset(&mut self) {
        self.chans.clear();
        self.handed.clear();
        self.last = 0;
    }

    #[inline]
    fn get(&mut self, c: u64) -> Option<&mut ChanShadow> {
        if self.chans.get(self.last).is_none_or(|chan| chan.c != c) {
            self.last = self.chans.binary_search_by_key(&c, |chan| chan.c).ok()?;
        }
        Some(&mut self.chans[self.last]).filter(|chan| !chan.left_alone)
    }

    fn make(&mut self, made: ChanShadow) {
        match self.chans.binary_search_by_key(&made.c, |chan| chan.c) {
            Ok(at) => self.chans[at] = made,
            Err(at) => self.chans.insert(at, made),
        }
    }

    fn take_handed(&mut self, sg: u64) -> Option<Handed> {
        let at = self.handed.iter().position(|handed| handed.sg == sg)?;
        Some(self.handed.swap_remove(at))
    }
}

impl ChanShadow {
    fn sent(&mut self, value: u64, how: Sent) -> Result<(), Broken> {
        let length = self.buffer.len() as u64;
        if self.closed {
            return Err(CLOSED);
        }
        match how {
            Sent::Buffered if length >= self.cap => return Err(FULL),
            Sent::Buffered => self.buffer.push_back(value),
            Sent::Handed(_) if length > 0 => return Err(OVERTAKEN),
            Sent::Handed(_) => {}
            Sent::Waits { .. } if length < self.cap => return Err(ROOM),
            Sent::Waits { sg, select } => self.senders.push(Sender { sg, value, select }),
        }
        Ok(())
    }

    /// What a receive from the buffer, or from the sender that waits with `sg`, should give.
    fn taken(&mut self, sg: Option<u64>) -> Result<u64, Broken> {
        let Some(sg) = sg else {
            return self.buffer.pop_front().ok_or(INVENTED);
        };
        let at = self.senders.iter().position(|sender| sender.sg == sg);
        let sender = self.senders.remove(at.ok_or(INVENTED)?);
        if self.cap == 0 {
            return Ok(sender.value);
        }
        let first = self.buffer.pop_front().ok_or(INVENTED)?;
        self.buffer.push_back(sender.value);
        Ok(first)
    }

    fn found_empty(&self) -> Result<(), Broken> {
        let waits = self.senders.iter().any(|sender| !sender.select);
        if waits || !self.buffer.is_empty() {
            return Err(LOST);
        }
        if self.closed { Err(CLOSED) } else { Ok(()) }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn chan(cap: u64) -> ChanShadow {
        ChanShadow {
            cap,
            ..ChanShadow::default()
        }
    }

    #[test]
    fn a_buffer_is_first_in_first_out_and_takes_in_who_waits() {
        let mut c = chan(2);
        let waits = Sent::Waits {
            sg: 1,
            select: false,
        };
        assert_eq!(c.sent(7, waits), Err(ROOM));
        c.sent(10, Sent::Buffered).unwrap();
        c.sent(11, Sent::Buffered).unwrap();
        assert_eq!(c.sent(12, Sent::Buffered), Err(FULL));
        c.sent(12, waits).unwrap();
        assert_eq!(c.sent(13, Sent::Handed(2)), Err(OVERTAKEN));
        assert_eq!(c.taken(Some(1)), Ok(10));
        assert_eq!(c.taken(None), Ok(11));
        assert_eq!(c.found_empty(), Err(LOST));
        assert_eq!(c.taken(None), Ok(12));
        assert_eq!(c.found_empty(), Ok(()));
        assert_eq!(c.taken(None), Err(INVENTED));
        assert_eq!(c.taken(Some(1)), Err(INVENTED));
    }

    #[test]
    fn a_select_that_still_stands_in_a_queue_is_nobody_to_receive_from() {
        let mut c = chan(0);
        c.sent(
            1,
            Sent::Waits {
                sg: 1,
                select: true,
            },
        )
        .unwrap();
        assert_eq!(c.found_empty(), Ok(()));
        c.sent(
            2,
            Sent::Waits {
                sg: 2,
                select: false,
            },
        )
        .unwrap();
        assert_eq!(c.found_empty(), Err(LOST));
        assert_eq!(c.taken(Some(2)), Ok(2));
        c.closed = true;
        assert_eq!(c.found_empty(), Err(CLOSED));
        assert_eq!(c.sent(3, Sent::Buffered), Err(CLOSED));
    }
}
