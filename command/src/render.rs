//! Crashes as text: the one place where causes, waiters and frames become what people read, and what JSON holds.
//!
//! Nothing reads this text back: who wants to know what happened looks at the values.

use std::fmt::Write as _;

use tearpoint_harness::contract::{
    Cause, Change, Class, Crash, Detected, Frame, Place, Race, RaceAccess, Synchronisation, TaskId,
    Tasks, Waiter, Writer, functions,
};

/// The names of functions, in order.
pub fn names(frames: &[Frame]) -> Vec<String> {
    functions(frames).into_iter().map(str::to_owned).collect()
}

/// Functions on one line, innermost first: `runtime.mapassign < main.main`.
pub fn stack(frames: &[Frame]) -> String {
    functions(frames).join(" < ")
}

/// What led to a crash, line by line.
pub fn causes(crash: &Crash, tasks: &Tasks) -> Vec<String> {
    let lines = crash.causes.iter().flat_map(|cause| lines(cause, tasks));
    lines.collect()
}

/// A link of the chain: a line, or a race's whole report.
pub fn lines(cause: &Cause, tasks: &Tasks) -> Vec<String> {
    if let Cause::Race(race) = cause {
        return report(race, tasks).lines().map(str::to_owned).collect();
    }
    let what = what(cause, tasks, None);
    vec![match cause.step() {
        Some(step) => format!("step {step}: {what}"),
        None => what,
    }]
}

/// What happened in a link, without its step. `told` is a task that has been named already.
pub fn what(cause: &Cause, tasks: &Tasks, told: Option<TaskId>) -> String {
    let by = |task: TaskId| match told {
        Some(told) if told == task => String::new(),
        _ => format!("{} ", tasks.name(task)),
    };
    match cause {
        Cause::Wrote {
            what, step: None, ..
        } => format!("{what} was never written"),
        Cause::Wrote {
            by, what, change, ..
        } => wrote(*by, what, change.as_ref()),
        Cause::Read { task, .. } => format!("{}read it in the runtime", by(*task)),
        Cause::Freed {
            by,
            task,
            frames,
            object,
            size,
            ..
        } => format!(
            "{by}, by {} in {}, freed the object of {size} bytes at {object:#x}",
            tasks.name(*task),
            stack(frames)
        ),
        Cause::Used {
            task,
            write,
            offset,
            ..
        } => {
            let verb = if *write { "wrote to" } else { "read" };
            format!("{}{verb} it at offset {offset}", by(*task))
        }
        Cause::Seen { task, at_ms, what } => {
            let at = at_ms.map(|at| format!("at {at} ms"));
            let who = task.map(|task| tasks.name(task));
            let before: Vec<String> = at.into_iter().chain(who).collect();
            match before.as_slice() {
                [] => what.clone(),
                before => format!("{}: {what}", before.join(", ")),
            }
        }
        Cause::Race(race) => report(race, tasks),
    }
}

fn wrote(by: Writer, what: &str, change: Option<&Change>) -> String {
    let who = match (by, change) {
        (Writer::Tampering, Some(_)) => "tampering",
        (Writer::Tampering, None) => "the tampering",
        (Writer::Runtime, _) => "the runtime",
        (Writer::Program, _) => "the program",
        (Writer::Unsafe, _) => "the program, through unsafe,",
    };
    match change {
        None => format!("{who} wrote {what}"),
        Some(Change::Value { old, new }) => format!("{who} wrote {what}: {old:#x} -> {new:#x}"),
        Some(Change::Body { does }) => format!("{who} wrote {what}: another body, which {does}"),
    }
}

/// What ended a run: the system's own line. Where the system says nothing, the class says it.
pub fn end(crash: &Crash) -> String {
    match crash.class {
        _ if !crash.message.is_empty() => crash.message.clone(),
        Class::Hang => "hang: it never ends, and nothing notices".to_owned(),
        ref class => class.to_string(),
    }
}

/// Who waits for what, a line each.
pub fn waiters(crash: &Crash, tasks: &Tasks) -> Vec<String> {
    let lines = crash.waiters.iter().map(|one| waiter(one, tasks));
    lines.collect()
}

