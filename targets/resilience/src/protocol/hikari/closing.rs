//! How connections are evicted and closed.
//!
//! Follows `pool/HikariPool.java` of HikariCP 604d7d58: `closeConnection` (l. 446), `softEvictConnection` (l. 617), `softEvictConnections` (l. 369);
//! `pool/PoolBase.java`: `quietlyCloseConnection`.

use super::bag::EntryId;
use super::borrow::{remove, reserve};
use super::connection::PoolState;
use super::defects::Defect;
use super::points::{
    CLOSE_ENTRY, CLOSE_QUEUE, CLOSE_SUBMIT, CLOSER_IDLE, CLOSER_TAKE, DELAYED, MARK_EVICTED,
    POOL_STATE, QUIETLY_CLOSE, SHARED_LIST, STATE, VALUES, fields_of,
};
use super::refill::fill_pool;
use super::schedule::Job;
use super::site;
use super::thread::Thread;

/// `softEvictConnection`: true if it was closed, false if it is only marked.
pub async fn soft_evict_connection(thread: &Thread, entry: EntryId, owner: bool) -> bool {
    let _frame = thread.enter(&[site::SOFT_EVICT, entry as u64, u64::from(owner)]);
    thread.write(MARK_EVICTED, fields_of(entry), 0).await;
    thread.pool().connections[entry].evict = true;
    let owner = owner || thread.pool().has(Defect::EvictsWithoutReserve);
    if owner || reserve(thread, entry).await {
        close_connection(thread, entry).await;
        return true;
    }
    false
}

/// `softEvictConnections`
pub async fn soft_evict_connections(thread: &Thread) {
    thread.read(VALUES, SHARED_LIST, 0).await;
    let list = thread.pool().bag.values().to_vec();
    for at in 0..list.len() {
        let rest: Vec<u64> = list[at..].iter().map(|&entry| entry as u64).collect();
        let _site = thread.enter(&[site::SOFT_EVICT_ALL]);
        let _frame = thread.enter(&rest);
        soft_evict_connection(thread, list[at], false).await;
    }
}

/// `closeConnection`: takes the entry out of the bag at once, and has the connection closed by another thread.
pub async fn close_connection(thread: &Thread, entry: EntryId) {
    let _frame = thread.enter(&[site::CLOSE_CONNECTION, entry as u64]);
    if !remove(thread, entry).await {
        return;
    }
    thread.write(CLOSE_ENTRY, DELAYED, 0).await;
    {
        let mut pool = thread.pool();
        pool.schedule.cancel(Job::MaxLifetime(entry));
        pool.schedule.cancel(Job::Keepalive(entry));
        pool.connections[entry].open = false;
    }
    if thread.pool().bag_only {
        return;
    }
    thread.write(CLOSE_SUBMIT, CLOSE_QUEUE, 0).await;
    let accepted = thread.pool().closer.offer();
    if accepted {
        let workers = thread.pool().closer.workers().to_vec();
        workers.into_iter().any(|worker| thread.wake(worker, 0));
    } else {
        // CallerRunsPolicy
        quietly_close(thread).await;
    }
}

/// The closer's thread.
pub async fn closer(thread: Thread) {
    loop {
        thread.write(CLOSER_TAKE, CLOSE_QUEUE, 0).await;
        while !thread.pool().closer.take() {
            thread.wait(CLOSER_IDLE, None).await;
        }
        quietly_close(&thread).await;
    }
}

/// `quietlyCloseConnection`, and what `closeConnection`'s task does after it.
async fn quietly_close(thread: &Thread) {
    let _frame = thread.enter(&[site::QUIETLY_CLOSE]);
    let close_ms = thread.pool().database.close_ms;
    thread.sleep(QUIETLY_CLOSE, close_ms).await;
    thread.read(POOL_STATE, STATE, 0).await;
    let normal = thread.pool().state == PoolState::Normal;
    if normal && !thread.pool().has(Defect::CloserNeverFills) {
        fill_pool(thread).await;
    }
}
