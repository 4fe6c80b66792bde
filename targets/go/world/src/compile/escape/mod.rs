//! Escape analysis, as far as a program can see it: whether what an `append` allocates may lie in its function's frame.
//!
//! Follows cmd/compile/internal/escape of go1.25.5 to 1.27.3, function by function: callees first, of which callers know how each
//! parameter leaks. Deviations: nothing is inlined; functions that call each other in a circle, interfaces' methods, and function
//! values that are not plainly one closure are taken to keep what they are given; a variable that a closure refers to is taken by
//! value if nothing assigns it after its declaration, as in gc, but however large it is.

mod flow;
mod graph;
mod stmts;

use std::collections::{BTreeMap, BTreeSet};

use self::flow::Flow;
use self::graph::Leaks;
use tearpoint_front::diag::Pos;
use tearpoint_front::tast::{FuncId, Program};
use tearpoint_front::types::Types;

/// What is known of the functions that were looked at.
#[derive(Default)]
pub(super) struct Escapes {
    /// How each parameter leaks, behind them what a closure captures.
    leaks: BTreeMap<FuncId, Vec<Leaks>>,
    /// Where `append`s stand whose new array may lie in the frame.
    stays: BTreeMap<FuncId, BTreeSet<Pos>>,
    /// Functions that are being looked at.
    open: BTreeSet<FuncId>,
}

impl Escapes {
    /// Whether the array that the `append` at `pos` may allocate does not outlive the function.
    pub fn stays(&mut self, program: &Program, types: &Types, func: FuncId, pos: Pos) -> bool {
        self.look_at(program, types, func);
        self.stays[&func].contains(&pos)
    }

    /// Whether parameter `number` of a function leaks anywhere (`leaks.Any`).
    pub fn leaks(&mut self, program: &Program, types: &Types, func: FuncId, number: usize) -> bool {
        self.leaks_of(program, types, func, number).any()
    }

    fn leaks_of(&mut self, program: &Program, types: &Types, func: FuncId, number: usize) -> Leaks {
        if self.open.contains(&func) {
            return Leaks::unknown();
        }
        self.look_at(program, types, func);
        self.leaks[&func].get(number).cloned().unwrap_or_default()
    }

    fn look_at(&mut self, program: &Program, types: &Types, func: FuncId) {
        if self.leaks.contains_key(&func) || !self.open.insert(func) {
            return;
        }
        let (leaks, stays) = Flow::of(self, program, types, func);
        self.open.remove(&func);
        self.leaks.insert(func, leaks);
        self.stays.insert(func, stays);
    }
}
