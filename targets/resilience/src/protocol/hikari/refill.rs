//! Asking for connections: tasks for the connection adder.
//!
//! Follows `pool/HikariPool.java` of HikariCP 604d7d58: `addBagItem` (l. 332), `fillPool` (l. 509).
//!
//! Deviation: a count over the list is one step; the source reads entry by entry.

use super::bag::State;
use super::monitor::{enter, exit};
use super::points::{ADD_QUEUE, ADD_SUBMIT, IDLE, QUEUE_SIZE, SHARED_LIST, TOTAL};
use super::site;
use super::thread::Thread;

/// `addBagItem`: a waiter asks for a connection.
pub async fn add_bag_item(thread: &Thread, waiting: i64) {
    if thread.pool().bag_only {
        return;
    }
    let _frame = thread.enter(&[site::ADD_BAG_ITEM, waiting as u64]);
    thread.read(QUEUE_SIZE, ADD_QUEUE, 0).await;
    let queued = thread.pool().adder.queued();
    if waiting > queued as i64 {
        submit(thread).await;
    }
}

/// `addConnectionExecutor.submit`; what does not fit into the queue is discarded.
async fn submit(thread: &Thread) {
    thread.write(ADD_SUBMIT, ADD_QUEUE, 0).await;
    let accepted = thread.pool().adder.offer();
    if accepted {
        let workers = thread.pool().adder.workers().to_vec();
        workers.into_iter().any(|worker| thread.wake(worker, 0));
    }
}

/// `fillPool`
pub async fn fill_pool(thread: &Thread) {
    let _frame = thread.enter(&[site::FILL_POOL]);
    enter(thread).await;
    fill_pool_locked(thread).await;
    exit(thread).await;
}

/// `fillPool` of a caller that is in the monitor already.
pub async fn fill_pool_locked(thread: &Thread) {
    let _frame = thread.enter(&[site::FILL_POOL_LOCKED]);
    thread.read(IDLE, SHARED_LIST, 0).await;
    let idle = thread.pool().bag.count(State::NotInUse) as i64;
    thread.read(TOTAL, SHARED_LIST, idle as u64).await;
    let (total, max, min) = {
        let pool = thread.pool();
        let config = &pool.config;
        (
            pool.bag.size() as i64,
            config.max_pool_size,
            config.min_idle,
        )
    };
    if total < max && idle < min {
        for left in (0..min - idle).rev() {
            let _frame = thread.enter(&[left as u64]);
            submit(thread).await;
        }
    }
}
