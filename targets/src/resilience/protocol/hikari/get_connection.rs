//! What applications call: `getConnection`, `close`, `evictConnection`; and how connections are closed.
//!
//! Follows HikariCP 604d7d58: `pool/HikariPool.java` (`getConnection` l. 146, `evictConnection` l. 260, `recycle` l. 424, `closeConnection` l. 446,
//! `softEvictConnection` l. 617), `pool/PoolBase.java` (`isConnectionDead` l. 151), `pool/ProxyConnection.java` (`checkException`, `close`),
//! `util/SuspendResumeLock.java`, `pool/ProxyLeakTask.java`.
//!
//! Deviations: a dead connection fails at once, with an exception (drivers differ; one that only answers `false` is not logged).

use super::adder::fill_pool;
use super::bag::EntryId;
use super::borrow::{borrow, remove, requite, reserve, site};
use super::defects::Defect;
use super::points::{
    CANCEL_LEAK, CLOSE_ENTRY, CLOSE_QUEUE, CLOSE_SUBMIT, CLOSER_IDLE, CLOSER_TAKE, DATA_SOURCE,
    DELAYED, IS_EVICTED, MARK_EVICTED, PERMIT, PERMITS, POOL_STATE, QUIETLY_CLOSE, RECYCLE,
    RELEASE, SCHEDULE, SHARED_LIST, STATE, STATS, SUSPENDED, VALIDATE, VALUES, fields_of,
};
use super::pool::{POOL_NAME, PoolState, SqlException};
use super::schedule::Job;
use super::thread::Thread;

/// `aliveBypassWindowMs`
pub const ALIVE_BYPASS_MS: i64 = 500;

/// `getConnection(connectionTimeout)`; none: it threw, and its text was printed.
pub async fn get_connection(thread: &Thread) -> Option<EntryId> {
    let me = thread.me();
    let _frame = thread.enter(&[site::GET_CONNECTION]);
    if thread.pool().spec.shuts_down() {
        thread.read(DATA_SOURCE, STATE, 0).await;
        if thread.pool().data_source_closed {
            thread.print(&format!(
                "SQLException: HikariDataSource HikariDataSource ({POOL_NAME}) has been closed."
            ));
            return None;
        }
    }
    // A suspended pool makes its callers wait before their time begins.
    if !acquire(thread).await {
        thread.print("SQLTransientException: The pool is currently suspended and configured to throw exceptions upon acquisition");
        return None;
    }
    let start = {
        let now = thread.now();
        let mut pool = thread.pool();
        let start = pool.current_time(now);
        pool.threads[me].start = Some(start);
        pool.threads[me].began = Some(now);
        start
    };
    let found = borrow_alive(thread, start).await;
    if found.is_none() {
        thread.read(STATS, SHARED_LIST, 0).await;
        let now = thread.now();
        let text = {
            let pool = thread.pool();
            pool.timeout_text(pool.current_time(now) - start)
        };
        thread.print(&text);
    }
    {
        let state = &mut thread.pool().threads[me];
        state.start = None;
        state.began = None;
    }
    let _frame = thread.enter(&[found.map_or(0, |entry| 1 + entry as u64)]);
    release(thread, 1).await;
    found
}

/// `getConnection`'s loop: borrows until it has one that is alive, or its time is over.
async fn borrow_alive(thread: &Thread, start: i64) -> Option<EntryId> {
    let hard_timeout = thread.pool().config.connection_timeout;
    let mut timeout = hard_timeout;
    while timeout > 0 {
        let entry = borrow(thread, timeout as u64).await?;
        let _frame = thread.enter(&[entry as u64]);
        thread.read(IS_EVICTED, fields_of(entry), 0).await;
        let (marked, idle) = {
            let pool = thread.pool();
            let connection = &pool.connections[entry];
            let idle = pool.current_time(thread.now()) - connection.last_accessed;
            (connection.evict, idle)
        };
        let marked = marked && !thread.pool().has(Defect::BorrowIgnoresMark);
        if marked || (idle > ALIVE_BYPASS_MS && is_connection_dead(thread, entry).await) {
            close_connection(thread, entry).await;
            let elapsed = {
                let pool = thread.pool();
                pool.current_time(thread.now()) - start
            };
            if !thread.pool().has(Defect::FullTimeoutAgain) {
                timeout = hard_timeout - elapsed;
            }
            continue;
        }
        schedule_leak(thread, entry).await;
        let mut pool = thread.pool();
        if pool.connections[entry].evict_when_taken {
            pool.violate(
                "stale connection",
                "a connection that was marked for eviction was handed out",
                format!("entry {entry}"),
            );
        }
        return Some(entry);
    }
    None
}

/// `isConnectionDead`; the time it takes is the borrower's.
pub async fn is_connection_dead(thread: &Thread, entry: EntryId) -> bool {
    let _frame = thread.enter(&[site::VALIDATE, entry as u64]);
    let validate_ms = thread.pool().database.validate_ms;
    thread.sleep(VALIDATE, validate_ms).await;
    if thread.pool().connections[entry].alive {
        return false;
    }
    let failure = SqlException::CLOSED;
    thread.pool().last_connection_failure = Some(failure);
    let name = thread.pool().name_of(entry);
    thread.print(&format!(
        "WARN {POOL_NAME} - Failed to validate connection {name} ({}). Possibly consider using a shorter maxLifetime value.",
        failure.message
    ));
    true
}

