//! An explanation as people read it.

use std::fmt::Write as _;

use tearpoint_harness::contract::{TaskId, Tasks};

use super::explanation::{Explanation, Operation, Waiter};
use crate::words::Words;

/// The explanation of a run with these tasks, in its world's words.
pub(super) fn text(explanation: &Explanation, tasks: &Tasks, words: &Words) -> String {
    let mut out = String::new();
    let Explanation {
        scenario,
        profile,
        title,
        chain,
        waiting,
        ..
    } = explanation;
    let _ = writeln!(out, "{title}\n{}\n", words.scenario(scenario, profile));
    if explanation.class.is_empty() {
        let _ = writeln!(out, "Nothing to explain: the run does not fail.");
        return out;
    }
    let mut before = None;
    for link in chain {
        let later = match before {
            Some(before) if link.step > before => format!(" (+{})", link.step - before),
            _ => String::new(),
        };
        before = Some(link.step);
        let who = link
            .goroutine
            .map_or(String::new(), |number| format!("{}: ", name(tasks, number)));
        let _ = writeln!(out, "step {}{later}: {who}{}", link.step, link.what);
        if !link.frames.is_empty() {
            let _ = writeln!(out, "    in {}", link.frames.join(" < "));
        }
    }
    // What an oracle found has no step of its own.
    if !explanation.ended {
        let _ = writeln!(out, "{}: {}", explanation.class, explanation.message);
        if !explanation.frames.is_empty() {
            let _ = writeln!(out, "    in {}", explanation.frames.join(" < "));
        }
    }
    explanation.details.iter().for_each(|line| {
        let _ = writeln!(out, "{line}");
    });
    match explanation.steps_between {
        Some(1) => out.push_str("\n1 step lay between the write and the end.\n"),
        Some(steps) => {
            let _ = writeln!(out, "\n{steps} steps lay between the write and the end.");
        }
        None if waiting.is_empty() && !chain.is_empty() && !words.no_write.is_empty() => {
            let _ = writeln!(out, "\n{}", words.no_write);
        }
        None => {}
    }
    waiting
        .iter()
        .for_each(|waiter| wait(&mut out, waiter, tasks));
    out
}

/// The name of the task that people know by `number`.
fn name(tasks: &Tasks, number: u64) -> String {
    let task = number
        .checked_sub(1)
        .and_then(|task| u32::try_from(task).ok());
    tasks.name(TaskId(task.unwrap_or(u32::MAX)))
}

fn wait(out: &mut String, waiter: &Waiter, tasks: &Tasks) {
    let Waiter {
        goroutine,
        reason,
        function,
        since,
        object,
        others,
    } = waiter;
    let _ = write!(
        out,
        "\n{} waits since step {since} [{reason}] in {function}",
        name(tasks, *goroutine)
    );
    match object {
        0 => out.push_str(": nothing can wake it\n"),
        _ => {
            let _ = writeln!(out, ", for {object:#x}");
        }
    }
    if *object != 0 && others.is_empty() {
        let _ = writeln!(out, "    no other {} ever touched it", tasks.kind);
    }
    for operation in others {
        let Operation {
            step,
            goroutine,
            what,
        } = operation;
        let _ = writeln!(out, "    step {step}: {}: {what}", name(tasks, *goroutine));
    }
}
