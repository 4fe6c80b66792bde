//! How a connection is closed, and how clients learn what became of their requests.
//!
//! Follows `SocketWrapperBase.close` and `NioEndpoint.NioSocketWrapper.doClose`.

use super::connector::{Conn, Fate, Stage};
use super::defect::Defect;
use super::latch_steps::count_down;
use super::points::{CLOSE, DO_CLOSE, object};
use super::state::Tomcat;
use crate::protocol::bench::Cx;

/// The word that a client is woken with whose request was answered.
pub(super) const ANSWERED: u64 = 1;
/// The word that a client is woken with whose connection was closed.
const RESET: u64 = 2;

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

/// `SocketWrapperBase.close`; `counts` is false only in a defect. `again` says whether the caller will close once more.
pub(super) async fn close(cx: &Cx<Tomcat>, conn: Conn, counts: bool, again: bool) {
    let word = conn << 1 | u64::from(again);
    cx.write(CLOSE, object(conn), &[word, u64::from(counts)])
        .await;
    let twice = cx.model().executor.defect == Defect::ClosedTwice;
    {
        let socket = &mut cx.model().connector.sockets[conn as usize];
        if socket.closed && !twice {
            return;
        }
        socket.closed = true;
    }
    if counts {
        count_down(cx, conn, word).await;
    }
    cx.write(DO_CLOSE, object(conn), &[word]).await;
    let waits = {
        let connector = &mut cx.model().connector;
        let socket = connector.socket(conn);
        socket.stage = Stage::Closed;
        socket.interest = false;
        socket.due = None;
        let (request, waits) = (socket.request.take(), socket.waits.take());
        if let Some(request) = request {
            connector.ends(request, Fate::Lost);
        }
        waits
    };
    if let Some(who) = waits {
        cx.wake(who, RESET);
    }
    settle(cx);
}
