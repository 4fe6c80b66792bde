//! The configuration check on the built-in scenarios and its page, each prediction held to runs; and files nobody would write.
//! (`cases` has a file for each rule.)

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tearpoint_resilience::lint::{Confirmation, Finding, RULES, Runs, Severity, confirm, lint};
use tearpoint_resilience::scenario::Scenario;
use tearpoint_resilience::scenario::place::{line_column, place};

const SEEDS: u64 = 3;

fn corpus(name: &str) -> (String, Scenario) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join(format!("../../corpus/resilience/{name}.toml"));
    let text = fs::read_to_string(file).unwrap();
    let scenario = Scenario::parse(name, &text).unwrap();
    (text, scenario)
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    rules.dedup();
    rules
}

#[test]
fn the_avalanche_is_a_balance_of_threads() {
    let (text, scenario) = corpus("avalanche");
    let findings = lint(&scenario);
    let found = |rule: &str| {
        findings
            .iter()
            .find(|finding| finding.rule == rule)
            .unwrap()
    };
    let balance = found("thread-balance");
    assert_eq!(balance.severity, Severity::Error);
    let edge: f64 = balance
        .title
        .rsplit_once("T_c* = ")
        .and_then(|(_, rest)| rest.strip_suffix(" s"))
        .unwrap()
        .parse()
        .unwrap();
    assert!((1.5..1.8).contains(&edge), "T_c* = {edge} s");
    let at = place(&text, &balance.key);
    assert!(at.own);
    assert_eq!(&text[at.span.clone()], "connection-timeout-ms");
    assert_eq!(balance.severity, Severity::Error);
    let rules = rules(&findings);
    assert!(
        rules.contains(&"hot-lock") && rules.contains(&"delay-threads"),
        "{rules:?}"
    );
    assert!(
        !rules.contains(&"queue-patience"),
        "800 are worked off in time"
    );
    let mut runs = Runs::new(SEEDS);
    for finding in &findings {
        let confirmation = confirm(finding, &mut runs);
        assert!(
            matches!(confirmation, Confirmation::Confirmed(_)),
            "{}: {confirmation:?}",
            finding.rule
        );
    }
}

#[test]
fn one_number_decides_whether_the_queue_outlasts_the_patience() {
    for (name, outlasts) in [("metastable", true), ("metastable_800", false)] {
        let (text, scenario) = corpus(name);
        let findings = lint(&scenario);
        let found = findings
            .iter()
            .find(|finding| finding.rule == "queue-patience");
        assert_eq!(found.is_some(), outlasts, "{name}");
        let Some(finding) = found else { continue };
        assert_eq!(finding.severity, Severity::Error);
        assert_eq!(&text[place(&text, &finding.key).span], "max-connections");
        assert!(finding.formula[0].contains("8192"), "{:?}", finding.formula);
        let confirmation = confirm(finding, &mut Runs::new(SEEDS));
        assert!(
            matches!(confirmation, Confirmation::Confirmed(_)),
            "{confirmation:?}"
        );
    }
}

#[test]
fn every_rule_is_documented() {
    let doc = include_str!("../../../../docs/lint.md");
    let documented: Vec<(&str, &str)> = doc
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
        .filter_map(|row| row.split_once("` | "))
        .collect();
    assert_eq!(documented, RULES);
}

/// The example of the page, word for word but for the runs.
#[test]
fn the_documented_example_is_what_is_said() {
    let doc = include_str!("../../../../docs/lint.md");
    let (_, scenario) = corpus("avalanche");
    let findings = lint(&scenario);
    let balance = findings
        .iter()
        .find(|finding| finding.rule == "thread-balance")
        .unwrap();
    let title = format!("error[thread-balance]: {}\n", balance.title);
    assert!(doc.contains(&title), "{title}");
    for line in &balance.formula[..2] {
        assert!(doc.contains(line.as_str()), "{line}");
    }
}

#[test]
fn what_would_take_too_long_is_not_run() {
    let text = "title = \"x\"\nduration-ms = 1000000000\n[clients]\nrate-per-s = 1000000\n";
    let findings = lint(&Scenario::parse("x", text).unwrap());
    let mut runs = Runs::new(SEEDS);
    let balance = findings
        .iter()
        .find(|finding| finding.rule == "thread-balance")
        .unwrap();
    let Confirmation::NotRun(why) = confirm(balance, &mut runs) else {
        panic!("it was run")
    };
    assert!(why.contains("attempts"), "{why}");
}

/// A number from a range, with its ends more often than others.
fn number(low: u64, high: u64) -> impl Strategy<Value = u64> {
    prop_oneof![
        Just(low),
        Just(high),
        low..=high,
        low..=high.min(low.saturating_add(5000))
    ]
}

