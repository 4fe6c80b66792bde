//! A scheduler and its parameters, as people write it (`random`, `pct:d=3,k=200`) and recordings hold it.

use std::fmt;
use std::str::FromStr;

use super::registry::{self, Builder, DefaultValue, MAX_PARAMETERS, Row};
use super::{Estimates, RANDOM, RunOn, Scheduler};
use crate::contract::InputError;

/// A scheduler and its parameters. `Display` and `FromStr` are inverse, but for what trial runs estimate.
#[derive(Clone)]
pub struct SchedulerSpec {
    row: &'static Row,
    /// By position in the row's parameters. `None`: not given, and not estimated yet.
    values: [Option<u64>; MAX_PARAMETERS],
    estimates: Option<Estimates>,
}

impl SchedulerSpec {
    pub(super) const fn of(row: &'static Row) -> SchedulerSpec {
        let mut values = [None; MAX_PARAMETERS];
        let mut at = 0;
        while at < row.parameters.len() {
            if let DefaultValue::Number(value) = row.parameters[at].default {
                values[at] = Some(value);
            }
            at += 1;
        }
        SchedulerSpec {
            row,
            values,
            estimates: None,
        }
    }

    /// What is known of this scheduler, whatever its parameters.
    pub fn row(&self) -> &'static Row {
        self.row
    }

    /// The value of the parameter called `key`: as given, by default, or as estimated. `None` if trial runs are still to
    /// say it.
    pub fn value(&self, key: &str) -> Option<u64> {
        let at = self.row.parameters.iter().position(|p| p.key == key);
        self.values[at.expect("a scheduler asks for parameters of its own row")]
    }

    /// The value of a parameter whose default is a number.
    pub fn number(&self, key: &str) -> u64 {
        self.value(key).expect("its default is a number")
    }

    /// What trial runs said of the program, if they were made and the scheduler keeps it.
    pub fn estimates(&self) -> Option<&Estimates> {
        self.estimates.as_ref()
    }

    /// The scheduler, ready for a first run. One of shuttle's own has nothing to decide here: [`RunOn`].
    pub fn build(&self) -> Box<dyn Scheduler> {
        match self.row.builder {
            Builder::Ours(build) => build(self),
            Builder::Shuttle(_) => Box::new(RunOn),
        }
    }

    /// Whether trial runs are to be made before the first run proper.
    pub fn wants_estimates(&self) -> bool {
        let open = |at: usize| self.values[at].is_none();
        self.row.keeps_estimates && self.estimates.is_none()
            || (0..self.row.parameters.len()).any(open)
    }

    /// The same scheduler with what trial runs said in place of what is not given.
    pub fn with_estimates(&self, estimates: &Estimates) -> SchedulerSpec {
        let mut spec = self.clone();
        for (value, parameter) in spec.values.iter_mut().zip(self.row.parameters) {
            if let DefaultValue::Estimated { from, .. } = parameter.default {
                value.get_or_insert_with(|| from(estimates));
            }
        }
        if self.row.keeps_estimates {
            spec.estimates = Some(estimates.clone());
        }
        spec
    }

    /// Whether the name, the seed and the recorded deviations give the schedule again. If not (state across runs, or
    /// estimates), a recording keeps the schedule itself.
    pub fn replays_by_seed(&self) -> bool {
        self.row.replays_by_seed
    }

    /// Whether it runs through schedules one after another, whatever the seed.
    pub fn is_systematic(&self) -> bool {
        self.row.systematic
    }
}

impl Default for SchedulerSpec {
    /// Uniform among the runnable tasks.
    fn default() -> SchedulerSpec {
        RANDOM.spec()
    }
}

impl PartialEq for SchedulerSpec {
    fn eq(&self, other: &SchedulerSpec) -> bool {
        self.row.name == other.row.name
            && self.values == other.values
            && self.estimates == other.estimates
    }
}

impl Eq for SchedulerSpec {}

impl fmt::Debug for SchedulerSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SchedulerSpec({self})")
    }
}

impl fmt::Display for SchedulerSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row.name)?;
        let mut before = ':';
        for (parameter, value) in self.row.parameters.iter().zip(self.values) {
            if let Some(value) = value {
                write!(f, "{before}{}={value}", parameter.key)?;
                before = ',';
            }
        }
        Ok(())
    }
}

impl FromStr for SchedulerSpec {
    type Err = InputError;

    fn from_str(text: &str) -> Result<SchedulerSpec, InputError> {
        let (name, parameters) = match text.split_once(':') {
            Some((name, parameters)) => (name, Some(parameters)),
            None => (text, None),
        };
        let mut given = Given::parse(name, parameters)?;
        let row = registry::find(name).ok_or_else(|| {
            let names = registry::names();
            InputError(format!(
                "no scheduler is called {name:?}; there is: {names}"
            ))
        })?;
        let mut spec = row.spec();
        for (value, parameter) in spec.values.iter_mut().zip(row.parameters) {
            let allowed = parameter.least..=parameter.most;
            if let Some(number) = given.take(parameter.key, allowed)? {
                *value = Some(number);
            }
        }
        given.finish()?;
        Ok(spec)
    }
}

