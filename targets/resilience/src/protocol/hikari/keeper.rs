//! The housekeeping thread: retires what is old, fills up, keeps alive, tells of leaks.
//!
//! Follows HikariCP 604d7d58: `pool/HikariPool.java` (`HouseKeeper` l. 784, `MaxLifetimeTask` l. 847, `KeepaliveTask` l. 864),
//! `pool/ProxyLeakTask.java`, `util/ClockSource.java` (`elapsedDisplayString`).
//!
//! Deviations: the settings do not change while the pool runs; what is logged at DEBUG is left out. The source reads `System.nanoTime`, which does not jump, but
//! on macOS, where it reads the wall clock: the model's clock may jump.

use super::bag::{EntryId, State, ThreadId};
use super::borrow::{reserve, unreserve};
use super::closing::{close_connection, soft_evict_connection, soft_evict_connections};
use super::connection::PoolState;
use super::get_connection::is_connection_dead;
use super::points::{
    COUNTER, DELAYED, HOUSE_KEEPER, KEEPER_TAKE, KEEPER_WAIT, LEAK_RUN, SHARED_LIST, STATE, VALUES,
    WAITERS,
};
use super::pool::{PERIOD_MS, POOL_NAME};
use super::refill::{add_bag_item, fill_pool};
use super::schedule::Job;
use super::site;
use super::thread::Thread;

/// So much may a clock be put back (NTP).
const RETROGRADE_MS: i64 = 128;

/// The thread of the executor.
pub async fn keeper(thread: Thread) {
    loop {
        thread.write(KEEPER_TAKE, DELAYED, 0).await;
        let job = loop {
            let now = thread.now();
            let job = thread.pool().schedule.take(now);
            if let Some(job) = job {
                break job;
            }
            let next = thread.pool().schedule.next();
            thread.wait(KEEPER_WAIT, next).await;
        };
        match job {
            Job::HouseKeeper => {
                house_keeper(&thread).await;
                repeat(&thread, PERIOD_MS as u64, job);
            }
            Job::MaxLifetime(entry) => max_lifetime(&thread, entry).await,
            Job::Keepalive(entry) => {
                keepalive(&thread, entry).await;
                let (open, heartbeat) = {
                    let pool = thread.pool();
                    (pool.connections[entry].open, pool.times_of(entry).1)
                };
                if let (true, Some(heartbeat)) = (open, heartbeat) {
                    repeat(&thread, heartbeat, job);
                }
            }
            Job::Leak(owner, borrow, entry) => leak(&thread, owner, borrow, entry).await,
        }
    }
}

/// `scheduleWithFixedDelay`: again, so long after it was done, unless it was cancelled meanwhile.
fn repeat(thread: &Thread, delay: u64, job: Job) {
    let due = thread.now() + delay;
    let mut pool = thread.pool();
    if pool.state != PoolState::Shutdown {
        pool.schedule.insert(due, job);
    }
}

/// `HouseKeeper.run`
async fn house_keeper(thread: &Thread) {
    let _frame = thread.enter(&[site::HOUSE_KEEPER]);
    thread.read(HOUSE_KEEPER, STATE, 0).await;
    let now = thread.pool().current_time(thread.now());
    let previous = std::mem::replace(&mut thread.pool().previous, now);
    let delta = elapsed_display_string(now - previous);
    if now + RETROGRADE_MS < previous + PERIOD_MS {
        thread.print(&format!(
            "WARN {POOL_NAME} - Retrograde clock change detected (housekeeper delta={delta}), soft-evicting connections from pool."
        ));
        return soft_evict_connections(thread).await;
    }
    if now > previous + 3 * PERIOD_MS / 2 {
        thread.print(&format!(
            "WARN {POOL_NAME} - Thread starvation or clock leap detected (housekeeper delta={delta})."
        ));
    }
    let (timeout, min, max) = {
        let pool = thread.pool();
        let config = &pool.config;
        (config.idle_timeout, config.min_idle, config.max_pool_size)
    };
    if timeout > 0 && min < max {
        retire_idle(thread, timeout, min).await;
    }
    fill_pool(thread).await;
}

