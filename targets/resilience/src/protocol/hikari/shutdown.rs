//! `HikariDataSource.close`: the pool is shut down under its clients.
//!
//! Follows HikariCP 604d7d58: `pool/HikariPool.java` (`shutdown` l. 202, `abortActiveConnections` l. 528), `HikariDataSource.java` (`close`).
//!
//! Deviations: whether the adder has ended is asked every 10 ms, and the last loop pauses 1 ms a round, where the source waits and
//! spins; the closer and the threads that abort are not waited for.

use super::bag::State;
use super::borrow::remove;
use super::closing::soft_evict_connections;
use super::connection::PoolState;
use super::monitor::{enter, exit};
use super::points::{
    ABORT, ADD_QUEUE, AWAIT, CLOSE_BAG, CLOSE_ENTRY, DATA_SOURCE, DELAYED, POOL_STATE, SCHEDULE,
    SHARED_LIST, STATE, TOTAL, VALUES, fields_of,
};
use super::schedule::Job;
use super::site;
use super::thread::Thread;

/// How long connections in use are aborted, milliseconds.
const ABORT_MS: u64 = 10_000;

/// `HikariDataSource.close`
pub async fn close_data_source(thread: &Thread) {
    thread.write(DATA_SOURCE, STATE, 0).await;
    let closed = std::mem::replace(&mut thread.pool().data_source_closed, true);
    if !closed {
        shutdown(thread).await;
    }
}

/// `shutdown`
async fn shutdown(thread: &Thread) {
    let me = thread.me();
    let _frame = thread.enter(&[site::SHUTDOWN]);
    enter(thread).await;
    thread.write(POOL_STATE, STATE, 0).await;
    thread.pool().state = PoolState::Shutdown;
    thread.write(SCHEDULE, DELAYED, 0).await;
    thread.pool().schedule.cancel(Job::HouseKeeper);
    soft_evict_connections(thread).await;
    await_adder(thread).await;
    thread.write(SCHEDULE, DELAYED, 1).await;
    thread.pool().schedule.shut();
    thread.write(CLOSE_BAG, SHARED_LIST, 0).await;
    thread.pool().bag.close();
    let deadline = thread.now() + ABORT_MS;
    thread.pool().threads[me].deadline = Some(deadline);
    loop {
        abort_active_connections(thread).await;
        soft_evict_connections(thread).await;
        thread.read(TOTAL, SHARED_LIST, 0).await;
        if thread.pool().bag.size() == 0 || thread.now() >= deadline {
            break;
        }
        thread.sleep(ABORT, 1).await;
    }
    thread.pool().threads[me].deadline = None;
    exit(thread).await;
}

/// `addConnectionExecutor.shutdown` and `awaitTermination(getLoginTimeout())`
async fn await_adder(thread: &Thread) {
    let me = thread.me();
    thread.write(AWAIT, ADD_QUEUE, 0).await;
    thread.pool().adder.shut();
    let seconds = {
        let pool = thread.pool();
        ((500 + pool.config.connection_timeout) / 1000).max(1) as u64
    };
    let deadline = thread.now() + 1000 * seconds;
    thread.pool().threads[me].deadline = Some(deadline);
    while thread.pool().adder.is_busy() {
        if thread.now() >= deadline {
            thread.print("WARN Timed-out waiting for add connection executor to shutdown");
            break;
        }
        thread.sleep(AWAIT, 10).await;
    }
    thread.pool().threads[me].deadline = None;
}

/// `abortActiveConnections`: their users find out at their next use.
async fn abort_active_connections(thread: &Thread) {
    thread.read(VALUES, SHARED_LIST, 1).await;
    let list = thread.pool().bag.values_in(State::InUse);
    for at in 0..list.len() {
        let rest: Vec<u64> = list[at..].iter().map(|&entry| entry as u64).collect();
        let _site = thread.enter(&[site::ABORT]);
        let _frame = thread.enter(&rest);
        let entry = list[at];
        thread.write(CLOSE_ENTRY, fields_of(entry), 0).await;
        {
            let connection = &mut thread.pool().connections[entry];
            connection.open = false;
            connection.alive = false;
            connection.aborted = true;
        }
        remove(thread, entry).await;
    }
}
