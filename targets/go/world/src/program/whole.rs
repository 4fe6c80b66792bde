//! A whole generated program.

use serde::{Deserialize, Serialize};

use super::decl::{CellDecl, ChanDecl, Ending, MapDecl, SliceDecl};
use super::op::Op;

/// A whole program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its maps: operations name one by its position here, and so with the others.
    pub maps: Vec<MapDecl>,
    /// The first list is main's own; each other is a goroutine's.
    pub goroutines: Vec<Vec<Op>>,
    /// Its slices.
    pub slices: Vec<SliceDecl>,
    /// Its channels.
    pub chans: Vec<ChanDecl>,
    /// Its cells.
    pub cells: Vec<CellDecl>,
    /// What main does at the end.
    pub ending: Ending,
}

impl Program {
    /// Every operation of every goroutine.
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.goroutines.iter().flatten()
    }

    /// Whether it calls library packages written in Go: then only its printed form can be run.
    pub fn needs_library(&self) -> bool {
        self.ops().any(Op::library)
    }
}