/// Closes what was idle for longer than `idleTimeout`, down to `minimumIdle`.
async fn retire_idle(thread: &Thread, timeout: i64, min: i64) {
    thread.read(VALUES, SHARED_LIST, 0).await;
    // `now` of the source is when this round began: `previous` since then.
    let old = |entry: EntryId| {
        let pool = thread.pool();
        pool.previous - pool.connections[entry].last_accessed > timeout
    };
    let not_in_use = thread.pool().bag.values_in(State::NotInUse);
    let mut max_to_remove = not_in_use.len() as i64 - min;
    for at in 0..not_in_use.len() {
        let rest: Vec<u64> = not_in_use[at..].iter().map(|&entry| entry as u64).collect();
        let _frame = thread.enter(&rest);
        let _left = thread.enter(&[max_to_remove.max(0) as u64]);
        let entry = not_in_use[at];
        if max_to_remove > 0 && old(entry) && reserve(thread, entry).await {
            close_connection(thread, entry).await;
            max_to_remove -= 1;
        }
    }
}

/// `MaxLifetimeTask.run`
async fn max_lifetime(thread: &Thread, entry: EntryId) {
    let _frame = thread.enter(&[site::MAX_LIFETIME]);
    if soft_evict_connection(thread, entry, false).await {
        ask_for_waiters(thread).await;
    }
}

/// `KeepaliveTask.run`
async fn keepalive(thread: &Thread, entry: EntryId) {
    let _frame = thread.enter(&[site::KEEPALIVE, entry as u64]);
    if !reserve(thread, entry).await {
        return;
    }
    if is_connection_dead(thread, entry).await {
        soft_evict_connection(thread, entry, true).await;
        ask_for_waiters(thread).await;
    } else {
        unreserve(thread, entry).await;
    }
}

/// `addBagItem(getWaitingThreadCount())`
async fn ask_for_waiters(thread: &Thread) {
    thread.read(WAITERS, COUNTER, 0).await;
    let waiting = thread.pool().bag.waiters();
    add_bag_item(thread, waiting).await;
}

/// `ProxyLeakTask.run`
async fn leak(thread: &Thread, owner: ThreadId, borrow: u64, entry: EntryId) {
    let open = thread.pool().threads[owner].leak;
    if open.is_none_or(|(current, _)| current != borrow) {
        thread.pool().violate(
            "leak detection",
            "a leak was reported of a connection that had been given back",
            format!("thread {owner}"),
        );
    }
    let _frame = thread.enter(&[site::LEAK, owner as u64, borrow, entry as u64]);
    thread.write(LEAK_RUN, DELAYED, 0).await;
    {
        let mut pool = thread.pool();
        if let Some((current, is_leaked)) = &mut pool.threads[owner].leak {
            *is_leaked |= *current == borrow;
        }
    }
    let name = thread.pool().name_of(entry);
    thread.print(&format!(
        "WARN Connection leak detection triggered for {name} on thread {}, stack trace follows: Apparent connection leak detected",
        thread.name_of(owner)
    ));
}

/// `elapsedDisplayString` of milliseconds: days to milliseconds, what is 0 left out.
pub fn elapsed_display_string(elapsed_ms: i64) -> String {
    let mut left = elapsed_ms.unsigned_abs();
    let mut text = if elapsed_ms < 0 { "-" } else { "" }.to_owned();
    for (unit, name) in [
        (86_400_000, "d"),
        (3_600_000, "h"),
        (60_000, "m"),
        (1_000, "s"),
        (1, "ms"),
    ] {
        if left / unit > 0 {
            text += &format!("{}{name}", left / unit);
            left %= unit;
        }
    }
    text
}
