//! Schedulers by name: `portfolio`, `random`, `walk:n=2,m=32`, `weighted`, `pct:d=3,k=200`, `pos`, `urw`, `dfs`, `rr`, `run-on`,
//! and shuttle's own.

use std::fmt;
use std::str::FromStr;

use super::{
    Dfs, Estimates, Pct, Portfolio, Pos, Random, RoundRobin, RunOn, Scheduler, States, Urw, Walk,
    Weighted,
};
use crate::contract::InputError;

const DEFAULT_DEPTH: u32 = 3;
const DEFAULT_BRANCHING: u64 = 10_000;
const DEFAULT_COARSE: u64 = 2;
const DEFAULT_FINE: u64 = 32;
const DEFAULT_BITS: u64 = 2;
const DEFAULT_POWERS: u64 = 4;
const NAMES: &str = "portfolio, random, walk[:n=2,m=32], weighted[:b=2,n=4], pct[:d=3,k=200], pos, urw, dfs[:n=10000], states, \
                     rr, run-on; with --engine shuttle also shuttle-random, shuttle-pct[:d=3], shuttle-urw, shuttle-dfs, \
                     shuttle-rr";

/// A scheduler and its parameters. `Display` and `FromStr` are inverse, but for what trial runs estimate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SchedulerSpec {
    /// Uniform among the runnable tasks.
    #[default]
    Random,
    /// Each seed by one of several schedulers.
    Portfolio,
    /// The running task is left at one in `coarse` points between operations, and one in `fine` others.
    Walk {
        coarse: u64,
        fine: u64,
    },
    /// Each task has a speed of its own, 2 to the power of `bits` times a number below `powers`.
    Weighted {
        bits: u64,
        powers: u64,
    },
    /// Probabilistic concurrency testing; `length` is estimated where it is not given.
    Pct {
        depth: u32,
        length: Option<u64>,
    },
    /// Partial order sampling.
    Pos,
    /// Uniform random walk, with what trial runs said (nothing yet: a plain random walk).
    Urw(Estimates),
    /// Systematic, branching at the first `depth` decisions.
    Dfs {
        depth: u64,
    },
    /// Systematic, every state once; for worlds that name their states.
    States,
    RoundRobin,
    RunOn,
    /// One of shuttle's own; runs on the shuttle engine only.
    Shuttle(ShuttleScheduler),
}

/// shuttle's own schedulers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShuttleScheduler {
    Random,
    Pct { depth: u32 },
    Urw,
    Dfs,
    RoundRobin,
}

impl SchedulerSpec {
    /// The scheduler, ready for a first run. One of shuttle's own has nothing to decide here: [`RunOn`].
    pub fn build(&self) -> Box<dyn Scheduler> {
        match self {
            SchedulerSpec::Random => Box::new(Random),
            SchedulerSpec::Portfolio => Box::new(Portfolio::default()),
            SchedulerSpec::Walk { coarse, fine } => Box::new(Walk::new(*coarse, *fine)),
            SchedulerSpec::Weighted { bits, powers } => Box::new(Weighted::new(*bits, *powers)),
            SchedulerSpec::Pct { depth, length } => Box::new(Pct::new(*depth, length.unwrap_or(1))),
            SchedulerSpec::Pos => Box::new(Pos::default()),
            SchedulerSpec::Urw(estimates) => Box::new(Urw::new(estimates.clone())),
            SchedulerSpec::Dfs { depth } => {
                Box::new(Dfs::new(usize::try_from(*depth).unwrap_or(usize::MAX)))
            }
            SchedulerSpec::States => Box::new(States::default()),
            SchedulerSpec::RoundRobin => Box::new(RoundRobin),
            SchedulerSpec::RunOn | SchedulerSpec::Shuttle(_) => Box::new(RunOn),
        }
    }

