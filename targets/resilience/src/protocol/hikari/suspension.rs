//! `suspendPool` and `resumePool`, and the lock that makes callers wait meanwhile.
//!
//! Follows HikariCP 604d7d58: `pool/HikariPool.java` (`suspendPool` l. 378, `resumePool` l. 391), `util/SuspendResumeLock.java`.
//!
//! The suspending thread keeps the pool's monitor while it waits for all permits, and newcomers overtake it as long as there are
//! permits: both as in the source.

use super::connection::PoolState;
use super::defects::Defect;
use super::executor::MAX_PERMITS;
use super::monitor::{enter, exit};
use super::points::{ADMIN, PERMIT, PERMITS, POOL_STATE, RELEASE, STATE, SUSPENDED};
use super::pool::POOL_NAME;
use super::refill::fill_pool_locked;
use super::site;
use super::thread::Thread;

/// `suspendPool`, some time, `resumePool`.
pub async fn suspend_and_resume(thread: &Thread, millis: u64) {
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

/// `SuspendResumeLock.acquire`: false if the pool is suspended and configured to throw.
pub async fn acquire(thread: &Thread) -> bool {
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
async fn acquire_all(thread: &Thread, permits: u64) {
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
