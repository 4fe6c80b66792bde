//! What a rule says: where, how bad, why, what to do, and which runs would show it.

pub use crate::scenario::place::Key;
use crate::scenario::{Policy, Scenario};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Works against what it is there for, or leaves no room.
    Warning,
    /// Breaks.
    Error,
}

impl Severity {
    /// Its name in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a rule has found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id: the first of a pair in [`RULES`](super::RULES).
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The key of the file to change.
    pub key: Key,
    /// Where else to look, and why.
    pub beside: Vec<(Key, String)>,
    /// What is wrong, in one sentence.
    pub title: String,
    /// Lines: the formula, with numbers put in.
    pub formula: Vec<String>,
    /// What to do.
    pub advice: String,
    /// The runs that would show it; or why no run of traffic can.
    pub experiment: Result<Experiment, &'static str>,
}

/// Runs of traffic that show a finding: one figure, in several settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// The figure that is compared.
    pub measure: Measure,
    /// Seconds from the run's start at which measuring begins.
    pub from: f64,
    /// Seconds from the run's start at which it ends.
    pub until: f64,
    /// The settings; the first is the file as it is.
    pub trials: Vec<Trial>,
}

/// One setting of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What differs from the file; empty for the file as it is.
    pub name: String,
    /// The scenario that is run.
    pub scenario: Scenario,
    /// The policy that it is run under.
    pub policy: Policy,
    /// What is predicted of the figure.
    pub expect: Expect,
}

/// A figure of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Seconds until nobody got a good answer for a second.
    Collapse,
    /// Seconds until all threads were busy.
    ThreadsFull,
    /// Seconds until a client was turned away in silence.
    ConnectorFull,
    /// Seconds from the end of the last fault until goodput was back.
    Recovery,
    /// The pool's use in percent, on average.
    PoolUse,
    /// Users with a good answer, in percent.
    Good,
    /// Core users with a good answer, in percent.
    CoreGood,
    /// Users who were told that there was no connection, in percent.
    NoConnection,
    /// Users who were told that there was no lock, in percent.
    NoLock,
    /// Attempts of a user.
    Attempts,
    /// Threads at work, on average.
    Busy,
    /// Seconds until a breaker tripped.
    Detected,
    /// Connections that were never returned.
    Leaked,
    /// Locks that another took while their holder was still at work.
    Overlaps,
}

impl Measure {
    /// Its name in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Collapse => "collapse",
            Measure::ThreadsFull => "all threads busy",
            Measure::ConnectorFull => "first client dropped",
            Measure::Recovery => "recovery",
            Measure::PoolUse => "pool in use",
            Measure::Good => "good answers",
            Measure::CoreGood => "good answers to core users",
            Measure::NoConnection => "told: no connection",
            Measure::NoLock => "told: no lock",
            Measure::Attempts => "attempts of a user",
            Measure::Busy => "threads at work",
            Measure::Detected => "breaker tripped",
            Measure::Leaked => "connections never returned",
            Measure::Overlaps => "locks with two holders",
        }
    }

    /// Its unit: `s`, `%`, or nothing for a number.
    pub fn unit(self) -> &'static str {
        match self {
            Measure::Collapse
            | Measure::ThreadsFull
            | Measure::ConnectorFull
            | Measure::Recovery
            | Measure::Detected => "s",
            Measure::PoolUse
            | Measure::Good
            | Measure::CoreGood
            | Measure::NoConnection
            | Measure::NoLock => "%",
            Measure::Attempts | Measure::Busy | Measure::Leaked | Measure::Overlaps => "",
        }
    }

    /// It is an instant, which may never come.
    pub fn is_instant(self) -> bool {
        self.unit() == "s"
    }
}

/// What closed forms predict of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expect {
    /// It comes.
    Happens,
    /// It does not come.
    Never,
    /// It comes, and is this or more.
    AtLeast(f64),
    /// It comes, and is this or less.
    AtMost(f64),
    /// It comes, and lies between these two, both included.
    Between(f64, f64),
    /// It does not come, or later than this.
    NotWithin(f64),
    /// It does not come, or later than in the first trial under the same seed.
    Later,
    /// Less than in the first trial under the same seed, by so much.
    LessBy(f64),
    /// As in the first trial under the same seed, give or take so much.
    Near(f64),
}

