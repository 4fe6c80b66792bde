//! A sticky random walk: the running task mostly goes on.
//!
//! Where preemption points are dense, a uniform choice at each of them mixes the tasks so finely that none gets far before
//! the others do. Here the running task is left at one in `coarse` of the points between operations, and at one in `fine`
//! of the denser ones; who goes on is then uniform among the others.

use super::{Builder, DefaultValue, Parameter, Row, Scheduler, View};
use crate::contract::{Density, TaskId};

/// The running task mostly goes on.
pub static WALK: Row = Row {
    name: "walk",
    summary: "the running task goes on, but for one in n points between operations and one in m others",
    parameters: &[
        Parameter {
            key: "n",
            help: "the running task is left at one in so many points between operations",
            least: 1,
            most: 1 << 20,
            default: DefaultValue::Number(2),
        },
        Parameter {
            key: "m",
            help: "the running task is left at one in so many of the other points",
            least: 1,
            most: 1 << 20,
            default: DefaultValue::Number(32),
        },
    ],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|spec| Box::new(Walk::new(spec.number("n"), spec.number("m")))),
};

/// Leaves the running task now and then.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    coarse: u64,
    fine: u64,
}

impl Walk {
    /// Leaves the running task at one in `coarse` points between operations, and at one in `fine` others.
    pub fn new(coarse: u64, fine: u64) -> Walk {
        Walk {
            coarse: coarse.max(1),
            fine: fine.max(1),
        }
    }

    /// Whether the running task goes on, as `number` says.
    fn stays(&self, view: &View<'_>, current: TaskId, number: u64) -> bool {
        let point = view.pending(current).point;
        let one_in = match point.density {
            Density::Operation => self.coarse,
            Density::Call | Density::Access => self.fine,
        };
        !point.yields && !number.is_multiple_of(one_in)
    }
}

impl Scheduler for Walk {
    fn next(&mut self, view: &View<'_>) -> TaskId {
        let number = view.random(0);
        let (low, high) = (number & u64::from(u32::MAX), number >> 32);
        let among = |tasks: u64| ((high * tasks) >> 32) as usize;
        let runnable = view.runnable;
        match view.current {
            None => runnable[among(runnable.len() as u64)],
            Some(current) if self.stays(view, current, low) => current,
            Some(current) => {
                let others = among(runnable.len() as u64 - 1);
                let mut others = runnable
                    .iter()
                    .filter(|&&task| task != current)
                    .skip(others);
                *others.next().expect("two tasks can run at least")
            }
        }
    }
}
