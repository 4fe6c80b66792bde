//! What clients do: `getConnection`, hold, `close`, a number of times; or an administrator's part.

use super::adder::{enter, exit, fill_pool_locked};
use super::bag::EntryId;
use super::borrow::site;
use super::defects::Defect;
use super::executor::MAX_PERMITS;
use super::get_connection::{
    acquire_all, broken, close, evict_connection, get_connection, release,
};
use super::points::{ADMIN, HOLD, POOL_STATE, STATE, USE, fields_of};
use super::pool::{POOL_NAME, PoolState, SqlException};
use super::shutdown::close_data_source;
use super::spec::Client;
use super::thread::Thread;

/// The network breaks under a query.
const LINK: SqlException = SqlException {
    message: "Communications link failure",
    sql_state: "08S01",
    error_code: 0,
};

/// A client's script.
pub async fn client(thread: Thread, script: Client) {
    let me = thread.me();
    for round in 0..script.rounds.get() {
        let _frame = thread.enter(&[site::CLIENT, round]);
        if script.pause_ms.get() > 0 {
            thread.sleep(ADMIN, script.pause_ms.get()).await;
        }
        if script.suspends {
            suspend_and_resume(&thread, script.hold_ms.get()).await;
            continue;
        }
        if script.shuts_down {
            close_data_source(&thread).await;
            continue;
        }
        let Some(entry) = get_connection(&thread).await else {
            continue;
        };
        if !use_connection(&thread, &script, entry).await {
            break;
        }
    }
    thread.pool().threads[me].done = true;
}

/// From the borrower's `getConnection` to its `close`; false if it leaves without.
async fn use_connection(thread: &Thread, script: &Client, entry: EntryId) -> bool {
    let _frame = thread.enter(&[entry as u64]);
    if script.hold_ms.get() > 0 {
        thread.sleep(HOLD, script.hold_ms.get()).await;
    }
    thread.read(USE, fields_of(entry), 0).await;
    if script.leaks || thread.me() == 0 && thread.pool().has(Defect::ClientLeaks) {
        let name = thread.pool().name_of(entry);
        thread.print(&format!("leaves without closing {name}"));
        return false;
    }
    let failure = {
        let mut pool = thread.pool();
        let connection = &mut pool.connections[entry];
        let failure = if connection.alive {
            LINK
        } else {
            SqlException::CLOSED
        };
        connection.alive &= !script.breaks;
        (!connection.alive).then_some(failure)
    };
    if let Some(failure) = failure {
        broken(thread, entry, failure).await;
    } else if script.evicts {
        evict_connection(thread, entry).await;
    }
    // A delegate that was closed above is not closed again; one that was evicted finds no connection.
    if failure.is_none() {
        close(thread, entry).await;
    }
    true
}

/// `suspendPool`, some time, `resumePool`.
async fn suspend_and_resume(thread: &Thread, millis: u64) {
    if thread.pool().permits.is_none() {
        return thread.print(&format!(
            "IllegalStateException: {POOL_NAME} - is not suspendable"
        ));
    }
    enter(thread).await;
    thread.read(POOL_STATE, STATE, 0).await;
    if thread.pool().state != PoolState::Suspended {
        acquire_all(thread, MAX_PERMITS).await;
        thread.write(POOL_STATE, STATE, 1).await;
        thread.pool().state = PoolState::Suspended;
    }
    exit(thread).await;
    let _frame = thread.enter(&[site::RESUME]);
    thread.sleep(ADMIN, millis).await;
    enter(thread).await;
    thread.read(POOL_STATE, STATE, 0).await;
    if thread.pool().state == PoolState::Suspended {
        thread.pool().state = PoolState::Normal;
        fill_pool_locked(thread).await;
        if !thread.pool().has(Defect::ResumeKeepsPermits) {
            release(thread, MAX_PERMITS).await;
        }
    }
    exit(thread).await;
}
