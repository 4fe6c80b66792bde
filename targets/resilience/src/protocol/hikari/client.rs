//! What clients do: `getConnection`, hold, `close`, a number of times; or an administrator's part.

use super::bag::EntryId;
use super::connection::SqlException;
use super::defects::Defect;
use super::get_connection::{broken, close, evict_connection, get_connection};
use super::points::{ADMIN, HOLD, USE, fields_of};
use super::shutdown::close_data_source;
use super::site;
use super::spec::Client;
use super::suspension::suspend_and_resume;
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
