//! Figures over seeds: a median with the lowest and the highest; differences are taken seed by seed, on the same users.

use serde::Serialize;
use tearpoint_resilience::traffic::analysis::figures::Figures;

/// Lowest, middle and highest of a figure over the seeds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    pub median: f64,
    pub min: f64,
    pub max: f64,
    /// In how many of the runs there was such a figure.
    pub of: usize,
}

impl Band {
    /// None, if there is no value.
    pub fn of(values: impl Iterator<Item = f64>) -> Option<Band> {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let upper = *values.get(middle)?;
        let median = match values.len() % 2 {
            0 => (values[middle - 1] + upper) / 2.0,
            _ => upper,
        };
        Some(Band {
            median,
            min: values[0],
            max: values[values.len() - 1],
            of: values.len(),
        })
    }

    /// `48 (42–54)`; with a count where not all of `runs` have the figure.
    pub fn show(band: Option<Band>, digits: usize, runs: usize) -> String {
        let Some(Band {
            median,
            min,
            max,
            of,
        }) = band
        else {
            return "–".to_owned();
        };
        let some = if of < runs {
            format!(", {of} of {runs}")
        } else {
            String::new()
        };
        format!("{median:.digits$} ({min:.digits$}–{max:.digits$}{some})")
    }
}

/// One figure of a run: its key in JSON, its heading in tables, how many digits it is shown with.
pub struct Figure {
    pub key: &'static str,
    pub heading: &'static str,
    pub digits: usize,
    pub of: fn(&Figures) -> Option<f64>,
}

const MILLION: f64 = 1e6;
const SECOND: f64 = 1e9;

fn ms(nanos: Option<u64>) -> Option<f64> {
    nanos.map(|nanos| nanos as f64 / MILLION)
}

fn s(nanos: Option<u64>) -> Option<f64> {
    nanos.map(|nanos| nanos as f64 / SECOND)
}

fn share(n: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| n as f64 * 100.0 / of as f64)
}

/// Hours at this run's rate until its failures are no more than 0.02 % of the users.
fn hours_to_9998(f: &Figures) -> Option<f64> {
    let seconds = f.seconds.len() as f64 * f.window as f64 / SECOND;
    let rate = f.users as f64 / seconds;
    (rate > 0.0).then(|| f.failures() as f64 / 0.0002 / rate / 3600.0)
}

const fn figure(
    key: &'static str,
    heading: &'static str,
    digits: usize,
    of: fn(&Figures) -> Option<f64>,
) -> Figure {
    Figure {
        key,
        heading,
        digits,
        of,
    }
}

/// Every figure. Append only: the keys are what scripts ask for.
pub const FIGURES: [Figure; 38] = [
    figure("ok_percent", "good answers, %", 1, |f| {
        Some(f.shares()[0] as f64 / 1e4)
    }),
    figure("ok_or_cached_percent", "good or cached, %", 1, |f| {
        Some(f.shares()[1] as f64 / 1e4)
    }),
    figure("answered_percent", "good, cached or refused, %", 2, |f| {
        Some(f.shares()[2] as f64 / 1e4)
    }),
    figure("core_ok_percent", "core served, %", 1, |f| {
        Some(f.core_share() as f64 / 1e4)
    }),
    figure("failed", "failures", 0, |f| Some(f.failures() as f64)),
    figure("failed_percent", "failures, %", 2, |f| {
        share(f.failures(), f.counts.total())
    }),
    figure("hours_to_9998", "hours until 99.98 %", 1, hours_to_9998),
    figure("p50_before_ms", "p50 before, ms", 0, |f| ms(f.p50_before)),
    figure("p99_before_ms", "p99 before, ms", 0, |f| ms(f.p99_before)),
    figure("p50_during_ms", "p50 after 60 s, ms", 0, |f| {
        ms(f.p50_during)
    }),
    figure("p99_during_ms", "p99 after 60 s, ms", 0, |f| {
        ms(f.p99_during)
    }),
    figure("p99_peak_ms", "p99 at the end of the ramp, ms", 0, |f| {
        ms(f.p99_peak)
    }),
    figure("threads_full_s", "threads full, s", 0, |f| {
        s(f.judgement.threads_full)
    }),
    figure("queue_long_s", "queue over 200, s", 0, |f| {
        s(f.judgement.queue_long)
    }),
    figure("syn_drop_s", "first SYN dropped, s", 0, |f| {
        s(f.judgement.connector_full)
    }),
    figure("collapse_s", "collapse, s", 0, |f| s(f.judgement.collapse)),
    figure("detected_s", "detected, s", 1, |f| s(f.judgement.detected)),
    figure("trips", "trips", 0, |f| Some(f.judgement.trips as f64)),
    figure("recovered_s", "recovered, s", 0, |f| {
        s(f.judgement.recovered)
    }),
    figure("lock_retries", "lock retries", 0, |f| {
        Some(f.lock_retries as f64)
    }),
    figure("lock_wait_ms", "mean wait for the lock, ms", 1, |f| {
        (f.locks > 0).then(|| f.lock_wait as f64 / MILLION)
    }),
    figure("locks", "locks taken", 0, |f| Some(f.locks as f64)),
    figure("client_retries", "asked again", 0, |f| {
        Some(f.retries as f64)
    }),
    figure("amplification", "requests a user", 2, |f| {
        share(f.attempts, f.users).map(|n| n / 100.0)
    }),
    figure("budget_denied", "retries not in the budget", 0, |f| {
        Some(f.budget_denied as f64)
    }),
    figure("syn_drops", "SYNs dropped", 0, |f| Some(f.syn_drops as f64)),
    figure("pool_timeouts", "connections not in time", 0, |f| {
        Some(f.pool_timeouts as f64)
    }),
    figure("users", "users", 0, |f| Some(f.users as f64)),
    figure("rejected_percent", "refused, %", 1, |f| {
        Some((f.shares()[2] - f.shares()[1]) as f64 / 1e4)
    }),
    figure(
        "core_in_fault_percent",
        "core served during faults, %",
        1,
        |f| f.judgement.core_served.map(|share| share as f64 / 1e4),
    ),
    figure("leaked", "connections leaked", 0, |f| {
        Some(f.judgement.leaks.leaked as f64)
    }),
    figure("leaks_logged", "leaks logged", 0, |f| {
        Some(f.judgement.leaks.detected as f64)
    }),
    figure("leak_coverage_percent", "leaks logged, %", 1, |f| {
        share(f.judgement.leaks.detected, f.judgement.leaks.leaked)
    }),
    figure("first_leak_s", "first leak, s", 0, |f| {
        s(f.judgement
            .leaks
            .first
            .and_then(|at| at.checked_sub(f.begins)))
    }),
    figure("first_leak_logged_s", "first leak logged, s", 0, |f| {
        s(f.judgement
            .leaks
            .first_logged
            .and_then(|at| at.checked_sub(f.begins)))
    }),
    figure("locks_lost", "locks lost", 0, |f| {
        Some(f.judgement.locks.lost as f64)
    }),
    figure("lock_overlaps", "two in one critical section", 0, |f| {
        Some(f.judgement.locks.overlaps as f64)
    }),
    figure("stale_writes", "writes after a later holder's", 0, |f| {
        Some(f.judgement.locks.stale as f64)
    }),
];

