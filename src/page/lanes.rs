//! A run's events as a table: a row a step, a column a task.

use maud::{Markup, html};
use tearpoint_harness::contract::{Event, TaskId};
use tearpoint_harness::session::Run;

/// The last `most` events of `run`.
pub(super) fn lanes(run: &Run, most: usize) -> Markup {
    let events: Vec<(u64, Event)> = run.log.iter().flat_map(|log| log.numbered()).collect();
    let left_out = events.len().saturating_sub(most);
    let shown = &events[left_out..];
    let tasks = shown
        .iter()
        .map(|(_, event)| event.task.0 + 1)
        .max()
        .unwrap_or(0);
    html! {
        @if left_out > 0 { p { "The first " (left_out) " events are left out." } }
        div.lanes {
            table {
                thead { tr { th { "step" } @for task in 0..tasks { th { (name(run, task)) } } } }
                tbody {
                    @for (at, (step, event)) in shown.iter().enumerate() {
                        @let switched = at > 0 && shown[at - 1].1.task != event.task;
                        tr.switch[switched] {
                            td.n { (step) }
                            @for task in 0..tasks {
                                @if task == event.task.0 { td.on { (what(run, event)) } } @else { td {} }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A task's name: its own, or its goroutine's number.
pub(super) fn name(run: &Run, task: u32) -> String {
    run.report.tasks.name(TaskId(task))
}

/// What an event is, with its object.
pub(super) fn what(run: &Run, event: &Event) -> String {
    let point = run.points.get(usize::from(event.point));
    let point = point.map_or("?", |point| point.name);
    match event.object {
        0 => point.to_owned(),
        object => format!("{point} {object:#x}"),
    }
}
