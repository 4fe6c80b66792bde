//! Redisson's distributed lock: client processes with their threads, a watchdog each, the network, the lock server.
//!
//! Source: Redisson `66863978` (4.7.1-SNAPSHOT, 2026-08): `RedissonLock`, `RedissonBaseLock`, `RedissonFencedLock`, `RedissonFairLock`, `renewal/*`,
//! `pubsub/{PublishSubscribe,LockPubSub}`, `RedissonLockEntry`, `command/RedisExecutor`. Each file names what it follows.
//! - [`redis`], [`scripts`], [`fair`]: the server, as functions on its keys; `server`: what it grants, remembered for the oracles;
//! - `network`: commands, answers, messages, and what befalls them;
//! - `client`: `lock`, `tryLock`, `unlock`; `renewal`: the watchdog;
//! - `oracles`: what must hold.
//!
//! What is promised: who is inside and whose lease is not over, by the server's clock, is there alone. What is not: a thread that is
//! slow beyond its lease goes on as if it had the lock. So the sound model has fencing, and a resource that looks at tokens.
//!
//! Where upstream itself breaks a rule, the sound model does what a fix would do, and the profile with upstream's behaviour says so
//! in its sentence (`defects`).

mod calls;
mod client;
mod defects;
pub mod fair;
mod network;
mod oracles;
mod points;
pub mod redis;
mod renewal;
pub mod scripts;
mod server;
mod spec;
mod state;
#[cfg(test)]
mod tests;
mod texts;

use std::rc::Rc;

use tearpoint_harness::contract::{Sim, World};

use super::ProtocolWorld;
use super::bench::Bench;
pub use defects::Planted;
pub use spec::Redisson;
use spec::Spec;
use state::State;

/// A world for one run.
fn world(sim: &Sim, spec: &Rc<Spec>, planted: Planted) -> Rc<dyn World> {
    let state = State::new(spec, planted);
    let bench = Bench::new(sim, spec.timeouts.into(), points::POINTS, state);
    ProtocolWorld::of(bench, move |bench: &Rc<Bench<State>>| {
        let names: Vec<String> = bench
            .model()
            .threads
            .iter()
            .map(|thread| {
                format!(
                    "process {} thread {}",
                    thread.name.client, thread.name.thread
                )
            })
            .collect();
        for (me, name) in names.into_iter().enumerate() {
            let who = bench.client(name, |cx| client::thread(cx, me));
            bench.model().threads[me].who = Some(who);
        }
        network::mishaps(bench);
    })
}
