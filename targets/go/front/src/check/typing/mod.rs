//! Types in a program: from syntax, questions about them, their members, their names in messages.

pub(crate) mod implements;
pub(crate) mod interface;
pub(crate) mod lookup;
pub(crate) mod method_tables;
pub(crate) mod predicates;
pub(crate) mod settle;
pub(crate) mod typestring;
pub(crate) mod typexpr;
pub(crate) mod validtype;
