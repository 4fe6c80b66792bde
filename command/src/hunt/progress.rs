//! Where a hunt is, for people who watch.

use tearpoint_harness::session::Tally;

use super::haul::Haul;
use crate::args::Format;
use crate::bar::Bar;

/// A moving line on a terminal; elsewhere a plain line for each scenario. To standard error; silent in JSON.
pub(super) struct Progress {
    bar: Bar,
    lines: bool,
}

impl Progress {
    pub(super) fn new(format: Format) -> Progress {
        let text = format == Format::Text;
        let bar = Bar::new(text);
        Progress {
            lines: text && !bar.shows(),
            bar,
        }
    }

    pub(super) fn show(&self, name: &str, tamper: bool, haul: &Haul, tally: &Tally) {
        if self.bar.shows() && tally.executions.is_multiple_of(256) {
            let how = if tamper { ", tampering" } else { "" };
            let signatures = haul.found.len() as u64 + tally.signatures;
            self.bar.show(&format!(
                "{name}{how}: {} runs, {signatures} signatures",
                haul.executions + tally.executions
            ));
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
        self.bar.clear();
    }
}
