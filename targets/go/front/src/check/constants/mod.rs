//! Constants: exact values, and which types can represent them.

pub(crate) mod represent;
pub(crate) mod value;