/// The figures of the table people see, by key.
pub const SHOWN: [&str; 11] = [
    "ok_percent",
    "ok_or_cached_percent",
    "answered_percent",
    "core_ok_percent",
    "p99_before_ms",
    "p99_during_ms",
    "p99_peak_ms",
    "collapse_s",
    "detected_s",
    "recovered_s",
    "first_leak_logged_s",
];

/// The figures whose differences people see, by key.
pub const COMPARED: [&str; 7] = [
    "ok_or_cached_percent",
    "answered_percent",
    "core_ok_percent",
    "p99_during_ms",
    "lock_retries",
    "lock_wait_ms",
    "failed",
];

/// The figures of these keys.
pub fn chosen(keys: &[&str]) -> impl Iterator<Item = &'static Figure> {
    FIGURES
        .iter()
        .filter(move |figure| keys.contains(&figure.key))
}

/// One policy's runs, by seed.
pub struct Row {
    pub policy: String,
    pub runs: Vec<(u64, Figures)>,
}

impl Row {
    pub fn figures(&self) -> impl Iterator<Item = &Figures> {
        self.runs.iter().map(|(_, figures)| figures)
    }

    pub fn band(&self, figure: &Figure) -> Option<Band> {
        Band::of(self.figures().filter_map(figure.of))
    }

    /// By seed: the figure here and there.
    fn pairs(&self, other: &Row, figure: &Figure) -> Vec<(f64, f64)> {
        let mut pairs = Vec::new();
        for (seed, mine) in &self.runs {
            let same = other.runs.iter().find(|(number, _)| number == seed);
            let theirs = same.and_then(|(_, theirs)| (figure.of)(theirs));
            pairs.extend((figure.of)(mine).zip(theirs));
        }
        pairs
    }

    /// What the figure is more than under `other`, seed by seed.
    pub fn difference(&self, other: &Row, figure: &Figure) -> Option<Band> {
        Band::of(
            self.pairs(other, figure)
                .into_iter()
                .map(|(mine, theirs)| mine - theirs),
        )
    }

    /// The same in percent of what it is under `other`.
    pub fn change(&self, other: &Row, figure: &Figure) -> Option<Band> {
        let pairs = self.pairs(other, figure).into_iter();
        let changes = pairs.filter(|(_, theirs)| *theirs != 0.0);
        Band::of(changes.map(|(mine, theirs)| (mine - theirs) * 100.0 / theirs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_has_a_median_and_says_how_many_it_is_of() {
        let band = Band::of([4.0, 1.0, 3.0, 2.0].into_iter());
        assert_eq!(Band::show(band, 1, 4), "2.5 (1.0–4.0)");
        assert_eq!(Band::show(band, 0, 6), "2 (1–4, 4 of 6)");
        assert_eq!(Band::show(Band::of([].into_iter()), 0, 6), "–");
    }

    #[test]
    fn keys_are_unique_and_those_shown_exist() {
        let mut keys: Vec<&str> = FIGURES.iter().map(|figure| figure.key).collect();
        assert_eq!(chosen(&SHOWN).count(), SHOWN.len());
        assert_eq!(chosen(&COMPARED).count(), COMPARED.len());
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), FIGURES.len());
    }
}
