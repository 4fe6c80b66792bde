//! Both engines give one digest for every built-in scenario and every scheduler of ours.

use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_trials::{Trials, Verdict};

use crate::common::{built_in, load};

const SCHEDULERS: [&str; 5] = ["random", "pct:d=3,k=60", "pos", "rr", "run-on"];
const SEEDS: u64 = 4;

/// A case for each built-in scenario.
pub fn cases(trials: &mut Trials) {
    for source in built_in() {
        let name = source.name.trim_end_matches(".go");
        trials.add(format!("engines::{name}"), move || {
            agree(&source.name, &source.text)
        });
    }
}

fn agree(name: &str, text: &[u8]) -> Verdict {
    let mut scenario = load(name, text, "1.23", &Limits::default())?;
    for spec in SCHEDULERS {
        let scheduler: SchedulerSpec = spec.parse().unwrap();
        for seed in 0..SEEDS {
            let density = [Density::Operation, Density::Call, Density::Access][seed as usize % 3];
            let plan = Plan {
                seed,
                density,
                scheduler: scheduler.clone(),
                ..Plan::default()
            };
            let [a, b] = [EngineKind::Native, EngineKind::Shuttle]
                .map(|kind| Runner::new(kind).run(&mut scenario, &plan).unwrap());
            if !a.equals(&b) {
                return Err(format!(
                    "{spec} seed {seed}: {:032x} {:032x}",
                    a.digest, b.digest
                ));
            }
        }
    }
    Ok(())
}
