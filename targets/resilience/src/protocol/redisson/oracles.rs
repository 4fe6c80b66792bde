//! What must hold: after every step, when nobody can run, when all are through.

use tearpoint_harness::contract::Digest;

use super::points::LATCH;
use super::redis::Key;
use super::spec::LockKind;
use super::state::{Phase, State, Thread};
use crate::protocol::bench::{Broken, Model, Waiting, broken};
use crate::protocol::contract::Timeouts;

impl State {
    /// A thread inside whose lease is not over has the lock, as often as it entered.
    fn excludes(&self, thread: &Thread, now: u64) -> Option<Broken> {
        if thread.holds == 0 || thread.lease_until <= now || thread.lost {
            return None;
        }
        let holder = self.redis.holder(now);
        let seen = || format!("{:?} is inside, the server has {holder:?}", thread.name);
        match holder {
            Some((name, _)) if name != thread.name => broken(
                "mutual exclusion",
                "another has the lock while a thread is inside and its lease not over",
                seen(),
            ),
            None => broken(
                "mutual exclusion",
                "the lock is free while a thread is inside and its lease not over",
                seen(),
            ),
            Some((_, holds))
                if thread.phase == Phase::Inside
                    && !thread.uncertain
                    && holds != thread.holds as i64 =>
            {
                broken(
                    "re-entry",
                    "the server counts other holds than their owner",
                    format!("{} of {}", holds, thread.holds),
                )
            }
            Some(_) => None,
        }
    }

    /// The key lives exactly as long as its owner was granted.
    fn lives(&self, now: u64) -> Option<Broken> {
        let (name, _) = self.redis.holder(now)?;
        if self.redis.holders() > 1 {
            let rule = "two hold the lock at once";
            return broken("mutual exclusion", rule, String::new());
        }
        let Some(expires) = self.redis.expires(Key::Lock) else {
            let rule = "the lock's key has no time to live";
            return broken("lock for ever", rule, format!("{name:?} has it"));
        };
        let thread = &self.threads[self.thread_named(name)?];
        if expires == thread.lease_until {
            return None;
        }
        let rule = "the lock's time to live is not what its owner was granted";
        let seen = format!(
            "until {expires} ms, granted until {} ms",
            thread.lease_until
        );
        broken("lease", rule, seen)
    }

    /// The watchdog renews threads that are inside, and no others.
    fn renewed(&self, thread: &Thread, now: u64) -> Option<Broken> {
        let renewal = &self.processes[thread.name.client as usize].renewal;
        let renews = renewal.renews(thread.name);
        let rings = renewal.timers() > 0 || self.spec.lost_watchdog;
        let out = matches!(thread.phase, Phase::Idle | Phase::Dead) && thread.holds == 0;
        if out && renews {
            let rule = "the watchdog renews the lock of a thread that has let go";
            return broken(
                "renewal outlives the lock",
                rule,
                format!("{:?}", thread.name),
            );
        }
        let watched = self.spec.lease_ms.is_none() && !thread.lost && !thread.uncertain;
        let inside = thread.phase == Phase::Inside && thread.lease_until > now;
        if watched && inside && !(renews && rings) {
            let rule = "the watchdog does not renew the lock of a thread that is inside";
            return broken("renewal lost", rule, format!("{:?}", thread.name));
        }
        None
    }

    /// The lock is held, and its owner does not know.
    fn orphaned(&self, now: u64) -> Option<Broken> {
        let (name, _) = self.redis.holder(now)?;
        let thread = &self.threads[self.thread_named(name)?];
        let calls = self.wires.iter().flat_map(|wire| &wire.call);
        if thread.phase != Phase::Idle || thread.excused || calls.count() > 0 {
            return None;
        }
        let rule = "the lock is held by a thread that does not know";
        broken("orphaned lock", rule, format!("{name:?}"))
    }
}

impl State {
    /// The lock is free, and the first in the queue sleeps on.
    fn next_sleeps(&self, now: u64, waiting: &[Waiting]) -> Option<Broken> {
        let thread = self.thread_named(self.redis.first(Key::Queue)?)?;
        let who = self.threads[thread].who?;
        let waits = waiting.iter().find(|waiting| waiting.who == who)?;
        let sleeps = waits.at.id == LATCH.id && waits.until.is_none_or(|until| until > now);
        if !sleeps || self.redis.has_expired(now) {
            return None;
        }
        let rule = "the first in the queue sleeps on though the lock is free";
        broken(
            "lost wake-up",
            rule,
            format!("{} until {:?} ms", waits.name, waits.until),
        )
    }

    /// A place in the queue belongs to a thread that waits.
    fn orphaned_place(&self) -> Option<Broken> {
        let queue = self.redis.lrange(Key::Queue);
        let gone = queue.into_iter().find(|&name| {
            let thread = self.thread_named(name).map(|thread| &self.threads[thread]);
            thread.is_some_and(|thread| thread.phase == Phase::Idle && !thread.excused)
        });
        let calls = self.wires.iter().flat_map(|wire| &wire.call).count();
        let gone = gone.filter(|_| calls == 0)?;
        let rule = "a place in the queue is kept for a thread that does not wait";
        broken("orphaned place", rule, format!("{gone:?}"))
    }
}

impl Model for State {
    fn absorb(&self, now: u64, into: &mut Digest) {
        self.absorb_into(now, into);
    }

    fn broken(&self, now: u64) -> Option<Broken> {
        let mut threads = self.threads.iter();
        let timers = self
            .processes
            .iter()
            .map(|process| process.renewal.timers());
        self.broke
            .clone()
            .or_else(|| self.lives(now))
            .or_else(|| {
                threads.find_map(|thread| {
                    self.excludes(thread, now)
                        .or_else(|| self.renewed(thread, now))
                })
            })
            .or_else(|| {
                let most = timers.max().unwrap_or(0);
                let rule = "a process has more than one watchdog timer";
                (most > 1).then(|| broken("watchdog", rule, format!("{most} timers")))?
            })
    }

    fn idle(&self, now: u64, waiting: &[Waiting]) -> Option<Broken> {
        let orphaned = self.orphaned(now).or_else(|| self.orphaned_place());
        if orphaned.is_some() {
            return orphaned;
        }
        // A lock that expires sends no message: who was slow between answer and wait sleeps longer than the lock lived.
        let slow = self.spec.timeouts == Timeouts::AnyTime;
        if self.redis.holder(now).is_some() || slow && self.redis.has_expired(now) {
            return None;
        }
        if self.spec.lock == LockKind::Fair {
            return self.next_sleeps(now, waiting);
        }
        let sleeps = |waiting: &&Waiting| {
            waiting.at.id == LATCH.id && waiting.until.is_none_or(|until| until > now)
        };
        let sleeper = waiting.iter().find(sleeps)?;
        let rule = "a thread sleeps on though the lock is free";
        broken(
            "lost wake-up",
            rule,
            format!("{} until {:?} ms", sleeper.name, sleeper.until),
        )
    }

    fn ended(&self, now: u64) -> Option<Broken> {
        self.orphaned(now).or_else(|| self.orphaned_place())
    }
}