/// `key=value` pairs after the name; each may be taken once.
struct Given<'a> {
    name: &'a str,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Given<'a> {
    fn parse(name: &'a str, text: Option<&'a str>) -> Result<Given<'a>, InputError> {
        let pair = |part: &'a str| {
            part.split_once('=').ok_or_else(|| {
                InputError(format!(
                    "scheduler {name}: {part:?} is no parameter; write key=value, as in pct:d=3,k=200"
                ))
            })
        };
        let pairs = text
            .into_iter()
            .flat_map(|text| text.split(','))
            .map(pair)
            .collect::<Result<_, _>>()?;
        Ok(Given { name, pairs })
    }

    fn take(
        &mut self,
        key: &str,
        allowed: std::ops::RangeInclusive<u64>,
    ) -> Result<Option<u64>, InputError> {
        let Some(at) = self.pairs.iter().position(|(k, _)| *k == key) else {
            return Ok(None);
        };
        let (_, value) = self.pairs.remove(at);
        match value.parse() {
            Ok(number) if allowed.contains(&number) => Ok(Some(number)),
            _ => Err(InputError(format!(
                "scheduler {}: {key}={value} is not a number from {} to {}",
                self.name,
                allowed.start(),
                allowed.end()
            ))),
        }
    }

    fn finish(self) -> Result<(), InputError> {
        match self.pairs.first() {
            None => Ok(()),
            Some((key, _)) => Err(InputError(format!(
                "scheduler {} has no parameter {key:?}, or has it already; there is: {}",
                self.name,
                registry::names()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// These stand in recordings: they never change.
    #[test]
    fn names_read_back() {
        for (written, printed) in [
            ("random", "random"),
            ("portfolio", "portfolio"),
            ("walk", "walk:n=2,m=32"),
            ("walk:n=4,m=8", "walk:n=4,m=8"),
            ("walk:m=8", "walk:n=2,m=8"),
            ("weighted", "weighted:b=2,n=4"),
            ("pct", "pct:d=3"),
            ("pct:k=200", "pct:d=3,k=200"),
            ("pct:d=5,k=200", "pct:d=5,k=200"),
            ("pos", "pos"),
            ("urw", "urw"),
            ("dfs", "dfs:n=10000"),
            ("dfs:n=0", "dfs:n=0"),
            ("states", "states"),
            ("rr", "rr"),
            ("run-on", "run-on"),
            ("shuttle-random", "shuttle-random"),
            ("shuttle-pct", "shuttle-pct:d=3"),
            ("shuttle-urw", "shuttle-urw"),
            ("shuttle-dfs", "shuttle-dfs"),
            ("shuttle-rr", "shuttle-rr"),
        ] {
            let spec = written.parse::<SchedulerSpec>().unwrap();
            assert_eq!(spec.to_string(), printed);
            assert_eq!(printed.parse::<SchedulerSpec>().unwrap(), spec);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, part) in [
            (
                "rand",
                "no scheduler is called \"rand\"; there is: portfolio, random, walk[:n=2,m=32], weighted[:b=2,n=4], \
                 pct[:d=3,k=200], pos, urw, dfs[:n=10000], states, rr, run-on; with --engine shuttle also \
                 shuttle-random, shuttle-pct[:d=3], shuttle-urw, shuttle-dfs, shuttle-rr",
            ),
            ("", "no scheduler is called \"\""),
            ("pct:d=0", "d=0 is not a number from 1 to 64"),
            ("pct:d", "\"d\" is no parameter"),
            ("pct:d=1,d=2", "or has it already"),
            ("pos:d=1", "has no parameter \"d\""),
            ("dfs:n=4294967296", "is not a number from 0 to 4294967295"),
        ] {
            let error = text.parse::<SchedulerSpec>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn estimates_fill_only_what_was_left_out() {
        let estimates = Estimates::default();
        for (before, after) in [
            ("pct", "pct:d=3,k=1"),
            ("pct:k=200", "pct:d=3,k=200"),
            ("urw", "urw"),
            ("walk", "walk:n=2,m=32"),
        ] {
            let spec = before.parse::<SchedulerSpec>().unwrap();
            assert_eq!(spec.wants_estimates(), ["pct", "urw"].contains(&before));
            let filled = spec.with_estimates(&estimates);
            assert!(!filled.wants_estimates(), "{before}");
            assert_eq!(filled.to_string(), after);
        }
    }
}
