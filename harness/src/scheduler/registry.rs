//! What the row of a scheduler says. The parser of names, their printed form, error texts, `--help`,
//! `tearpoint list schedulers` and the tests all read [`SCHEDULERS`].
//!
//! A row stands in the scheduler's own file, beside the code that reads its parameters. To add a scheduler, write its
//! file with its row; the module above declares the file, and names the row in [`SCHEDULERS`].
//!
//! Invariants: names are unique and stay for ever, because recordings hold them; a parameter's key is unique in its row; a
//! row has at most [`MAX_PARAMETERS`] parameters.

use super::{Estimates, SCHEDULERS, Scheduler, SchedulerSpec};
use crate::shuttle_engine::schedulers as shuttle;

/// Parameters that a scheduler has at most.
pub const MAX_PARAMETERS: usize = 2;

/// One scheduler: what it is called, what it takes, what it promises, and how it is made.
#[derive(Debug)]
pub struct Row {
    /// What people and recordings call it.
    pub name: &'static str,
    /// One line on who goes next. It names parameters by their keys.
    pub summary: &'static str,
    /// What can be set, in the order in which it is printed.
    pub parameters: &'static [Parameter],
    /// Whether it runs through schedules one after another, whatever the seed.
    pub systematic: bool,
    /// Whether its printed form, the seed and the recorded deviations give the schedule again. If not (it has state across
    /// runs, or keeps estimates), a recording holds the schedule itself.
    pub replays_by_seed: bool,
    /// Whether it keeps all that trial runs say of a program ([`SchedulerSpec::estimates`]).
    pub keeps_estimates: bool,
    /// How it is made; with that, which engine it needs.
    pub builder: Builder,
}

/// A number that a scheduler can be given, as in `pct:d=3`.
#[derive(Debug)]
pub struct Parameter {
    /// What stands before the `=`.
    pub key: &'static str,
    /// One line on what it sets.
    pub help: &'static str,
    /// The least value allowed.
    pub least: u64,
    /// The greatest value allowed.
    pub most: u64,
    /// What holds if it is left out.
    pub default: DefaultValue,
}

/// What holds if a parameter is left out.
#[derive(Debug)]
pub enum DefaultValue {
    /// This number.
    Number(u64),
    /// What trial runs say of the program; nothing is printed until they were made.
    Estimated {
        /// The number that estimates give.
        from: fn(&Estimates) -> u64,
        /// A number to show in examples.
        example: u64,
    },
}

/// How a scheduler is made.
#[derive(Clone, Copy, Debug)]
pub enum Builder {
    /// One of ours; it runs on either engine.
    Ours(fn(&SchedulerSpec) -> Box<dyn Scheduler>),
    /// One of shuttle's own; it runs on the shuttle engine only.
    Shuttle(shuttle::Builder),
}

impl Row {
    /// This scheduler with its parameters left out.
    pub const fn spec(&'static self) -> SchedulerSpec {
        SchedulerSpec::of(self)
    }

    /// Whether it is one of shuttle's own, which run on the shuttle engine only.
    pub fn is_shuttles(&self) -> bool {
        matches!(self.builder, Builder::Shuttle(_))
    }

    /// Its name with an example of every parameter: `walk:n=2,m=32`.
    pub fn usage(&self) -> String {
        format!("{}{}", self.name, self.examples())
    }

    fn examples(&self) -> String {
        let mut text = String::new();
        for (at, parameter) in self.parameters.iter().enumerate() {
            text.push(if at == 0 { ':' } else { ',' });
            text += &format!("{}={}", parameter.key, parameter.example());
        }
        text
    }
}

impl Parameter {
    /// A value to show in examples: the default, where it is a number.
    pub fn example(&self) -> u64 {
        match self.default {
            DefaultValue::Number(value) => value,
            DefaultValue::Estimated { example, .. } => example,
        }
    }

    /// One line: which values are allowed, what holds if it is left out, and what it sets.
    pub fn describe(&self) -> String {
        let Parameter {
            key,
            help,
            least,
            most,
            default,
        } = self;
        let default = match default {
            DefaultValue::Number(value) => value.to_string(),
            DefaultValue::Estimated { .. } => "estimated".to_owned(),
        };
        format!("{key} ({least} to {most}; {default} if left out): {help}")
    }
}

/// The row of the scheduler called `name`.
pub fn find(name: &str) -> Option<&'static Row> {
    SCHEDULERS.iter().find(|row| row.name == name).copied()
}

/// All names with their parameters, for messages: `portfolio, random, walk[:n=2,m=32], …`.
pub fn names() -> String {
    list(|row| match row.examples() {
        none if none.is_empty() => row.name.to_owned(),
        examples => format!("{}[{examples}]", row.name),
    })
}

/// All names without parameters, for `--help`.
pub fn bare_names() -> String {
    list(|row| row.name.to_owned())
}

fn list(form: impl Fn(&Row) -> String) -> String {
    let of = |shuttles: bool| {
        let rows = SCHEDULERS.iter();
        let texts: Vec<String> = rows
            .filter(|row| row.is_shuttles() == shuttles)
            .map(|row| form(row))
            .collect();
        texts.join(", ")
    };
    format!("{}; with --engine shuttle also {}", of(false), of(true))
}
