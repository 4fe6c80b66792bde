//! Walking along a chain of buckets: what one bucket gave, and noticing that a walk never ends. (In runtime/map.go these are loops.)

use tearpoint_harness::contract::Access;

use crate::error::{Res, Unwind};
use crate::points;
use crate::process::Process;

/// What looking through one bucket gave.
pub(super) enum Scan {
    /// The key is in this slot.
    Hit(u64),
    /// Not here, nor further on.
    Stop,
    /// Not here.
    On,
}

/// A slot of a bucket.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) b: u64,
    pub(super) i: u64,
}

/// An endless loop has come round again: `hang` if nothing else can run, else others run.
pub(crate) async fn come_round(process: &Process, object: u64) -> Res<()> {
    if process.sim.runnable() <= 1 {
        return Err(Unwind::hang());
    }
    process.point(&points::MAP_SPIN, object, Access::Read).await;
    Ok(())
}

/// Finds out that a walk goes round in circles (Brent's algorithm).
#[derive(Default)]
pub(crate) struct CycleFinder {
    saved: (u64, u64),
    walked: u32,
    limit: u32,
}

impl CycleFinder {
    /// One more stop of the walk. When it was here before: `hang` if nothing else can run, else others run.
    #[inline]
    pub(crate) async fn turn(&mut self, process: &Process, at: (u64, u64)) -> Res<()> {
        if self.limit > 0 && at == self.saved {
            *self = CycleFinder::default();
            return come_round(process, at.0).await;
        }
        if self.walked == self.limit {
            *self = CycleFinder {
                saved: at,
                walked: 0,
                limit: (self.limit * 2).max(1),
            };
        }
        self.walked += 1;
        Ok(())
    }
}