impl Expect {
    /// Whether `value` is as predicted; `first` is that of the first trial under the same seed.
    pub fn holds(self, value: Option<f64>, first: Option<f64>) -> bool {
        match (self, value) {
            (Expect::Happens, value) => value.is_some(),
            (Expect::Never, value) => value.is_none(),
            (Expect::AtLeast(least), Some(value)) => value >= least,
            (Expect::AtMost(most), Some(value)) => value <= most,
            (Expect::Between(least, most), Some(value)) => (least..=most).contains(&value),
            (Expect::NotWithin(limit), value) => value.is_none_or(|value| value > limit),
            (Expect::Later, None) => first.is_some(),
            (Expect::Later, Some(value)) => first.is_some_and(|first| value > first),
            (Expect::LessBy(by), Some(value)) => first.is_some_and(|first| value + by <= first),
            (Expect::Near(by), Some(value)) => {
                first.is_some_and(|first| (value - first).abs() <= by)
            }
            (Expect::Near(_), None) => first.is_none(),
            (
                Expect::AtLeast(_) | Expect::AtMost(_) | Expect::Between(..) | Expect::LessBy(_),
                None,
            ) => false,
        }
    }

    /// In words; `unit` is the figure's.
    pub fn say(self, unit: &str) -> String {
        let show = |x: f64| match unit {
            "" => show(x),
            unit => format!("{} {unit}", show(x)),
        };
        match self {
            Expect::Happens => "happens".to_owned(),
            Expect::Never => "never".to_owned(),
            Expect::AtLeast(least) => format!("at least {}", show(least)),
            Expect::AtMost(most) => format!("at most {}", show(most)),
            Expect::Between(least, most) => format!("{} to {}", show(least), show(most)),
            Expect::NotWithin(limit) => format!("not within {}", show(limit)),
            Expect::Later => "later, or never".to_owned(),
            Expect::LessBy(by) => format!("less, by {} or more", show(by)),
            Expect::Near(by) => format!("the same, give or take {}", show(by)),
        }
    }
}

/// A number for people: three digits or a few more.
pub fn show(x: f64) -> String {
    let digits = match x.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        size if size >= 0.9995 => 2,
        _ => 3,
    };
    let text = format!("{x:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// A time for people: milliseconds below a second.
pub fn time(seconds: f64) -> String {
    match seconds < 0.9995 {
        true => format!("{} ms", show(seconds * 1e3)),
        false => format!("{} s", show(seconds)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (x, text) in [
            (0.0, "0"),
            (0.53551, "0.536"),
            (1.6, "1.6"),
            (18.673, "18.7"),
            (200.0, "200"),
            (99.97, "100"),
            (428.4, "428"),
        ] {
            assert_eq!(show(x), text);
        }
    }

    #[test]
    fn predictions_hold_or_do_not() {
        use Expect::{AtLeast, Between, Happens, Later, LessBy, Never, NotWithin};
        for (expect, value, first, holds) in [
            (Happens, Some(3.0), None, true),
            (Happens, None, None, false),
            (Never, None, None, true),
            (Never, Some(3.0), None, false),
            (AtLeast(2.0), Some(2.0), None, true),
            (AtLeast(2.0), None, None, false),
            (Between(1.0, 2.0), Some(2.5), None, false),
            (NotWithin(60.0), None, None, true),
            (NotWithin(60.0), Some(59.0), None, false),
            (Later, None, Some(3.0), true),
            (Later, None, None, false),
            (Later, Some(4.0), Some(3.0), true),
            (LessBy(5.0), Some(10.0), Some(14.0), false),
            (LessBy(5.0), Some(10.0), Some(15.0), true),
        ] {
            assert_eq!(expect.holds(value, first), holds, "{expect:?} {value:?}");
        }
    }
}
