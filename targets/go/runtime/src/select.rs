//! The select statement.
//!
//! Follows runtime/select.go: `selectgo`, `block`, `sellock`. The case array and the two orders lie in simulated memory, on what
//! stands for the goroutine's stack, as compiled code has them: sends first, then receives.
//!
//! Invariants: `pollorder` is a permutation drawn from the select order's stream; channels are locked in the order of their
//! addresses; a goroutine that waits has one sudog for each case, linked in lock order through `g.waiting`.
//! Deviations: the locks' words are read and never written. Misses: block profiling.

use tearpoint_harness::contract::{Access, Stream};

use super::chan::{
    Hchan, dequeue, dequeue_sudog, enqueue, receive, receive_buffered, send, send_buffered,
    send_on_closed,
};
use super::error::{FrameExt, Res, Unwind};
use super::layout::{scase, sudog};
use super::points;
use super::proc;
use super::process::Process;
use super::shadow::chan::Sent;
use super::time::{block_timer_chan, maybe_run_chan, unblock_timer_chan};

/// Go's own limit on the number of cases.
const MAX_CASES: i64 = 1 << 16;

/// The arrays that compiled code hands over.
#[derive(Clone, Copy, Debug)]
pub struct Arrays {
    pub cas0: u64,
    pub order0: u64,
    pub nsends: i64,
    pub nrecvs: i64,
}

/// `selectgo`: the index of the chosen case, -1 for default, and whether a value was received.
pub async fn selectgo(process: &Process, arrays: Arrays, block: bool) -> Res<(i64, bool)> {
    let first = process.mem.borrow().load(arrays.cas0, 8).unwrap_or(0);
    process.point(&points::SELECT, first, Access::Write).await;
    let select = Select { process, arrays };
    select.run(block).await.frame("runtime.selectgo")
}

/// `select {}`
pub async fn block(process: &Process) -> Unwind {
    let frames: &[&str] = &["runtime.gopark", "runtime.block"];
    process.block_forever(proc::SELECT_NO_CASES, frames).await
}

/// What one look at a case found.
enum Ready {
    /// A goroutine waits on the other side.
    Peer(u64),
    Buffer,
    Closed,
    Not,
}

struct Select<'a> {
    process: &'a Process,
    arrays: Arrays,
}

