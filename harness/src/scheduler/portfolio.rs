//! A portfolio: each seed is run by one of several schedulers, each with parameters of its own.
//!
//! No one scheduler finds every kind of bug soon: a uniform walk runs tasks neck and neck, priorities rarely alternate, few
//! switches never reach a bug that needs many. A hunt over consecutive seeds goes through the members of [`MEMBERS`] in
//! turn, so the cost of a bug is at most that of its best member times the number of turns until it comes.
//!
//! Invariants: who decides, and how, is a function of the seed alone, so a recording needs no more than the name; nothing
//! is carried from one run into the next. After `PATIENCE` decisions a uniform walk takes over: some members keep a task back for
//! as long as another can run, and a loop that waits for that task without yielding would never end.

use super::{Builder, Pct, Pos, Random, Row, Scheduler, View, Walk, Weighted};
use crate::contract::TaskId;

/// Each seed by one of several schedulers.
pub static PORTFOLIO: Row = Row {
    name: "portfolio",
    summary: "each seed by one of the others, in turn: walk, weighted, pos, pct",
    parameters: &[],
    systematic: false,
    replays_by_seed: true,
    keeps_estimates: false,
    builder: Builder::Ours(|_| Box::new(Portfolio::default())),
};

/// Where the parameters are among the scheduler's own numbers: above those that any of its members draws from.
const PARAMETERS: u64 = 1 << 34;
/// Decisions that a member makes before a uniform walk takes over.
const PATIENCE: u64 = 20_000;

#[derive(Clone, Copy, Debug)]
enum Member {
    /// Goes on for a few operations.
    Sticky,
    /// Goes on for longer.
    Stickier,
    Weighted,
    Pos,
    /// Of depth 2 to 4.
    Pct,
}

/// Whose turn it is: one position further each seed. How often each comes was chosen by what it finds in the kernels of
/// `corpus/go/goker`, with a place for those that promise what no kernel there needs.
const MEMBERS: [Member; 16] = [
    Member::Sticky,
    Member::Weighted,
    Member::Sticky,
    Member::Stickier,
    Member::Sticky,
    Member::Weighted,
    Member::Sticky,
    Member::Stickier,
    Member::Sticky,
    Member::Pos,
    Member::Sticky,
    Member::Weighted,
    Member::Sticky,
    Member::Stickier,
    Member::Sticky,
    Member::Pct,
];

/// Hands the run to the member whose turn it is.
#[derive(Default)]
pub struct Portfolio {
    member: Option<Box<dyn Scheduler>>,
    decisions: u64,
    /// Tasks that were ready before the first decision, in the order they became so.
    ready: Vec<TaskId>,
}

impl Portfolio {
    fn member(view: &View<'_>) -> Box<dyn Scheduler> {
        let seed = view.choices.seed();
        let length = MEMBERS.len() as u64;
        // Every length seeds the turns begin one later, so that who runs every n-th seed only meets all members too.
        let turn = seed.wrapping_add(seed / length) % length;
        let parameter = |index, bound| view.own(PARAMETERS + index, bound);
        match MEMBERS[turn as usize] {
            Member::Sticky => Box::new(Walk::new(4, 16)),
            Member::Stickier => Box::new(Walk::new(8, 64)),
            Member::Weighted => Box::new(Weighted::new(2, 4)),
            Member::Pos => Box::new(Pos::default()),
            Member::Pct => Box::new(Pct::new(2 + parameter(1, 3) as u32, 16 << parameter(0, 7))),
        }
    }
}

impl Scheduler for Portfolio {
    fn begin(&mut self) {
        self.member = None;
        self.decisions = 0;
        self.ready.clear();
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        let ready = &self.ready;
        let member = self.member.get_or_insert_with(|| {
            let mut member = Portfolio::member(view);
            member.begin();
            ready.iter().for_each(|&task| member.ready(task));
            member
        });
        self.decisions += 1;
        if self.decisions > PATIENCE {
            return Random.next(view);
        }
        member.next(view)
    }

    fn ready(&mut self, task: TaskId) {
        match &mut self.member {
            Some(member) => member.ready(task),
            None => self.ready.push(task),
        }
    }

    fn blocked(&mut self, task: TaskId, done: bool) {
        match &mut self.member {
            Some(member) => member.blocked(task, done),
            None => self.ready.retain(|&ready| ready != task),
        }
    }
}
