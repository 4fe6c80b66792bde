//! Expressions: each becomes an operand, which is then used as a value, a type or a place.
//!
//! `operand` says what an operand is, `expr` turns syntax into one or leaves that to the file of its kind.
//! `assignability` and `untyped` use an operand where a type is expected; `conversions` are those that the program
//! writes.

pub(crate) mod arguments;
pub(crate) mod assignability;
pub(crate) mod binary;
pub(crate) mod call;
pub(crate) mod comparison;
pub(crate) mod conversions;
pub(crate) mod expr;
pub(crate) mod index;
pub(crate) mod literals;
pub(crate) mod operand;
pub(crate) mod promoted;
pub(crate) mod selector;
pub(crate) mod shift;
pub(crate) mod slice;
pub(crate) mod unary;
pub(crate) mod untyped;
