//! What is said of a run that has ended: its figures, what went wrong, and the course of events.

mod books;
pub mod course;
pub mod figures;
pub mod judge;
