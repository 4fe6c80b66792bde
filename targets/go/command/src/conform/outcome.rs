//! How a Go program ended, read off what it left behind: its exit status and its standard error.

use serde::Serialize;

/// What a program's end looks like from outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Outcome {
    /// `ok`, `exit`, `panic`, `fatal`, `segv`, `deadlock` or `hang`: the classes of a run.
    pub class: String,
    /// Go's own line; empty where there is none. Addresses of faults are left out.
    pub message: String,
}

/// The status that says: killed when its time was over.
pub const TIMED_OUT: Option<i32> = None;

const BEGINNINGS: [&str; 4] = [
    "fatal error: ",
    "panic: ",
    "SIGSEGV: ",
    "unexpected fault address ",
];

impl Outcome {
    /// The outcome of a program of the real toolchain. `status` is [`TIMED_OUT`] if it was killed.
    pub fn read(status: Option<i32>, stderr: &str) -> Outcome {
        let line = stderr.lines().find(|line| {
            BEGINNINGS
                .iter()
                .any(|beginning| line.starts_with(beginning))
        });
        // "unexpected fault address" comes before "fatal error: fault", which is the line that names the end.
        let named = stderr
            .lines()
            .find(|line| line.starts_with("fatal error: ") || line.starts_with("panic: "));
        let message = named.or(line).unwrap_or_default().to_owned();
        let class =
            if message.contains("all goroutines are asleep") || message.contains("no goroutines") {
                "deadlock"
            } else if !message.is_empty() && stderr.contains("[signal SIGSEGV")
                || message.starts_with("SIGSEGV: ")
            {
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
        Outcome {
            class: class.to_owned(),
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_told_apart() {
        let cases = [
            (Some(0), "hello\n", "ok", ""),
            (Some(3), "", "exit", ""),
            (TIMED_OUT, "", "hang", ""),
            (
                Some(2),
                "panic: boom\n\ngoroutine 1 [running]:\n",
                "panic",
                "panic: boom",
            ),
            (
                Some(2),
                "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1]\n",
                "segv",
                "panic: runtime error: invalid memory address or nil pointer dereference",
            ),
            (
                Some(2),
                "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n",
                "deadlock",
                "fatal error: all goroutines are asleep - deadlock!",
            ),
            (
                Some(2),
                "unexpected fault address 0x12\nfatal error: fault\n[signal SIGSEGV: segmentation violation code=0x1]\n",
                "segv",
                "fatal error: fault",
            ),
            (
                Some(2),
                "fatal error: concurrent map writes\n",
                "fatal",
                "fatal error: concurrent map writes",
            ),
        ];
        for (status, stderr, class, message) in cases {
            let outcome = Outcome::read(status, stderr);
            assert_eq!(
                (outcome.class.as_str(), outcome.message.as_str()),
                (class, message),
                "{stderr}"
            );
        }
    }
}
