//! HikariCP's `ConcurrentBag` as a state: each method is one atomic operation of the source, or a whole operation that no other
//! thread interrupts.
//!
//! Follows `util/ConcurrentBag.java` of HikariCP 604d7d58. `borrow` takes the atomic operations in the source's order, with other
//! threads in between. [`Bag::try_borrow`], [`Bag::enqueue_waiter`], [`Bag::requite`], [`Bag::timed_out`] and [`Bag::add`] take the
//! same operations without a break: what a history without overlap must look like.
//!
//! Invariants: an entry is in the shared list from its publication to its removal; an entry's holder is known from the moment it is
//! taken; threads that poll are among those that are counted as waiters.
//! Deviations: a thread's list holds entries, not weak references to them (an entry that was removed stays in other threads' lists, as in
//! the source, until they come across it); entries are numbers that are never used again.

use std::collections::VecDeque;

use tearpoint_harness::contract::Digest;

/// An entry's number, in order of creation.
pub type EntryId = usize;
/// A thread's number.
pub type ThreadId = usize;

/// What a thread's list holds at most.
const THREAD_LIST: usize = 50;

/// `IConcurrentBagEntry.STATE_*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Free to be borrowed or reserved.
    NotInUse,
    /// A borrower has it.
    InUse,
    /// It was taken out of the bag.
    Removed,
    /// The pool itself keeps it from borrowers, to test or close it.
    Reserved,
}

/// An entry of the bag.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its state, which threads compare and set.
    pub state: State,
    /// The threads that took it and have not given it back, to use or to reserve it. The source does not know them; oracles do.
    pub holders: Vec<ThreadId>,
    /// It was put into the shared list.
    pub published: bool,
}

/// The bag.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    entries: Vec<Entry>,
    shared_list: Vec<EntryId>,
    thread_lists: Vec<Vec<EntryId>>,
    waiters: i64,
    /// Threads that poll the hand-off queue, first come first.
    handoff_queue: VecDeque<ThreadId>,
    closed: bool,
}

/// The atomic operations.
impl Bag {
    /// An entry that is not in the bag yet.
    pub fn make(&mut self) -> EntryId {
        self.entries.push(Entry {
            state: State::NotInUse,
            holders: Vec::new(),
            published: false,
        });
        self.entries.len() - 1
    }

    /// Takes the newest entry off the thread's own list.
    pub fn pop_local(&mut self, thread: ThreadId) -> Option<EntryId> {
        self.thread_lists.get_mut(thread)?.pop()
    }

    /// Puts an entry on the thread's own list, if it is not full.
    pub fn push_local(&mut self, thread: ThreadId, entry: EntryId) {
        if self.thread_lists.len() <= thread {
            self.thread_lists.resize(thread + 1, Vec::new());
        }
        let list = &mut self.thread_lists[thread];
        if list.len() < THREAD_LIST {
            list.push(entry);
        }
    }

    /// Takes an entry off the thread's own list, wherever it is in it.
    pub fn drop_local(&mut self, thread: ThreadId, entry: EntryId) {
        if let Some(list) = self.thread_lists.get_mut(thread) {
            list.retain(|&other| other != entry);
        }
    }

    /// `compareAndSet(STATE_NOT_IN_USE, STATE_IN_USE)`: `thread` has it from now on.
    pub fn take(&mut self, entry: EntryId, thread: ThreadId) -> bool {
        self.swap(entry, State::NotInUse, State::InUse, thread)
    }

    /// `reserve`: `compareAndSet(STATE_NOT_IN_USE, STATE_RESERVED)`.
    pub fn reserve(&mut self, entry: EntryId, thread: ThreadId) -> bool {
        self.swap(entry, State::NotInUse, State::Reserved, thread)
    }

    /// `compareAndSet(STATE_RESERVED, STATE_NOT_IN_USE)`.
    pub fn release(&mut self, entry: EntryId, thread: ThreadId) -> bool {
        self.swap(entry, State::Reserved, State::NotInUse, thread)
    }

    /// `compareAndSet(from, STATE_REMOVED)`.
    pub fn retire(&mut self, entry: EntryId, from: State, thread: ThreadId) -> bool {
        self.swap(entry, from, State::Removed, thread)
    }

    /// `setState`, whatever the state was: from now on `thread` has the entry, or has it no longer.
    pub fn set_state(&mut self, entry: EntryId, to: State, thread: ThreadId) {
        let entry = &mut self.entries[entry];
        entry.state = to;
        match to {
            State::InUse | State::Reserved => entry.holders.push(thread),
            State::NotInUse | State::Removed => entry.holders.retain(|&holder| holder != thread),
        }
    }

    /// `thread` drops the entry, which stays in use: only a planted defect does so.
    pub fn forget(&mut self, entry: EntryId, thread: ThreadId) {
        self.entries[entry]
            .holders
            .retain(|&holder| holder != thread);
    }

    fn swap(&mut self, entry: EntryId, from: State, to: State, thread: ThreadId) -> bool {
        let won = self.entries[entry].state == from;
        if won {
            self.set_state(entry, to, thread);
        }
        won
    }

    /// `getState`
    pub fn state(&self, entry: EntryId) -> State {
        self.entries[entry].state
    }

    /// `sharedList.add`.
    pub fn publish(&mut self, entry: EntryId) {
        self.entries[entry].published = true;
        self.shared_list.push(entry);
    }

    /// `sharedList.remove`: whether it was there.
    pub fn withdraw(&mut self, entry: EntryId) -> bool {
        let before = self.shared_list.len();
        self.shared_list.retain(|&other| other != entry);
        self.shared_list.len() < before
    }

