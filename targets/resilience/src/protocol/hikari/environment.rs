//! What happens to the pool from outside: the database goes and comes back, connections die, the clock jumps.

use super::closing::soft_evict_connections;
use super::points::{DATABASE, EVENT, EVENT_WAIT};
use super::spec::{Event, EventKind};
use super::thread::Thread;

/// An event is a task of its own: the scheduler decides when it comes, though not before its time.
pub async fn event(thread: Thread, event: Event) {
    if event.at_ms.get() > 0 {
        thread.sleep(EVENT_WAIT, event.at_ms.get()).await;
    }
    thread.write(EVENT, DATABASE, 0).await;
    match event.kind {
        EventKind::DatabaseDown => thread.pool().database.up = false,
        EventKind::DatabaseUp => thread.pool().database.up = true,
        EventKind::ConnectionsDie => {
            let mut pool = thread.pool();
            pool.connections
                .iter_mut()
                .for_each(|connection| connection.alive = false);
        }
        EventKind::ClockJump => thread.pool().skew += event.by_ms,
        EventKind::SoftEvict => soft_evict_connections(&thread).await,
    }
}
