//! The acceptor's thread: `Acceptor.run`.

use super::defect::Defect;
use super::events::add_event;
use super::latch_steps::count_up_or_await;
use super::points::{ACCEPT, ACCEPTING, BACKLOG};
use super::state::Tomcat;
use crate::protocol::bench::Cx;

/// `Acceptor.run`
pub(super) async fn acceptor(cx: Cx<Tomcat>) {
    let early = cx.model().executor.defect == Defect::AcceptFirst;
    loop {
        if !early {
            count_up_or_await(&cx).await;
        }
        let conn = accept(&cx).await;
        if early {
            count_up_or_await(&cx).await;
        }
        add_event(&cx, conn).await;
    }
}

/// `serverSocketAccept`
async fn accept(cx: &Cx<Tomcat>) -> u64 {
    loop {
        cx.write(ACCEPT, BACKLOG, &[]).await;
        let conn = cx.model().connector.accepts();
        if let Some(conn) = conn {
            return conn;
        }
        cx.model().connector.accepting = true;
        cx.wait(ACCEPTING, None, &[]).await;
        cx.model().connector.accepting = false;
    }
}
