//! Statements: what each kind may hold, and its lowered form.

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
