//! HikariCP's pool, step by step.
//!
//! Follows HikariCP 604d7d58 (6.0.1-SNAPSHOT): `util/ConcurrentBag.java` in [`bag`] and [`borrow`].
//!
//! Invariants (the [`oracles`]): an entry that is in use or reserved has exactly one holder, any other none; an entry is in the list from
//! its publication to its removal; never more connections than `maximumPoolSize`; the waiters' counter is the number of threads between its
//! increment and its decrement; an entry is handed to whoever polls longest; nobody waits while an entry is free and nobody is about to
//! hand it over.

pub mod bag;
mod borrow;
mod client;
mod defects;
mod oracles;
mod points;
mod pool;
mod spec;
#[cfg(test)]
mod tests;
mod thread;

use std::rc::Rc;

use tearpoint_harness::contract::{InputError, Sim, World};

use self::pool::Pool;
use self::spec::Spec;
use self::thread::Thread;
use super::bench::Bench;
use super::{Defect, Protocol, ProtocolWorld};

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
        ProtocolWorld::new(bench, move |bench| boot(bench, &spec))
    }
}

fn boot(bench: &Rc<Bench<Pool>>, spec: &Spec) {
    for (n, script) in spec.clients().enumerate() {
        let script = script.clone();
        bench.client(format!("client {n}"), move |cx| {
            client::client(Thread::new(cx), script)
        });
    }
}
