//! Who waits for ever, and who could have woken them.

use tearpoint_harness::contract::Crash;
use tearpoint_harness::session::Run;
use tearpoint_harness::sim::Log;

use super::explanation::{Operation, Waiter, number};
use super::lens::Lens;

/// Operations of others that are told for each task that waits.
const LAST_OPERATIONS: usize = 4;

/// The tasks that wait, with what they wait for and who could have woken them.
pub(super) fn waiting(crash: &Crash, log: &Log, run: &Run, lens: &Lens) -> Vec<Waiter> {
    let waiter = |waiter: &tearpoint_harness::contract::Waiter| {
        let task = waiter.task;
        let object = waiter.object;
        // Where its world does not say: since it was last seen.
        let last = || {
            let own = log.numbered().filter(|(_, event)| event.task == task);
            own.map(|(step, _)| step).last()
        };
        let mut others: Vec<Operation> = log
            .numbered()
            .filter(|(_, event)| {
                object != 0 && (lens.same)(event.object, object) && event.task != task
            })
            .filter(|(_, event)| Some(event.point) != lens.park)
            .map(|(step, event)| Operation {
                step,
                goroutine: number(event.task),
                what: run
                    .points
                    .get(usize::from(event.point))
                    .map_or("?", |point| point.name),
            })
            .collect();
        others.drain(..others.len().saturating_sub(LAST_OPERATIONS));
        Some(Waiter {
            goroutine: number(task),
            reason: waiter.reason.to_string(),
            function: waiter.function.to_string(),
            since: waiter.since.or_else(last).unwrap_or(0),
            object,
            others,
        })
    };
    crash.waiters.iter().filter_map(waiter).collect()
}
