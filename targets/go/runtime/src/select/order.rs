//! The orders in which cases are looked at and channels locked (runtime/select.go `sellock`, `selunlock`).

use tearpoint_harness::contract::Stream;

use super::cases::Select;
use crate::chan::{Hchan, check_bubble};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::scase;
use crate::time::maybe_run_chan;

impl Select<'_> {
    /// Cases with a channel, in random order. Gives how many, and whether all are channels of the bubble.
    pub(super) async fn poll_order(&self, cases: u64) -> Res<(u64, bool)> {
        let process = self.process;
        let mut n = 0;
        let mut all_bubbled = process.bubble()? != 0;
        for i in 0..cases {
            let c = self.chan(i)?;
            if c == 0 {
                process.store(self.case(i) + scase::ELEM, 8, 0)?;
                continue;
            }
            all_bubbled &= check_bubble(process, c, "select on")? != 0;
            let timer = Hchan::at(process, c).timer()?;
            if timer != 0 {
                maybe_run_chan(process, c, timer).await?;
            }
            let j = if n == 0 {
                0
            } else {
                process.sim.choose(Stream::SelectOrder, n + 1)
            };
            self.set_order(false, n, self.ordered(false, j)?)?;
            self.set_order(false, j, i)?;
            n += 1;
        }
        Ok((n, all_bubbled))
    }

    /// The same cases by their channels' addresses: a heap sort, whose ties come out as Go's do.
    pub(super) fn lock_order(&self, n: u64) -> Res<()> {
        let key = |i: u64| -> Res<u64> { self.chan(self.ordered(true, i)?) };
        for i in 0..n {
            let case = self.ordered(false, i)?;
            let c = self.chan(case)?;
            let mut j = i;
            while j > 0 && key((j - 1) / 2)? < c {
                let k = (j - 1) / 2;
                self.set_order(true, j, self.ordered(true, k)?)?;
                j = k;
            }
            self.set_order(true, j, case)?;
        }
        for i in (0..n).rev() {
            let last = self.ordered(true, i)?;
            let c = self.chan(last)?;
            self.set_order(true, i, self.ordered(true, 0)?)?;
            let mut j = 0;
            loop {
                let mut k = j * 2 + 1;
                if k >= i {
                    break;
                }
                if k + 1 < i && key(k)? < key(k + 1)? {
                    k += 1;
                }
                if c >= key(k)? {
                    break;
                }
                self.set_order(true, j, self.ordered(true, k)?)?;
                j = k;
            }
            self.set_order(true, j, last)?;
        }
        Ok(())
    }

    pub(super) async fn sellock(&self, n: u64) -> Res<()> {
        let mut held = 0;
        for i in 0..n {
            let c = self.locked_case(i).frame("runtime.sellock")?;
            if c != held {
                let ch = Hchan::at(self.process, c);
                let touched = ch.touch();
                let touched = if held == 0 {
                    touched
                } else {
                    touched.map_err(Unwind::locked)
                };
                touched.frame("runtime.sellock")?;
                ch.lock().await.frame("runtime.sellock")?;
                held = c;
            }
        }
        Ok(())
    }

    /// `selunlock`. While a goroutine waited, the cases may have been overwritten.
    pub(super) fn selunlock(&self, n: u64) -> Res<()> {
        let chans: Vec<u64> = (0..n).map(|i| self.locked_case(i)).collect::<Res<_>>()?;
        // What `sellock` took: it passes over nil at the start.
        let mut held = chans
            .iter()
            .fold((0, 0), |(held, last), &c| (held + u64::from(c != last), c))
            .0;
        for (i, &c) in chans.iter().enumerate().rev() {
            if i > 0 && chans[i - 1] == c {
                continue;
            }
            let ch = Hchan::at(self.process, c);
            let touched = ch.touch();
            if held > 0 {
                touched.map_err(Unwind::locked)
            } else {
                touched
            }?;
            ch.unlock()?;
            held = held.saturating_sub(1);
        }
        Ok(())
    }

    /// The channel of the `i`-th case in lock order. An index that is out of range cannot be a panic in here.
    pub(super) fn locked_case(&self, i: u64) -> Res<u64> {
        let case = self.ordered(true, i)?;
        if case as i64 >= self.arrays.nsends + self.arrays.nrecvs {
            let word = self.order(true, i);
            let unwind = Unwind::throw_for("index out of range", word);
            return Err(unwind.bounds(
                self.process.profile.get().bounds_panic,
                "runtime.panicIndex",
            ));
        }
        self.chan(case)
    }
}
