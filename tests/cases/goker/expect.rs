//! The kernels of `corpus/go/goker`, and whether a run shows what is expected of them.

#![allow(dead_code, reason = "each user has its own part")]

use std::fs;

use serde::Deserialize;
use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Crash, Limits, Role, Waiter};
use tearpoint_harness::session::Run;

use crate::common;

/// One line of `expected.jsonl`.
#[derive(Deserialize)]
pub struct Kernel {
    pub kernel: String,
    /// Every schedule shows one of `found`.
    pub always: bool,
    /// The documented verdict: any one of these.
    pub found: Vec<Finding>,
    /// What other schedules may show.
    pub also: Vec<Finding>,
}

/// What a run may find.
#[derive(Deserialize, Debug)]
pub struct Finding {
    class: String,
    /// Part of the crash's line.
    #[serde(default)]
    message: String,
    /// The innermost function of the program in the crash.
    #[serde(default)]
    frame: String,
    /// Of a race: the innermost functions of the program in both accesses, in either order.
    #[serde(default)]
    frames: Vec<String>,
    /// The goroutines that wait for ever: all of them.
    #[serde(default)]
    stuck: Vec<String>,
}

impl Kernel {
    /// Whether `run` shows the documented verdict.
    pub fn found(&self, run: &Run) -> bool {
        shown(&self.found, run)
    }

    /// Whether `run` shows nothing, or only what it may.
    pub fn allows(&self, run: &Run) -> bool {
        let expected = |crash: &Crash| {
            let all = self.found.iter().chain(&self.also);
            all.into_iter().any(|finding| finding.matches(crash))
        };
        crashes(run).all(expected)
    }
}

fn shown(findings: &[Finding], run: &Run) -> bool {
    crashes(run).any(|crash| findings.iter().any(|finding| finding.matches(crash)))
}

/// What broke a run, and what oracles found.
pub fn crashes(run: &Run) -> impl Iterator<Item = &Crash> {
    run.report.crash.iter().chain(&run.report.findings)
}

impl Finding {
    fn matches(&self, crash: &Crash) -> bool {
        let user = crash.frames.iter().find(|frame| frame.role == Role::User);
        self.class == crash.class.word()
            && crash.message.contains(&self.message)
            && (self.frame.is_empty() || user.is_some_and(|user| user.function == self.frame))
            && (self.stuck.is_empty() || self.all_stuck(&crash.waiters))
            && (self.frames.is_empty() || self.race(crash))
    }

    /// Whether the goroutines are the expected ones: each matches one, and none is missing.
    fn all_stuck(&self, waiters: &[Waiter]) -> bool {
        let patterns: Vec<Pattern<'_>> = self.stuck.iter().map(|text| Pattern::new(text)).collect();
        assign(waiters, &mut vec![0; patterns.len()], &patterns)
    }

    /// `data race (read-write) on a map: main.f and main.g`, in alphabetical order. A deferred call has a wrapper.
    fn race(&self, crash: &Crash) -> bool {
        let mut frames = self.frames.clone();
        frames.sort_unstable();
        let message = crash.message.replace(".deferwrap", "");
        message.ends_with(&format!(": {}", frames.join(" and ")))
    }
}

struct Pattern<'a> {
    functions: Vec<&'a str>,
    operation: &'a str,
    least: u32,
    most: u32,
}

impl Pattern<'_> {
    fn new(text: &str) -> Pattern<'_> {
        let mut parts = text.split(' ');
        let functions = parts.next().unwrap_or_default().split('|').collect();
        let operation = parts.next().unwrap_or_default();
        let (least, most) = match parts.next() {
            Some("*") => (0, u32::MAX),
            Some("+") => (1, u32::MAX),
            _ => (1, 1),
        };
        Pattern {
            functions,
            operation,
            least,
            most,
        }
    }

    fn matches(&self, waiter: &Waiter) -> bool {
        // Before Go 1.20 all waiting for semaphores looks alike; writers that queue wait for a mutex inside.
        let reasons: &[&str] = match self.operation {
            "lock" => &["sync.Mutex.Lock", "semacquire"],
            "rlock" => &["sync.RWMutex.RLock", "semacquire"],
            "wlock" => &["sync.RWMutex.Lock", "sync.Mutex.Lock", "semacquire"],
            "waitgroup" => &["semacquire"],
            "cond" => &["sync.Cond.Wait"],
            "send" => &["chan send"],
            "recv" => &["chan receive"],
            "recvnil" => &["chan receive (nil chan)"],
            "select" => &["select"],
            other => panic!("expected.jsonl: {other} is no operation"),
        };
        self.functions.contains(&&*waiter.function) && reasons.contains(&&*waiter.reason)
    }
}

/// Gives each waiter a pattern, so that every pattern has as many as it asks for.
fn assign(waiters: &[Waiter], counts: &mut Vec<u32>, patterns: &[Pattern<'_>]) -> bool {
    let Some((first, rest)) = waiters.split_first() else {
        return counts
            .iter()
            .zip(patterns)
            .all(|(&n, pattern)| n >= pattern.least);
    };
    (0..patterns.len()).any(|at| {
        if counts[at] == patterns[at].most || !patterns[at].matches(first) {
            return false;
        }
        counts[at] += 1;
        let fits = assign(rest, counts, patterns);
        counts[at] -= 1;
        fits
    })
}

/// Every kernel, in alphabetical order.
pub fn kernels() -> Vec<Kernel> {
    let text = fs::read_to_string(common::root("corpus/go/goker/expected.jsonl")).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The scenario `name`, or `fixed/name`.
///
/// # Errors
/// What the front end refuses.
pub fn load(name: &str, version: &str, limits: &Limits) -> Result<GoScenario, String> {
    let name = format!("{name}.go");
    let text = fs::read(common::root("corpus/go/goker").join(&name)).unwrap();
    common::load(&name, &text, version, limits)
}
