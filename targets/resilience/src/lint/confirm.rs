//! The runs that confirm a finding, or do not.

use super::finding::{Expect, Experiment, Finding, Measure, show};
use crate::scenario::{Policy, Scenario, nanos};
use crate::traffic::analysis::figures::Figures;
use crate::traffic::analysis::judge::unbalanced;
use crate::traffic::{Counts, Outcome, Traffic};

const SECOND: f64 = 1e9;
/// Attempts of one run beyond which nothing is run: some tens of seconds.
const MAX_ATTEMPTS: f64 = 2e7;
/// A prediction is confirmed if it holds in this share of the runs of each setting.
const CONFIRMED_PERCENT: usize = 80;

/// What runs had to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Confirmation {
    /// Every setting showed what was predicted, in enough of its runs.
    Confirmed(Vec<Reading>),
    /// The closed form predicts what the runs do not show.
    Refuted(Vec<Reading>),
    /// Nothing was run, and why.
    NotRun(String),
}

/// One setting's figure in all runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What differs from the file; empty for the file as it is.
    pub name: String,
    /// What was measured.
    pub measure: Measure,
    /// What was predicted of it.
    pub expect: Expect,
    /// By seed; none where it never came.
    pub values: Vec<Option<f64>>,
    /// In how many runs it was as predicted.
    pub held: usize,
}

impl Reading {
    /// Lowest, middle, highest of the runs that have the figure.
    pub fn band(&self) -> Option<[f64; 3]> {
        let mut values: Vec<f64> = self.values.iter().flatten().copied().collect();
        values.sort_by(f64::total_cmp);
        let middle = *values.get(values.len() / 2)?;
        Some([*values.first()?, middle, *values.last()?])
    }

    /// The figure in words: `48 s (44-53)`, `none`.
    pub fn say(&self) -> String {
        let runs = self.values.len();
        let Some([low, middle, high]) = self.band() else {
            return "never".to_owned();
        };
        let mut text = show(middle);
        if !self.measure.unit().is_empty() {
            text += " ";
            text += self.measure.unit();
        }
        if low < high {
            text += &format!(" ({}-{})", show(low), show(high));
        }
        let after = if self.measure.is_instant() {
            "after "
        } else {
            ""
        };
        match self.values.iter().flatten().count() {
            all if all == runs => format!("{after}{text}"),
            some => format!("{after}{text} in {some} of {runs} runs, else never"),
        }
    }
}

/// All runs made so far: the same setting is run once.
#[derive(Default)]
pub struct Runs {
    made: Vec<(Scenario, Policy, Vec<Traffic>)>,
    /// Runs of each setting.
    pub seeds: u64,
}

impl Runs {
    /// Each setting is run with the seeds from 0.
    pub fn new(seeds: u64) -> Runs {
        Runs {
            made: Vec::new(),
            seeds,
        }
    }

    fn of(&mut self, scenario: &Scenario, policy: &Policy) -> &[Traffic] {
        let known = self
            .made
            .iter()
            .position(|made| &made.0 == scenario && &made.1 == policy);
        let at = known.unwrap_or_else(|| {
            let runs = (0..self.seeds).map(|seed| {
                let mut traffic = Traffic::new(scenario, policy, seed);
                traffic.run_until(nanos(scenario.duration_ms));
                let wrong = unbalanced(&traffic);
                assert!(wrong.is_empty(), "{}", wrong.join("; "));
                traffic
            });
            self.made
                .push((scenario.clone(), policy.clone(), runs.collect()));
            self.made.len() - 1
        });
        &self.made[at].2
    }
}

/// Runs what `finding` predicts.
pub fn confirm(finding: &Finding, runs: &mut Runs) -> Confirmation {
    let experiment = match &finding.experiment {
        Ok(experiment) => experiment,
        Err(why) => return Confirmation::NotRun((*why).to_owned()),
    };
    for trial in &experiment.trials {
        let attempts = attempts(&trial.scenario);
        if attempts > MAX_ATTEMPTS {
            return Confirmation::NotRun(format!(
                "a run may come to {attempts:.0} attempts, more than the {MAX_ATTEMPTS:.0} that are run"
            ));
        }
    }
    let readings = read(experiment, runs);
    let enough = |reading: &Reading| {
        reading.held * 100 >= reading.values.len() * CONFIRMED_PERCENT && reading.held > 0
    };
    if readings.iter().all(enough) {
        Confirmation::Confirmed(readings)
    } else {
        Confirmation::Refuted(readings)
    }
}

