//! Types as the checker sees them.
//!
//! `typexpr` and `interface` make types of syntax, `validtype` measures them, `settle` checks them once they are
//! complete. `predicates` asks what a type is, `lookup` what it has, `implements` whether that is what an interface
//! wants. `method_tables` is for types that get into interfaces, `typestring` for messages.

pub(crate) mod implements;
pub(crate) mod interface;
pub(crate) mod lookup;
pub(crate) mod method_tables;
pub(crate) mod predicates;
pub(crate) mod settle;
pub(crate) mod typestring;
pub(crate) mod typexpr;
pub(crate) mod validtype;
