//! The server's scripts, sequentially, as data; texts.

use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::PORTFOLIO;
use tearpoint_harness::session::{HuntPlan, Plan, Runner};

use super::defects::{DEFECTS, Planted};
use super::fair::{self, Waiter};
use super::redis::{Channel, Key, LockName, Redis};
use super::scripts::{Acquired, Latch, Unlocked, renew, try_lock, try_lock_fenced, unlock};
use super::texts;
use crate::protocol::{Defect, ProtocolScenario, SOUND};

const A: LockName = LockName {
    client: 0,
    thread: 1,
};
const B: LockName = LockName {
    client: 1,
    thread: 1,
};

const C: LockName = LockName {
    client: 2,
    thread: 1,
};

/// A script, evaluated by whom.
#[derive(Clone, Copy, Debug)]
enum Eval {
    Lock(LockName),
    Fenced(LockName),
    Unlock(LockName, u64),
    Renew(LockName),
    /// The fair lock's: with a place for so long.
    Fair(LockName, u64),
    FairUnlock(LockName, u64),
    Leave(LockName, u64),
}
use Eval::{Fair, FairUnlock, Fenced, Leave, Lock, Renew, Unlock};

fn waiter(me: LockName, wait: u64, clock: u64) -> Waiter {
    Waiter { me, wait, clock }
}

/// Evaluates scripts at their times (ms), with a lease of 30 s, and holds each answer to what is expected.
fn check(script: &[(u64, Eval, &str)]) {
    let mut redis = Redis::default();
    for &(now, eval, expected) in script {
        let redis = redis.at(now);
        let none = Planted::Nothing;
        let answer = match eval {
            Lock(me) => format!("{:?}", try_lock(redis, none, me, 30_000)),
            Fenced(me) => format!("{:?}", try_lock_fenced(redis, none, me, 30_000)),
            Unlock(me, request) => {
                let millis = 10_000;
                format!(
                    "{:?}",
                    unlock(redis, none, me, 30_000, Latch { request, millis })
                )
            }
            Fair(me, wait) => {
                format!(
                    "{:?}",
                    fair::try_lock(redis, none, waiter(me, wait, now), 30_000)
                )
            }
            FairUnlock(me, request) => {
                let latch = Latch {
                    request,
                    millis: 10_000,
                };
                format!(
                    "{:?}",
                    fair::unlock(redis, none, waiter(me, 0, now), 30_000, latch)
                )
            }
            Leave(me, wait) => {
                fair::acquire_failed(redis, none, waiter(me, wait, now));
                String::new()
            }
            Renew(me) => format!("{:?}", renew(redis, none, me, 30_000)),
        };
        let messages = "+".repeat(redis.take_published().len());
        assert_eq!(answer + &messages, expected, "{eval:?} at {now} ms");
    }
}

const YES: &str = "Yes { token: 0 }";

#[test]
fn a_lock_is_had_by_one_until_it_is_free_or_expired() {
    check(&[
        (0, Lock(A), YES),
        (5, Lock(B), "No { ttl: 29995 }"),
        (6, Unlock(B, 1), "NotOwner"),
        (7, Unlock(A, 2), "Free+"),
        (8, Lock(B), YES),
        (30_007, Lock(A), "No { ttl: 1 }"),
        (30_008, Lock(A), YES),
        (30_009, Unlock(B, 3), "NotOwner"),
    ]);
}

#[test]
fn re_entry_counts_and_prolongs() {
    check(&[
        (0, Lock(A), YES),
        (100, Lock(A), YES),
        (200, Lock(B), "No { ttl: 29900 }"),
        (300, Unlock(A, 1), "Held"),
        (300, Lock(B), "No { ttl: 30000 }"),
        (400, Unlock(A, 2), "Free+"),
        (400, Unlock(A, 3), "NotOwner"),
    ]);
}

#[test]
fn an_unlock_sent_again_answers_the_same_while_it_is_remembered() {
    check(&[
        (0, Lock(A), YES),
        (0, Lock(A), YES),
        (0, Unlock(A, 1), "Held"),
        (9_999, Unlock(A, 1), "Held"),
        (10_000, Unlock(A, 1), "Free+"),
        (10_001, Unlock(A, 1), "Free"),
        (10_002, Lock(B), YES),
    ]);
}

#[test]
fn renewal_asks_whose_the_lock_is() {
    check(&[
        (0, Renew(A), "false"),
        (0, Lock(A), YES),
        (10_000, Renew(A), "true"),
        (10_000, Renew(B), "false"),
        (39_999, Lock(B), "No { ttl: 1 }"),
        (40_000, Renew(A), "false"),
        (40_000, Lock(B), YES),
    ]);
}

#[test]
fn tokens_grow_with_each_acquisition_and_outlive_the_lock() {
    check(&[
        (0, Fenced(A), "Yes { token: 1 }"),
        (1, Fenced(A), "Yes { token: 2 }"),
        (2, Fenced(B), "No { ttl: 29999 }"),
        (30_001, Fenced(B), "Yes { token: 3 }"),
    ]);
}

