//! Every protocol scenario under `corpus/resilience/protocol`: sound, nothing is found; with a defect, it is; small ones are searched
//! completely. The tables of `docs/protocols.md` say how many states, and how many runs; with `TEARPOINT_BLESS` (`cargo bless
//! protocols`) they are written.

use std::collections::BTreeMap;
use std::ops::Range;

use tearpoint_harness::contract::{Scenario as _, TaskId};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{PORTFOLIO, STATES, Scheduler, SchedulerSpec, View};
use tearpoint_harness::session::{Driver, HuntPlan, Hunted, Plan, Runner};
use tearpoint_resilience::protocol::{ProtocolScenario, SOUND};
use tearpoint_trials::{Trials, Verdict};

use crate::files;
use crate::page::Table;

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

/// Cases for each scenario, and for each of its defects.
pub fn cases(trials: &mut Trials) {
    for (name, source) in files("../../corpus/resilience/protocol") {
        let sound = load(&name, &source, SOUND);
        let defects = sound.protocol().defects().iter();
        let defects: Vec<_> = defects.map(|defect| (defect.name, defect.what)).collect();
        let all = defects.iter().map(|(defect, _)| *defect);
        for profile in std::iter::once(SOUND).chain(all) {
            let of = (&*name, profile, &*source);
            add(trials, "futures", of, are_equal_of_equal_states);
        }
        for (defect, what) in defects {
            let of = (&*name, defect, &*source);
            add(trials, "defect", of, move |scenario| {
                is_found(scenario, defect, what)
            });
        }
        let of = (&*name, SOUND, &*source);
        add(trials, "sound", of, has_no_findings);
        if sound.protocol().exhaustive() {
            add(trials, "searched", of, is_searched_completely);
        }
        add(trials, "engines", of, give_the_same_runs);
    }
}

/// Adds a case about a scenario under a profile.
fn add(
    trials: &mut Trials,
    subject: &str,
    (name, profile, source): (&str, &str, &str),
    check: impl FnOnce(&mut ProtocolScenario) -> Verdict + Send + 'static,
) {
    let of = match profile {
        SOUND => String::new(),
        defect => format!("::{defect}"),
    };
    let [name, profile, source] = [name, profile, source].map(str::to_owned);
    trials.add(format!("{subject}::{name}{of}"), move || {
        check(&mut load(&name, &source, &profile))
    });
}

fn load(name: &str, source: &str, profile: &str) -> ProtocolScenario {
    let loaded = ProtocolScenario::load(name, source.as_bytes(), profile);
    loaded.unwrap_or_else(|error| panic!("{error}"))
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

fn has_no_findings(scenario: &mut ProtocolScenario) -> Verdict {
    let hunted = hunt(scenario, PORTFOLIO.spec(), 0..SOUND_SEEDS, false);
    assert_eq!(found(&hunted), Vec::<String>::new());
    assert_eq!(hunted.tally.unknown, 0, "a limit was reached");
    Ok(())
}

fn is_found(scenario: &mut ProtocolScenario, defect: &str, what: &str) -> Verdict {
    let key = [format!("`{}`", scenario.name()), format!("`{defect}`")];
    let key = [key[0].as_str(), key[1].as_str()];
    if blessing() {
        NEEDED_TABLE.write(&key, &[needed(scenario), what.to_owned()]);
    }
    let hunted = hunt(scenario, PORTFOLIO.spec(), 0..DEFECT_SEEDS, true);
    let runs = hunted.tally.executions;
    if hunted.found.is_empty() {
        return Err(format!("not found in {DEFECT_SEEDS} runs"));
    }
    let row = NEEDED_TABLE.row(&key);
    let row = row.ok_or_else(|| format!("not in the document; {BLESS}"))?;
    let (least, most) = band(&row[0]);
    let inside = (least..=most).contains(&runs);
    assert!(inside, "it needs {runs} runs, not {}; {BLESS}", row[0]);
    assert_eq!(row[1], what, "{BLESS}");
    Ok(())
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

fn is_searched_completely(scenario: &mut ProtocolScenario) -> Verdict {
    let hunted = hunt(scenario, STATES.spec(), 0..u64::MAX, false);
    let explored = hunted.explored.as_ref().ok_or("nothing was searched")?;
    let counts = [
        explored.states,
        explored.edges,
        explored.depth,
        explored.hopeless,
    ];
    let counts = counts.map(|count| count.to_string());
    let key = format!("`{}`", scenario.name());
    if blessing() {
        STATES_TABLE.write(&[&key], &counts);
    }
    let row = STATES_TABLE.row(&[&key]);
    assert_eq!(row.as_deref(), Some(counts.as_slice()), "{BLESS}");
    assert_eq!(found(&hunted), Vec::<String>::new());
    assert!(hunted.exhausted && hunted.tally.unknown == 0);
    assert_eq!(explored.hopeless, 0, "some state never ends well");
    Ok(())
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

fn are_equal_of_equal_states(scenario: &mut ProtocolScenario) -> Verdict {
    let mut runner = Runner::new(EngineKind::Native);
    let mut driver = Driver::Ours(Box::new(Audit::default()));
    for seed in 0..SOUND_SEEDS {
        let plan = Plan {
            seed,
            ..Plan::default()
        };
        runner
            .run_with(scenario, &plan, false, &mut driver)
            .unwrap();
    }
    Ok(())
}

fn give_the_same_runs(scenario: &mut ProtocolScenario) -> Verdict {
    for seed in 0..20 {
        let plan = Plan {
            seed,
            ..Plan::default()
        };
        let [native, shuttle] = [EngineKind::Native, EngineKind::Shuttle]
            .map(|kind| Runner::new(kind).run(scenario, &plan).unwrap());
        assert!(native.equals(&shuttle), "seed {seed}");
    }
    Ok(())
}
