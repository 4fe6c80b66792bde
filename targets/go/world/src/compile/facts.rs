//! What gc knows of a function's variables and of memory, up to where the compiler is: constants, addresses, lengths.
//!
//! Stands in for what gc gets from static single assignment form and from stores forwarded to loads
//! (cmd/compile/internal/ssa, `generic.rules`). [`super::prove`] says what follows from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Op;
use tearpoint_front::tast::{Comm, Expr, ExprKind, LocalId, Stmt, StmtKind};

/// Something whose address the compiler knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Base {
    Global(u64),
    Local(u32),
}

/// An address that the compiler knows: a variable's, and so many bytes further.
pub(super) type Address = (Base, u64);

/// Facts about the function at hand, up to where the compiler is.
#[derive(Default)]
pub(super) struct Facts {
    /// Locals that are given a value after their declaration.
    pub assigned: BTreeSet<LocalId>,
    /// Locals that hold an address, and nothing else ever.
    pub addresses: BTreeMap<LocalId, Address>,
    /// Locals that hold a constant, and nothing else ever.
    pub constants: BTreeMap<LocalId, i64>,
    /// Locals that hold a length, and nothing else ever.
    pub lengths: BTreeSet<LocalId>,
    /// Words of memory that hold a constant for certain.
    pub words: BTreeMap<Address, i64>,
}

impl Facts {
    pub fn of(body: &[Stmt]) -> Facts {
        let mut facts = Facts::default();
        facts.note_assigned(body);
        facts
    }

    fn note_left(&mut self, left: &Expr) {
        match &left.kind {
            ExprKind::Local(id) => {
                self.assigned.insert(*id);
            }
            ExprKind::Field(x, _) => self.note_left(x),
            ExprKind::Index(x, _) => self.note_left(x),
            _ => {}
        }
    }

    fn note_assigned(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            match &stmt.kind {
                StmtKind::Assign(left, _) | StmtKind::AssignTuple(left, _) => {
                    left.iter().for_each(|left| self.note_left(left));
                }
                StmtKind::OpAssign(_, left, _) => self.note_left(left),
                StmtKind::Block(body) => self.note_assigned(body),
                StmtKind::If { then, els, .. } => {
                    self.note_assigned(then);
                    self.note_assigned(els);
                }
                StmtKind::For {
                    init, post, body, ..
                } => {
                    self.note_assigned(init);
                    self.note_assigned(post);
                    self.note_assigned(body);
                }
                StmtKind::Range {
                    key, value, body, ..
                } => {
                    [key, value]
                        .into_iter()
                        .flatten()
                        .for_each(|left| self.note_left(left));
                    self.note_assigned(body);
                }
                StmtKind::Switch { clauses, .. } => {
                    clauses.iter().for_each(|c| self.note_assigned(&c.body));
                }
                StmtKind::Select { cases, .. } => {
                    for case in cases {
                        if let Comm::Recv { value, ok, .. } = &case.comm {
                            [value, ok]
                                .into_iter()
                                .flatten()
                                .for_each(|left| self.note_left(left));
                        }
                        self.note_assigned(&case.body);
                    }
                }
                _ => {}
            }
        }
    }

    /// An instruction after which memory may hold anything.
    pub fn forget_after(&mut self, op: &Op) {
        if !self.words.is_empty() && !keeps_memory(op) {
            self.words.clear();
        }
    }

    /// Control flow comes together: nothing is known of memory.
    pub fn join(&mut self) {
        self.words.clear();
    }
}

/// Whether gc's counterpart of an instruction leaves memory as it is.
fn keeps_memory(op: &Op) -> bool {
    matches!(
        op,
        Op::Imm { .. }
            | Op::Zero { .. }
            | Op::Move { .. }
            | Op::Move8 { .. }
            | Op::Add8 { .. }
            | Op::AddImm8 { .. }
            | Op::Bin { .. }
            | Op::Shift { .. }
            | Op::Neg { .. }
            | Op::Complement { .. }
            | Op::Not { .. }
            | Op::MinMax { .. }
            | Op::Cmp { .. }
            | Op::Convert { .. }
            | Op::Jump { .. }
            | Op::JumpIf { .. }
            | Op::JumpIfNot { .. }
            | Op::JumpCmp { .. }
            | Op::JumpCmpImm { .. }
            | Op::Load { .. }
            | Op::Load8 { .. }
            | Op::LoadGlobal { .. }
            | Op::NilCheck { .. }
            | Op::ScaleAdd { .. }
            | Op::Bounds { .. }
            | Op::IndexAddr { .. }
            | Op::IndexLoad { .. }
            | Op::StrIndex { .. }
            | Op::FrameLoad { .. }
            | Op::FrameStore { .. }
            | Op::SliceOf { .. }
            | Op::LengthDivide { .. }
    )
}
