//! The configuration check: what closed forms say of a scenario, and the runs that confirm it.
//!
//! [`lint`] applies the rules of [`rules`] to a scenario; each finding has its formula with numbers put in, what to do, and an
//! [`Experiment`] that [`mod@confirm`] runs. A finding's key is found in the file by [`crate::scenario::place`].
//!
//! Invariants: no rule panics, whatever the file says; a finding that runs do not confirm is kept and says so.
//! Deviations: a scenario is judged without its policies; a policy only by the rules about breakers.
//! What it misses: what a pause does but for the locks; locks that other nodes take; what the traffic model does not have
//! ([`crate::traffic`]).

pub mod balance;
pub mod confirm;
pub mod finding;
pub mod phase;
pub mod rules;

pub use confirm::{Confirmation, Reading, Runs, confirm};
pub use finding::{Expect, Experiment, Finding, Key, Measure, Severity, Trial};
pub use rules::{RULES, lint};