    /// Whether trial runs are to be made before the first run proper.
    pub fn wants_estimates(&self) -> bool {
        match self {
            SchedulerSpec::Pct { length, .. } => length.is_none(),
            SchedulerSpec::Urw(estimates) => *estimates == Estimates::default(),
            _ => false,
        }
    }

    /// The same scheduler with what trial runs said in place of what is not given.
    pub fn with_estimates(&self, estimates: &Estimates) -> SchedulerSpec {
        match self {
            SchedulerSpec::Pct {
                depth,
                length: None,
            } => SchedulerSpec::Pct {
                depth: *depth,
                length: Some(estimates.decisions()),
            },
            SchedulerSpec::Urw(_) => SchedulerSpec::Urw(estimates.clone()),
            other => other.clone(),
        }
    }

    /// Whether the name, the seed and the recorded deviations give the schedule again. If not (state across runs, or
    /// estimates), a recording keeps the schedule itself.
    pub fn replays_by_seed(&self) -> bool {
        !matches!(
            self,
            SchedulerSpec::Urw(_)
                | SchedulerSpec::Dfs { .. }
                | SchedulerSpec::States
                | SchedulerSpec::Shuttle(_)
        )
    }

    /// Whether it runs through schedules one after another, whatever the seed.
    pub fn is_systematic(&self) -> bool {
        matches!(
            self,
            SchedulerSpec::Dfs { .. }
                | SchedulerSpec::States
                | SchedulerSpec::Shuttle(ShuttleScheduler::Dfs)
        )
    }

    /// Whether it is one of shuttle's own.
    pub fn external(&self) -> bool {
        matches!(self, SchedulerSpec::Shuttle(_))
    }
}

impl fmt::Display for SchedulerSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SchedulerSpec::Random => f.write_str("random"),
            SchedulerSpec::Portfolio => f.write_str("portfolio"),
            SchedulerSpec::Walk { coarse, fine } => write!(f, "walk:n={coarse},m={fine}"),
            SchedulerSpec::Weighted { bits, powers } => write!(f, "weighted:b={bits},n={powers}"),
            SchedulerSpec::Pct {
                depth,
                length: Some(length),
            } => write!(f, "pct:d={depth},k={length}"),
            SchedulerSpec::Pct { depth, .. } => write!(f, "pct:d={depth}"),
            SchedulerSpec::Pos => f.write_str("pos"),
            SchedulerSpec::Urw(_) => f.write_str("urw"),
            SchedulerSpec::Dfs { depth } => write!(f, "dfs:n={depth}"),
            SchedulerSpec::States => f.write_str("states"),
            SchedulerSpec::RoundRobin => f.write_str("rr"),
            SchedulerSpec::RunOn => f.write_str("run-on"),
            SchedulerSpec::Shuttle(ShuttleScheduler::Random) => f.write_str("shuttle-random"),
            SchedulerSpec::Shuttle(ShuttleScheduler::Pct { depth }) => {
                write!(f, "shuttle-pct:d={depth}")
            }
            SchedulerSpec::Shuttle(ShuttleScheduler::Urw) => f.write_str("shuttle-urw"),
            SchedulerSpec::Shuttle(ShuttleScheduler::Dfs) => f.write_str("shuttle-dfs"),
            SchedulerSpec::Shuttle(ShuttleScheduler::RoundRobin) => f.write_str("shuttle-rr"),
        }
    }
}

/// `key=value` pairs after the name; each may be taken once.
struct Parameters<'a> {
    name: &'a str,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Parameters<'a> {
    fn parse(name: &'a str, text: Option<&'a str>) -> Result<Parameters<'a>, InputError> {
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
        Ok(Parameters { name, pairs })
    }

    fn take(&mut self, key: &str, least: u64, most: u64) -> Result<Option<u64>, InputError> {
        let Some(at) = self.pairs.iter().position(|(k, _)| *k == key) else {
            return Ok(None);
        };
        let (_, value) = self.pairs.remove(at);
        match value.parse() {
            Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => Err(InputError(format!(
                "scheduler {}: {key}={value} is not a number from {least} to {most}",
                self.name
            ))),
        }
    }

    fn finish(self, spec: SchedulerSpec) -> Result<SchedulerSpec, InputError> {
        match self.pairs.first() {
            None => Ok(spec),
            Some((key, _)) => Err(InputError(format!(
                "scheduler {} has no parameter {key:?}, or has it already; there is: {NAMES}",
                self.name
            ))),
        }
    }
}

