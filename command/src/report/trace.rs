//! A run's events in Chrome's trace event format, which Perfetto reads: a thread a task, a microsecond a step.

use serde_json::{Value, json};
use tearpoint_harness::contract::TaskId;
use tearpoint_harness::session::Run;

use super::lanes::what;

const PROCESS: u32 = 1;

/// The trace of `run`. Each step lasts until the next; notes are instants.
pub(super) fn trace(run: &Run) -> String {
    let mut events: Vec<Value> = Vec::new();
    let mut tasks = 0;
    let mut last = 0;
    for (step, event) in run.log.iter().flat_map(|log| log.numbered()) {
        tasks = tasks.max(event.task.0 + 1);
        let mut line = json!({
            "name": what(run, &event),
            "cat": "step",
            "ts": step,
            "pid": PROCESS,
            "tid": event.task.0 + 1,
            "args": { "object": format!("{:#x}", event.object) },
        });
        // A step has one event that is it; others of the same number are notes of what it did.
        if step == last {
            line["ph"] = json!("i");
            line["s"] = json!("t");
        } else {
            line["ph"] = json!("X");
            line["dur"] = json!(1);
        }
        last = step;
        events.push(line);
    }
    for task in 0..tasks {
        events.push(json!({
            "name": "thread_name", "ph": "M", "pid": PROCESS, "tid": task + 1, "args": { "name": run.report.tasks.name(TaskId(task)) },
        }));
    }
    json!({ "traceEvents": events, "displayTimeUnit": "ns" }).to_string()
}
