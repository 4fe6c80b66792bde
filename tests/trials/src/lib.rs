//! Tests as data: one named test a case, and lists of the cases that are known to differ.
//!
//! A test target with `harness = false` collects its cases in [`Trials`] and ends with [`Trials::main`], which takes the
//! arguments of Rust's own test harness: filters, `--exact`, `--skip`, `--list`, `--test-threads`, `--quiet`; and `--slowest N`, which
//! tells where the time went. Cases run on a few threads that live until the end, so what a thread has read once (the text of
//! Go's library) is read once for all its cases.
//!
//! What a case cannot be held to yet stands in a file of [`Misses`], each with its reason.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod misses;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use clap::Parser;
use libtest_mimic::{Arguments, Trial};

pub use misses::Misses;

/// What a case comes to: nothing to say, or what differs.
pub type Verdict = Result<(), String>;

/// The named tests of one test target.
#[derive(Default)]
pub struct Trials {
    list: Vec<Trial>,
    took: Arc<Mutex<Vec<(Duration, String)>>>,
}

#[derive(Parser)]
struct Args {
    #[command(flatten)]
    known: Arguments,
    /// Print how long the N slowest tests took
    #[arg(long, value_name = "N", default_value_t = 0)]
    slowest: usize,
    /// Filters after the first.
    #[arg(value_name = "FILTER", hide = true)]
    filters: Vec<String>,
}

impl Trials {
    /// Adds a test. It fails if `check` says what differs, and if it panics.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        check: impl FnOnce() -> Verdict + Send + 'static,
    ) {
        let (name, took) = (name.into(), Arc::clone(&self.took));
        self.list.push(Trial::test(name.clone(), move || {
            let start = Instant::now();
            let verdict = check();
            let mut took = took.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            took.push((start.elapsed(), name));
            Ok(verdict?)
        }));
    }

    /// Runs the tests that the command line asks for.
    ///
    /// # Panics
    /// When two tests have one name: `--exact` could not tell them apart.
    #[must_use]
    pub fn main(mut self) -> ExitCode {
        let mut names = BTreeSet::new();
        for trial in &self.list {
            assert!(
                names.insert(trial.name()),
                "two tests are called {}",
                trial.name()
            );
        }
        let Args {
            mut known,
            slowest,
            filters,
        } = Args::parse();
        if !filters.is_empty() {
            let mut wanted = known.clone();
            let filters: Vec<String> = known.filter.take().into_iter().chain(filters).collect();
            self.list.retain(|trial| {
                filters.iter().any(|filter| {
                    wanted.filter = Some(filter.clone());
                    !wanted.is_filtered_out(trial)
                })
            });
        }
        let conclusion = libtest_mimic::run(&known, self.list);
        let mut took = self
            .took
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        took.sort();
        for (time, name) in took.iter().rev().take(slowest) {
            println!("{:8.3} s  {name}", time.as_secs_f64());
        }
        conclusion.exit_code()
    }
}