/// Lines of a table: keys with a number or none.
fn table(
    name: &'static str,
    keys: &[(&'static str, u64, u64)],
) -> impl Strategy<Value = String> + use<> {
    let lines: Vec<_> = keys
        .iter()
        .map(|&(key, low, high)| {
            let line = number(low, high).prop_map(move |value| format!("{key} = {value}\n"));
            prop_oneof![Just(String::new()), line]
        })
        .collect();
    lines.prop_map(move |lines| format!("{name}\n{}", lines.concat()))
}

const DAYS: u64 = 1_000_000_000;

fn files() -> impl Strategy<Value = String> {
    let clients = table(
        "[clients]",
        &[
            ("rate-per-s", 1, 1_000_000),
            ("deadline-ms", 0, DAYS),
            ("retries", 0, 100),
            ("backoff-ms", 0, DAYS),
            ("retry-budget-percent", 0, 100),
            ("core-percent", 0, 100),
        ],
    );
    let tomcat = table(
        "[tomcat]",
        &[("accept-count", 1, 1_000_000), ("cpu-ms", 0, DAYS)],
    );
    let threads = (number(1, 1_000_000), number(1, 1_000_000)).prop_map(|(a, b)| {
        let (threads, connections) = (a.min(b), a.max(b));
        format!("max-threads = {threads}\nmax-connections = {connections}\n")
    });
    let lock = table(
        "[lock]",
        &[
            ("keys", 1, 1_000_000),
            ("wait-ms", 0, DAYS),
            ("retries", 0, 100),
            ("backoff-ms", 0, DAYS),
            ("round-trip-ms", 0, DAYS),
            ("lease-ms", 3, DAYS),
            ("elsewhere-per-s", 1, 1_000_000),
        ],
    );
    let pool = table(
        "[pool]",
        &[
            ("size", 1, 1_000_000),
            ("connection-timeout-ms", 250, DAYS),
            ("minimum-idle", 0, 1_000_000),
            ("max-lifetime-ms", 0, DAYS),
            ("keepalive-time-ms", 0, DAYS),
            ("idle-timeout-ms", 0, DAYS),
            ("validation-timeout-ms", 250, DAYS),
            ("leak-detection-threshold-ms", 0, DAYS),
            ("query-us", 1, DAYS),
            ("query-sigma-percent", 0, 300),
        ],
    );
    let fault = (
        table(
            "[[fault]]",
            &[
                ("hold-ms", 0, DAYS),
                ("lock-ms", 0, DAYS),
                ("cpu-times", 1, 1000),
                ("leak-permille", 0, 1000),
                ("leak-every-ms", 1, DAYS),
            ],
        ),
        number(0, DAYS - 1),
        prop::option::of(number(1, DAYS)),
    )
        .prop_map(|(keys, at, lasts)| {
            let until = lasts.map_or(String::new(), |lasts| {
                let pause = if lasts % 3 == 0 { "pause = true\n" } else { "" };
                format!("until-ms = {}\n{pause}", (at + lasts).min(DAYS))
            });
            format!("{keys}at-ms = {at}\n{until}")
        });
    let breaker = (number(0, DAYS), any::<bool>()).prop_map(|(delay, dynamic)| {
        format!(
            "[[policy]]\nname = \"p\"\ndefences = [{{ kind = \"breaker\", trigger = \"or\", dynamic = {dynamic}, \
             delay-ms = {delay}, actions = [\"delay\"] }}]\n"
        )
    });
    (
        number(0, DAYS),
        clients,
        tomcat,
        threads,
        lock,
        pool,
        prop::collection::vec(fault, 0..4),
        prop::option::of(breaker),
    )
        .prop_map(|(duration, clients, tomcat, threads, lock, pool, faults, policy)| {
            format!(
                "title = \"any\"\nduration-ms = {duration}\n{clients}{tomcat}{threads}{lock}{pool}{}{}",
                faults.concat(),
                policy.unwrap_or_default()
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn any_valid_file_is_checked_without_panic(text in files()) {
        let scenario = Scenario::parse("any.toml", &text).map_err(|error| {
            TestCaseError::fail(format!("{error}\n{text}"))
        })?;
        for finding in lint(&scenario) {
            let at = place(&text, &finding.key);
            prop_assert!(text.get(at.span.clone()).is_some(), "{}", finding.key);
            let (line, column) = line_column(&text, at.span.start);
            prop_assert!(line >= 1 && column >= 1);
            let mut says = finding.formula.clone();
            says.extend([finding.title, finding.advice]);
            for said in says {
                prop_assert!(!said.contains("NaN") && !said.contains("inf"), "{said}\n{text}");
            }
        }
    }
}
