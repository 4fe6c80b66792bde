//! HikariCP's pool, step by step.
//!
//! Follows HikariCP 604d7d58 (6.0.1-SNAPSHOT):
//! - `util/ConcurrentBag.java`: [`bag`] is its state, `borrow` its operations step by step;
//! - `pool/{HikariPool, PoolBase, PoolEntry, ProxyConnection, ProxyLeakTask}.java`: `pool`, `connection`, `schedule`, `executor` are the
//!   state; `get_connection` is what applications call, `refill` asks for connections and `adder` makes them, `closing` evicts and
//!   closes, `keeper` is the housekeeping thread, `shutdown` ends the pool;
//! - `util/SuspendResumeLock.java`: `suspension`.
//!
//! `client` and `environment` are the scripts of clients and what happens from outside; settings come from
//! [`hikari_config`](crate::hikari_config). Each module names its functions and deviations.
//!
//! Invariants (the `oracles`):
//! - an entry that is in use or reserved has exactly one holder, any other none; an entry is in the list from its publication to its
//!   removal; there are never more connections than `maximumPoolSize`;
//! - the waiters' counter is the number of threads between its increment and its decrement;
//! - an entry is handed to whoever polls longest; nobody waits while an entry is free and nobody is about to hand it over;
//! - nobody waits while the pool is empty, the adder idle and nothing queued (with `minimumIdle` 0: as long as no connection was closed);
//! - a connection that was marked for eviction is neither handed out nor put back; nobody waits longer than `connectionTimeout`; a leak is
//!   reported only of a connection that is out; whoever waits for a suspended pool gets in when it is resumed.
//!
//! Profiles called `judged-by-…` plant nothing: they hold the source to a rule that it does not promise, though one could think so.
//!
//! Deviations: counts over the list are one step; executors' threads do not end when idle; the variance of lifetimes and heartbeats is drawn
//! for eight connections as the run begins (a search of all states has those of its one seed); time is whole milliseconds.
//! What it misses: weak references in thread lists, `blockUntilFilled`, metrics, request boundaries, JMX changes of settings while the pool
//! runs, interrupts, `exceptionOverride`.

mod adder;
pub mod bag;
mod borrow;
mod client;
mod closing;
mod connection;
mod defects;
mod environment;
mod executor;
mod get_connection;
mod keeper;
mod monitor;
mod oracles;
mod points;
mod pool;
mod refill;
mod schedule;
mod shutdown;
mod site;
mod spec;
mod suspension;
#[cfg(test)]
mod tests;
mod thread;

use std::rc::Rc;

use tearpoint_harness::contract::{InputError, Sim, World};

use self::pool::Pool;
use self::spec::Spec;
use self::thread::Thread;
use super::bench::Bench;
use super::bench::ProtocolWorld;
use super::contract::{Defect, Protocol};

/// Reads a scenario file about HikariCP.
///
/// # Errors
/// Unknown keys, values out of range, with line and column; settings that HikariCP refuses.
pub fn parse(name: &str, text: &str) -> Result<Rc<dyn Protocol>, InputError> {
    let spec = Spec::parse(text).map_err(|error| InputError(format!("{name}: {error}")))?;
    Ok(Rc::new(Hikari(Rc::new(spec))))
}

struct Hikari(Rc<Spec>);

impl Protocol for Hikari {
    fn title(&self) -> &str {
        self.0.title()
    }

    fn defects(&self) -> &[Defect] {
        self.0.defects()
    }

    fn exhaustive(&self) -> bool {
        self.0.exhaustive()
    }

    fn world(&self, sim: &Sim, defect: &str) -> Rc<dyn World> {
        let spec = Rc::clone(&self.0);
        let pool = Pool::new(&spec, defects::named(defect));
        let bench = Bench::new(sim, spec.timeouts().into(), points::POINTS, pool);
        let sim = sim.clone();
        ProtocolWorld::of(bench, move |bench| boot(&sim, bench, &spec))
    }
}

fn boot(sim: &Sim, bench: &Rc<Bench<Pool>>, spec: &Spec) {
    let roles = bench.model().roles.clone();
    for (n, script) in spec.clients().enumerate() {
        let script = script.clone();
        bench.client(format!("client {n}"), move |cx| {
            client::client(Thread::new(cx), script)
        });
    }
    for _ in &roles.adders {
        bench.daemon("connection adder", |cx| adder::adder(Thread::new(cx)));
    }
    if roles.closer.is_some() {
        bench.daemon("connection closer", |cx| closing::closer(Thread::new(cx)));
        bench.daemon("housekeeper", |cx| keeper::keeper(Thread::new(cx)));
    }
    for (n, event) in spec.events().iter().enumerate() {
        let event = event.clone();
        bench.daemon(format!("event {n}"), move |cx| {
            environment::event(Thread::new(cx), event)
        });
    }
    bench.model().start(sim, spec.filled());
}
