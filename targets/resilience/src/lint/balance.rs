//! What a scenario asks of its resources in one phase of time, by closed forms; above all, of its threads.
//!
//! Follows Little's law (how many are inside is the rate times the time inside) and, for queues that keep up, Erlang C corrected for
//! the spread of service times; the derivation is in `docs/avalanche.md`. Units are seconds and events a second.
//!
//! Deviations: a resource that cannot keep up is taken to make everybody wait for the whole of its timeout; a request that
//! failed is taken to be sent again at once.
//! What it misses: connections that leak, servers that stand still, locks that other nodes take, breakers.

use super::phase::Phase;
use crate::scenario::{Distribution, Scenario};
use crate::theory::{erlang_c, little, lognormal_scv};

/// Beyond this many keys, keys of similar shares are counted together.
const SINGLE_KEYS: usize = 1024;
/// Halvings of a search: below a millionth of any timeout.
const HALVINGS: usize = 64;

/// What one phase asks of the resources.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// First attempts a second.
    pub rate: f64,
    /// Seconds on a connection of the pool, what faults add included.
    pub service: f64,
    /// Seconds of CPU of one attempt.
    pub cpu: f64,
    /// Seconds to the lock server and back.
    pub trip: f64,
    /// The squared coefficient of variation of `service`.
    pub scv: f64,
    /// The share of requests that take the lock, 0 to 1.
    pub core: f64,
    /// Connections of the pool.
    pub size: u64,
    /// Threads of the server.
    pub threads: f64,
    /// `maxConnections` of the connector.
    pub connections: f64,
    /// Places in the accept queue: its backlog and one.
    pub backlog: f64,
    /// Seconds that a request waits for a connection of the pool.
    pub connection_timeout: f64,
    /// Seconds after which a client gives up.
    pub deadline: f64,
    /// Seconds that one `tryLock` waits.
    pub lock_wait: f64,
    /// How often the application tries a lock again.
    pub lock_retries: f64,
    /// Seconds between two of these tries.
    pub lock_backoff: f64,
    /// Shares of the core requests, and how many keys have each: see [`keys`].
    pub keys: Vec<(f64, f64)>,
    /// How often a client asks again after a failure.
    pub retries: u64,
    /// Retries for each first attempt at most; none: no limit.
    pub budget: Option<f64>,
}

/// Threads, by what they are busy with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Balance {
    /// Attempts a second, retries included.
    pub attempts: f64,
    /// Of these, how many ask the pool.
    pub pool_attempts: f64,
    /// Threads that wait for a connection of the pool.
    pub pool_wait: f64,
    /// Threads on a connection of the pool.
    pub query: f64,
    /// Threads on their way to the lock server or back.
    pub lock_trips: f64,
    /// Threads that wait for a lock.
    pub lock_wait: f64,
    /// Threads that compute.
    pub cpu: f64,
}

impl Balance {
    /// Threads busy in all.
    pub fn total(&self) -> f64 {
        self.pool_wait + self.query + self.lock_trips + self.lock_wait + self.cpu
    }
}

impl Load {
    /// What `phase` asks; `keys` are those of [`keys`].
    pub fn of(scenario: &Scenario, phase: &Phase, keys: &[(f64, f64)]) -> Load {
        let seconds = |millis: u64| millis as f64 / 1e3;
        let (mut hold, mut lock, mut cpu_times) = (0, 0, 1.0);
        for &i in &phase.faults {
            let fault = &scenario.faults[i];
            hold += fault.hold_ms.get();
            lock += fault.lock_ms.get();
            cpu_times *= fault.cpu_times.get() as f64;
        }
        let query = scenario.pool.query_us.get() as f64 / 1e6;
        let service = query + seconds(hold);
        let scv = match scenario.pool.query_distribution {
            Distribution::Lognormal => {
                lognormal_scv(scenario.pool.query_sigma_percent.get() as f64 / 100.0)
            }
            Distribution::Exponential => 1.0,
            Distribution::Constant => 0.0,
        };
        let (pool, _) = scenario.pool.hikari();
        let tomcat = &scenario.tomcat;
        let clients = &scenario.clients;
        Load {
            rate: phase.rate,
            service,
            cpu: seconds(tomcat.cpu_ms.get()) * cpu_times,
            trip: seconds(scenario.lock.round_trip_ms.get() + lock),
            // What a fault adds is always the same.
            scv: scv * (query / service) * (query / service),
            core: clients.core_percent.get() as f64 / 100.0,
            size: scenario.pool.size.get(),
            threads: tomcat.max_threads.get() as f64,
            connections: tomcat.max_connections.get() as f64,
            backlog: tomcat.accept_count.get() as f64 + 1.0,
            connection_timeout: pool.connection_timeout as f64 / 1e3,
            deadline: seconds(clients.deadline_ms.get()),
            lock_wait: seconds(scenario.lock.wait_ms.get()),
            lock_retries: scenario.lock.retries.get() as f64,
            lock_backoff: seconds(scenario.lock.backoff_ms.get()),
            keys: keys.to_vec(),
            retries: clients.retries.get(),
            budget: clients
                .retry_budget_percent
                .map(|percent| percent.get() as f64 / 100.0),
        }
    }