impl FromStr for SchedulerSpec {
    type Err = InputError;

    fn from_str(text: &str) -> Result<SchedulerSpec, InputError> {
        let (name, parameters) = match text.split_once(':') {
            Some((name, parameters)) => (name, Some(parameters)),
            None => (text, None),
        };
        let mut parameters = Parameters::parse(name, parameters)?;
        let mut depth = || {
            let given = parameters.take("d", 1, 64)?;
            Ok::<u32, InputError>(given.map_or(DEFAULT_DEPTH, |d| d as u32))
        };
        let spec = match name {
            "random" => SchedulerSpec::Random,
            "portfolio" => SchedulerSpec::Portfolio,
            "walk" => SchedulerSpec::Walk {
                coarse: parameters.take("n", 1, 1 << 20)?.unwrap_or(DEFAULT_COARSE),
                fine: parameters.take("m", 1, 1 << 20)?.unwrap_or(DEFAULT_FINE),
            },
            "weighted" => SchedulerSpec::Weighted {
                bits: parameters.take("b", 1, 4)?.unwrap_or(DEFAULT_BITS),
                powers: parameters.take("n", 1, 8)?.unwrap_or(DEFAULT_POWERS),
            },
            "pct" => SchedulerSpec::Pct {
                depth: depth()?,
                length: parameters.take("k", 1, 1 << 40)?,
            },
            "pos" => SchedulerSpec::Pos,
            "urw" => SchedulerSpec::Urw(Estimates::default()),
            "dfs" => SchedulerSpec::Dfs {
                depth: parameters
                    .take("n", 0, u64::from(u32::MAX))?
                    .unwrap_or(DEFAULT_BRANCHING),
            },
            "states" => SchedulerSpec::States,
            "rr" => SchedulerSpec::RoundRobin,
            "run-on" => SchedulerSpec::RunOn,
            "shuttle-random" => SchedulerSpec::Shuttle(ShuttleScheduler::Random),
            "shuttle-pct" => SchedulerSpec::Shuttle(ShuttleScheduler::Pct { depth: depth()? }),
            "shuttle-urw" => SchedulerSpec::Shuttle(ShuttleScheduler::Urw),
            "shuttle-dfs" => SchedulerSpec::Shuttle(ShuttleScheduler::Dfs),
            "shuttle-rr" => SchedulerSpec::Shuttle(ShuttleScheduler::RoundRobin),
            _ => {
                return Err(InputError(format!(
                    "no scheduler is called {name:?}; there is: {NAMES}"
                )));
            }
        };
        parameters.finish(spec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for name in [
            "random",
            "portfolio",
            "walk:n=4,m=8",
            "weighted:b=2,n=4",
            "pct:d=3",
            "pct:d=5,k=200",
            "pos",
            "urw",
            "dfs:n=7",
            "states",
            "rr",
            "run-on",
            "shuttle-random",
            "shuttle-pct:d=2",
            "shuttle-urw",
            "shuttle-dfs",
            "shuttle-rr",
        ] {
            assert_eq!(name.parse::<SchedulerSpec>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, part) in [
            ("rand", "there is: portfolio, random, walk"),
            ("", "no scheduler is called \"\""),
            ("pct:d=0", "d=0 is not a number from 1 to 64"),
            ("pct:d", "\"d\" is no parameter"),
            ("pct:d=1,d=2", "or has it already"),
            ("pos:d=1", "has no parameter \"d\""),
        ] {
            let error = text.parse::<SchedulerSpec>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
