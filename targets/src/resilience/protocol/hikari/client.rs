//! What clients do: `getConnection`, hold, `close`, a number of times.

use super::bag::EntryId;
use super::borrow::{borrow, requite, site};
use super::defects::Defect;
use super::points::{HOLD, USE};
use super::spec::Client;
use super::thread::Thread;

/// A client's script.
pub async fn client(thread: Thread, script: Client) {
    let me = thread.me();
    for round in 0..script.rounds.get() {
        let _frame = thread.enter(&[site::CLIENT, round]);
        let Some(entry) = get_connection(&thread).await else {
            continue;
        };
        if script.hold_ms.get() == 0 {
            thread.read(USE, 0, entry as u64).await;
        } else {
            let _frame = thread.enter(&[entry as u64]);
            thread.sleep(HOLD, script.hold_ms.get()).await;
        }
        if me == 0 && thread.pool().has(Defect::ClientLeaks) {
            break;
        }
        requite(&thread, entry).await;
    }
    thread.pool().threads[me].done = true;
}

/// `getConnection()`; none: it threw.
async fn get_connection(thread: &Thread) -> Option<EntryId> {
    let me = thread.me();
    let start = thread.now();
    thread.pool().threads[me].start = Some(start);
    let hard_timeout = thread.pool().config.connection_timeout as u64;
    let found = borrow(thread, hard_timeout).await;
    thread.pool().threads[me].start = None;
    if found.is_none() {
        let text = thread.pool().timeout_text(thread.now() - start);
        thread.print(&text);
    }
    found
}