/// Attempts of a run, at most.
fn attempts(scenario: &Scenario) -> f64 {
    let clients = &scenario.clients;
    let rate = clients.peak_per_s.unwrap_or(clients.rate_per_s).get() as f64;
    rate * scenario.duration_ms.get() as f64 / 1e3 * (1.0 + clients.retries.get() as f64)
}

fn read(experiment: &Experiment, runs: &mut Runs) -> Vec<Reading> {
    let mut first: Vec<Option<f64>> = Vec::new();
    let mut readings = Vec::new();
    for trial in &experiment.trials {
        let values: Vec<Option<f64>> = runs
            .of(&trial.scenario, &trial.policy)
            .iter()
            .map(|traffic| {
                let (from, until) = (experiment.from, experiment.until);
                figure(experiment.measure, &trial.scenario, traffic, from, until)
            })
            .collect();
        if first.is_empty() {
            first.clone_from(&values);
        }
        let held = values
            .iter()
            .zip(&first)
            .filter(|(value, first)| trial.expect.holds(**value, **first))
            .count();
        readings.push(Reading {
            name: trial.name.clone(),
            measure: experiment.measure,
            expect: trial.expect,
            values,
            held,
        });
    }
    readings
}

/// The figure of a run, from `from` to `until` seconds.
fn figure(
    measure: Measure,
    scenario: &Scenario,
    traffic: &Traffic,
    from: f64,
    until: f64,
) -> Option<f64> {
    let stats = &traffic.stats;
    let window = stats.window as f64 / SECOND;
    let (first, last) = ((from / window) as usize, (until / window) as usize);
    let since = |at: usize| (at as f64 * window - from).max(0.0);
    let gauges = || {
        let range = stats.gauges.iter().enumerate();
        range.take(last).skip(first + 1)
    };
    let mean = |of: &dyn Fn(&crate::traffic::Gauges) -> u64| {
        let count = gauges().count();
        let sum: u64 = gauges().map(|(_, gauges)| of(gauges)).sum();
        (count > 0).then(|| sum as f64 / count as f64)
    };
    let counts = || stats.counts((from * SECOND) as u64, (until * SECOND) as u64);
    let percent = |of: &dyn Fn(&Counts) -> u64, all: &dyn Fn(&Counts) -> u64| {
        let counts = counts();
        (all(&counts) > 0).then(|| of(&counts) as f64 * 100.0 / all(&counts) as f64)
    };
    match measure {
        Measure::Collapse => {
            let mut windows = stats.windows().iter().enumerate().take(last).skip(first);
            let nobody = |counts: &Counts| {
                counts.arrived > 0 && counts.total() > 0 && counts.of(Outcome::Ok) == 0
            };
            windows
                .find(|(_, counts)| nobody(counts))
                .map(|(at, _)| since(at))
        }
        Measure::ThreadsFull => {
            let threads = scenario.tomcat.max_threads.get();
            let full = gauges().find(|(_, gauges)| gauges.busy >= threads);
            full.map(|(at, _)| since(at))
        }
        Measure::ConnectorFull => {
            let at = stats.first_syn_drop? as f64 / SECOND;
            (from..until).contains(&at).then_some(at - from)
        }
        Measure::Recovery => {
            let after = Figures::of(scenario, traffic).judgement.recovered?;
            Some(after as f64 / SECOND)
        }
        Measure::PoolUse => {
            let size = scenario.pool.size.get() as f64;
            mean(&|gauges| gauges.pool).map(|used| used * 100.0 / size)
        }
        Measure::Busy => mean(&|gauges| gauges.busy),
        Measure::Good => percent(&|counts| counts.of(Outcome::Ok), &Counts::total),
        Measure::CoreGood => percent(&|counts| counts.core(Outcome::Ok), &Counts::total_core),
        Measure::NoConnection => {
            percent(&|counts| counts.of(Outcome::NoConnection), &Counts::total)
        }
        Measure::NoLock => percent(&|counts| counts.of(Outcome::NoLock), &Counts::total),
        Measure::Attempts => {
            let arrived = |range: std::ops::Range<usize>| -> u64 {
                let windows = stats.windows().iter();
                let windows = windows.take(range.end).skip(range.start);
                windows.map(|counts| counts.arrived).sum()
            };
            let (before, during) = (arrived(0..first), arrived(first..last));
            let attempts = stats.attempts.saturating_sub(before);
            (during > 0).then(|| attempts as f64 / during as f64)
        }
        Measure::Leaked => Some(stats.leaks.leaked as f64),
        Measure::Overlaps => Some(stats.lock_overlaps as f64),
        Measure::Detected => {
            let mut trips = traffic.trips().into_iter().map(|at| at as f64 / SECOND);
            trips.find(|&at| at >= from).map(|at| at - from)
        }
    }
}
