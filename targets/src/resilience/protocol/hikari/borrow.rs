//! `ConcurrentBag`'s operations, with others in between.
//!
//! Follows `util/ConcurrentBag.java` of HikariCP 604d7d58: `borrow` (l. 120), `requite` (l. 175). One point before each access to what
//! threads share; the thread's own list is its own.
//!
//! Deviations: `requite` parks for 10 µs at each 256th turn; here it only yields. The 10 µs below which `borrow` gives up are 0 ms.

use super::bag::{EntryId, State};
use super::defects::Defect;
use super::points::{
    COUNTER, DECREMENT, GET_STATE, HANDED_CAS, HANDOFF_QUEUE, INCREMENT, LOCAL_CAS, OFFER, POLL,
    POLLING, SCAN_CAS, SET_STATE, SHARED_LIST, SNAPSHOT, SPIN, WAITERS, state_of,
};
use super::thread::Thread;
use crate::resilience::protocol::bench::Woken;

/// Words that tell call sites apart in a thread's frames.
pub(super) mod site {
    pub const BORROW: u64 = 1;
    pub const SCAN: u64 = 2;
    pub const REQUITE: u64 = 3;
    pub const CLIENT: u64 = 4;
}

/// `borrow(timeout, MILLISECONDS)`; none: it timed out.
pub async fn borrow(thread: &Thread, timeout: u64) -> Option<EntryId> {
    let me = thread.me();
    loop {
        let Some(entry) = thread.pool().bag.pop_local(me) else {
            break;
        };
        let _frame = thread.enter(&[site::BORROW, timeout]);
        thread.write(LOCAL_CAS, state_of(entry), entry as u64).await;
        if thread.pool().bag.take(entry, me) {
            return Some(entry);
        }
    }
    let frame = thread.enter(&[site::BORROW, timeout]);
    thread.write(INCREMENT, COUNTER, 0).await;
    let waiting = thread.pool().count_waiter(me);
    drop(frame);
    let found = scan_and_poll(thread, waiting, timeout).await;
    let word = found.map_or(0, |entry| 1 + entry as u64);
    thread.write(DECREMENT, COUNTER, word).await;
    thread.pool().discount_waiter(me, found.is_none());
    found
}

/// What `borrow` does while it is counted among the waiters.
async fn scan_and_poll(thread: &Thread, waiting: i64, timeout: u64) -> Option<EntryId> {
    let me = thread.me();
    let _frame = thread.enter(&[site::SCAN, waiting as u64, timeout]);
    thread.read(SNAPSHOT, SHARED_LIST, 0).await;
    let snapshot = thread.pool().bag.values().to_vec();
    {
        let words: Vec<u64> = snapshot.iter().map(|&entry| entry as u64).collect();
        let _frame = thread.enter(&words);
        for (at, &entry) in snapshot.iter().enumerate() {
            thread.write(SCAN_CAS, state_of(entry), at as u64).await;
            if thread.pool().bag.take(entry, me) {
                return Some(entry);
            }
        }
    }
    let deadline = thread.now() + timeout;
    thread.pool().threads[me].deadline = Some(deadline);
    let found = poll(thread, deadline).await;
    thread.pool().threads[me].deadline = None;
    found
}

async fn poll(thread: &Thread, deadline: u64) -> Option<EntryId> {
    let me = thread.me();
    loop {
        thread.write(POLL, HANDOFF_QUEUE, 0).await;
        thread.pool().bag.poll(me);
        let Woken::By(word) = thread.wait(POLLING, Some(deadline)).await else {
            thread.pool().bag.leave(me);
            return None;
        };
        let entry = word as EntryId;
        thread.write(HANDED_CAS, state_of(entry), word).await;
        let late = thread.now() >= deadline;
        let mut pool = thread.pool();
        if pool.has(Defect::HandOffWithoutCas) {
            pool.bag.set_state(entry, State::InUse, me);
            return Some(entry);
        }
        if pool.bag.take(entry, me) {
            if late && pool.has(Defect::TimedOutWaiterDrops) {
                pool.bag.forget(entry, me);
                return None;
            }
            return Some(entry);
        }
        if late {
            return None;
        }
    }
}

/// `requite`: the entry is free before anybody is asked whether he wants it.
pub async fn requite(thread: &Thread, entry: EntryId) {
    let me = thread.me();
    let _frame = thread.enter(&[site::REQUITE, entry as u64]);
    if thread.pool().has(Defect::OfferBeforeSetState) {
        let handed = hand_over(thread, entry).await;
        thread
            .write(SET_STATE, state_of(entry), 1 + u64::from(handed))
            .await;
        thread.pool().bag.set_state(entry, State::NotInUse, me);
        if handed {
            return;
        }
    } else {
        thread.write(SET_STATE, state_of(entry), 0).await;
        thread.pool().bag.set_state(entry, State::NotInUse, me);
        if !thread.pool().has(Defect::RequiteNeverOffers) && hand_over(thread, entry).await {
            return;
        }
    }
    thread.pool().bag.push_local(me, entry);
}

/// `requite`'s loop: true if somebody has the entry, false if nobody waits for it.
async fn hand_over(thread: &Thread, entry: EntryId) -> bool {
    thread.read(WAITERS, COUNTER, 0).await;
    while thread.pool().bag.waiters() > 0 {
        let early = thread.pool().has(Defect::OfferBeforeSetState);
        thread.read(GET_STATE, state_of(entry), 0).await;
        if thread.pool().bag.state(entry) != State::NotInUse && !early {
            return true;
        }
        thread.write(OFFER, HANDOFF_QUEUE, 0).await;
        if offer(thread, entry) || thread.pool().has(Defect::RequiteGivesUp) {
            return true;
        }
        thread.read(SPIN, COUNTER, 0).await;
    }
    false
}

/// `handoffQueue.offer`
pub(super) fn offer(thread: &Thread, entry: EntryId) -> bool {
    let winner = thread.pool().offer();
    let Some(winner) = winner else {
        return false;
    };
    let woken = thread.wake(winner, entry as u64);
    debug_assert!(woken, "who polls waits");
    true
}
