//! The traffic: clients, connector, threads, CPU, lock, pool, queries, as discrete events in virtual time.
//!
//! Follows, in the order of a request's way: Linux's accept queue (a SYN that finds it full is dropped and sent again after 1, 2,
//! 4 … seconds), Tomcat's `LimitLatch` and `TaskQueue` (threads before queueing), Redisson's `tryLock` (one evaluation, then a
//! wait that an unlock message or the lease ends) and HikariCP's `getConnection` (first come first served, `connectionTimeout`).
//! Sources and commits are named in `docs/avalanche.md`.
//!
//! Invariants: time never goes back; every user gets exactly one outcome; a client that gives up is not noticed by the
//! server, which goes on working for it; every station's books balance (Little's law).
//! Deviations: one node (of others only the locks they take); connections of the pool are all alike and never retired; the pool's barging,
//! the lock's fairness and what a lost answer leaves unknown are left to the protocol models; the database does not slow down
//! under load.

mod agenda;
pub mod analysis;
mod audit;
pub mod defence;
mod event;
mod lock_table;
mod outcome;
mod pause;
mod record;
mod request;
mod scenario;
mod setup;
mod state;
mod station;
mod stats;
mod steps;
pub mod trace;
mod world;

pub use outcome::Outcome;
pub use request::Request;
pub use scenario::{TrafficFile, TrafficScenario};
pub use state::{Stations, Traffic};
pub use station::Station;
pub use stats::{Counts, Gauges, Leaks, Stats};
