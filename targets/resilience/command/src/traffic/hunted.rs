//! What a hunt through one scenario of traffic brought, and where it lies.

use std::collections::BTreeMap;
use std::path::Path;

use tearpoint_harness::session::Found;
use tearpoint_resilience::scenario::Scenario;
use tearpoint_resilience::traffic::analysis::figures::Figures;

use super::bands::Row;

/// What a hunt through one scenario brought.
pub struct Hunted {
    pub name: String,
    /// The scenario file's text.
    pub source: String,
    pub scenario: Scenario,
    pub rows: Vec<Row>,
    /// By signature: the run that is kept, and how many runs of which policy showed it.
    pub found: BTreeMap<String, (Found, BTreeMap<String, u64>)>,
    pub executions: u64,
    pub unknown: u64,
}

impl Hunted {
    pub fn users(&self) -> u64 {
        let figures = self.rows.iter().flat_map(Row::figures);
        figures.map(|figures| figures.users).sum()
    }

    /// Seeds that each policy was run under; of a hunt that was stopped, the most that any was.
    pub fn seeds(&self) -> usize {
        let runs = self.rows.iter().map(|row| row.runs.len());
        runs.max().unwrap_or(0)
    }

    /// The seed that plots and sparklines show.
    pub fn shown_seed(&self) -> Option<u64> {
        Some(self.rows.first()?.runs.first()?.0)
    }

    /// The first seed's figures, policy by policy.
    pub fn shown(&self) -> impl Iterator<Item = (&str, &Figures)> {
        let first = |row: &Row| row.runs.first().map(|(seed, _)| *seed);
        let seed = self.rows.first().and_then(first);
        self.rows.iter().filter_map(move |row| {
            let run = row.runs.iter().find(|(number, _)| Some(*number) == seed)?;
            Some((row.policy.as_str(), &run.1))
        })
    }
}

/// Where a hunt's results lie.
pub struct Files {
    pub plot: String,
    pub page: String,
    /// The folder of the recordings; each is named after its signature.
    pub out: String,
}

impl Files {
    pub fn recording(&self, id: &str) -> String {
        let file = Path::new(&self.out).join(format!("{id}.rec"));
        file.display().to_string()
    }
}
