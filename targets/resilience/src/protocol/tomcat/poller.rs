//! The poller's thread: `NioEndpoint.Poller`, `AbstractEndpoint.processSocket`.
//!
//! Deviations: `select` has no timeout of its own (Tomcat's `selectorTimeout` of a second would hide a lost wake-up for that long);
//! timeouts are looked for when they are due, not at most once in a second.

use super::close::close;
use super::connector::{Conn, Fate, SocketEvent};
use super::defect::Defect;
use super::executor_steps::execute;
use super::points::{
    EVENTS, POLL_EVENTS, PROCESS_KEY, SELECT, SELECTING, SELECTOR, WAKEUP, WAKEUP_RESET,
    WAKEUP_TAKE, object,
};
use super::state::Tomcat;
use crate::protocol::bench::Cx;

/// `Poller.run`
pub(super) async fn poller(cx: Cx<Tomcat>) {
    loop {
        register_events(&cx, 0).await;
        cx.write(WAKEUP_TAKE, WAKEUP, &[]).await;
        let before = std::mem::replace(&mut cx.model().connector.wakeup_counter, -1);
        let keys = select(&cx, before > 0).await;
        cx.write(WAKEUP_RESET, WAKEUP, &[]).await;
        cx.model().connector.wakeup_counter = 0;
        if keys == 0 {
            register_events(&cx, 1).await;
        }
        process_keys(&cx).await;
        timeouts(&cx).await;
    }
}

/// `Poller.events`
async fn register_events(cx: &Cx<Tomcat>, again: u64) {
    cx.write(POLL_EVENTS, EVENTS, &[again]).await;
    let now = cx.now();
    cx.model().connector.register_events(now);
}

/// `selectNow` or `select`: how many keys have something to read.
async fn select(cx: &Cx<Tomcat>, at_once: bool) -> usize {
    loop {
        cx.write(SELECT, SELECTOR, &[u64::from(at_once)]).await;
        let now = cx.now();
        let due = {
            let connector = &mut cx.model().connector;
            let ready = connector.ready();
            let due = connector.next_due();
            let woken = std::mem::take(&mut connector.woken);
            if at_once || woken || !ready.is_empty() || due.is_some_and(|due| due <= now) {
                connector.selected = ready.into();
                return connector.selected.len();
            }
            connector.selecting = true;
            due
        };
        cx.wait(SELECTING, due, &[]).await;
        cx.model().connector.selecting = false;
    }
}

/// `processKey` of every key that was selected.
async fn process_keys(cx: &Cx<Tomcat>) {
    loop {
        let conn = cx.model().connector.selected.front().copied();
        let Some(conn) = conn else {
            return;
        };
        cx.write(PROCESS_KEY, object(conn), &[]).await;
        {
            let connector = &mut cx.model().connector;
            connector.selected.pop_front();
            if !connector.is_ready(conn) {
                continue;
            }
        }
        dispatch(cx, conn, SocketEvent::OpenRead).await;
    }
}

/// `unreg` and `processSocket`
async fn dispatch(cx: &Cx<Tomcat>, conn: Conn, event: SocketEvent) {
    {
        let hasty = cx.model().executor.defect == Defect::TimeoutUnchecked;
        let socket = &mut cx.model().connector.sockets[conn as usize];
        socket.interest = false;
        socket.due = socket.due.filter(|_| hasty);
        socket.event = event;
        socket.dispatched += 1;
    }
    let task = cx.model().names_task(conn);
    if let Err(text) = execute(cx, task).await {
        cx.print(&format!(
            "Executor rejected socket [{conn}] for processing: java.util.concurrent.RejectedExecutionException: {text}"
        ));
        let request = cx.model().connector.socket(conn).request.take();
        if let Some(request) = request {
            cx.model().connector.ends(request, Fate::Refused);
        }
        let counts = cx.model().executor.defect != Defect::RejectedCounted;
        close(cx, conn, counts, false).await;
    }
}

/// `Poller.timeout`
async fn timeouts(cx: &Cx<Tomcat>) {
    let mut next = 0;
    while next < cx.model().connector.sockets.len() as Conn {
        let conn = next;
        next += 1;
        let now = cx.now();
        let (over, processed) = {
            let connector = &mut cx.model().connector;
            let hasty = connector.defect == Defect::TimeoutUnchecked;
            let socket = connector.socket(conn);
            let looks = socket.interest || hasty && socket.processed;
            let due = socket.due.is_some_and(|due| due <= now);
            (looks && due && !socket.closed, socket.processed)
        };
        if !over {
            continue;
        }
        cx.model().connector.socket(conn).due = None;
        if processed {
            cx.model().connector.wrong(
                "double close",
                "a connection is closed while a request of it is processed",
                format!("connection {conn}"),
            );
        }
        dispatch(cx, conn, SocketEvent::Timeout).await;
    }
}