    /// `waiters.incrementAndGet`.
    pub fn count_waiter(&mut self) -> i64 {
        self.waiters += 1;
        self.waiters
    }

    /// `waiters.decrementAndGet`.
    pub fn discount_waiter(&mut self) {
        self.waiters -= 1;
    }

    /// `handoffQueue.poll`, up to where the thread parks.
    pub fn poll(&mut self, thread: ThreadId) {
        self.handoff_queue.push_back(thread);
    }

    /// What a thread does whose poll timed out: it takes itself off the queue.
    pub fn leave(&mut self, thread: ThreadId) {
        self.handoff_queue.retain(|&other| other != thread);
    }

    /// `handoffQueue.offer`: hands over to the thread that polls longest, if any does. That thread has yet to [`Bag::take`] the entry.
    pub fn offer(&mut self) -> Option<ThreadId> {
        self.handoff_queue.pop_front()
    }

    /// [`Bag::offer`] of a queue that is not fair: hands over to the thread that came last.
    pub fn offer_to_the_last(&mut self) -> Option<ThreadId> {
        self.handoff_queue.pop_back()
    }

    /// `close`
    pub fn close(&mut self) {
        self.closed = true;
    }
}

/// What can be read.
impl Bag {
    /// Every entry that ever was, by number.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// `values`: the shared list, as it is now.
    pub fn values(&self) -> &[EntryId] {
        &self.shared_list
    }

    /// `values(state)`: the newest first.
    pub fn values_in(&self, state: State) -> Vec<EntryId> {
        let list = self.shared_list.iter().rev().copied();
        list.filter(|&entry| self.state(entry) == state).collect()
    }

    /// `getCount`
    pub fn count(&self, state: State) -> usize {
        let list = self.shared_list.iter();
        list.filter(|&&entry| self.state(entry) == state).count()
    }

    /// `size`
    pub fn size(&self) -> usize {
        self.shared_list.len()
    }

    /// `getWaitingThreadCount`
    pub fn waiters(&self) -> i64 {
        self.waiters
    }

    /// Whether the bag takes no entries any more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Threads that poll the hand-off queue, longest first.
    pub fn polling(&self) -> impl ExactSizeIterator<Item = ThreadId> {
        self.handoff_queue.iter().copied()
    }

    /// A thread's own list, the newest last.
    pub fn thread_list(&self, thread: ThreadId) -> &[EntryId] {
        self.thread_lists.get(thread).map_or(&[], Vec::as_slice)
    }

    /// Absorbs the whole state.
    pub fn absorb(&self, into: &mut Digest) {
        let Bag {
            entries,
            shared_list,
            thread_lists,
            waiters,
            handoff_queue,
            closed,
        } = self;
        into.word(*waiters as u64);
        into.word(u64::from(*closed));
        let mut list = |list: &mut dyn Iterator<Item = u64>| {
            let mut words = 0;
            list.for_each(|word| {
                into.word(word);
                words += 1;
            });
            into.word(u64::MAX - words);
        };
        for entry in entries {
            let Entry {
                state,
                holders,
                published,
            } = entry;
            let flags = *state as u64 | u64::from(*published) << 8;
            let holders = holders.iter().map(|&holder| holder as u64);
            list(&mut std::iter::once(flags).chain(holders));
        }
        list(&mut shared_list.iter().map(|&entry| entry as u64));
        list(&mut handoff_queue.iter().map(|&thread| thread as u64));
        for thread_list in thread_lists {
            list(&mut thread_list.iter().map(|&entry| entry as u64));
        }
    }
}

/// Whole operations: each ends before the next begins.
impl Bag {
    /// `borrow`, as far as it goes without waiting: the thread's own list, then the shared one. None: the thread has to wait.
    pub fn try_borrow(&mut self, thread: ThreadId) -> Option<EntryId> {
        while let Some(entry) = self.pop_local(thread) {
            if self.take(entry, thread) {
                return Some(entry);
            }
        }
        let list = self.shared_list.clone();
        list.into_iter().find(|&entry| self.take(entry, thread))
    }

    /// The rest of `borrow`: the thread is counted, and polls.
    pub fn enqueue_waiter(&mut self, thread: ThreadId) {
        self.count_waiter();
        self.poll(thread);
    }

    /// `requite`: the thread that has the entry now. None: it is free.
    pub fn requite(&mut self, thread: ThreadId, entry: EntryId) -> Option<ThreadId> {
        self.set_state(entry, State::NotInUse, thread);
        let winner = self.hand_over(entry);
        if winner.is_none() {
            self.push_local(thread, entry);
        }
        winner
    }

    /// `add` of an entry that was made: the thread that has it now. None: it is free.
    pub fn add(&mut self, entry: EntryId) -> Option<ThreadId> {
        self.publish(entry);
        self.hand_over(entry)
    }

    /// The end of a waiter's patience. False: it does not wait.
    pub fn timed_out(&mut self, thread: ThreadId) -> bool {
        let waited = self.handoff_queue.contains(&thread);
        if waited {
            self.leave(thread);
            self.discount_waiter();
        }
        waited
    }

    fn hand_over(&mut self, entry: EntryId) -> Option<ThreadId> {
        if self.waiters == 0 {
            return None;
        }
        let winner = self.offer()?;
        let took = self.take(entry, winner);
        debug_assert!(took, "nobody came in between");
        self.discount_waiter();
        Some(winner)
    }
}