    /// Requests a second that the pool can serve.
    pub fn pool_rate(&self) -> f64 {
        self.size as f64 / self.service
    }

    /// Erlangs that first attempts ask of the pool.
    pub fn offered(&self) -> f64 {
        little(self.rate, self.service)
    }

    /// The pool cannot serve the first attempts.
    pub fn saturated(&self) -> bool {
        self.offered() >= self.size as f64
    }

    /// Mean seconds of waiting for a connection, if the pool keeps up with `rate`.
    pub fn pool_wait(&self, rate: f64) -> Option<f64> {
        let waits = erlang_c(self.size, little(rate, self.service))?;
        let exponential = waits / (self.pool_rate() - rate);
        Some((exponential * (1.0 + self.scv) / 2.0).min(self.connection_timeout))
    }

    /// Attempts a second if every failed one is repeated `retries` times.
    pub fn all_fail(&self) -> f64 {
        let retries = self.retries as f64;
        self.rate * (1.0 + self.budget.map_or(retries, |budget| budget.min(retries)))
    }

    /// Attempts a second with the retries of those that the pool does not serve.
    pub fn attempts(&self) -> f64 {
        let mut attempts = self.rate;
        for _ in 0..HALVINGS {
            let fails = (1.0 - self.pool_rate() / attempts).max(0.0);
            let (mut sum, mut term) = (1.0, 1.0);
            for _ in 0..self.retries {
                term *= fails;
                sum += term;
            }
            attempts = (self.rate * sum).min(self.all_fail());
        }
        attempts
    }

    /// Longest time a core request spends on its attempts at the lock.
    pub fn lock_patience(&self) -> f64 {
        (self.lock_retries + 1.0) * self.lock_wait.max(self.trip)
            + self.lock_retries * self.lock_backoff
    }

    /// Of core requests at `rate` a second with the lock held for `hold` seconds: how many a second never get it, and how
    /// many wait.
    pub fn locks(&self, rate: f64, hold: f64) -> (f64, f64) {
        let (mut failing, mut waiting) = (0.0, 0.0);
        for &(share, count) in &self.keys {
            let rate = rate * share;
            let busy = little(rate, hold);
            if busy >= 1.0 {
                let fails = rate - 1.0 / hold;
                failing += fails * count;
                waiting += (fails * self.lock_patience() + self.lock_wait / hold) * count;
            } else if hold > 0.0 {
                let wait = (busy * hold / (2.0 * (1.0 - busy))).min(self.lock_wait);
                waiting += rate * wait * count;
            }
        }
        (failing, waiting)
    }

    /// Threads that `attempts` a second keep busy with a connectionTimeout of `timeout` seconds.
    pub fn balance(&self, attempts: f64, timeout: f64) -> Balance {
        let core = attempts * self.core;
        let served = self.pool_rate();
        let saturated = attempts >= served;
        let wait = if saturated {
            timeout
        } else {
            self.pool_wait(attempts).unwrap_or(timeout).min(timeout)
        };
        let share = (served / attempts).min(1.0);
        let hold = 2.0 * self.trip + wait + share * self.service;
        let (lock_fails, lock_wait) = self.locks(core, hold);
        let pool_attempts = attempts - lock_fails;
        Balance {
            attempts,
            pool_attempts,
            pool_wait: little(pool_attempts, wait),
            query: little(pool_attempts.min(served), self.service),
            lock_trips: little(core - lock_fails, 2.0 * self.trip),
            lock_wait,
            cpu: little(attempts, self.cpu),
        }
    }

    /// The stability edge T_c*: the longest connectionTimeout, in seconds, at which the threads suffice for `attempts` a
    /// second; 0 if none does. Where the pool keeps up, nobody waits that long, and it is the timeout there is.
    pub fn edge(&self, attempts: f64) -> f64 {
        if attempts < self.pool_rate() {
            return self.connection_timeout;
        }
        let fits = |timeout: f64| self.balance(attempts, timeout).total() <= self.threads;
        largest(
            0.0,
            self.connection_timeout.max(self.threads / attempts),
            fits,
        )
    }