fn waiter(waiter: &Waiter, tasks: &Tasks) -> String {
    let Waiter {
        reason, function, ..
    } = waiter;
    let name = tasks.name(waiter.task);
    match (reason.as_ref(), waiter.until_ms) {
        ("", None) => format!("{name} waits at {function}"),
        ("", Some(until)) => format!("{name} waits at {function} until {until} ms"),
        _ => format!("{name} [{reason}]: {function}{}", detected(waiter)),
    }
}

/// What the system's own detector of leaks would say.
fn detected(waiter: &Waiter) -> String {
    let Some(Detected { detector, kept_by }) = &waiter.detected else {
        return String::new();
    };
    match kept_by {
        None => format!(" (the {detector} profile reports it)"),
        Some(what) => {
            format!(
                " (the {detector} profile does not report it: {what} reaches what it waits for)"
            )
        }
    }
}

/// A race as the race detector of Go prints one, and what might have ordered the accesses.
fn report(race: &Race, tasks: &Tasks) -> String {
    let mut out = String::from("==================\nWARNING: DATA RACE\n");
    let [now, then] = &race.accesses;
    access(&mut out, now, ["Read", "Write"], tasks);
    access(&mut out, then, ["Previous read", "Previous write"], tasks);
    for access in &race.accesses {
        created(&mut out, access, tasks);
    }
    order(&mut out, race, tasks);
    out.push_str("==================\n");
    out
}

fn access(out: &mut String, access: &RaceAccess, verbs: [&str; 2], tasks: &Tasks) {
    let verb = verbs[usize::from(access.write)];
    let who = racer(access.task, tasks);
    let _ = writeln!(out, "{verb} at 0x{:012x} by {who}:", access.address);
    frames(out, &access.stack);
    out.push('\n');
}

fn created(out: &mut String, access: &RaceAccess, tasks: &Tasks) {
    let Some(creation) = &access.created else {
        return;
    };
    let state = if creation.over { "finished" } else { "running" };
    let name = tasks.name(access.task);
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    let _ = writeln!(out, "{}{rest} ({state}) created at:", first.to_uppercase());
    frames(out, &creation.stack);
    if creation.by != TaskId(0) {
        let _ = writeln!(out, "  (in {})", tasks.name(creation.by));
    }
    out.push('\n');
}

fn frames(out: &mut String, stack: &[Frame]) {
    for frame in stack {
        let _ = writeln!(out, "  {}()", frame.function);
        if let Some(Place { file, line, offset }) = &frame.place {
            let _ = writeln!(out, "      {file}:{line} +0x{offset:x}");
        }
    }
}

/// What either task synchronised on around its access: one of these, used by both, would have ordered them.
fn order(out: &mut String, race: &Race, tasks: &Tasks) {
    let to = race.variable.as_ref();
    let to = to.map_or(String::new(), |name| format!(" accesses to {name}"));
    let _ = writeln!(out, "Nothing orders the two{to}.");
    for access in &race.accesses {
        let who = racer(access.task, tasks);
        if access.synchronised.is_empty() {
            let _ = writeln!(out, "  {who}: synchronised on nothing");
        }
        for one in access.synchronised.iter().rev() {
            let _ = writeln!(out, "  {who}: {}", synchronised(one));
        }
    }
    let _ = match race.common() {
        Some(one) => {
            let name = object(one);
            writeln!(out, "  both used {name}, but not around these accesses")
        }
        None => writeln!(out, "  they have no lock, channel or atomic in common"),
    };
}

fn synchronised(one: &Synchronisation) -> String {
    let verb = match one.release {
        true => "released",
        false => "acquired",
    };
    let place = one.place.as_ref();
    let place = place.map_or(String::new(), |Place { file, line, .. }| {
        format!(" at {file}:{line}")
    });
    format!("{verb} {}{place}, step {}", object(&one.object), one.step)
}

fn object(object: &tearpoint_harness::contract::SyncObject) -> String {
    let kind = object.kind;
    match &object.name {
        Some(name) => format!("{kind} {name}"),
        None => format!("{kind} at 0x{:x}", object.address),
    }
}

/// The first task is the main one.
fn racer(task: TaskId, tasks: &Tasks) -> String {
    match task {
        TaskId(0) => format!("main {}", tasks.kind),
        task => tasks.name(task),
    }
}
