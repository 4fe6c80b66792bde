//! The defects that can be planted, by the names that scenario files give them.

use crate::protocol::contract::Defect;

macro_rules! defects {
    ($($planted:ident $name:literal $what:literal;)*) => {
        /// What is wrong with the lock.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Planted {
            /// Nothing: the sound model.
            #[default]
            Nothing,
            $(#[doc = $what] $planted),*
        }

        /// Every defect.
        pub const DEFECTS: &[Defect] = &[$(Defect { name: $name, what: $what }),*];

        /// The defect of this name; none of them is nothing.
        pub fn planted(name: &str) -> Planted {
            match name {
                $($name => Planted::$planted,)*
                _ => Planted::Nothing,
            }
        }
    };
}

// "As upstream" means: so does Redisson at the commit named in `mod.rs`, and the sound model does something else.
defects! {
    RenewalOutlivesUnlock "renewal-outlives-unlock"
        "an acquisition that nobody waits for any more schedules its renewal all the same (as upstream, #7272)";
    RenewalWithoutCheck "renewal-without-check"
        "the renewal script does not ask whether its thread has the lock";
    ExpiredLeaseIgnored "expired-lease-ignored"
        "the renewal script takes a lock that has expired back for its thread";
    LateAnswerDropsNewer "late-answer-drops-newer"
        "a renewal's late answer `missing` takes a newer acquisition of the same thread off the watchdog (as upstream)";
    CancelledOnEachAttempt "cancelled-on-each-attempt"
        "an unlock that is sent again cancels the renewal again: who is still inside is not renewed (as upstream)";
    TimerNotCancelled "timer-not-cancelled"
        "the watchdog starts a second timer though that of its last task is still to ring (as upstream)";
    RenewalStopsAfterError "renewal-stops-after-error"
        "a round of renewal that fails is the watchdog's last (as upstream until #2518, reported as #2515)";
    ThreadDies "thread-dies"
        "a thread dies inside, its process does not, and the watchdog goes on (as upstream, #3521)";
    UnlockWithoutOwnerCheck "unlock-without-owner-check"
        "the unlock script does not ask whether its caller has the lock";
    LatchMissing "latch-missing"
        "an unlock does not remember its answer: sent again, it counts down twice";
    DelWithoutPublish "del-without-publish"
        "the unlock script deletes the key and publishes nothing";
    EvaluatedBeforeSubscribing "evaluated-before-subscribing"
        "after subscribing the waiter does not evaluate again: a message in between is lost";
    PermitSwallowed "permit-swallowed"
        "a waiter whose time is up leaves with the permit that woke it; the next one in its process sleeps on (as upstream)";
    HeadLeavesSilently "head-leaves-silently"
        "a fair lock's first waiter gives up just when the message comes to it, and nobody tells the next (as upstream)";
    PlaceLeft "place-left"
        "a waiter whose first answer does not come in time leaves its place in the queue (as upstream, #5019)";
    StaleHeadKept "stale-head-kept"
        "a place in the fair lock's queue is never over: who died is waited for for ever";
    FairLockBarges "fair-lock-barges"
        "who comes to a free fair lock takes it, whoever waits";
    ClockSkew "clock-skew"
        "a process' clock is ahead: by it, those that wait are dead";
    KeyWithoutTtl "key-without-ttl"
        "the lock script sets no time to live";
    TtlNotSetOnReentry "ttl-not-set-on-reentry"
        "entering again does not prolong the lease";
    UnknownOutcomeIgnored "unknown-outcome-ignored"
        "a lock whose answer did not come in time counts as not held, and is never released (as upstream, #4109)";
    NameReusedAfterTimeout "name-reused-after-timeout"
        "a thread locks again though its unlock may still be on its way, and loses the new lock to the old unlock (as upstream)";
    TokenNotIncremented "token-not-incremented"
        "a fenced lock hands out the token of the last holder again";
    TokenReadLater "token-read-later"
        "the token is read by a second command after the lock: it may be the next holder's (`lock()`, then `getToken()`)";
    NoFencing "no-fencing"
        "the resource does not look at tokens";
}