#[test]
fn a_fair_lock_is_granted_in_order_of_arrival() {
    check(&[
        (0, Fair(A, 300_000), YES),
        (1, Fair(A, 300_000), YES),
        (10, Fair(B, 300_000), "No { ttl: 29991 }"),
        // Until the place before is over: 29 991 + 300 000.
        (20, Fair(C, 300_000), "No { ttl: 329981 }"),
        (30, Fair(B, 300_000), "No { ttl: 29971 }"),
        (40, FairUnlock(A, 1), "Held"),
        (50, FairUnlock(A, 2), "Free+"),
        (60, Fair(C, 300_000), "No { ttl: 0 }"),
        (60, Fair(A, 300_000), "No { ttl: 629941 }"),
        (70, Fair(B, 300_000), YES),
        (80, FairUnlock(B, 3), "Free+"),
        (90, Fair(C, 300_000), YES),
        (91, FairUnlock(B, 4), "NotOwner"),
    ]);
}

#[test]
fn a_fair_locks_places_end_and_move_up() {
    check(&[
        (0, Fair(A, 5000), YES),
        (10, Fair(B, 5000), "No { ttl: 29990 }"),
        (20, Fair(C, 5000), "No { ttl: 34980 }"),
        (30, Leave(B, 5000), ""),
        // C's place is over at 35 000 now, 5 000 earlier.
        (30_000, Fair(B, 5000), "No { ttl: 5000 }"),
        (35_000, Fair(B, 5000), YES),
    ]);
}

#[test]
fn to_unlock_a_fair_lock_that_has_expired_is_no_error() {
    check(&[
        (0, Fair(A, 5000), YES),
        (10, Fair(B, 5000), "No { ttl: 29990 }"),
        (30_000, FairUnlock(A, 1), "Free+"),
        (30_000, Fair(B, 5000), YES),
        (30_001, FairUnlock(A, 2), "NotOwner"),
        // Who leaves the first place of a free lock tells the next.
        (30_002, Fair(A, 5000), "No { ttl: 29998 }"),
        (30_003, Fair(C, 5000), "No { ttl: 34997 }"),
        (30_004, FairUnlock(B, 3), "Free+"),
        (30_005, Leave(A, 5000), "+"),
    ]);
}

#[test]
fn a_key_says_how_long_it_lives() {
    let mut redis = Redis::default();
    assert_eq!(redis.pttl(Key::Lock), -2);
    try_lock(&mut redis, Planted::KeyWithoutTtl, A, 30_000);
    assert_eq!(redis.pttl(Key::Lock), -1);
    let latch = Latch {
        request: 1,
        millis: 1,
    };
    unlock(&mut redis, Planted::Nothing, A, 30_000, latch);
    assert_eq!(redis.take_published(), vec![Channel::Lock]);
    assert_eq!(
        try_lock(&mut redis, Planted::Nothing, B, 7),
        Acquired::Yes { token: 0 }
    );
    assert_eq!(redis.pttl(Key::Lock), 7);
    let stolen = unlock(
        &mut redis,
        Planted::UnlockWithoutOwnerCheck,
        A,
        7,
        Latch {
            request: 2,
            millis: 1,
        },
    );
    assert_eq!(stolen, Unlocked::Free);
}

/// A scenario under `corpus/resilience/protocol`, with a defect or [`SOUND`].
fn load(name: &str, profile: &str) -> ProtocolScenario {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../corpus/resilience/protocol"
    );
    let text = std::fs::read(format!("{folder}/{name}.toml")).unwrap();
    ProtocolScenario::load(name, &text, profile).unwrap()
}

/// Defects, and as what they show.
const SHOWN: &[(&str, &str, &str)] = &[
    ("redisson_death", "thread-dies", "renewal outlives the lock"),
    ("redisson_fair", "clock-skew", "unfair"),
    ("redisson_fair", "fair-lock-barges", "unfair"),
    ("redisson_fair_death", "stale-head-kept", "starvation"),
    ("redisson_fair_lost_answer", "place-left", "orphaned place"),
    ("redisson_fair_try", "head-leaves-silently", "lost wake-up"),
    ("redisson_fenced", "no-fencing", "lost lock"),
    ("redisson_fenced", "token-not-incremented", "stale token"),
    ("redisson_fenced", "token-read-later", "lost lock"),
    (
        "redisson_fenced",
        "unlock-without-owner-check",
        "mutual exclusion",
    ),
    (
        "redisson_interrupt",
        "renewal-outlives-unlock",
        "renewal outlives the lock",
    ),
    (
        "redisson_late",
        "name-reused-after-timeout",
        "mutual exclusion",
    ),
    (
        "redisson_lost_answer",
        "unknown-outcome-ignored",
        "orphaned lock",
    ),
    ("redisson_lost_watchdog", "no-fencing", "lost lock"),
    (
        "redisson_lost_renewal",
        "renewal-stops-after-error",
        "renewal lost",
    ),
    ("redisson_try", "permit-swallowed", "lost wake-up"),
    ("redisson_two", "del-without-publish", "lost wake-up"),
    (
        "redisson_two",
        "evaluated-before-subscribing",
        "lost wake-up",
    ),
    ("redisson_two", "key-without-ttl", "lock for ever"),
    (
        "redisson_unsynced",
        "cancelled-on-each-attempt",
        "renewal lost",
    ),
    ("redisson_unsynced", "latch-missing", "mutual exclusion"),
    ("redisson_unsynced", "ttl-not-set-on-reentry", "lease"),
    ("redisson_watchdog", "expired-lease-ignored", "lease"),
    (
        "redisson_watchdog",
        "late-answer-drops-newer",
        "renewal lost",
    ),
    ("redisson_watchdog", "renewal-without-check", "lease"),
    ("redisson_watchdog", "timer-not-cancelled", "watchdog"),
];

