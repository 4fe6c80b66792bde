//! What can be done wrong: one small deviation each, asked for at one place.

use crate::resilience::protocol;

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
}

use Defect::{
    ClientLeaks, HandOffWithoutCas, LastComeFirstServed, OfferBeforeSetState, RequiteGivesUp,
    RequiteNeverOffers, TimedOutWaiterDrops, WaiterStaysCounted,
};

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
];

/// All of them, for scenario files.
pub fn known() -> Vec<protocol::Defect> {
    let defect =
        |&(_, name, what): &(Defect, &'static str, &'static str)| protocol::Defect { name, what };
    TABLE.iter().map(defect).collect()
}

/// The defect of this profile; none: sound.
pub fn named(profile: &str) -> Option<Defect> {
    let row = TABLE.iter().find(|(_, name, _)| *name == profile);
    row.map(|&(defect, ..)| defect)
}
