//! Connections that their borrower never returns.
//!
//! Follows HikariCP's `ProxyLeakTask`: a borrow that lasts longer than `leakDetectionThreshold` is logged once, as an apparent leak; a
//! connection that is returned after all is logged as unleaked. Nothing is reclaimed: a leaked connection is in use for ever,
//! since `maxLifetime` closes a connection in use only when it is returned.
//! Invariants: a leaked connection counts as in use; nobody waits for it; detected leaks are never more than leaked connections.
//! Deviation: a borrow that is still under way at the end of the run is not counted as logged.

use crate::random::streams::{Stream, below};
use crate::traffic::event::Event;
use crate::traffic::state::Traffic;

impl Traffic {
    /// A query has ended; whether its connection is leaked. The borrow has lasted for `held`, its number is `n`.
    pub(super) fn leaks(&mut self, held: u64, n: u64) -> bool {
        let leaked = self.leaks_now(n);
        let threshold = self.leak_threshold;
        let logged = threshold > 0 && held >= threshold;
        let leaks = &mut self.stats.leaks;
        if leaked {
            leaks.leaked += 1;
            leaks.first.get_or_insert(self.agenda.now);
            leaks.last = Some(self.agenda.now);
            if logged {
                leaks.logged(self.agenda.now);
            } else if threshold > 0 {
                self.agenda.plan(threshold - held, Event::LeakLogged);
            }
        } else if logged {
            leaks.unleaked += 1;
        }
        leaked
    }

    fn leaks_now(&mut self, n: u64) -> bool {
        let now = self.agenda.now;
        for (fault, due) in self.config.faults.iter().zip(&mut self.leak_due) {
            if !fault.is_on(now) {
                continue;
            }
            let permille = fault.leak_permille.get();
            if permille > 0 && below(self.streams.at(Stream::Leak, n), 1000) < permille {
                return true;
            }
            if let Some(every) = fault.leak_every_ms
                && now >= *due
            {
                *due = now + every.get() * 1_000_000;
                return true;
            }
        }
        false
    }
}
