//! Where a hunt is, for people who watch.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};
use tearpoint_harness::session::Tally;

use super::haul::Haul;
use crate::args::Format;

/// A moving line on a terminal; elsewhere a plain line for each scenario. To standard error; silent in JSON.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
}

impl Progress {
    pub(super) fn new(format: Format) -> Progress {
        if format == Format::Json {
            return Progress {
                bar: None,
                lines: false,
            };
        }
        let terminal = stderr().is_terminal();
        let bar = terminal.then(|| {
            let bar = ProgressBar::new_spinner();
            bar.set_style(
                ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}")
                    .expect("a fixed template"),
            );
            bar
        });
        Progress {
            bar,
            lines: !terminal,
        }
    }

    pub(super) fn show(&self, name: &str, tamper: bool, haul: &Haul, tally: &Tally) {
        if let Some(bar) = &self.bar
            && tally.executions.is_multiple_of(256)
        {
            let how = if tamper { ", tampering" } else { "" };
            let signatures = haul.found.len() as u64 + tally.signatures;
            bar.set_message(format!(
                "{name}{how}: {} runs, {signatures} signatures",
                haul.executions + tally.executions
            ));
            bar.tick();
        }
    }

    pub(super) fn line(&self, name: &str, tamper: bool, tally: &Tally) {
        if self.lines {
            let how = if tamper { ", tampering" } else { "" };
            let Tally {
                executions,
                failed,
                unknown,
                signatures,
                ..
            } = tally;
            eprintln!(
                "{name}{how}: {executions} runs, {failed} failed, {unknown} unknown, {signatures} signatures"
            );
        }
    }

    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
