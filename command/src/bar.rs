//! A moving line on a terminal that says how far something is. To standard error.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// The line; nothing where nobody watches.
pub struct Bar(Option<ProgressBar>);

impl Bar {
    /// A line if it is `wanted` and standard error is a terminal.
    pub fn new(wanted: bool) -> Bar {
        let bar = (wanted && stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new_spinner();
            bar.set_style(
                ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}")
                    .expect("a fixed template"),
            );
            bar
        });
        Bar(bar)
    }

    /// What it says from now on.
    pub fn show(&self, text: &str) {
        if let Some(bar) = &self.0 {
            bar.set_message(text.to_owned());
            bar.tick();
        }
    }

    /// Whether anybody sees it.
    pub fn shows(&self) -> bool {
        self.0.is_some()
    }

    /// Takes it away.
    pub fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
