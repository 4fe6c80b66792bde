//! Constants: exact values, and which types can represent them.

pub(crate) mod value;
