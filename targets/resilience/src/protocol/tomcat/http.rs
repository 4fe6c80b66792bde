//! HTTP over the connector: a client that connects, asks, waits and gives up; and the worker's side of it.
//!
//! Follows Linux's TCP for the client (SYN again after 1, 2, 4 … s), `NioEndpoint.SocketProcessor.doRun` and, as far as connections go,
//! `Http11Processor.service`. A request that is in the socket's buffer is read and processed whether or not its client is still there: what it
//! was for is noticed when the answer is written.

use super::super::bench::{Cx, Woken};
use super::Tomcat;
use super::acceptor::BACKLOG;
use super::connector::{Conn, Fate, Request, SocketEvent, Stage};
use super::points::{ANSWER, LEAVE, PAUSE, READ, SEND, SETTLE, SYN, SYN_WAIT, WORK, WRITE};
use super::poller::{ANSWERED, add_event, close, nudge, object};

/// The first wait of a SYN that nobody answers, in milliseconds.
const FIRST_SYN_WAIT: u64 = 1000;

/// A client of the connector.
pub(super) async fn client(cx: Cx<Tomcat>, client: u64) {
    let (requests, pause) = {
        let model = cx.model();
        (model.spec.requests.get(), model.spec.pause_ms.get())
    };
    for n in 0..requests {
        if n > 0 && pause > 0 {
            cx.sleep(PAUSE, pause, &[n]).await;
        }
        ask(&cx, client, client * requests + n).await;
    }
    cx.write(LEAVE, 0, &[]).await;
    leave(&cx, client);
    let me = cx.me();
    while cx.model().has_open_requests(client) {
        cx.model().settling[client as usize] = Some(me);
        cx.wait(SETTLE, None, &[]).await;
    }
}

/// The client closes its end; the poller may have to look.
fn leave(cx: &Cx<Tomcat>, client: u64) {
    cx.model().connector.leaves(client);
    nudge(cx);
}

/// Clients that wait for the fate of their requests look again.
pub(super) fn settle(cx: &Cx<Tomcat>) {
    let waiting: Vec<_> = {
        let mut model = cx.model();
        let clients = 0..model.settling.len();
        let through: Vec<usize> = clients
            .filter(|&client| !model.has_open_requests(client as u64))
            .collect();
        through
            .into_iter()
            .filter_map(|client| model.settling[client].take())
            .collect()
    };
    for who in waiting {
        cx.wake(who, 0);
    }
}

/// One request, over the connection that there is or a new one.
async fn ask(cx: &Cx<Tomcat>, client: u64, request: Request) {
    let has = cx.model().connector.clients[client as usize].is_some();
    if !has && !connect(cx, client, request).await {
        cx.print("java.net.SocketTimeoutException: Connect timed out");
        cx.model().connector.ends(request, Fate::Lost);
        return;
    }
    let conn = cx.model().connector.clients[client as usize];
    let Some(conn) = conn else {
        return;
    };
    cx.write(SEND, object(conn), &[request]).await;
    if cx.model().connector.socket(conn).stage == Stage::Closed {
        cx.print("java.net.SocketException: Connection reset");
        cx.model().connector.ends(request, Fate::Lost);
        return leave(cx, client);
    }
    let me = cx.me();
    let patience = {
        let connector = &mut cx.model().connector;
        let socket = connector.socket(conn);
        socket.request = Some(request);
        socket.waits = Some(me);
        connector.spec.patience_ms.get()
    };
    nudge(cx);
    let until = cx.now() + patience;
    match cx.wait(ANSWER, Some(until), &[request]).await {
        Woken::By(ANSWERED) => {
            let last = cx.model().connector.socket(conn).last;
            if last {
                leave(cx, client);
            }
        }
        Woken::By(_) => {
            cx.print("java.net.SocketException: Connection reset");
            leave(cx, client);
        }
        Woken::Timeout => {
            cx.print("java.net.SocketTimeoutException: Read timed out");
            leave(cx, client);
        }
    }
}

/// Whether a connection comes about before the client's patience is over.
async fn connect(cx: &Cx<Tomcat>, client: u64, request: Request) -> bool {
    let mut wait = FIRST_SYN_WAIT;
    let patience = cx.model().connector.spec.connect_timeout_ms.get();
    loop {
        cx.write(SYN, BACKLOG, &[request, wait]).await;
        let queued = cx.model().connector.syn(client, wait > FIRST_SYN_WAIT);
        if queued {
            let acceptor = {
                let connector = &cx.model().connector;
                connector.acceptor.filter(|_| connector.accepting)
            };
            if let Some(who) = acceptor {
                cx.wake(who, 0);
            }
            return true;
        }
        // The waits so far are 1 + 2 + … seconds.
        let left = patience.saturating_sub(wait - FIRST_SYN_WAIT);
        cx.sleep(SYN_WAIT, wait.min(left), &[request, wait]).await;
        if left <= wait {
            return false;
        }
        wait *= 2;
    }
}

/// `SocketProcessor.doRun`: what a worker does with a connection.
pub(super) async fn process(cx: &Cx<Tomcat>, conn: Conn) {
    cx.read(READ, object(conn), &[conn]).await;
    let (event, request, gone) = {
        let socket = &mut cx.model().connector.sockets[conn as usize];
        let request = match socket.event {
            SocketEvent::OpenRead => socket.request.take(),
            SocketEvent::Timeout => None,
        };
        socket.processed = request.is_some();
        (socket.event, request, socket.gone)
    };
    let Some(request) = request else {
        if gone || event == SocketEvent::Timeout {
            return close(cx, conn, true, false).await;
        }
        return add_event(cx, conn).await;
    };
    let work = cx.model().spec.work_ms.get();
    if work > 0 {
        cx.sleep(WORK, work, &[conn, request]).await;
    }
    cx.write(WRITE, object(conn), &[conn, request]).await;
    let (client, last) = {
        let connector = &mut cx.model().connector;
        connector.ends(request, Fate::Processed);
        let socket = connector.socket(conn);
        socket.processed = false;
        socket.keep_alive_left -= 1;
        socket.last = socket.keep_alive_left == 0;
        (socket.waits.take(), socket.last)
    };
    let Some(client) = client else {
        cx.print(
            "org.apache.catalina.connector.ClientAbortException: java.io.IOException: Broken pipe",
        );
        settle(cx);
        // The processor closes, then `doRun` closes, as the state is CLOSED.
        close(cx, conn, true, true).await;
        return close(cx, conn, true, false).await;
    };
    cx.wake(client, ANSWERED);
    settle(cx);
    if last {
        return close(cx, conn, true, false).await;
    }
    add_event(cx, conn).await;
}
