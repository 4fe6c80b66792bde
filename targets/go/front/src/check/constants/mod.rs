//! Constants: `value` computes with them, `represent` says which types can hold them.

pub(crate) mod real;
pub(crate) mod represent;
pub(crate) mod value;
