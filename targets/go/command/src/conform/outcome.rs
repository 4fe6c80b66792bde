//! How a Go program ended and what it printed, read off what it left behind: its exit status and its two streams.

use serde::Serialize;
use tearpoint_harness::contract::{Class, Report};

use super::masked::{ANYWHERE, masked};

/// What a program's end looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Outcome {
    /// `ok`, `exit`, `panic`, `fatal`, `segv`, `deadlock` or `hang`: the classes of a run.
    pub class: String,
    /// Go's own line; empty where there is none. Addresses of faults are left out.
    pub message: String,
    /// The lines that the program itself printed, to standard output and then to standard error. Addresses of the heap are `PTR`, the
    /// time that a test took is `0.00s`.
    pub printed: Vec<String>,
}

/// The status that says: killed when its time was over.
pub const TIMED_OUT: Option<i32> = None;

const BEGINNINGS: [&str; 4] = [
    "fatal error: ",
    "panic: ",
    "SIGSEGV: ",
    "unexpected fault address ",
];

/// How a line of the runtime's own begins that comes before one of [`BEGINNINGS`].
const REMARK: &str = "runtime: ";

/// Bytes of one stream that are looked at: a program that hangs may print without end.
const MOST_PRINTED: usize = 1 << 20;

impl Outcome {
    /// The outcome of a program of the real toolchain. `status` is [`TIMED_OUT`] if it was killed.
    pub fn read(status: Option<i32>, stdout: &[u8], stderr: &[u8]) -> Outcome {
        let text = String::from_utf8_lossy(stderr);
        let begins = |line: &str| BEGINNINGS.iter().any(|word| line.starts_with(word));
        let line = text.lines().find(|line| begins(line));
        // "unexpected fault address" comes before "fatal error: fault", which is the line that names the end.
        let named = text
            .lines()
            .find(|line| line.starts_with("fatal error: ") || line.starts_with("panic: "));
        let message = named.or(line).unwrap_or_default().to_owned();
        let class =
            if message.contains("all goroutines are asleep") || message.contains("no goroutines") {
                "deadlock"
            } else if faults(&text, &message) || message.starts_with("SIGSEGV: ") {
                "segv"
            } else if message.starts_with("panic: ") {
                "panic"
            } else if !message.is_empty() {
                "fatal"
            } else {
                match status {
                    TIMED_OUT => "hang",
                    Some(0) => "ok",
                    Some(_) => "exit",
                }
            };
        let ours = text.lines().take_while(|line| !begins(line));
        Outcome {
            class: class.to_owned(),
            printed: printed(class, stdout, ours),
            message,
        }
    }

    /// Whether two goroutines of a real program wrote at once, so that its last line is a mixture: `fatal error: fatal error: `, or
    /// with a number or a truth value that another goroutine printed in the middle.
    pub fn is_mixed(&self) -> bool {
        let rest = BEGINNINGS
            .iter()
            .find_map(|word| self.message.strip_prefix(word));
        rest.is_some_and(|rest| {
            let again = BEGINNINGS.iter().any(|word| rest.contains(word));
            let printed = rest.parse::<i64>().is_ok() || rest.parse::<bool>().is_ok();
            again || rest.is_empty() || printed
        })
    }

    /// Whether this real outcome is `model`, but for lines that other goroutines printed while the program was dying. That takes real
    /// Go a while, and the model no time.
    pub fn dies_late(&self, model: &Outcome) -> bool {
        let dead = !self.message.is_empty()
            && (&self.class, &self.message) == (&model.class, &model.message);
        let mut more = self.printed.iter();
        dead && model
            .printed
            .iter()
            .all(|line| more.any(|other| other == line))
    }

    /// The outcome of a run of the model.
    pub fn of(report: &Report) -> Outcome {
        let class = report.class.to_string();
        let text = String::from_utf8_lossy(&report.stderr);
        Outcome {
            printed: printed(&class, &report.stdout, text.lines()),
            message: report.message.clone(),
            class,
        }
    }

    /// The same with what was printed in an order that does not depend on who came first.
    pub fn unordered(&self) -> Outcome {
        let mut outcome = self.clone();
        outcome.printed.sort_unstable();
        outcome
    }

    /// In one line, for people.
    pub fn told(&self) -> String {
        let end = match self.message.as_str() {
            "" => &self.class,
            message => message,
        };
        match self.printed.as_slice() {
            [] => end.to_owned(),
            lines => format!("{end} | {}", lines.join(" / ")),
        }
    }
}

