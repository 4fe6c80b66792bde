//! What the tasks of a run are called.

use tearpoint_harness::session::Run;

use crate::words::Words;

/// The names of a run's tasks: their own, or a number with the world's word for a task.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    own: &'a [String],
    word: &'static str,
}

impl<'a> Names<'a> {
    /// The names in `run`.
    pub fn of(run: &'a Run, words: &Words) -> Names<'a> {
        Names {
            own: &run.report.tasks,
            word: words.task,
        }
    }

    /// The name that a task has given itself.
    pub fn own(&self, task: u32) -> Option<&'a str> {
        self.own.get(task as usize).map(String::as_str)
    }

    /// A task's name: its own, or `goroutine 3`, counted from 1.
    pub fn name(&self, task: u32) -> String {
        match self.own(task) {
            Some(name) => name.to_owned(),
            None => format!("{} {}", self.word, task + 1),
        }
    }

    /// A task's name in few letters: its own, or `g3`.
    pub fn short(&self, task: u32) -> String {
        match self.own(task) {
            Some(name) => name.to_owned(),
            None => format!("{}{}", &self.word[..1], task + 1),
        }
    }

    /// The task of a name.
    pub fn task(&self, name: &str) -> Option<u32> {
        let own = self.own.iter().position(|own| own == name);
        let numbered = || {
            let number: u32 = name.strip_prefix(self.word)?.trim_start().parse().ok()?;
            number.checked_sub(1)
        };
        match own {
            Some(at) => u32::try_from(at).ok(),
            None => numbered(),
        }
    }

    /// The width of the widest name of their own.
    pub fn width(&self) -> usize {
        let widths = self.own.iter().map(|name| name.chars().count());
        widths.max().unwrap_or(0)
    }
}
