//! The verbs of protocol scenarios: `hunt`, `run` and `explain`; `replay` and `minimize` are those of every world.

mod explain;
mod hunt;
mod run;
mod show;

pub use explain::main as explain;
pub use hunt::hunt;
pub use run::run;
