//! The configuration check: what closed forms say of a scenario, and runs that confirm it.
//!
//! [`lint`] applies the rules of [`rules`] to a scenario. Each finding has its formula with numbers put in, what to do, and an
//! [`Experiment`] that [`mod@confirm`] runs. [`crate::scenario::place`] finds the place of a finding's key in the file.
//!
//! Invariants: no rule panics, whatever the file says; a finding that runs do not confirm is kept and says so.
//! Deviations: policies are left out, but for the rules about breakers.
//! What it misses: the effects of a pause, except on locks; locks that other nodes take; what the traffic model does not have
//! ([`crate::traffic`]).

pub mod balance;
pub mod confirm;
pub mod finding;
pub mod phase;
pub mod rules;

pub use confirm::{Confirmation, Reading, Runs, confirm};
pub use finding::{Expect, Experiment, Finding, Key, Measure, Severity, Trial};
pub use rules::{RULES, lint};
