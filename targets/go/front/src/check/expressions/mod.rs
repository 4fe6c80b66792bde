//! Expressions: operands and what operators, calls, selectors and conversions make of them.

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
pub(crate) mod selector;
pub(crate) mod shift;
pub(crate) mod slice;
pub(crate) mod unary;
pub(crate) mod untyped;
