//! Random numbers that are the same on every machine: named streams, and distributions as tables of integers.

pub mod quantile;
pub mod streams;
