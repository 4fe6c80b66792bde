//! Events for the poller: `Poller.addEvent`, and waking its selector.

use super::connector::Conn;
use super::defect::Defect;
use super::points::{ADD_EVENT, EVENTS, WAKE_UP, WAKEUP};
use super::state::Tomcat;
use crate::protocol::bench::Cx;

/// `Poller.addEvent`
pub(super) async fn add_event(cx: &Cx<Tomcat>, conn: Conn) {
    let hasty = cx.model().executor.defect == Defect::WakesFirst;
    if hasty {
        wake_poller(cx, conn).await;
    }
    cx.write(ADD_EVENT, EVENTS, &[conn]).await;
    cx.model().connector.events.push_back(conn);
    if !hasty {
        wake_poller(cx, conn).await;
    }
}

async fn wake_poller(cx: &Cx<Tomcat>, conn: Conn) {
    cx.write(WAKE_UP, WAKEUP, &[conn]).await;
    {
        let connector = &mut cx.model().connector;
        connector.wakeup_counter += 1;
        if connector.wakeup_counter != 0 {
            return;
        }
        connector.woken = true;
    }
    nudge(cx);
}

/// Something is there for a `select` under way.
pub(super) fn nudge(cx: &Cx<Tomcat>) {
    let poller = {
        let connector = &cx.model().connector;
        connector.poller.filter(|_| connector.selecting)
    };
    if let Some(who) = poller {
        cx.wake(who, 0);
    }
}
