//! The select statement.
//!
//! Follows runtime/select.go: `selectgo`, `block`, `sellock`. The case array and the two orders lie in simulated memory, on what
//! stands for the goroutine's stack, as compiled code has them: sends first, then receives.
//!
//! Invariants: `pollorder` is a permutation drawn from the select order's stream; channels are locked in the order of their
//! addresses; a goroutine that waits has one sudog for each case, linked in lock order through `g.waiting`.
//! Deviations: the locks' words are read and never written. Misses: block profiling.

mod arrays;
mod cases;
mod order;
mod pass;
mod wait;

use tearpoint_harness::contract::Access;

use crate::error::{FrameExt, Res, Unwind};
use crate::points;
use crate::process::Process;
use crate::wait_reason;
use cases::{MAX_CASES, Select};

pub use arrays::Arrays;

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
    process
        .block_forever(wait_reason::SELECT_NO_CASES, frames)
        .await
}

impl Select<'_> {
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
}
