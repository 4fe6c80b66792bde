//! What a scenario file with `protocol = "redisson"` says.

use serde::Deserialize;

use crate::protocol::contract::Timeouts;
use crate::scenario::Whole;

/// Milliseconds: up to an hour.
type Ms = Whole<0, 3_600_000>;
type Few = Whole<0, 3>;

/// Which of Redisson's locks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LockKind {
    /// `RedissonLock`.
    #[default]
    Plain,
    /// `RedissonFencedLock`, and a resource that it guards.
    Fenced,
    /// `RedissonFairLock`.
    Fair,
}

/// A scenario: its file's keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Spec {
    pub title: String,
    #[serde(rename = "protocol")]
    _protocol: String,
    #[serde(default)]
    pub timeouts: Timeouts,
    #[serde(default)]
    pub exhaustive: bool,
    #[serde(default)]
    pub defects: Vec<String>,
    #[serde(default)]
    pub lock: LockKind,
    /// Client processes, by their number of threads.
    pub processes: Vec<Whole<1, 4>>,
    /// How often each thread locks and unlocks.
    #[serde(default = "one")]
    pub rounds: Whole<1, 4>,
    /// How often a thread enters before it leaves.
    #[serde(default = "one")]
    pub depth: Whole<1, 4>,
    /// Each thread begins this much later than the one before it.
    #[serde(default = "at_once")]
    pub stagger_ms: Ms,
    /// `tryLock(wait_ms, …)`; without it, `lock()`.
    pub wait_ms: Option<Ms>,
    /// The lease; without it, the watchdog renews the lock.
    pub lease_ms: Option<Whole<1, 3_600_000>>,
    /// How long a thread is inside.
    pub work_ms: Ms,
    /// `lockWatchdogTimeout`.
    #[serde(default = "watchdog_timeout")]
    pub lock_watchdog_timeout_ms: Whole<3, 3_600_000>,
    /// The watchdog's timer does not ring.
    #[serde(default)]
    pub lost_watchdog: bool,
    /// `timeout`: how long a response is waited for.
    #[serde(default = "timeout")]
    pub timeout_ms: Whole<1, 3_600_000>,
    #[serde(default = "attempts")]
    pub retry_attempts: Few,
    /// `retryDelay`, without its jitter.
    #[serde(default = "delay")]
    pub retry_delay_ms: Whole<1, 60_000>,
    /// Connections to the server a client process has.
    #[serde(default = "connections")]
    pub connections: Whole<1, 16>,
    /// Answers that the network loses, at most.
    #[serde(default = "none")]
    pub lost_answers: Few,
    /// Answers that say that no replica has the write, at most.
    #[serde(default = "none")]
    pub unsynced: Few,
    /// Threads that are interrupted while they wait for their lock's answer, at most.
    #[serde(default = "none")]
    pub interrupts: Few,
    /// `fairLockWaitTimeout`: how long a fair lock's waiter keeps its place, where it has no time of its own.
    #[serde(default = "fair_wait")]
    pub fair_lock_wait_timeout_ms: Whole<1, 3_600_000>,
    /// Processes that die while they wait for a permit, at most. Each has one thread then.
    #[serde(default = "none")]
    pub deaths_waiting: Few,
    /// Processes that die inside, at most. Each has one thread then.
    #[serde(default = "none")]
    pub deaths: Few,
}

fn one() -> Whole<1, 4> {
    Whole::new(1)
}
fn at_once() -> Ms {
    Whole::new(0)
}
fn fair_wait() -> Whole<1, 3_600_000> {
    Whole::new(300_000)
}
fn none() -> Few {
    Whole::new(0)
}
fn attempts() -> Few {
    Whole::new(1)
}
fn watchdog_timeout() -> Whole<3, 3_600_000> {
    Whole::new(30_000)
}
fn timeout() -> Whole<1, 3_600_000> {
    Whole::new(3000)
}
fn delay() -> Whole<1, 60_000> {
    Whole::new(1500)
}
fn connections() -> Whole<1, 16> {
    Whole::new(8)
}

impl Spec {
    /// What the lock's key lives for after an acquisition, in milliseconds.
    pub fn lease(&self) -> u64 {
        let lease = self.lease_ms.map(Whole::get);
        lease.unwrap_or(self.lock_watchdog_timeout_ms.get())
    }

    /// Reads a scenario file.
    ///
    /// # Errors
    /// Unknown keys, values out of range, with line and column; settings that contradict each other.
    pub fn parse(text: &str) -> Result<Spec, String> {
        let spec: Spec = toml::from_str(text).map_err(|error| error.to_string())?;
        spec.check()?;
        Ok(spec)
    }

    fn check(&self) -> Result<(), String> {
        let threads: u64 = self.processes.iter().map(|process| process.get()).sum();
        if !(1..=4).contains(&threads) {
            return Err(format!(
                "`processes` has {threads} threads, not between 1 and 4"
            ));
        }
        let dies = self.deaths.get() + self.deaths_waiting.get() > 0;
        if dies && self.processes.iter().any(|process| process.get() > 1) {
            return Err(
                "with `deaths` or `deaths-waiting`, each process has one thread".to_owned(),
            );
        }
        if self.deaths.get() > 0 && self.work_ms.get() == 0 {
            return Err(
                "with `deaths`, `work-ms` is not 0: threads die while they work".to_owned(),
            );
        }
        if self.lost_watchdog && self.lease_ms.is_some() {
            return Err("`lost-watchdog` means nothing where `lease-ms` is given".to_owned());
        }
        Ok(())
    }
}
