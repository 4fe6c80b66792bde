//! What is said of a run that has ended: its figures, what went wrong, and the course of events.

pub mod course;
pub mod figures;
pub mod judge;