    /// Attempts a second that come through when all threads are busy, and how long they then wait for the pool.
    pub fn throughput(&self, attempts: f64) -> (f64, f64) {
        let working = self.cpu + self.service + 2.0 * self.trip * self.core;
        let served = self.pool_rate();
        if working > 0.0 && self.threads / working <= served {
            // The threads are short without any waiting.
            return ((self.threads / working).min(attempts), 0.0);
        }
        let fits = |rate: f64| self.balance(rate, self.connection_timeout).total() <= self.threads;
        // What the pool serves comes through anyway; beyond that, what times out.
        let through = largest(served.min(attempts), attempts, fits);
        let waiting = (self.threads - served * working).max(0.0) / served;
        (through, waiting.min(self.connection_timeout))
    }
}

/// The largest number from `low` to `high` that `fits`, which holds below some edge; `low` if none does.
fn largest(mut low: f64, mut high: f64, fits: impl Fn(f64) -> bool) -> f64 {
    if fits(high) {
        return high;
    }
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Shares of the lock's keys and how many keys have each, largest first; beyond `SINGLE_KEYS` in groups that double.
pub fn keys(scenario: &Scenario) -> Vec<(f64, f64)> {
    let n = scenario.lock.keys.get() as usize;
    if !scenario.lock.skewed {
        return vec![(1.0 / n as f64, n as f64)];
    }
    let total: f64 = (1..=n).map(|rank| 1.0 / rank as f64).sum();
    let mut keys = Vec::new();
    let mut from = 1;
    while from <= n {
        let to = if from <= SINGLE_KEYS {
            from
        } else {
            (from * 2 - 1).min(n)
        };
        let sum: f64 = (from..=to).map(|rank| 1.0 / rank as f64).sum();
        let count = (to - from + 1) as f64;
        keys.push((sum / total / count, count));
        from = to + 1;
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phase::phases;

    const AVALANCHE: &str = include_str!("../../../../corpus/resilience/avalanche.toml");

    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() <= 0.01 * expected.abs(),
            "{found} is not {expected}"
        );
    }

    fn loads(text: &str) -> Vec<(Phase, Load)> {
        let scenario = Scenario::parse("x.toml", text).unwrap();
        let keys = keys(&scenario);
        let phases = phases(&scenario).into_iter();
        phases
            .map(|phase| {
                let load = Load::of(&scenario, &phase, &keys);
                (phase, load)
            })
            .collect()
    }

    /// The figures of the facts this was built from: 3.80 erlangs and 38 %; under the fault 57 erlangs, 18.7/s; T_c* about 1.7 s.
    #[test]
    fn the_avalanche_has_its_figures() {
        let loads = loads(AVALANCHE);
        let [(_, calm), (_, fault)] = loads.as_slice() else {
            panic!("two phases")
        };
        close(calm.offered(), 3.80);
        close(calm.pool_rate(), 281.7);
        assert!(!calm.saturated() && fault.saturated());
        close(fault.offered(), 57.3);
        close(fault.pool_rate(), 18.67);
        let (hottest, _) = fault.keys[0];
        close(fault.rate * fault.core * hottest, 2.44);
        let balance = fault.balance(107.0, 2.0);
        close(balance.total(), 243.0);
        assert!((1.5..1.8).contains(&fault.edge(107.0)));
        close(fault.balance(107.0, fault.edge(107.0)).total(), 200.0);
        let (through, _) = fault.throughput(107.0);
        assert!((84.0..93.0).contains(&through), "{through}/s come through");
    }

    #[test]
    fn retries_multiply_what_fails() {
        let (_, fault) = loads(AVALANCHE).pop().unwrap();
        assert_eq!(fault.attempts(), 107.0);
        let asks = Load {
            retries: 3,
            ..fault
        };
        let attempts = asks.attempts();
        assert!((350.0..428.0).contains(&attempts), "{attempts}/s");
        let budgeted = Load {
            budget: Some(0.1),
            ..asks
        };
        close(budgeted.attempts(), 117.7);
    }

    #[test]
    fn keys_share_everything_between_them() {
        for (n, skewed) in [
            (1, true),
            (400, true),
            (5000, true),
            (1_000_000, true),
            (7, false),
        ] {
            let text = format!("title = \"x\"\n[lock]\nkeys = {n}\nskewed = {skewed}\n");
            let keys = keys(&Scenario::parse("x.toml", &text).unwrap());
            let (shares, counts) = keys.iter().fold((0.0, 0.0), |sum, &(share, count)| {
                (sum.0 + share * count, sum.1 + count)
            });
            close(shares, 1.0);
            assert_eq!(counts as u64, n);
            assert!(keys.is_sorted_by(|a, b| a.0 >= b.0));
        }
    }
}