#[test]
fn each_defect_shows_as_what_it_is() {
    for &(name, defect, class) in SHOWN {
        let plan = Plan {
            scheduler: PORTFOLIO.spec(),
            ..Plan::default()
        };
        let hunt = HuntPlan {
            plan,
            seeds: 0..20_000,
            ..HuntPlan::default()
        };
        let mut runner = Runner::new(EngineKind::Native);
        let hunted = runner
            .hunt(&mut load(name, defect), &hunt, &mut |tally| {
                tally.failed > 0
            })
            .unwrap();
        let found = hunted
            .found
            .iter()
            .map(|found| found.run.report.class.word());
        assert_eq!(found.collect::<Vec<_>>(), [class], "{name}, {defect}");
    }
    let untested = DEFECTS
        .iter()
        .filter(|defect| SHOWN.iter().all(|shown| shown.1 != defect.name));
    assert_eq!(untested.collect::<Vec<_>>(), Vec::<&Defect>::new());
}

#[test]
fn clients_see_what_the_library_says() {
    for (name, text) in [
        (
            "redisson_lost_answer",
            "RedisResponseTimeoutException: Redis server response timeout (3000 ms) occurred after 0 of 1",
        ),
        (
            "redisson_late",
            "IllegalMonitorStateException: attempt to unlock lock, not locked by current thread by node id: ",
        ),
        (
            "redisson_fenced",
            "the resource refuses the write: its token is stale",
        ),
        ("redisson_lost_renewal", texts::UPDATE_EXPIRATION),
        ("redisson_try", "tryLock: false"),
        ("redisson_interrupt", texts::INTERRUPTED),
        ("redisson_few_connections", "Unable to acquire connection!"),
        ("redisson_lost_watchdog", "IllegalMonitorStateException"),
    ] {
        let mut runner = Runner::new(EngineKind::Native);
        let mut scenario = load(name, SOUND);
        let seen = (0..300).any(|seed| {
            let plan = Plan {
                seed,
                ..Plan::default()
            };
            let run = runner.run(&mut scenario, &plan).unwrap();
            String::from_utf8(run.report.stdout).unwrap().contains(text)
        });
        assert!(seen, "{name}: nobody saw {text:?}");
    }
}

#[test]
fn bad_scenarios_are_refused_with_their_reason() {
    let good = "title = 't'\nprotocol = 'redisson'\nprocesses = [1, 1]\nwork-ms = 1\n";
    assert!(super::parse("x", good).is_ok());
    for (more, reason) in [
        ("lease-ms = 0", "0 is not between 1 and 3600000"),
        ("rounds = 9", "9 is not between 1 and 4"),
        ("lock = 'spin'", "unknown variant `spin`"),
        ("wait = 1", "unknown field `wait`"),
        (
            "defects = ['x']",
            "no defect `x`; there are: renewal-outlives-unlock",
        ),
        (
            "lease-ms = 1\nlost-watchdog = true",
            "`lost-watchdog` means nothing where `lease-ms` is given",
        ),
    ] {
        let error = super::parse("x", &format!("{good}{more}\n")).err().unwrap();
        assert!(error.0.contains(reason), "{more}: {}", error.0);
    }
    let crowd = good.replace("[1, 1]", "[4, 4]");
    let error = super::parse("x", &crowd).err().unwrap();
    assert_eq!(error.0, "x: `processes` has 8 threads, not between 1 and 4");
    let threads = good.replace("[1, 1]", "[2]") + "deaths = 1\n";
    let error = super::parse("x", &threads).err().unwrap();
    assert!(error.0.contains("each process has one thread"));
}

#[test]
fn texts_are_upstreams() {
    assert_eq!(
        texts::not_locked(B),
        "java.lang.IllegalMonitorStateException: attempt to unlock lock, not locked by current thread by node id: \
         00000000-0000-4000-8000-000000000001 thread-id: 1"
    );
    assert!(texts::response_timeout(3000, 0, 4).starts_with(
        "org.redisson.client.RedisResponseTimeoutException: Redis server response timeout (3000 ms) occurred after 0 of 4 retry attempts, is \
         non-idempotent command: false Check connection with Redis node: "
    ));
}