impl Select<'_> {
    fn case(&self, i: u64) -> u64 {
        self.arrays.cas0.wrapping_add(i.wrapping_mul(scase::SIZE))
    }

    /// The address of the `i`-th entry of `pollorder`, or of `lockorder`, which follows it.
    fn order(&self, lock: bool, i: u64) -> u64 {
        let n = (self.arrays.nsends + self.arrays.nrecvs) as u64;
        let at = if lock { n + i } else { i };
        self.arrays.order0.wrapping_add(2 * at)
    }

    fn ordered(&self, lock: bool, i: u64) -> Res<u64> {
        self.process.load(self.order(lock, i), 2)
    }

    fn set_order(&self, lock: bool, i: u64, case: u64) -> Res<()> {
        self.process.store(self.order(lock, i), 2, case)
    }

    fn chan(&self, case: u64) -> Res<u64> {
        self.process.load(self.case(case) + scase::C, 8)
    }

    fn elem(&self, case: u64) -> Res<u64> {
        self.process.load(self.case(case) + scase::ELEM, 8)
    }

    fn sends(&self, case: u64) -> bool {
        (case as i64) < self.arrays.nsends
    }

    async fn run(&self, block: bool) -> Res<(i64, bool)> {
        let process = self.process;
        let cases = self.arrays.nsends.wrapping_add(self.arrays.nrecvs);
        if !(0..=MAX_CASES).contains(&cases) {
            return Err(Unwind::throw("slice bounds out of range")).frame("runtime.panicSliceB");
        }
        // Even an empty array is sliced, and its address checked.
        process.load(self.arrays.cas0, 1)?;
        process.load(self.arrays.order0, 1)?;
        let n = self.poll_order(cases as u64).await?;
        self.lock_order(n)?;
        self.sellock(n).await?;
        for i in 0..n {
            let case = self.ordered(false, i)?;
            let ready = self.look(case).map_err(Unwind::locked)?;
            if let Some(done) = self.finish(case, ready)? {
                return Ok(done);
            }
        }
        self.found_none(n)?;
        if !block {
            return Ok((-1, false));
        }
        self.wait(n).await
    }

    /// Cases with a channel, in random order. Gives how many.
    async fn poll_order(&self, cases: u64) -> Res<u64> {
        let process = self.process;
        let mut n = 0;
        for i in 0..cases {
            let c = self.chan(i)?;
            if c == 0 {
                process.store(self.case(i) + scase::ELEM, 8, 0)?;
                continue;
            }
            let timer = Hchan::at(process, c).timer()?;
            if timer != 0 {
                maybe_run_chan(process, timer).await?;
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
        Ok(n)
    }

    /// The same cases by their channels' addresses: a heap sort, whose ties come out as Go's do.
    fn lock_order(&self, n: u64) -> Res<()> {
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

    async fn sellock(&self, n: u64) -> Res<()> {
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

    /// `selunlock`, of a goroutine that has waited: the cases may have been overwritten meanwhile.
    fn selunlock(&self, n: u64) -> Res<()> {
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
            let touched = Hchan::at(self.process, c).touch();
            if held > 0 {
                touched.map_err(Unwind::locked)
            } else {
                touched
            }?;
            held = held.saturating_sub(1);
        }
        Ok(())
    }

    /// The channel of the `i`-th case in lock order. An index that is out of range cannot be a panic in here.
    fn locked_case(&self, i: u64) -> Res<u64> {
        let case = self.ordered(true, i)?;
        if case as i64 >= self.arrays.nsends + self.arrays.nrecvs {
            let word = self.order(true, i);
            return Err(Unwind::throw_for("index out of range", word)).frame("runtime.panicIndex");
        }
        self.chan(case)
    }

    /// Pass 1: whether the case can go on at once.
    fn look(&self, case: u64) -> Res<Ready> {
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
    fn found_none(&self, n: u64) -> Res<()> {
        for i in 0..n {
            let case = self.ordered(true, i)?;
            if !self.sends(case) {
                self.process.shadow_found_empty(self.chan(case)?);
            }
        }
        Ok(())
    }

    /// Does the case that can go on.
    fn finish(&self, case: u64, ready: Ready) -> Res<Option<(i64, bool)>> {
        let ch = Hchan::at(self.process, self.chan(case)?);
        let elem = self.elem(case)?;
        let received = match (self.sends(case), ready) {
            (_, Ready::Not) => return Ok(None),
            (true, Ready::Peer(sg)) => {
                send(&ch, sg, elem).frame("runtime.send")?;
                false
            }
            (false, Ready::Peer(sg)) => {
                receive(&ch, sg, elem).frame("runtime.recv")?;
                true
            }
            (true, Ready::Buffer) => {
                send_buffered(&ch, elem).map_err(Unwind::locked)?;
                false
            }
            (false, Ready::Buffer) => {
                receive_buffered(&ch, elem).map_err(Unwind::locked)?;
                true
            }
            (true, Ready::Closed) => return Err(send_on_closed(&ch)),
            (false, Ready::Closed) => {
                self.process.shadow_found_closed(ch.c);
                self.process.race_closed(ch.c, 0);
                if elem != 0 {
                    ch.typedmemclr(elem)?;
                }
                false
            }
        };
        Ok(Some((case as i64, received)))
    }

    /// Pass 2 and 3: waits on all channels, and leaves the queues of those that did not come.
    async fn wait(&self, n: u64) -> Res<(i64, bool)> {
        let process = self.process;
        let gp = process.getg()?;
        let layout = &process.profile.get().layout.g;
        let waiting = gp + layout.waiting;
        if process.load(waiting, 8)? != 0 {
            return Err(Unwind::throw_for("gp.waiting != nil", waiting));
        }
        let mut next = waiting;
        for i in 0..n {
            let case = self.ordered(true, i)?;
            let ch = Hchan::at(process, self.chan(case)?);
            let sg = process.acquire_sudog()?;
            process.store(sg + sudog::G, 8, gp)?;
            process.store(sg + sudog::IS_SELECT, 1, 1)?;
            process.store(sg + sudog::ELEM, 8, self.elem(case)?)?;
            process.store(sg + sudog::RELEASETIME, 8, 0)?;
            process.store(sg + sudog::C, 8, ch.c)?;
            process.store(next, 8, sg)?;
            next = sg + sudog::WAITLINK;
            let queue = if self.sends(case) {
                let select = true;
                process.shadow_sent(ch.c, self.elem(case)?, Sent::Waits { sg, select });
                ch.sendq()
            } else {
                ch.recvq()
            };
            enqueue(process, queue, sg)
                .frame("runtime.(*waitq).enqueue")
                .map_err(Unwind::locked)?;
            if ch.timer()? != 0 {
                block_timer_chan(process, ch.timer()?).map_err(Unwind::locked)?;
            }
        }
        process.store(gp + layout.param, 8, 0)?;
        process.store(gp + layout.active_stack_chans, 1, 1)?;
        let object = self.chan(self.ordered(true, 0).unwrap_or(0)).unwrap_or(0);
        let frames: &[&str] = &["runtime.gopark", "runtime.selectgo"];
        let task = process.sim.current();
        process.goroutines.select_waits(task, self.arrays);
        process.gopark(proc::SELECT, object, frames).await?;
        process.store(gp + layout.active_stack_chans, 1, 0)?;
        self.sellock(n).await?;
        process.store(gp + layout.select_done, 4, 0)?;
        let woken = process.load(gp + layout.param, 8)?;
        process.store(gp + layout.param, 8, 0)?;
        let list = process.load(waiting, 8)?;
        self.unlink(list).await?;
        process.store(waiting, 8, 0)?;
        let (case, success) = self.leave_queues(n, list, woken).map_err(Unwind::locked)?;
        let Some(case) = case else {
            return Err(Unwind::throw_for("selectgo: bad wakeup", gp + layout.param));
        };
        self.selunlock(n).frame("runtime.selunlock")?;
        process.goroutines.select_goes_on(task);
        let c = self.chan(case)?;
        if self.sends(case) {
            if !success {
                return Err(send_on_closed(&Hchan::at(process, c)));
            }
            process.shadow_sender_woken(c, woken);
            return Ok((case as i64, false));
        }
        process.shadow_receiver_woken(c, woken, self.elem(case)?, success);
        Ok((case as i64, success))
    }

    /// Clears the sudogs of the list. A list that bites its tail is walked for ever.
    async fn unlink(&self, list: u64) -> Res<()> {
        let process = self.process;
        let mut sg = list;
        let mut seen = 0;
        while sg != 0 {
            for (at, width) in [(sudog::IS_SELECT, 1), (sudog::ELEM, 8), (sudog::C, 8)] {
                process
                    .store(sg.wrapping_add(at), width, 0)
                    .map_err(Unwind::locked)?;
            }
            sg = process
                .load(sg + sudog::WAITLINK, 8)
                .map_err(Unwind::locked)?;
            seen += 1;
            if seen > MAX_CASES {
                let frames: &[&str] = &["runtime.selectgo"];
                return Err(Box::new(
                    process.block_forever(proc::SPINNING, frames).await,
                ));
            }
        }
        Ok(())
    }

    /// Takes the sudogs of the other cases off their queues. Gives the case of the one that was woken.
    fn leave_queues(&self, n: u64, list: u64, woken: u64) -> Res<(Option<u64>, bool)> {
        let process = self.process;
        let mut chosen = None;
        let mut success = false;
        let mut sg = list;
        for i in 0..n {
            let case = self.ordered(true, i)?;
            let ch = Hchan::at(process, self.locked_case(i)?);
            if ch.timer()? != 0 {
                unblock_timer_chan(process, ch.timer()?)?;
            }
            if sg == woken {
                chosen = Some(case);
                success = process.load(sg.wrapping_add(sudog::SUCCESS), 1)? != 0;
            } else {
                ch.touch()?;
                let queue = if self.sends(case) {
                    process.shadow_withdrawn(ch.c, sg);
                    ch.sendq()
                } else {
                    ch.recvq()
                };
                dequeue_sudog(process, queue, sg).frame("runtime.(*waitq).dequeueSudoG")?;
            }
            let next = process.load(sg.wrapping_add(sudog::WAITLINK), 8)?;
            process.store(sg.wrapping_add(sudog::WAITLINK), 8, 0)?;
            process.release_sudog(sg)?;
            sg = next;
        }
        Ok((chosen, success))
    }
}
