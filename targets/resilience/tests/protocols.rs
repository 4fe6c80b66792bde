//! Every protocol scenario under `corpus/resilience/protocol`: sound, nothing is found; with a defect, it is; small ones are searched
//! completely.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tearpoint_harness::contract::TaskId;
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{PORTFOLIO, STATES, Scheduler, SchedulerSpec, View};
use tearpoint_harness::session::{Driver, HuntPlan, Hunted, Plan, Runner};
use tearpoint_resilience::protocol::{ProtocolScenario, SOUND};

/// Seeds for a sound model, and at most for a defect to show. Debug builds are slow: the long hunts are an example's
/// (`cargo run --release --example protocols`).
const SOUND_SEEDS: u64 = 300;
const DEFECT_SEEDS: u64 = 20_000;

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
    seeds: u64,
    until_found: bool,
) -> Hunted {
    let plan = Plan {
        scheduler,
        ..Plan::default()
    };
    let hunt = HuntPlan {
        plan,
        seeds: 0..seeds,
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
        let hunted = hunt(&mut scenario, PORTFOLIO.spec(), SOUND_SEEDS, false);
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
            let mut hunted = hunt(&mut scenario, PORTFOLIO.spec(), DEFECT_SEEDS, true);
            if hunted.found.is_empty() && sound.protocol().exhaustive() {
                hunted = hunt(&mut scenario, STATES.spec(), DEFECT_SEEDS, true);
            }
            assert!(
                !hunted.found.is_empty(),
                "{name}: {} ({}) was not found in {DEFECT_SEEDS} runs",
                defect.name,
                defect.what
            );
        }
    }
}

/// A scenario's row in `docs/protocols.md`: states, steps between them, the deepest, those without a good end.
fn documented(name: &str) -> [u64; 4] {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/protocols.md");
    let text = fs::read_to_string(file).unwrap();
    let (_, table) = text.split_once("<!-- states -->").unwrap();
    let (table, _) = table.split_once("<!-- needed -->").unwrap();
    let row = table
        .lines()
        .find(|line| line.starts_with(&format!("| `{name}` |")));
    let row = row.unwrap_or_else(|| panic!("docs/protocols.md has no row for {name}"));
    let mut cells = row
        .split('|')
        .skip(2)
        .map(|cell| cell.trim().parse().unwrap_or(u64::MAX));
    std::array::from_fn(|_| cells.next().unwrap())
}

#[test]
fn the_document_knows_every_scenario_and_defect() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/protocols.md");
    let text = fs::read_to_string(file).unwrap();
    for (name, source) in scenarios() {
        let sound = load(&name, &source, SOUND);
        for defect in sound.protocol().defects() {
            let row = format!("| `{name}` | `{}` | ", defect.name);
            let row = text.lines().find(|line| line.starts_with(&row));
            let row = row.unwrap_or_else(|| panic!("{name}, {}: not in the document", defect.name));
            assert!(row.contains(defect.what), "{row}");
        }
    }
}

#[test]
fn small_ones_are_searched_completely() {
    for (name, source) in scenarios() {
        let mut scenario = load(&name, &source, SOUND);
        if !scenario.protocol().exhaustive() {
            continue;
        }
        let hunted = hunt(&mut scenario, STATES.spec(), u64::MAX, false);
        let explored = hunted.explored.unwrap();
        let counts = [
            explored.states,
            explored.edges,
            explored.depth,
            explored.hopeless,
        ];
        assert_eq!(
            counts,
            documented(&name),
            "{name}: docs/protocols.md says otherwise"
        );
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
