//! The engine under test, on a small target of its own.

mod engines;
mod recording;
mod registry;
mod schedulers;
mod sessions;
mod signatures;
mod states;
mod toy;
