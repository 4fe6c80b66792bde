//! Statements: what each kind may hold, and what it becomes in the checked program.
//!
//! Follows `types2/stmt.go` and `types2/assignments.go`; `stmt` dispatches. Labels and jumps are in `branches`, the
//! question whether a function can reach its end in `terminating`.

pub(crate) mod assignments;
pub(crate) mod branches;
pub(crate) mod callstmts;
pub(crate) mod mapclear;
pub(crate) mod range;
pub(crate) mod rangefunc;
pub(crate) mod returns;
pub(crate) mod select;
pub(crate) mod shortvars;
pub(crate) mod stmt;
pub(crate) mod switch;
pub(crate) mod terminating;
pub(crate) mod typeswitch;
