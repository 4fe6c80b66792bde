//! Pass 1: a case that can go on at once.

use super::cases::Select;
use crate::chan::{Hchan, dequeue, receive, receive_buffered, send, send_buffered, send_on_closed};
use crate::error::{FrameExt, Res, Unwind};

/// What one look at a case found.
pub(super) enum Ready {
    /// A goroutine waits on the other side.
    Peer(u64),
    /// Its buffer has a value, or room for one.
    Buffer,
    /// It is closed.
    Closed,
    /// It would wait.
    Not,
}

impl Select<'_> {
    /// Pass 1: whether the case can go on at once.
    pub(super) fn look(&self, case: u64) -> Res<Ready> {
        let ch = Hchan::at(self.process, self.chan(case)?);
        if !self.sends(case) {
            let sg = dequeue(self.process, ch.sendq()).frame("runtime.(*waitq).dequeue")?;
            return Ok(match sg {
                0 if ch.qcount()? > 0 => Ready::Buffer,
                0 if ch.closed()? => Ready::Closed,
                0 => Ready::Not,
                sg => Ready::Peer(sg),
            });
        }
        self.process.race_chansend(ch.c);
        if ch.closed()? {
            return Ok(Ready::Closed);
        }
        let sg = dequeue(self.process, ch.recvq()).frame("runtime.(*waitq).dequeue")?;
        Ok(match sg {
            0 if ch.qcount()? < ch.dataqsiz()? => Ready::Buffer,
            0 => Ready::Not,
            sg => Ready::Peer(sg),
        })
    }

    /// No case could go on: says so to the shadows of the channels to receive from.
    pub(super) fn found_none(&self, n: u64) -> Res<()> {
        for i in 0..n {
            let case = self.ordered(true, i)?;
            if !self.sends(case) {
                self.process.shadow_found_empty(self.chan(case)?);
            }
        }
        Ok(())
    }

    /// Does the case that can go on.
    pub(super) fn finish(&self, case: u64, n: u64, ready: Ready) -> Res<Option<(i64, bool)>> {
        let ch = Hchan::at(self.process, self.chan(case)?);
        let unlock = || self.selunlock(n).frame("runtime.selunlock");
        let elem = self.elem(case)?;
        let received = match (self.sends(case), ready) {
            (_, Ready::Not) => return Ok(None),
            (true, Ready::Peer(sg)) => {
                send(&ch, sg, elem, unlock).frame("runtime.send")?;
                false
            }
            (false, Ready::Peer(sg)) => {
                receive(&ch, sg, elem, unlock).frame("runtime.recv")?;
                true
            }
            (true, Ready::Buffer) => {
                send_buffered(&ch, elem).map_err(Unwind::locked)?;
                unlock()?;
                false
            }
            (false, Ready::Buffer) => {
                receive_buffered(&ch, elem).map_err(Unwind::locked)?;
                unlock()?;
                true
            }
            (true, Ready::Closed) => {
                unlock()?;
                return Err(send_on_closed(&ch));
            }
            (false, Ready::Closed) => {
                self.process.shadow_found_closed(ch.c);
                self.process.race_closed(ch.c, 0);
                unlock()?;
                if elem != 0 {
                    ch.typedmemclr(elem)?;
                }
                false
            }
        };
        Ok(Some((case as i64, received)))
    }
}
