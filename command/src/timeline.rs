//! A run's events, one line each, for people.

use std::fmt::Write as _;

use tearpoint_harness::contract::{Event, PointSpec, Tasks};

/// The first `most` events: which task, what it did (`points`, by id), to which object. Objects are numbered as they come up.
pub fn timeline(events: &[Event], points: &[PointSpec], tasks: &Tasks, most: usize) -> String {
    let mut out = String::new();
    let mut objects: Vec<u64> = Vec::new();
    let widths = tasks.names.iter().map(|name| name.chars().count());
    let wide = widths.max().unwrap_or(0);
    for (at, event) in events.iter().take(most).enumerate() {
        let what = points
            .get(usize::from(event.point))
            .map_or("?", |point| point.name);
        let _ = match tasks.names.get(event.task.0 as usize) {
            Some(name) => write!(out, "{:>5}  {name:wide$}  {what}", at + 1),
            None => write!(
                out,
                "{:>5}  {}{}{:indent$}{what}",
                at + 1,
                initial(tasks.kind),
                event.task.0 + 1,
                "",
                indent = 2 + 3 * lane(event)
            ),
        };
        if event.object != 0 {
            let number = objects
                .iter()
                .position(|&object| object == event.object)
                .unwrap_or_else(|| {
                    objects.push(event.object);
                    objects.len() - 1
                });
            let _ = write!(out, " #{number}");
        }
        out.push('\n');
    }
    if events.len() > most {
        let _ = writeln!(
            out,
            "       … {} more events (--timeline {})",
            events.len() - most,
            events.len()
        );
    }
    for (number, object) in objects.iter().enumerate() {
        let _ = writeln!(out, "       #{number} = {object:#x}");
    }
    out
}

/// Tasks without a name side by side: each has a lane of its own, as far as the width goes.
fn lane(event: &Event) -> usize {
    (event.task.0 as usize).min(12)
}

/// `g` of `goroutine`.
fn initial(kind: &str) -> &str {
    let end = kind.chars().next().map_or(0, char::len_utf8);
    &kind[..end]
}
