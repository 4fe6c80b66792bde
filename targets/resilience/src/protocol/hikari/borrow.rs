//! `ConcurrentBag`'s operations, with others in between.
//!
//! Follows `util/ConcurrentBag.java` of HikariCP 604d7d58: `borrow` (l. 120), `requite` (l. 175), `remove` (l. 228), `reserve` and `unreserve`
//! (l. 294, 306). One point before each access to what threads share; the thread's own list is its own.
//!
//! Deviations: `requite` parks for 10 µs at each 256th turn; here it only yields. The 10 µs below which `borrow` gives up are 0 ms.

use super::bag::{EntryId, State};
use super::defects::Defect;
use super::points::{
    COUNTER, DECREMENT, GET_STATE, HANDED_CAS, HANDOFF_QUEUE, INCREMENT, LOCAL_CAS, OFFER, POLL,
    POLLING, REMOVE_IN_USE, REMOVE_RESERVED, RESERVE, SCAN_CAS, SET_STATE, SHARED_LIST, SNAPSHOT,
    SPIN, UNRESERVE, WAITERS, WITHDRAW, state_of,
};
use super::refill::add_bag_item;
use super::site;
use super::thread::Thread;
use crate::protocol::bench::Woken;

/// `borrow(timeout, MILLISECONDS)`; none: it timed out.
pub async fn borrow(thread: &Thread, timeout: u64) -> Option<EntryId> {
    let me = thread.me();
    loop {
        let Some(entry) = thread.pool().bag.pop_local(me) else {
            break;
        };
        let _frame = thread.enter(&[site::BORROW, timeout]);
        thread.write(LOCAL_CAS, state_of(entry), entry as u64).await;
        if thread.pool().take(entry, me) {
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
        let frame = thread.enter(&words);
        for (at, &entry) in snapshot.iter().enumerate() {
            thread.write(SCAN_CAS, state_of(entry), at as u64).await;
            if thread.pool().take(entry, me) {
                drop(frame);
                if waiting > 1 {
                    let _frame = thread.enter(&[1 + entry as u64]);
                    add_bag_item(thread, waiting - 1).await;
                }
                return Some(entry);
            }
        }
    }
    add_bag_item(thread, waiting).await;
    let deadline = thread.now() + timeout;
    thread.pool().threads[me].deadline = Some(deadline);
    let found = poll(thread, deadline).await;
    {
        let state = &mut thread.pool().threads[me];
        state.deadline = None;
        state.place = None;
    }
    found
}

async fn poll(thread: &Thread, deadline: u64) -> Option<EntryId> {
    let me = thread.me();
    loop {
        thread.write(POLL, HANDOFF_QUEUE, 0).await;
        thread.pool().poll(me);
        let Woken::By(word) = thread.wait(POLLING, Some(deadline)).await else {
            let now = thread.now();
            thread.pool().timed_out(me, now);
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
        if pool.take(entry, me) {
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

/// `requite`: the entry is free before it is offered to anybody.
pub async fn requite(thread: &Thread, entry: EntryId) {
    let me = thread.me();
    let _frame = thread.enter(&[site::REQUITE, entry as u64]);
    if thread.pool().has(Defect::OfferBeforeSetState) {
        let handed = hand_over(thread, entry).await;
        thread
            .write(SET_STATE, state_of(entry), 1 + u64::from(handed))
            .await;
        thread.pool().set_free(entry, me);
        if handed {
            return;
        }
    } else {
        thread.write(SET_STATE, state_of(entry), 0).await;
        thread.pool().set_free(entry, me);
        if !thread.pool().has(Defect::RequiteNeverOffers) && hand_over(thread, entry).await {
            return;
        }
    }
    thread.pool().bag.push_local(me, entry);
}

/// `requite`'s loop: true if another thread has the entry, false if none waits for it.
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

/// `remove`: false if the entry was not the caller's to remove.
pub async fn remove(thread: &Thread, entry: EntryId) -> bool {
    let me = thread.me();
    let _frame = thread.enter(&[site::REMOVE, entry as u64]);
    thread.write(REMOVE_IN_USE, state_of(entry), 0).await;
    let mut won = thread.pool().bag.retire(entry, State::InUse, me);
    if !won {
        thread.write(REMOVE_RESERVED, state_of(entry), 0).await;
        won = thread.pool().bag.retire(entry, State::Reserved, me);
    }
    if !won && !thread.pool().bag.is_closed() {
        let text = "Attempt to remove an object from the bag that was not borrowed or reserved";
        let line = format!("WARN {text}: {}", thread.pool().entry_text(entry));
        thread.print(&line);
        return false;
    }
    thread.write(WITHDRAW, SHARED_LIST, 0).await;
    let removed = thread.pool().bag.withdraw(entry);
    if !removed && !thread.pool().bag.is_closed() {
        let text = "Attempt to remove an object from the bag that does not exist";
        let line = format!("WARN {text}: {}", thread.pool().entry_text(entry));
        thread.print(&line);
    }
    thread.pool().bag.drop_local(me, entry);
    removed
}

/// `reserve`
pub async fn reserve(thread: &Thread, entry: EntryId) -> bool {
    thread.write(RESERVE, state_of(entry), 0).await;
    thread.pool().bag.reserve(entry, thread.me())
}

/// `unreserve`: unlike `requite`, it goes on offering an entry that another thread has taken.
pub async fn unreserve(thread: &Thread, entry: EntryId) {
    let _frame = thread.enter(&[site::UNRESERVE, entry as u64]);
    thread.write(UNRESERVE, state_of(entry), 0).await;
    if !thread.pool().bag.release(entry, thread.me()) {
        let text = "Attempt to relinquish an object to the bag that was not reserved";
        let line = format!("WARN {text}: {}", thread.pool().entry_text(entry));
        thread.print(&line);
        return;
    }
    if thread.pool().has(Defect::UnreserveNeverOffers) {
        return;
    }
    thread.read(WAITERS, COUNTER, 0).await;
    while thread.pool().bag.waiters() > 0 {
        thread.write(OFFER, HANDOFF_QUEUE, 0).await;
        if offer(thread, entry) {
            return;
        }
        thread.read(SPIN, COUNTER, 0).await;
    }
}
