//! Everything that stands in the corpus as data, one named test a case: `cargo test --test cases hb::mutex_free`.

#[path = "../common/mod.rs"]
mod common;

mod collector;
mod conformance;
mod engines;
mod goker;
mod hb;
mod litmus;
mod oracle;
mod recordings;

use std::process::ExitCode;

use tearpoint_trials::Trials;

fn main() -> ExitCode {
    let mut trials = Trials::default();
    litmus::cases(&mut trials);
    goker::cases(&mut trials);
    engines::cases(&mut trials);
    recordings::cases(&mut trials);
    hb::cases(&mut trials);
    conformance::cases(&mut trials);
    oracle::cases(&mut trials);
    collector::cases(&mut trials);
    trials.main()
}
