//! Goroutine structures, and waiting: what `gopark` and `goready` leave in memory and in the scheduler.
//!
//! Follows runtime/proc.go (`gopark`, `goready`, `ready`, `acquireSudog`, `releaseSudog`, `gfget`) and runtime2.go (`g`, `sudog`,
//! `waitReason`). A goroutine gets its `g` bytes the first time somebody needs their address: before that nothing can
//! tell whether they are there.
//!
//! Invariants: a parked goroutine has status `_Gwaiting` in its bytes and an entry in `parked`; a `g` belongs to one live
//! goroutine; a sudog in the cache is linked nowhere.
//! Deviations: one P, so one cache of sudogs; `g.stack`, `sched` and the like stay zero; dead `g`s are reused in the order
//! they died. Misses: `_Gscan` states, `g.m`.

mod park;
mod state;
mod sudog;

pub use state::{Goroutines, MAX_GOROUTINES, Parked};
