//! Every protocol scenario under `corpus/resilience/protocol`: sound, nothing is found; with a defect, it is; small ones are searched
//! completely. The tables of `docs/protocols.md` say how many states, and how many runs; with `TEARPOINT_BLESS` (`cargo bless
//! protocols`) they are written.

mod page;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use page::Table;
use tearpoint_harness::contract::{Scenario as _, TaskId};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{PORTFOLIO, STATES, Scheduler, SchedulerSpec, View};
use tearpoint_harness::session::{Driver, HuntPlan, Hunted, Plan, Runner};
use tearpoint_resilience::protocol::{ProtocolScenario, SOUND};

/// Seeds for a sound model, and at most for a defect to show. `tearpoint hunt NAME` takes more of both.
const SOUND_SEEDS: u64 = 300;
const DEFECT_SEEDS: u64 = 20_000;
/// Hunts for each defect of which the page gives the median, as `tearpoint hunt NAME` makes them: from seeds that lie far apart.
const HUNTS: u64 = 20;
const HUNT_SEEDS: u64 = 100_000;

/// Of each scenario that is searched completely: states, steps between them, the deepest, those without a good end.
const STATES_TABLE: Table = Table {
    mark: "<!-- states -->",
    keys: 1,
};
/// Of each defect: runs until it was found, and what is done wrong.
const NEEDED_TABLE: Table = Table {
    mark: "<!-- needed -->",
    keys: 2,
};

const BLESS: &str = "docs/protocols.md says otherwise; `cargo bless protocols` writes it anew";

/// Whether the page is to be written, not compared.
fn blessing() -> bool {
    std::env::var_os("TEARPOINT_BLESS").is_some()
}

fn scenarios() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/resilience/protocol");
    let mut list: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    list.sort();
    list
}

fn load(name: &str, source: &[u8], profile: &str) -> ProtocolScenario {
    ProtocolScenario::load(name, source, profile).unwrap_or_else(|error| panic!("{error}"))
}

fn hunt(
    scenario: &mut ProtocolScenario,
    scheduler: SchedulerSpec,
    seeds: Range<u64>,
    until_found: bool,
) -> Hunted {
    let plan = Plan {
        scheduler,
        ..Plan::default()
    };
    let hunt = HuntPlan {
        plan,
        seeds,
        ..HuntPlan::default()
    };
    let mut runner = Runner::new(EngineKind::Native);
    let mut stop = |tally: &tearpoint_harness::session::Tally| until_found && tally.failed > 0;
    runner.hunt(scenario, &hunt, &mut stop).unwrap()
}

fn found(hunted: &Hunted) -> Vec<String> {
    let line = |found: &tearpoint_harness::session::Found| {
        let crash = found.run.report.crash.as_ref().expect("it broke");
        format!("{} {:?} {:?}", found.signature, crash.causes, crash.waiters)
    };
    hunted.found.iter().map(line).collect()
}

#[test]
fn sound_models_have_no_findings() {
    for (name, source) in scenarios() {
        let mut scenario = load(&name, &source, SOUND);
        let hunted = hunt(&mut scenario, PORTFOLIO.spec(), 0..SOUND_SEEDS, false);
        assert_eq!(found(&hunted), Vec::<String>::new(), "{name}");
        assert_eq!(hunted.tally.unknown, 0, "{name} reached a limit");
    }
}

#[test]
fn each_defect_is_found() {
    for (name, source) in scenarios() {
        let sound = load(&name, &source, SOUND);
        for defect in sound.protocol().defects() {
            let mut scenario = load(&name, &source, defect.name);
            let key = [format!("`{name}`"), format!("`{}`", defect.name)];
            let key = [key[0].as_str(), key[1].as_str()];
            if blessing() {
                let cells = [needed(&mut scenario), defect.what.to_owned()];
                NEEDED_TABLE.write(&key, &cells);
            }
            let hunted = hunt(&mut scenario, PORTFOLIO.spec(), 0..DEFECT_SEEDS, true);
            let runs = hunted.tally.executions;
            assert!(
                !hunted.found.is_empty(),
                "{name}: {} ({}) was not found in {DEFECT_SEEDS} runs",
                defect.name,
                defect.what
            );
            let row = NEEDED_TABLE.row(&key);
            let row = row.unwrap_or_else(|| panic!("{key:?}: not in the document; {BLESS}"));
            let (least, most) = band(&row[0]);
            let inside = (least..=most).contains(&runs);
            assert!(inside, "{key:?} needs {runs} runs, not {}; {BLESS}", row[0]);
            assert_eq!(row[1], defect.what, "{key:?}; {BLESS}");
        }
    }
}

