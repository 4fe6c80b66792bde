//! The simulated Go runtime. Each model file names the Go files and functions it follows.

pub mod alg;
pub mod chan;
pub mod error;
pub mod g;
pub mod gc;
pub mod hash;
pub mod hijack;
pub mod layout;
pub mod malloc;
pub mod map;
pub mod points;
pub mod proc;
pub mod rtype;
pub mod select;
pub mod sema;
pub mod shadow;
pub mod time;
