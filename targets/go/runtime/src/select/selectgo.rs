//! `selectgo` and `block` (runtime/select.go).

use tearpoint_harness::contract::Access;

use super::arrays::Arrays;
use super::cases::{MAX_CASES, Select};
use crate::error::{FrameExt, Res, Unwind};
use crate::points;
use crate::process::Process;
use crate::wait_reason;

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
        .block_forever(wait_reason::SELECT_NO_CASES, 0, frames)
        .await
}

impl Select<'_> {
    async fn run(&self, block: bool) -> Res<(i64, bool)> {
        let process = self.process;
        let cases = self.arrays.nsends.wrapping_add(self.arrays.nrecvs);
        if !(0..=MAX_CASES).contains(&cases) {
            let unwind = Unwind::throw("slice bounds out of range");
            return Err(unwind.bounds(process.profile.get().bounds_panic, "runtime.panicSliceB"));
        }
        // Even an empty array is sliced, and its address checked.
        process.load(self.arrays.cas0, 1)?;
        process.load(self.arrays.order0, 1)?;
        let (n, all_bubbled) = self.poll_order(cases as u64).await?;
        self.lock_order(n)?;
        self.sellock(n).await?;
        for i in 0..n {
            let case = self.ordered(false, i)?;
            let ready = self.look(case).map_err(Unwind::locked)?;
            if let Some(done) = self.finish(case, n, ready)? {
                return Ok(done);
            }
        }
        self.found_none(n)?;
        if !block {
            self.selunlock(n).frame("runtime.selunlock")?;
            return Ok((-1, false));
        }
        self.wait(n, all_bubbled).await
    }
}
