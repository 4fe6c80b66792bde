//! `LimitLatch`, step by step: `countUpOrAwait` and `countDown`.

use super::defect::Defect;
use super::points::{
    COUNT_DOWN, LATCH, LATCH_BACK, LATCH_PARK, LATCH_PARKED, LATCH_QUEUE, LATCH_SIGNAL, LATCH_UP,
};
use super::state::Tomcat;
use crate::protocol::bench::Cx;

/// `LimitLatch.countUpOrAwait`: `acquireShared` of its synchronizer.
pub(super) async fn count_up_or_await(cx: &Cx<Tomcat>) {
    if try_acquire(cx, 0).await {
        return;
    }
    cx.write(LATCH_QUEUE, LATCH, &[]).await;
    let me = cx.me();
    cx.model().connector.latch.enters(me);
    let mut tries = cx.model().executor.defect != Defect::ParksUnchecked;
    loop {
        if tries && try_acquire(cx, 1).await {
            cx.model().connector.latch.leaves(me);
            return;
        }
        tries = true;
        cx.write(LATCH_PARK, LATCH, &[]).await;
        let permit = std::mem::take(&mut cx.model().connector.permit);
        if !permit {
            cx.wait(LATCH_PARKED, None, &[]).await;
        }
    }
}

/// `tryAcquireShared`; `queued` says whether the caller is in the queue already.
async fn try_acquire(cx: &Cx<Tomcat>, queued: u64) -> bool {
    cx.write(LATCH_UP, LATCH, &[queued]).await;
    {
        let connector = &mut cx.model().connector;
        if connector.latch.increment() {
            connector.reserved += 1;
            return true;
        }
        connector.transient += 1;
    }
    cx.write(LATCH_BACK, LATCH, &[queued]).await;
    let connector = &mut cx.model().connector;
    connector.latch.decrement();
    connector.transient -= 1;
    false
}

/// `LimitLatch.countDown`: the count, then a signal for the task that waits longest. `word` stands for the caller's locals.
pub(super) async fn count_down(cx: &Cx<Tomcat>, conn: u64, word: u64) {
    cx.write(COUNT_DOWN, LATCH, &[word]).await;
    {
        let mut model = cx.model();
        model.connector.latch.decrement();
        model.connector.socket(conn).counted = false;
    }
    cx.write(LATCH_SIGNAL, LATCH, &[word]).await;
    let first = cx.model().connector.latch.first();
    if let Some(who) = first
        && !cx.wake(who, 0)
    {
        cx.model().connector.permit = true;
    }
}
