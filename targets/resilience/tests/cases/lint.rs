//! Files with the rules they break; runs confirm each prediction, but for those that a file says they do not.

use std::collections::BTreeSet;

use tearpoint_resilience::lint::{Confirmation, Finding, RULES, Runs, confirm, lint};
use tearpoint_resilience::scenario::Scenario;
use tearpoint_trials::{Trials, Verdict};

use crate::files;

const SEEDS: u64 = 3;

/// A case for each file, and one about all of them.
pub fn cases(trials: &mut Trials) {
    for (name, text) in files("tests/cases/lint") {
        trials.add(format!("lint::{name}"), move || {
            breaks_the_rules_it_says(&name, &text)
        });
    }
    trials.add("lint::every_rule_is_broken_somewhere", || {
        let mut broken = BTreeSet::new();
        for (name, text) in files("tests/cases/lint") {
            broken.extend(rules(&lint(&Scenario::parse(&name, &text).unwrap())));
        }
        let known: BTreeSet<&str> = RULES.iter().map(|(id, _)| *id).collect();
        let missing: Vec<_> = known.difference(&broken).collect();
        assert_eq!(missing, [&"delay-threads"], "which the avalanche has");
        Ok(())
    });
}

/// The words after `# label:` in a file.
fn header<'a>(text: &'a str, label: &str) -> Vec<&'a str> {
    let line = text.lines().find_map(|line| line.strip_prefix(label));
    let words = line.unwrap_or_default().split(',').map(str::trim);
    words.filter(|word| !word.is_empty()).collect()
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    rules.dedup();
    rules
}

fn breaks_the_rules_it_says(name: &str, text: &str) -> Verdict {
    let findings = lint(&Scenario::parse(name, text).map_err(|error| error.to_string())?);
    assert_eq!(rules(&findings), header(text, "# expect:"));
    let mut runs = Runs::new(SEEDS);
    let refuted: Vec<&str> = findings
        .iter()
        .filter(|finding| matches!(confirm(finding, &mut runs), Confirmation::Refuted(_)))
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(refuted, header(text, "# not confirmed:"));
    Ok(())
}
