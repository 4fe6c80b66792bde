//! Area `sched`: how programs end, timers that nobody waits for, misuse of sync, faults. Case names:
//! `sched/GROUP/case=CASE/run`. (Left out: what needs a network, pipes, signals, threads or the runtime's own locks.)
//! The bodies of main are in `sched.txt`.

const BODIES: &str = include_str!("sched.txt");

/// Packages that bodies use, by the name they are used by.
const PACKAGES: [(&str, &str); 8] = [
    ("context.", "context"),
    ("os.", "os"),
    ("runtime.", "runtime"),
    ("debug.", "runtime/debug"),
    ("strconv.", "strconv"),
    ("sync.", "sync"),
    ("time.", "time"),
    ("unsafe.", "unsafe"),
];

/// The Go program of a case.
pub fn program(case: &str) -> Option<String> {
    let (group, rest) = case.strip_prefix("sched/")?.split_once("/case=")?;
    let name = format!("{group}/{}", rest.strip_suffix("/run")?);
    let body = body(&name)?;
    let imports: String = PACKAGES
        .iter()
        .filter(|(name, _)| uses(body, name))
        .map(|(_, path)| format!("import \"{path}\"\n"))
        .collect();
    Some(format!(
        "package main\n\n{imports}\nfunc main() {{\n{body}}}\n"
    ))
}

/// Whether `name` occurs as a word of its own: `time.` does not in `runtime.`.
fn uses(text: &str, name: &str) -> bool {
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

fn body(name: &str) -> Option<&'static str> {
    let start = BODIES.find(&format!("\n== {name}\n"))?;
    let rest = &BODIES[start + 1..];
    let rest = &rest[rest.find('\n')? + 1..];
    Some(rest.find("\n== ").map_or(rest, |end| &rest[..end + 1]))
}
