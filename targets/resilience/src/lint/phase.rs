//! The phases of a scenario: stretches of time in which the same faults are on.

use crate::scenario::{Fault, Scenario};

/// A stretch of time in which the same faults are on.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Seconds from the run's start at which it begins.
    pub from: f64,
    /// Seconds from the run's start at which it ends.
    pub until: f64,
    /// The faults that are on, by their place in the file.
    pub faults: Vec<usize>,
    /// Users a second, at the most.
    pub rate: f64,
    /// The rate changes while it lasts.
    pub ramps: bool,
}

impl Phase {
    /// How long it lasts, in seconds.
    pub fn seconds(&self) -> f64 {
        self.until - self.from
    }
}

/// Seconds after which a phase shows what it does.
const LONG: f64 = 20.0;

/// The phases of a scenario, in order. Of those with the same faults there is the busiest; of these the first that is long
/// enough.
pub fn phases(scenario: &Scenario) -> Vec<Phase> {
    let end = scenario.duration_ms.get();
    let on = |fault: &Fault, at: u64| {
        at >= fault.at_ms.get() && fault.until_ms.is_none_or(|until| at < until.get())
    };
    let mut edges: Vec<u64> = vec![0, end];
    for fault in &scenario.faults {
        edges.push(fault.at_ms.get());
        edges.extend(fault.until_ms.map(|until| until.get()));
    }
    edges.retain(|&at| at <= end);
    edges.sort_unstable();
    edges.dedup();
    let mut phases: Vec<Phase> = Vec::new();
    for pair in edges.windows(2) {
        let faults = (0..scenario.faults.len())
            .filter(|&i| on(&scenario.faults[i], pair[0]))
            .collect();
        let phase = Phase {
            from: pair[0] as f64 / 1e3,
            until: pair[1] as f64 / 1e3,
            faults,
            rate: rate_at(scenario, pair[1]),
            ramps: rate_at(scenario, pair[0]) < rate_at(scenario, pair[1]),
        };
        match phases.iter_mut().find(|known| known.faults == phase.faults) {
            Some(known) => {
                let short = known.seconds() < LONG && phase.seconds() > known.seconds();
                if phase.rate > known.rate || (phase.rate == known.rate && short) {
                    *known = phase;
                }
            }
            None => phases.push(phase),
        }
    }
    phases
}

/// Users a second at `at` milliseconds.
fn rate_at(scenario: &Scenario, at: u64) -> f64 {
    let clients = &scenario.clients;
    let rate = clients.rate_per_s.get() as f64;
    let Some(peak) = clients.peak_per_s else {
        return rate;
    };
    let (start, end) = (clients.ramp_start_ms.get(), clients.ramp_end_ms.get());
    let at = at.clamp(start, end.max(start));
    rate + (peak.get() as f64 - rate) * (at - start) as f64 / (end - start).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_are_where_faults_begin_and_end() {
        let found = |text: &str| -> Vec<(f64, f64, Vec<usize>, f64)> {
            let scenario = Scenario::parse("x.toml", text).unwrap();
            let phases = phases(&scenario).into_iter();
            phases
                .map(|phase| (phase.from, phase.until, phase.faults, phase.rate))
                .collect()
        };
        let text = "title = \"x\"\nduration-ms = 100000\n[[fault]]\nat-ms = 20000\nuntil-ms = 60000\n\
                    [[fault]]\nat-ms = 40000\nuntil-ms = 200000\n";
        assert_eq!(
            found(text),
            [
                (0.0, 20.0, vec![], 107.0),
                (20.0, 40.0, vec![0], 107.0),
                (40.0, 60.0, vec![0, 1], 107.0),
                (60.0, 100.0, vec![1], 107.0)
            ]
        );
        assert_eq!(found("title = \"x\"\nduration-ms = 0\n"), []);
        let ramp = "title = \"x\"\nduration-ms = 100000\n[clients]\nrate-per-s = 100\npeak-per-s = 300\n\
                    ramp-start-ms = 0\nramp-end-ms = 200000\n[[fault]]\nat-ms = 50000\n";
        assert_eq!(
            found(ramp),
            [(0.0, 50.0, vec![], 150.0), (50.0, 100.0, vec![0], 200.0)]
        );
    }
}
