//! Semaphores of package sync, and the list on which Cond waits.
//!
//! Follows runtime/sema.go: `semacquire1`, `semrelease1`, `cansemacquire`, `semaRoot` (in `treap`), `notifyList*` (in `notify`).
//!
//! Invariants: a goroutine that waits for a semaphore has one sudog, and it is in the tree of the address's root; who
//! has been handed the semaphore finds ticket 1 in it.
//! Deviations: `semtable` is on the host, because nothing a program can name leads to it; its sudogs are bytes. The root's lock
//! is never seen held. Misses: block and mutex profiles (`acquiretime`, `releasetime` stay 0).

mod notify;
mod semaphore;
mod table;
mod treap;

pub use notify::{
    notify_list_add, notify_list_notify_all, notify_list_notify_one, notify_list_wait,
};
pub use semaphore::{Wait, semacquire1, semrelease1};
pub use table::SemTable;
