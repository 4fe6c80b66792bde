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

/// A sender that waits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sender {
    /// Its sudog.
    pub sg: u64,
    /// What it sends.
    pub value: u64,
    /// Another case of its select may have won already, before it has left the queue.
    pub select: bool,
}

/// A value handed to a receiver that has not gone on yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handed {
    /// The receiver's sudog.
    pub sg: u64,
    /// The channel.
    pub c: u64,
    /// What was handed over.
    pub value: u64,
}

#[derive(Debug, Default)]
pub(super) struct ChanShadow {
    /// The hchan's address.
    pub c: u64,
    /// Values that the buffer has room for.
    pub cap: u64,
    /// Bytes of a value.
    pub size: usize,
    /// It has been closed.
    pub closed: bool,
    /// What lies in the buffer, oldest first.
    pub buffer: VecDeque<u64>,
    /// Who waits to send, in order.
    pub senders: Vec<Sender>,
    /// It has been reported, or nothing can be said of it.
    pub left_alone: bool,
}

tearpoint_machine::run_state! {
    /// All of a run.
    #[derive(Debug, Default)]
    pub struct ChanShadows {
        /// By address.
        chans: Vec<ChanShadow>,
        pub(super) handed: Vec<Handed>,
        /// Position of the channel found last.
        last: usize,
    }
}

/// How a send went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Into the buffer.
    Buffered,
    /// To the receiver that waits with this sudog.
    Handed(u64),
    /// It waits, with this sudog.
    Waits {
        /// The sudog.
        sg: u64,
        /// It is a case of a select.
        select: bool,
    },
}

/// What was said of a channel that is not true, and the function that said it.
pub(super) type Broken = (&'static str, &'static str);

pub(super) const ORDER: Broken = (
    "values are received in the order they were sent",
    "a receive gave another value than the one sent first",
);
pub(super) const INVENTED: Broken = (
    "what is received was sent",
    "a receive gave a value that nobody had sent",
);
pub(super) const LOST: Broken = (
    "what was sent is received",
    "a receive found the channel empty although values had been sent",
);
pub(super) const OPEN: Broken = (
    "a channel is closed by close",
    "a channel that nobody closed was found closed",
);
pub(super) const CLOSED: Broken = (
    "a closed channel stays closed",
    "a closed channel was found open",
);
pub(super) const ROOM: Broken = (
    "a channel holds as many values as it was made for",
    "a channel was found full although there was room",
);
pub(super) const FULL: Broken = (
    "a channel holds as many values as it was made for",
    "a channel took more values than it was made for",
);
pub(super) const OVERTAKEN: Broken = (
    "a value is handed over only when none waits",
    "a send overtook values in the buffer",
);
pub(super) const LEN: Broken = (
    "len counts the values in the buffer",
    "len was not the number of values in the buffer",
);
pub(super) const CAP: Broken = (
    "cap is what the channel was made with",
    "cap was not what the channel was made with",
);
pub(super) const NOT_TAKEN: Broken = (
    "a sender waits until its value is taken",
    "a sender went on although nobody took its value",
);

impl ChanShadows {
    #[inline]
    pub(super) fn get(&mut self, c: u64) -> Option<&mut ChanShadow> {
        if self.chans.get(self.last).is_none_or(|chan| chan.c != c) {
            self.last = self.chans.binary_search_by_key(&c, |chan| chan.c).ok()?;
        }
        Some(&mut self.chans[self.last]).filter(|chan| !chan.left_alone)
    }

    pub(super) fn make(&mut self, made: ChanShadow) {
        match self.chans.binary_search_by_key(&made.c, |chan| chan.c) {
            Ok(at) => self.chans[at] = made,
            Err(at) => self.chans.insert(at, made),
        }
    }

    pub(super) fn take_handed(&mut self, sg: u64) -> Option<Handed> {
        let at = self.handed.iter().position(|handed| handed.sg == sg)?;
        Some(self.handed.swap_remove(at))
    }
}

impl ChanShadow {
    pub(super) fn sent(&mut self, value: u64, how: Sent) -> Result<(), Broken> {
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
    pub(super) fn taken(&mut self, sg: Option<u64>) -> Result<u64, Broken> {
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

    pub(super) fn found_empty(&self) -> Result<(), Broken> {
        let waits = self.senders.iter().any(|sender| !sender.select);
        if waits || !self.buffer.is_empty() {
            return Err(LOST);
        }
        if self.closed { Err(CLOSED) } else { Ok(()) }
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
