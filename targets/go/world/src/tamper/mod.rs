//! Tampering: overwriting the runtime's metadata as a program could through `unsafe` and `go:linkname`.
//!
//! One table ([`tearpoint_runtime::tamper`]) says what can be overwritten, and with which values; the fuzzer, `--tamper` and the
//! reports all read it. A [`Plan`] is a list of writes, each with the step before which it happens. A plan is drawn from a seed,
//! or written by hand.

pub mod apply;
mod objects;
pub mod plan;

pub use apply::{apply, field_at};
pub use objects::used_by;
pub use plan::{Plan, Tamper, Target};
pub use tearpoint_runtime::tamper::table::{FIELDS, Field, Object, Value, rows_of};
