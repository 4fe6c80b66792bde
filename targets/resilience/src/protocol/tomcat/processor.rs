//! What a task of the executor does: the worker's side of a connection, or the work of a task that was submitted without one.
//!
//! Follows `NioEndpoint.SocketProcessor.doRun` and, as far as connections go, `Http11Processor.service`. A request that is in the
//! socket's buffer is read and processed whether or not its client is still there: that the client is gone is noticed when the answer
//! is written.

use super::close::{ANSWERED, close, settle};
use super::connector::{Conn, Fate, SocketEvent};
use super::events::add_event;
use super::executor::Task;
use super::points::{READ, WORK, WRITE, object};
use super::state::{Tomcat, conn_of};
use crate::protocol::bench::Cx;

/// What a task does; true if it throws.
pub async fn run(cx: &Cx<Tomcat>, task: Task) -> bool {
    let connected = cx.model().spec.connector.is_some();
    if connected {
        process(cx, conn_of(task)).await;
        return false;
    }
    let (work, throws) = {
        let model = cx.model();
        let first = task / model.spec.requests.get() == 0;
        (model.spec.work_ms.get(), model.spec.throws && first)
    };
    cx.sleep(WORK, work, &[task]).await;
    throws
}

/// `SocketProcessor.doRun`: what a worker does with a connection.
async fn process(cx: &Cx<Tomcat>, conn: Conn) {
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