/// `leakTaskFactory.schedule`
async fn schedule_leak(thread: &Thread, entry: EntryId) {
    let me = thread.me();
    let threshold = thread.pool().config.leak_detection_threshold;
    if threshold == 0 || thread.pool().bag_only {
        return;
    }
    thread.write(SCHEDULE, DELAYED, 0).await;
    let due = thread.now() + threshold.max(0) as u64;
    let first = {
        let mut pool = thread.pool();
        pool.threads[me].borrows += 1;
        let borrow = pool.threads[me].borrows;
        pool.threads[me].leak = Some((borrow, false));
        pool.schedule.insert(due, Job::Leak(me, borrow, entry))
    };
    if first {
        thread.wake_keeper();
    }
}

/// `ProxyLeakTask.cancel`
async fn cancel_leak(thread: &Thread, entry: EntryId) {
    let me = thread.me();
    if thread.pool().threads[me].leak.is_none() {
        return;
    }
    let _frame = thread.enter(&[site::CANCEL_LEAK, entry as u64]);
    thread.write(CANCEL_LEAK, DELAYED, 0).await;
    let leak = thread.pool().threads[me].leak.take();
    let Some((borrow, is_leaked)) = leak else {
        return;
    };
    if !thread.pool().has(Defect::LeakTaskStays) {
        thread.pool().schedule.cancel(Job::Leak(me, borrow, entry));
    }
    if is_leaked {
        let name = thread.pool().name_of(entry);
        thread.print(&format!(
            "INFO Previously reported leaked connection {name} on thread {} was returned to the pool (unleaked)",
            thread.name_of(me)
        ));
    }
}

/// `ProxyConnection.close`
pub async fn close(thread: &Thread, entry: EntryId) {
    let _frame = thread.enter(&[site::CLOSE, entry as u64]);
    cancel_leak(thread, entry).await;
    thread.write(RECYCLE, fields_of(entry), 0).await;
    {
        let now = thread.now();
        let mut pool = thread.pool();
        let accessed = pool.current_time(now);
        let connection = &mut pool.connections[entry];
        if !connection.open {
            return;
        }
        connection.last_accessed = accessed;
        connection.evict_when_returned = connection.evict;
    }
    thread.read(IS_EVICTED, fields_of(entry), 0).await;
    let marked = thread.pool().connections[entry].evict;
    if marked && !thread.pool().has(Defect::ReturnIgnoresMark) {
        close_connection(thread, entry).await;
    } else {
        requite(thread, entry).await;
    }
}

/// `checkException` of what says that the connection is gone; `close` has nothing left to do then.
pub async fn broken(thread: &Thread, entry: EntryId, exception: SqlException) {
    let name = thread.pool().name_of(entry);
    let SqlException {
        sql_state,
        error_code,
        ..
    } = exception;
    thread.print(&format!(
        "WARN {POOL_NAME} - Connection {name} marked as broken because of SQLSTATE({sql_state}), ErrorCode({error_code})"
    ));
    cancel_leak(thread, entry).await;
    close_connection(thread, entry).await;
}

/// `evictConnection` by who has it; `close` has nothing left to do then.
pub async fn evict_connection(thread: &Thread, entry: EntryId) {
    cancel_leak(thread, entry).await;
    soft_evict_connection(thread, entry, true).await;
}

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

/// `SuspendResumeLock.acquire`: false if the pool is suspended and configured to throw.
async fn acquire(thread: &Thread) -> bool {
    if thread.pool().permits.is_none() {
        return true;
    }
    thread.write(PERMIT, PERMITS, 0).await;
    let got = thread
        .pool()
        .permits
        .as_mut()
        .is_none_or(|permits| permits.try_acquire(1));
    if !got && thread.pool().spec.throws_if_suspended() {
        return false;
    }
    if !got {
        acquire_all(thread, 1).await;
    }
    true
}

/// `acquireUninterruptibly(permits)` of a fair semaphore.
pub async fn acquire_all(thread: &Thread, permits: u64) {
    let me = thread.me();
    thread.write(PERMIT, PERMITS, permits).await;
    let got = {
        let mut pool = thread.pool();
        let queued = pool.permits.as_mut();
        queued.is_none_or(|semaphore| semaphore.acquire_or_queue(me, permits))
    };
    if got {
        return;
    }
    loop {
        let _frame = thread.enter(&[permits]);
        thread.wait(SUSPENDED, None).await;
        let got = {
            let mut pool = thread.pool();
            let queued = pool.permits.as_mut();
            queued.is_none_or(|semaphore| semaphore.acquire_as_first(me))
        };
        if got {
            // Whoever is next may have enough as well.
            return wake_first(thread);
        }
    }
}

/// `release(permits)`
pub async fn release(thread: &Thread, permits: u64) {
    if thread.pool().permits.is_none() {
        return;
    }
    thread.write(RELEASE, PERMITS, permits).await;
    if let Some(semaphore) = thread.pool().permits.as_mut() {
        semaphore.release(permits);
    }
    wake_first(thread);
}

fn wake_first(thread: &Thread) {
    let first = thread
        .pool()
        .permits
        .as_ref()
        .and_then(|permits| permits.first());
    if let Some(first) = first {
        thread.wake(first, 0);
    }
}
