//! The stacks of all goroutines, as text (runtime/mprof.go `Stack`, runtime/traceback.go `tracebackothers`, `goroutineheader`).
//!
//! Deviations: functions are shown without their arguments, and places without offsets; goroutines of the system have no `created
//! by`, as nobody asks for them.

use std::fmt::Write as _;

use tearpoint_harness::contract::{Frame, TaskId};

use crate::vm::goroutine::{Goroutine, State};
use crate::vm::interpreter::Interpreter;

impl Interpreter {
    /// The running goroutine's stack, then those of the others; or only of those that have leaked.
    pub(super) fn all_stacks(&self, running: &Goroutine, leaked: bool) -> String {
        let mut all = Vec::new();
        for slot in 0..self.used.get() {
            self.with(slot, |g| {
                let task = TaskId(g.task);
                let wanted = !leaked || self.process.is_leaked(task);
                if g.state == State::Live && g.task != running.task && wanted {
                    all.push((g.task, self.stack(g)));
                }
            });
        }
        all.sort();
        let own = (!leaked).then(|| self.stack(running));
        let stacks: Vec<String> = own
            .into_iter()
            .chain(all.into_iter().map(|(_, stack)| stack))
            .collect();
        stacks.join("\n")
    }

    fn stack(&self, g: &Goroutine) -> String {
        let mut out = format!(
            "goroutine {} [{}]:\n",
            g.task + 1,
            self.status(TaskId(g.task))
        );
        let frames = self.frames(g);
        for frame in frames.iter().filter(|frame| is_shown(&frame.function)) {
            place(&mut out, &format!("{}(...)", frame.function), frame);
        }
        if let Some((func, pc, task)) = g.created_by {
            let frame = self.code.frame(func, pc.saturating_sub(1));
            let by = format!("created by {} in goroutine {}", frame.function, task + 1);
            place(&mut out, &by, &frame);
        }
        out
    }

    /// What stands in brackets in a goroutine's header.
    pub(in crate::vm) fn status(&self, task: TaskId) -> String {
        let process = &self.process;
        let parked = process.waits(task);
        let mut status = match parked {
            None if process.goroutines.parked(task.0).is_some() => "runnable".to_owned(),
            None => "running".to_owned(),
            Some(how) => how.reason.text.to_owned(),
        };
        if process.is_leaked(task) {
            status.push_str(" (leaked)");
        }
        if let Some(bubble) = process.bubble_id(task) {
            let durable = parked.is_some_and(|how| process.is_durable(how.reason));
            if durable && !status.ends_with("(durable)") {
                status.push_str(" (durable)");
            }
            let _ = write!(status, ", synctest bubble {bubble}");
        }
        status
    }
}

/// `showfuncinfo`: of the runtime only what programs call.
fn is_shown(function: &str) -> bool {
    match function.strip_prefix("runtime.") {
        Some(name) => name.starts_with(|c: char| c.is_ascii_uppercase()),
        None => true,
    }
}

fn place(out: &mut String, what: &str, frame: &Frame) {
    let _ = writeln!(out, "{what}");
    if let Some(place) = &frame.place {
        let _ = writeln!(out, "\t{}:{}", place.file, place.line);
    }
}
