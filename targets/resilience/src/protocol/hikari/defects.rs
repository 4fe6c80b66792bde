//! The defects that can be planted: one small deviation each, made at one place.

use crate::protocol::contract;

/// A defect planted into the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    RequiteNeverOffers,
    RequiteGivesUp,
    OfferBeforeSetState,
    HandOffWithoutCas,
    WaiterStaysCounted,
    TimedOutWaiterDrops,
    LastComeFirstServed,
    ClientLeaks,
    UnreserveNeverOffers,
    BorrowIgnoresMark,
    ReturnIgnoresMark,
    FullTimeoutAgain,
    LeakTaskStays,
    EvictsWithoutReserve,
    AdderIgnoresWaiters,
    AdderGivesUp,
    TwoAdders,
    CloserNeverFills,
    ResumeKeepsPermits,
    JudgedByGrowth,
    JudgedByRefill,
    JudgedByFairness,
    JudgedByZombies,
    JudgedBySuspension,
}

use Defect::*;

/// Each with its profile's name.
const TABLE: &[(Defect, &str, &str)] = &[
    (
        RequiteNeverOffers,
        "requite-never-offers",
        "requite puts the entry on the thread's own list though others wait: barging for ever",
    ),
    (
        RequiteGivesUp,
        "requite-gives-up",
        "requite does not offer again after an offer that nobody polled for",
    ),
    (
        OfferBeforeSetState,
        "offer-before-set-state",
        "requite offers the entry before it sets it free",
    ),
    (
        HandOffWithoutCas,
        "hand-off-without-cas",
        "who is handed an entry sets it in use without comparing",
    ),
    (
        WaiterStaysCounted,
        "waiter-stays-counted",
        "a waiter that times out is not taken off the count",
    ),
    (
        TimedOutWaiterDrops,
        "timed-out-waiter-drops",
        "a waiter that is handed an entry as its time runs out takes the entry and says that it timed out",
    ),
    (
        LastComeFirstServed,
        "last-come-first-served",
        "the hand-off queue is not fair: who polls last is served first",
    ),
    (
        ClientLeaks,
        "client-leaks",
        "the first client never gives its connection back",
    ),
    (
        UnreserveNeverOffers,
        "unreserve-never-offers",
        "unreserve sets the entry free and does not offer it to who waits",
    ),
    (
        BorrowIgnoresMark,
        "borrow-ignores-mark",
        "getConnection hands out a connection that is marked for eviction",
    ),
    (
        ReturnIgnoresMark,
        "return-ignores-mark",
        "a connection that was marked while in use is put back on its return, as before 6.0",
    ),
    (
        FullTimeoutAgain,
        "full-timeout-again",
        "after a connection that was dead, getConnection waits for the whole connectionTimeout again",
    ),
    (
        LeakTaskStays,
        "leak-task-stays",
        "close does not cancel the leak detection",
    ),
    (
        EvictsWithoutReserve,
        "evicts-without-reserve",
        "soft eviction closes a connection without reserving it, though somebody uses it",
    ),
    (
        AdderIgnoresWaiters,
        "adder-ignores-waiters",
        "the adder makes a connection only if there are too few idle ones, whoever waits",
    ),
    (
        AdderGivesUp,
        "adder-gives-up",
        "the adder does not try again after a connection that was refused",
    ),
    (
        TwoAdders,
        "two-adders",
        "two threads make connections, each as if it were the only one",
    ),
    (
        CloserNeverFills,
        "closer-never-fills",
        "the closer does not ask for another connection",
    ),
    (
        ResumeKeepsPermits,
        "resume-keeps-permits",
        "resumePool does not let in who waits",
    ),
    (
        JudgedByGrowth,
        "judged-by-growth",
        "nothing is done wrong: the source as it is, held to `whoever waits makes the pool grow` (HikariCP issues 1313, 222)",
    ),
    (
        JudgedByRefill,
        "judged-by-refill",
        "nothing is done wrong: the source as it is, held to `an empty pool is refilled while somebody waits` (HikariCP issue 906)",
    ),
    (
        JudgedByFairness,
        "judged-by-fairness",
        "nothing is done wrong: the source as it is, held to `who waits longest is served first, though it lost what it was handed` (HikariCP issue 1909)",
    ),
    (
        JudgedByZombies,
        "judged-by-zombies",
        "nothing is done wrong: the source as it is, held to `a connection that is gone takes nobody's place`, though threads may stand still for maxLifetime",
    ),
    (
        JudgedBySuspension,
        "judged-by-suspension",
        "nothing is done wrong: the source as it is, held to `suspendPool, which keeps the pool's monitor while it waits, keeps no connection from being replaced`",
    ),
];

/// All of them, for scenario files.
pub fn known() -> Vec<contract::Defect> {
    let defect =
        |&(_, name, what): &(Defect, &'static str, &'static str)| contract::Defect { name, what };
    TABLE.iter().map(defect).collect()
}

/// The defect of this profile; none: sound.
pub fn named(profile: &str) -> Option<Defect> {
    let row = TABLE.iter().find(|(_, name, _)| *name == profile);
    row.map(|&(defect, ..)| defect)
}