/// Runs until the defect was found: the median of some hunts, the least and the most.
fn needed(scenario: &mut ProtocolScenario) -> String {
    let runs = |number: u64| {
        let seeds = number << 32..(number << 32) + HUNT_SEEDS;
        let hunted = hunt(scenario, PORTFOLIO.spec(), seeds, true);
        assert!(!hunted.found.is_empty(), "{}", scenario.name());
        hunted.tally.executions
    };
    let mut runs: Vec<u64> = (0..HUNTS).map(runs).collect();
    runs.sort_unstable();
    let median = runs[runs.len() / 2];
    format!("{median} ({}–{})", runs[0], runs[runs.len() - 1])
}

/// The least and the most of what [`needed`] says.
fn band(text: &str) -> (u64, u64) {
    let (_, band) = text.split_once(" (").unwrap();
    let (least, most) = band.trim_end_matches(')').split_once('–').unwrap();
    (least.parse().unwrap(), most.parse().unwrap())
}

#[test]
fn small_ones_are_searched_completely() {
    for (name, source) in scenarios() {
        let mut scenario = load(&name, &source, SOUND);
        if !scenario.protocol().exhaustive() {
            continue;
        }
        let hunted = hunt(&mut scenario, STATES.spec(), 0..u64::MAX, false);
        let explored = hunted.explored.unwrap();
        let counts = [
            explored.states,
            explored.edges,
            explored.depth,
            explored.hopeless,
        ];
        let counts = counts.map(|count| count.to_string());
        let key = format!("`{name}`");
        if blessing() {
            STATES_TABLE.write(&[&key], &counts);
        }
        let row = STATES_TABLE.row(&[&key]);
        assert_eq!(row.as_deref(), Some(counts.as_slice()), "{name}: {BLESS}");
        assert_eq!(found(&hunted), Vec::<String>::new(), "{name}");
        assert!(hunted.exhausted && hunted.tally.unknown == 0, "{name}");
        assert_eq!(explored.hopeless, 0, "{name}: some state never ends well");
    }
}

/// Decides at random, and holds the world's states to their promise: one state and one choice lead to one state.
#[derive(Default)]
struct Audit {
    led: BTreeMap<(u64, TaskId), u64>,
    before: Option<(u64, TaskId)>,
    state: u64,
}

impl Scheduler for Audit {
    fn begin(&mut self) {
        self.before = None;
    }

    fn wants_states(&self) -> bool {
        true
    }

    fn arrive(&mut self, view: &View<'_>, state: u64) -> bool {
        if let Some(before) = self.before.take() {
            let led = *self.led.entry(before).or_insert(state);
            assert_eq!(
                led, state,
                "{before:?} led to two states: the state's number leaves something out"
            );
        }
        self.state = state;
        if let [only] = view.runnable {
            self.before = Some((state, *only));
        }
        false
    }

    fn next(&mut self, view: &View<'_>) -> TaskId {
        let next = view.runnable[view.random(view.runnable.len() as u64) as usize];
        self.before = Some((self.state, next));
        next
    }
}

#[test]
fn equal_states_have_equal_futures() {
    for (name, source) in scenarios() {
        let sound = load(&name, &source, SOUND);
        let defects = sound.protocol().defects().iter().map(|defect| defect.name);
        for profile in std::iter::once(SOUND).chain(defects) {
            let mut scenario = load(&name, &source, profile);
            let mut runner = Runner::new(EngineKind::Native);
            let mut driver = Driver::Ours(Box::new(Audit::default()));
            for seed in 0..SOUND_SEEDS {
                let plan = Plan {
                    seed,
                    ..Plan::default()
                };
                runner
                    .run_with(&mut scenario, &plan, false, &mut driver)
                    .unwrap();
            }
        }
    }
}

#[test]
fn both_engines_give_the_same_runs() {
    for (name, source) in scenarios() {
        let mut scenario = load(&name, &source, SOUND);
        for seed in 0..20 {
            let plan = Plan {
                seed,
                ..Plan::default()
            };
            let [native, shuttle] = [EngineKind::Native, EngineKind::Shuttle]
                .map(|kind| Runner::new(kind).run(&mut scenario, &plan).unwrap());
            assert!(native.equals(&shuttle), "{name}, seed {seed}");
        }
    }
}