/// What a bad access alone ends with.
const FAULTS: [&str; 3] = [
    "fatal error: fault",
    "fatal error: unexpected signal during runtime execution",
    "panic: runtime error: invalid memory address or nil pointer dereference",
];

/// Whether the line that names the end is about a bad access: by what it says, or because the signal stands right behind it. (Another
/// goroutine may fault, too, while the program is dying.)
fn faults(text: &str, message: &str) -> bool {
    if FAULTS.iter().any(|fault| message.starts_with(fault)) {
        return true;
    }
    let mut lines = text.lines().skip_while(|line| *line != message);
    !message.is_empty()
        && lines
            .nth(1)
            .is_some_and(|line| line.starts_with("[signal SIGSEGV"))
}

/// Whether the model ran into a limit, so that nobody knows how the program would have ended.
pub fn is_unknown(report: &Report) -> bool {
    report.class == Class::Limit
}

/// What a program that was stopped had printed by then is chance.
fn printed<'a>(class: &str, stdout: &[u8], stderr: impl Iterator<Item = &'a str>) -> Vec<String> {
    if class == "hang" {
        return Vec::new();
    }
    let stdout = String::from_utf8_lossy(&stdout[..stdout.len().min(MOST_PRINTED)]);
    let own = stderr.take_while(|line| !line.starts_with(REMARK));
    let mask = |line: &str| masked(line, &ANYWHERE);
    let mut lines: Vec<String> = stdout.lines().map(mask).collect();
    lines.extend(own.map(mask));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_told_apart() {
        let cases = [
            (Some(0), "hello\n", "ok", "", "hello"),
            (Some(3), "", "exit", "", ""),
            (TIMED_OUT, "a\n", "hang", "", ""),
            (
                Some(2),
                "1\npanic: boom\n\ngoroutine 1 [running]:\n",
                "panic",
                "panic: boom",
                "1",
            ),
            (
                Some(2),
                "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1]\n",
                "segv",
                "panic: runtime error: invalid memory address or nil pointer dereference",
                "",
            ),
            (
                Some(2),
                "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n",
                "deadlock",
                "fatal error: all goroutines are asleep - deadlock!",
                "",
            ),
            (
                Some(2),
                "unexpected fault address 0x12\nfatal error: fault\n[signal SIGSEGV: segmentation violation code=0x1]\n",
                "segv",
                "fatal error: fault",
                "",
            ),
            (
                Some(2),
                "panic: runtime error: invalid memory address or nil pointer dereference [recovered]\n\tpanic: again\n[signal SIGSEGV: segmentation violation code=0x1]\n",
                "segv",
                "panic: runtime error: invalid memory address or nil pointer dereference [recovered]",
                "",
            ),
            (
                Some(2),
                "panic: send on closed channel\n\ngoroutine 1 [running]:\n[signal SIGSEGV: segmentation violation code=0x1]\n",
                "panic",
                "panic: send on closed channel",
                "",
            ),
            (
                Some(2),
                "0xc000012345 7\nruntime: bad pointer\nfatal error: found bad pointer in Go heap\n",
                "fatal",
                "fatal error: found bad pointer in Go heap",
                "PTR 7",
            ),
        ];
        for (status, stderr, class, message, lines) in cases {
            let outcome = Outcome::read(status, b"", stderr.as_bytes());
            assert_eq!(
                (
                    outcome.class.as_str(),
                    outcome.message.as_str(),
                    outcome.printed.join("/").as_str()
                ),
                (class, message, lines),
                "{stderr}"
            );
        }
    }

    #[test]
    fn a_program_that_dies_twice_is_told_by_its_mixed_line() {
        let read = |stderr: &str| Outcome::read(Some(2), b"", stderr.as_bytes());
        assert!(read("fatal error: 7\nconcurrent map writes\n").is_mixed());
        assert!(read("fatal error: fatal error: ab\n").is_mixed());
        assert!(read("fatal error: true\n").is_mixed());
        assert!(!read("fatal error: fault\n").is_mixed());
        let late = read("1\n2\npanic: x\n");
        assert!(late.dies_late(&read("1\npanic: x\n")));
        assert!(!late.dies_late(&read("3\npanic: x\n")) && !read("1\n").dies_late(&read("")));
    }
}
