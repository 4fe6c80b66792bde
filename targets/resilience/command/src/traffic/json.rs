//! The JSON of a hunt through traffic: a line for each policy, one for each signature. `docs/avalanche.md` describes it.

use serde_json::{Map, Value, json};
use tearpoint_command::json::RunJson;
use tearpoint_resilience::traffic::Outcome;
use tearpoint_resilience::traffic::analysis::figures::Figures;

use super::bands::{Band, FIGURES, Row};
use super::hunted::{Files, Hunted};

/// Every line but the summary.
pub fn lines(hunted: &Hunted, files: &Files) -> Vec<Value> {
    let mut lines: Vec<Value> = hunted
        .rows
        .iter()
        .map(|row| policy(hunted, files, row))
        .collect();
    for (id, (found, policies)) in &hunted.found {
        let mut line = RunJson::new(&found.recording, &found.run.report, &found.run.verdict);
        line.runs = Some(found.runs);
        line.recording = Some(files.recording(id));
        let mut line = serde_json::to_value(line).expect("plain data");
        line["policies"] = json!(policies);
        lines.push(line);
    }
    lines
}

fn policy(hunted: &Hunted, files: &Files, row: &Row) -> Value {
    let seeds: Vec<u64> = row.runs.iter().map(|(seed, _)| *seed).collect();
    let mut line = json!({
        "scenario": hunted.name,
        "policy": row.policy,
        "runs": row.runs.len(),
        "seeds": seeds,
        "figures": keyed(|figure| {
            let values: Vec<Option<f64>> = row.figures().map(figure.of).collect();
            row.band(figure).map(|band| {
                let mut band = json!(band);
                band["values"] = json!(values);
                band
            })
        }),
        "outcomes": outcomes(row),
        "plot": files.plot,
        "page": files.page,
    });
    if let Some(first) = hunted
        .rows
        .first()
        .filter(|first| first.policy != row.policy)
    {
        line["against"] = json!({
            "policy": first.policy,
            "difference": keyed(|figure| row.difference(first, figure)),
            "change_percent": keyed(|figure| row.change(first, figure)),
        });
    }
    line
}

fn keyed<T: serde::Serialize>(
    value: impl Fn(&super::bands::Figure) -> Option<T>,
) -> Map<String, Value> {
    let entries = FIGURES
        .iter()
        .filter_map(|figure| Some((figure.key.to_owned(), json!(value(figure)?))));
    entries.collect()
}

/// What became of the users since the trouble began, core users and others apart.
fn outcomes(row: &Row) -> Map<String, Value> {
    let of = |outcome: Outcome| {
        let band = |count: fn(&Figures, Outcome) -> u64| {
            Band::of(row.figures().map(|figures| count(figures, outcome) as f64))
        };
        json!({
            "core": band(|figures, outcome| figures.counts.core(outcome)),
            "other": band(|figures, outcome| figures.counts.of(outcome) - figures.counts.core(outcome)),
        })
    };
    let entries = Outcome::ALL
        .iter()
        .map(|&outcome| (outcome.name().replace(' ', "_"), of(outcome)));
    entries.collect()
}

/// One run's figures, by key.
pub fn figures(figures: &Figures) -> Map<String, Value> {
    keyed(|figure| (figure.of)(figures))
}
