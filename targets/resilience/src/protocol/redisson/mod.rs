//! Redisson's distributed lock: client processes with their threads and a watchdog each, the network, the lock server.
//!
//! Source: Redisson `66863978` (4.7.1-SNAPSHOT, 2026-08): `RedissonLock`, `RedissonBaseLock`, `RedissonFencedLock`, `RedissonFairLock`, `renewal/*`,
//! `pubsub/{PublishSubscribe,LockPubSub}`, `RedissonLockEntry`, `command/RedisExecutor`. Each file names what it follows.
//! - [`redis`], [`scripts`], [`fair`]: the server, as functions on its keys; `server`: what it grants, remembered for the oracles;
//! - `network`: commands and answers; `pubsub`: messages; `mishaps`: what befalls them;
//! - `client`: the program of a client's thread; `acquire`, `release`: `lock`, `tryLock`, `unlock`; `renewal`: the watchdog;
//! - `oracles`: what must hold.
//!
//! What is promised: a thread that is inside, and whose lease is not over by the server's clock, is inside alone. What is not promised:
//! a thread that is slower than its lease goes on as if it had the lock. So the sound model has fencing, and a resource that checks tokens.
//!
//! Where upstream itself breaks a rule, the sound model does what a fix would do, and the profile with upstream's behaviour says so
//! in its sentence (`defects`).

mod absorb;
mod acquire;
mod calls;
mod client;
mod defects;
pub mod fair;
mod handle;
mod mishaps;
mod network;
mod oracles;
mod points;
mod pubsub;
pub mod redis;
mod release;
mod renewal;
pub mod scripts;
mod server;
mod spec;
mod state;
#[cfg(test)]
mod tests;
mod texts;
mod watchdog;

use std::rc::Rc;

use tearpoint_harness::contract::{InputError, Sim, World};

use self::defects::{DEFECTS, planted};
use self::spec::Spec;
use self::state::State;
use super::bench::{Bench, ProtocolWorld};
use super::contract::{Defect, Protocol, chosen};
pub use defects::Planted;

/// Reads a scenario file about Redisson's lock.
///
/// # Errors
/// Unknown keys, values out of range, with line and column; settings that contradict each other; a defect that there is not.
pub fn parse(name: &str, text: &str) -> Result<Rc<dyn Protocol>, InputError> {
    let wrong = |error: String| InputError(format!("{name}: {}", error.trim_end()));
    let spec = Spec::parse(text).map_err(wrong)?;
    Ok(Rc::new(Redisson {
        shows: chosen(&spec.defects, DEFECTS).map_err(wrong)?,
        spec: Rc::new(spec),
    }))
}

/// A scenario, and the defects that it can show.
struct Redisson {
    spec: Rc<Spec>,
    shows: Vec<Defect>,
}

impl Protocol for Redisson {
    fn title(&self) -> &str {
        &self.spec.title
    }

    fn defects(&self) -> &[Defect] {
        &self.shows
    }

    fn exhaustive(&self) -> bool {
        self.spec.exhaustive
    }

    fn world(&self, sim: &Sim, defect: &str) -> Rc<dyn World> {
        world(sim, &self.spec, planted(defect))
    }
}

/// A world for one run.
fn world(sim: &Sim, spec: &Rc<Spec>, planted: Planted) -> Rc<dyn World> {
    let state = State::new(spec, planted, renewal::schedule_expiration_renewal);
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
        mishaps::mishaps(bench);
    })
}
