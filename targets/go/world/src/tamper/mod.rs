//! Tampering: overwriting runtime metadata as `unsafe` and `go:linkname` would.
//!
//! One table ([`tearpoint_runtime::tamper`]) says what can be overwritten and with what; `--tamper`, the fuzzer and the
//! reports all read it. A [`Plan`] is a list of writes, each with the step that triggers it; it is drawn from a seed or written by hand.

pub mod apply;
mod objects;
pub mod plan;

pub use apply::{apply, field_at};
pub use objects::used_by;
pub use plan::{Plan, Tamper, Target};
pub use tearpoint_runtime::tamper::table::{FIELDS, Field, Object, Value, rows_of};
