//! The bench and the search of states, on a lock of four lines that can be made wrong in three ways.

use std::rc::Rc;

use tearpoint_harness::contract::{Digest, InputError, Scenario, Sim, World};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::STATES;
use tearpoint_harness::session::{HuntPlan, Hunted, Plan, Runner};

use super::bench::{Bench, Broken, Cx, Model, ProtocolWorld, Timing, Waiting, Who, Woken};
use super::points::points;

points! {
    LOAD = "lock: load";
    STORE = "lock: store";
    PARK = "lock: park";
    INSIDE = "inside";
    SPIN = "lock: spin" yields;
}

/// What is wrong with the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Nothing,
    /// Load and store are two steps.
    TwoSteps,
    /// The waiter is registered after it looked.
    LateWaiter,
    /// Nobody is ever woken; waiters spin for ever once the lock was taken twice.
    Closed,
}

#[derive(Default)]
struct Lock {
    held: bool,
    taken: u64,
    inside: u64,
    waiters: Vec<Who>,
}

impl Model for Lock {
    fn absorb(&self, _now: u64, into: &mut Digest) {
        into.word(u64::from(self.held) | self.inside << 1 | self.taken << 8);
        into.word(self.waiters.len() as u64);
        self.waiters.iter().for_each(|who| into.word(who.0 as u64));
    }

    fn broken(&self, _now: u64) -> Option<Broken> {
        (self.inside > 1).then(|| Broken {
            class: "mutual exclusion",
            rule: "two are inside".to_owned(),
            seen: format!("{} inside", self.inside),
        })
    }

    fn idle(&self, _now: u64, waiting: &[Waiting]) -> Option<Broken> {
        let waits = waiting.iter().any(|waiting| !waiting.daemon);
        (waits && !self.held).then(|| Broken {
            class: "lost wake-up",
            rule: "somebody waits for a free lock".to_owned(),
            seen: String::new(),
        })
    }

    fn ended(&self, _now: u64) -> Option<Broken> {
        None
    }
}

async fn client(cx: Cx<Lock>, wrong: Wrong, patience: Option<u64>) {
    loop {
        cx.read(LOAD, 1, &[]).await;
        let shut = wrong == Wrong::Closed && cx.model().taken == 2;
        let free = !cx.model().held && !shut;
        if free {
            if wrong == Wrong::TwoSteps {
                cx.write(STORE, 1, &[]).await;
            }
            cx.model().held = true;
            cx.model().taken += 1;
            break;
        }
        if wrong == Wrong::Closed {
            cx.read(SPIN, 1, &[]).await;
            continue;
        }
        if wrong == Wrong::LateWaiter {
            cx.write(STORE, 1, &[]).await;
        }
        let me = cx.me();
        cx.model().waiters.push(me);
        let until = patience.map(|patience| cx.now() + patience);
        if cx.wait(PARK, until, &[]).await == Woken::Timeout {
            cx.model().waiters.retain(|&who| who != me);
            return;
        }
    }
    cx.model().inside += 1;
    cx.write(INSIDE, 2, &[]).await;
    cx.model().inside -= 1;
    cx.model().held = false;
    let next = cx.model().waiters.pop();
    if let Some(next) = next {
        cx.wake(next, 0);
    }
}

struct LockScenario(Wrong, Timing, Option<u64>);

impl Scenario for LockScenario {
    fn target(&self) -> &str {
        "test"
    }
    fn name(&self) -> &str {
        "lock"
    }
    fn source(&self) -> &[u8] {
        b""
    }
    fn profile(&self) -> &str {
        ""
    }
    fn start(&mut self, sim: &Sim, _tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        let LockScenario(wrong, timing, patience) = *self;
        let bench = Bench::new(sim, timing, POINTS, Lock::default());
        Ok(ProtocolWorld::of(bench, move |bench| {
            for n in 0..3 {
                bench.client(format!("client {n}"), |cx| client(cx, wrong, patience));
            }
        }))
    }
}

fn explore(mut scenario: LockScenario) -> Hunted {
    let plan = Plan {
        scheduler: STATES.spec(),
        ..Plan::default()
    };
    let hunt = HuntPlan {
        plan,
        ..HuntPlan::default()
    };
    let mut runner = Runner::new(EngineKind::Native);
    let hunted = runner.hunt(&mut scenario, &hunt, &mut |_| false).unwrap();
    assert!(hunted.exhausted);
    hunted
}

fn classes(hunted: &Hunted) -> Vec<&str> {
    hunted
        .found
        .iter()
        .map(|found| found.run.report.class.word())
        .collect()
}

#[test]
fn a_sound_lock_has_no_finding_in_any_state() {
    for timing in [Timing::AnyTime, Timing::WhenIdle] {
        for patience in [None, Some(5)] {
            let hunted = explore(LockScenario(Wrong::Nothing, timing, patience));
            let explored = hunted.explored.unwrap();
            assert_eq!(classes(&hunted), Vec::<&str>::new());
            assert_eq!(explored.hopeless, 0);
            assert!(explored.states > 50, "{explored:?}");
            assert!(hunted.tally.passed > 0 && hunted.tally.unknown == 0);
            assert_eq!(
                hunted.tally.executions,
                explored.edges - explored.states + 1
            );
        }
    }
}

#[test]
fn each_wrong_lock_is_found_out() {
    let two = explore(LockScenario(Wrong::TwoSteps, Timing::AnyTime, None));
    assert!(classes(&two).contains(&"mutual exclusion"));
    let late = explore(LockScenario(Wrong::LateWaiter, Timing::WhenIdle, Some(5)));
    assert!(classes(&late).contains(&"lost wake-up"));
    let late = explore(LockScenario(Wrong::LateWaiter, Timing::AnyTime, None));
    assert!(classes(&late).contains(&"lost wake-up"));
    let closed = explore(LockScenario(Wrong::Closed, Timing::AnyTime, None));
    assert_eq!(classes(&closed), Vec::<&str>::new());
    assert!(closed.explored.unwrap().hopeless > 0);
}

#[test]
fn a_random_hunt_finds_them_too_on_both_engines_alike() {
    for kind in [EngineKind::Native, EngineKind::Shuttle] {
        let mut runner = Runner::new(kind);
        let mut scenario = LockScenario(Wrong::TwoSteps, Timing::AnyTime, None);
        let hunt = HuntPlan {
            seeds: 0..200,
            ..HuntPlan::default()
        };
        let hunted = runner.hunt(&mut scenario, &hunt, &mut |_| false).unwrap();
        assert!(classes(&hunted).contains(&"mutual exclusion"));
    }
}
