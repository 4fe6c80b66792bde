//! The pool's own monitor, `synchronized` in the source: entering and leaving it, with others in between.

use super::points::{BLOCKED, ENTER, EXIT, MONITOR};
use super::thread::Thread;

/// Enters the pool's monitor: waits until no other thread is in it.
pub async fn enter(thread: &Thread) {
    let me = thread.me();
    thread.write(ENTER, MONITOR, 0).await;
    while !thread.pool().monitor.try_enter(me) {
        thread.pool().monitor.block(me);
        thread.wait(BLOCKED, None).await;
    }
}

pub async fn exit(thread: &Thread) {
    thread.write(EXIT, MONITOR, 0).await;
    let next = thread.pool().monitor.exit();
    if let Some(next) = next {
        thread.wake(next, 0);
    }
}
