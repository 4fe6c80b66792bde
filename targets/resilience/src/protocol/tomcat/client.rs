//! Who submits tasks, and what the tasks do.

use super::super::bench::Cx;
use super::Tomcat;
use super::executor::Task;
use super::http;
use super::points::{PAUSE, SETTLE, WORK};
use super::pool::execute;

/// A client that submits its tasks without waiting for them, and ends when all of them are done or refused.
pub async fn submitter(cx: Cx<Tomcat>, client: u64) {
    let (requests, pause) = {
        let model = cx.model();
        (model.spec.requests.get(), model.spec.pause_ms.get())
    };
    for n in 0..requests {
        if n > 0 && pause > 0 {
            cx.sleep(PAUSE, pause, &[n]).await;
        }
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

/// What a task does; true if it throws.
pub async fn run(cx: &Cx<Tomcat>, task: Task) -> bool {
    let connected = cx.model().spec.connector.is_some();
    if connected {
        http::process(cx, super::conn_of(task)).await;
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
