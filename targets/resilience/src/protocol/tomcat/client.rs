//! An HTTP client of the connector: it connects, asks, waits and gives up.
//!
//! Follows Linux's TCP: a SYN that nobody answers is sent again after 1, 2, 4 … seconds.

use super::close::ANSWERED;
use super::connector::{Fate, Request, Stage};
use super::events::nudge;
use super::points::{ANSWER, BACKLOG, LEAVE, PAUSE, SEND, SETTLE, SYN, SYN_WAIT, object};
use super::state::Tomcat;
use crate::protocol::bench::{Cx, Woken};

/// The first wait of a SYN that nobody answers, in milliseconds.
const FIRST_SYN_WAIT: u64 = 1000;

/// A client of the connector.
pub(super) async fn client(cx: Cx<Tomcat>, client: u64) {
    let requests = cx.model().spec.requests.get();
    for n in 0..requests {
        think(&cx, n).await;
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

/// A client's pause before its `n`-th request, from 0; there is none before the first.
pub(super) async fn think(cx: &Cx<Tomcat>, n: u64) {
    let pause = cx.model().spec.pause_ms.get();
    if n > 0 && pause > 0 {
        cx.sleep(PAUSE, pause, &[n]).await;
    }
}

/// The client closes its end; the poller may have to look.
fn leave(cx: &Cx<Tomcat>, client: u64) {
    cx.model().connector.leaves(client);
    nudge(cx);
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
