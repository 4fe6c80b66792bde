//! What applications call: `getConnection`, `close`, `evictConnection`.
//!
//! Follows HikariCP 604d7d58: `pool/HikariPool.java` (`getConnection` l. 146, `evictConnection` l. 260, `recycle` l. 424), `pool/PoolBase.java`
//! (`isConnectionDead` l. 151), `pool/ProxyConnection.java` (`checkException`, `close`), `pool/ProxyLeakTask.java`.
//!
//! Deviations: a dead connection fails at once, with an exception (drivers differ; one that only answers `false` is not logged).

use super::bag::EntryId;
use super::borrow::{borrow, requite};
use super::closing::{close_connection, soft_evict_connection};
use super::connection::SqlException;
use super::defects::Defect;
use super::points::{
    CANCEL_LEAK, DATA_SOURCE, DELAYED, IS_EVICTED, RECYCLE, SCHEDULE, SHARED_LIST, STATE, STATS,
    VALIDATE, fields_of,
};
use super::pool::POOL_NAME;
use super::schedule::Job;
use super::site;
use super::suspension::{acquire, release};
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

/// `checkException` of an exception that says that the connection is gone; `close` has nothing left to do then.
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

/// `evictConnection` by the borrower; `close` has nothing left to do then.
pub async fn evict_connection(thread: &Thread, entry: EntryId) {
    cancel_leak(thread, entry).await;
    soft_evict_connection(thread, entry, true).await;
}
