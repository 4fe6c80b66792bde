//! A client that gives its tasks to the executor itself, without a connection.

use super::client::think;
use super::executor_steps::execute;
use super::points::SETTLE;
use super::state::Tomcat;
use crate::protocol::bench::Cx;

/// A client that submits its tasks without waiting for them, and ends when all of them are done or refused.
pub async fn submitter(cx: Cx<Tomcat>, client: u64) {
    let requests = cx.model().spec.requests.get();
    for n in 0..requests {
        think(&cx, n).await;
        let task = client * requests + n;
        if let Err(text) = execute(&cx, task).await {
            cx.print(&format!(
                "java.util.concurrent.RejectedExecutionException: {text}"
            ));
        }
    }
    let me = cx.me();
    let waits = cx.model().waits_for_its_tasks(client, me);
    if waits {
        cx.wait(SETTLE, None, &[]).await;
    }
}
