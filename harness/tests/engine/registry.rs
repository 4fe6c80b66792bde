//! Every scheduler of the registry: its row is well-formed, its name reads back, it is made, it runs, it replays.

use std::collections::BTreeSet;

use crate::toy::{Act, ToyScenario};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{DefaultValue, SCHEDULERS, SchedulerSpec, registry};
use tearpoint_harness::session::{HuntPlan, Plan, Replay, Runner};

/// A lost update: two tasks that read, let others in, and write.
fn scenario() -> ToyScenario {
    let first = vec![
        Act::Spawn(1),
        Act::Spawn(1),
        Act::Wait(1),
        Act::Wait(1),
        Act::Check(0, 2),
    ];
    ToyScenario {
        program: vec![first, vec![Act::Add(0), Act::Signal(1)]],
    }
}

#[test]
fn rows_are_well_formed() {
    let mut names = BTreeSet::new();
    for row in SCHEDULERS {
        assert!(names.insert(row.name), "{} is there twice", row.name);
        assert!(!row.name.contains([':', ',', ' ', '=']), "{}", row.name);
        assert!(!row.summary.is_empty(), "{}", row.name);
        let keys: BTreeSet<&str> = row.parameters.iter().map(|p| p.key).collect();
        assert_eq!(keys.len(), row.parameters.len(), "{}", row.name);
        assert!(row.parameters.len() <= registry::MAX_PARAMETERS);
        for parameter in row.parameters {
            let values = parameter.least..=parameter.most;
            assert!(values.contains(&parameter.example()), "{}", row.name);
            assert!(!parameter.help.is_empty(), "{}", row.name);
        }
        assert!(
            !(row.replays_by_seed && (row.systematic || row.keeps_estimates)),
            "{}: its schedule does not follow from name and seed",
            row.name
        );
    }
}

#[test]
fn every_name_reads_back() {
    for row in SCHEDULERS {
        let bare: SchedulerSpec = row.name.parse().unwrap();
        assert_eq!(bare, row.spec());
        let printed = bare.to_string();
        assert_eq!(printed.parse::<SchedulerSpec>().unwrap(), bare, "{printed}");
        let example: SchedulerSpec = row.usage().parse().unwrap();
        assert_eq!(example.to_string(), row.usage());
        for parameter in row.parameters {
            for value in [parameter.least, parameter.most] {
                let text = format!("{}:{}={value}", row.name, parameter.key);
                let spec: SchedulerSpec = text.parse().unwrap();
                assert_eq!(spec.value(parameter.key), Some(value), "{text}");
                assert_eq!(spec.to_string().parse::<SchedulerSpec>().unwrap(), spec);
            }
            let beyond = format!("{}:{}={}", row.name, parameter.key, parameter.most + 1);
            beyond.parse::<SchedulerSpec>().unwrap_err();
        }
        let estimated =
            |p: &&registry::Parameter| matches!(p.default, DefaultValue::Estimated { .. });
        let open = row.parameters.iter().any(|p| estimated(&p));
        assert_eq!(
            bare.wants_estimates(),
            open || row.keeps_estimates,
            "{}",
            row.name
        );
    }
}

#[test]
fn every_name_is_in_the_lists() {
    for row in SCHEDULERS {
        for list in [registry::names(), registry::bare_names()] {
            let words: Vec<&str> = list.split([',', ' ', ';', '[', ']']).collect();
            assert!(words.contains(&row.name), "{} is not in {list}", row.name);
        }
    }
}

/// Runs follow from plan and seed, on each engine that the scheduler runs on, and recordings of them replay.
#[test]
fn every_scheduler_runs_deterministically() {
    let mut scenario = scenario();
    for row in SCHEDULERS.iter().filter(|row| row.name != "states") {
        for kind in [EngineKind::Native, EngineKind::Shuttle] {
            let mut runner = Runner::new(kind);
            if row.is_shuttles() && kind == EngineKind::Native {
                let error = runner.driver(&row.spec(), 0).err().unwrap().to_string();
                assert!(error.contains("add --engine shuttle"), "{error}");
                continue;
            }
            for seed in 0..20 {
                let plan = Plan {
                    seed,
                    scheduler: row.spec(),
                    ..Plan::default()
                };
                let run = runner.check(&mut scenario, &plan).unwrap();
                let recording = runner.record(&mut scenario, &plan, &run).unwrap();
                let replay = runner.replay(&recording, &mut scenario).unwrap();
                assert!(
                    matches!(replay, Replay::Exact(_)),
                    "{}, seed {seed}",
                    row.name
                );
            }
        }
    }
}

/// The toy does not name its states, and the search that needs them says so instead of searching.
#[test]
fn a_search_by_states_wants_states() {
    let hunt = HuntPlan {
        plan: Plan {
            scheduler: registry::find("states").unwrap().spec(),
            ..Plan::default()
        },
        seeds: 0..5,
        ..HuntPlan::default()
    };
    let mut runner = Runner::new(EngineKind::Native);
    let error = runner
        .hunt(&mut scenario(), &hunt, &mut |_| false)
        .unwrap_err();
    assert!(
        error.to_string().contains("does not name its states"),
        "{error}"
    );
}
