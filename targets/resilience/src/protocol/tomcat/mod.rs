//! Tomcat's NIO connector and its executor: accept queue, latch, poller, threads that grow before anything queues, keep-alive.
//!
//! Source: apache/tomcat 84ac9af0, `java/org/apache/tomcat/util/`: `threads/{ThreadPoolExecutor, TaskQueue, LimitLatch}.java`, `net/{Acceptor,
//! NioEndpoint, AbstractEndpoint, SocketWrapperBase}.java`; the queue beneath is OpenJDK's `LinkedBlockingQueue`, the latch its
//! `AbstractQueuedSynchronizer`; the accept queue is Linux's. A scenario has either submitters that give tasks to the executor themselves, as two
//! connectors that share one do, or (`[connector]`) clients with connections.
//! - [`executor`], [`accept_queue`], [`latch`], `connector`: states, and what one step does to them;
//! - `executor_steps`: the executor, function by function; `acceptor`, `poller`: the endpoint's threads; `processor`: what a task does; `client`,
//!   `submitter`: the two kinds of clients.
//!
//! Invariants, and so oracles: each task is run once or refused once, and refused only while the queue is full; `submittedCount` is
//! the number of tasks submitted and not done; `workerCountOf(ctl)` never exceeds `maximumPoolSize`; no task waits while a
//! thread waits for tasks, or while there is no thread; where one client submits and no thread retires, no task waits while a thread could
//! be added; what `connector` says of latch and connections; no task of the endpoint waits for something that is there already. A client that gives up is not noticed: its
//! request is processed all the same, and only the write fails (a run ends when the fate of each request is known).
//!
//! Two rules do not hold in Tomcat itself. A task that `force` puts into the queue as the last thread of a pool without core threads retires
//! stays there until somebody submits another: `execute` looks again whether there is a thread, the racing rejection's way does not. The model
//! looks; the profile `force-unchecked` does as Tomcat does. And `offer` compares `submittedCount` with a pool size read later, so
//! that of several who submit, or as a thread retires, one may queue its task while threads could be added: the profile `strict-growth`.
//!
//! Deviations: what is done under `mainLock`, `putLock` or `takeLock` is one step; the pool is never shut down, the endpoint never paused; no thread
//! is stopped because a web application was (`contextStopping`); a thread factory never fails; the lock of a `SocketWrapper` is left out, since a
//! worker no longer touches the connection once it has registered it again; a node in the latch's queue gets a permit whenever it is signalled; `poller` and
//! [`accept_queue`] name their own.
//! Misses: spurious wake-ups, interrupts, virtual threads, asynchronous requests, sendfile, TLS, HTTP/2, pipelining.

pub mod accept_queue;
mod acceptor;
mod client;
mod close;
mod connector;
mod connector_oracles;
mod defect;
mod events;
pub mod executor;
mod executor_steps;
pub mod latch;
mod latch_steps;
mod points;
mod poller;
mod processor;
mod spec;
mod state;
mod submitter;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use tearpoint_harness::contract::{InputError, Sim, World};

use self::defect::{DEFECTS, Defect};
use self::points::POINTS;
use self::spec::Spec;
use self::state::Tomcat;
use super::bench::{Bench, ProtocolWorld};
use super::contract::{Defect as Named, Protocol, chosen};

/// A scenario file of this model.
struct TomcatProtocol {
    spec: Rc<Spec>,
    defects: Vec<Named>,
}

/// Reads a scenario file of this model.
///
/// # Errors
/// As [`Spec::parse`]; a defect that there is not.
pub(super) fn parse(name: &str, text: &str) -> Result<Rc<dyn Protocol>, InputError> {
    let wrong = |what| InputError(format!("{name}: {what}"));
    let spec = Spec::parse(text).map_err(wrong)?;
    let known: Vec<Named> = DEFECTS.iter().map(|(named, _)| *named).collect();
    Ok(Rc::new(TomcatProtocol {
        defects: chosen(&spec.defects, &known).map_err(wrong)?,
        spec: Rc::new(spec),
    }))
}

impl Protocol for TomcatProtocol {
    fn title(&self) -> &str {
        &self.spec.title
    }

    fn defects(&self) -> &[Named] {
        &self.defects
    }

    fn exhaustive(&self) -> bool {
        self.spec.exhaustive
    }

    fn world(&self, sim: &Sim, defect: &str) -> Rc<dyn World> {
        let defect = DEFECTS.iter().find(|(named, _)| named.name == defect);
        let defect = defect.map_or(Defect::None, |(_, defect)| *defect);
        let model = Tomcat::new(Rc::clone(&self.spec), defect);
        let bench = Bench::new(sim, self.spec.timeouts.into(), POINTS, model);
        let clients = self.spec.clients.get();
        let connected = self.spec.connector.is_some();
        ProtocolWorld::of(bench, move |bench| {
            for n in 0..clients {
                let name = format!("client {}", n + 1);
                if connected {
                    bench.client(name, |cx| client::client(cx, n));
                } else {
                    bench.client(name, |cx| submitter::submitter(cx, n));
                }
            }
            if connected {
                let acceptor = bench.daemon("http-nio-8080-Acceptor", acceptor::acceptor);
                let poller = bench.daemon("http-nio-8080-Poller", poller::poller);
                let mut model = bench.model();
                model.connector.acceptor = Some(acceptor);
                model.connector.poller = Some(poller);
            }
        })
    }
}
