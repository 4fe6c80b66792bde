//! The search that knows states reaches every end that the search of all schedules reaches, in fewer runs.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tearpoint_harness::contract::{
    Access, Density, Digest, End, InputError, Op, PointSpec, Report, Scenario, Sim, World,
};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{STATES, SchedulerSpec};
use tearpoint_harness::session::{Driver, Plan, Runner};

static POINTS: &[PointSpec] = &[
    PointSpec {
        id: 0,
        name: "start",
        density: Density::Operation,
        yields: false,
    },
    PointSpec {
        id: 1,
        name: "load",
        density: Density::Operation,
        yields: false,
    },
    PointSpec {
        id: 2,
        name: "store",
        density: Density::Operation,
        yields: false,
    },
];

/// What a task does to a cell, with its one register.
#[derive(Clone, Copy, Debug)]
enum Act {
    Load(usize),
    /// The register, plus this.
    Store(usize, u64),
}

#[derive(Default)]
struct State {
    cells: [u64; 2],
    /// Each task's place in its list, and its register.
    tasks: Vec<(usize, u64)>,
    alive: usize,
}

struct Registers {
    lists: Rc<Vec<Vec<Act>>>,
    state: Rc<RefCell<State>>,
    ends: Rc<RefCell<BTreeSet<[u64; 2]>>>,
}

fn name_state(sim: &Sim, state: &State) {
    if !sim.wants_states() {
        return;
    }
    let mut digest = Digest::default();
    state.cells.iter().for_each(|&cell| digest.word(cell));
    for &(at, register) in &state.tasks {
        digest.word(at as u64);
        digest.word(register);
    }
    sim.set_state((digest.value() >> 64) as u64);
}

impl World for Registers {
    fn boot(&self, sim: &Sim) {
        self.state.borrow_mut().alive = self.lists.len();
        self.state.borrow_mut().tasks = vec![(0, 0); self.lists.len()];
        for me in 0..self.lists.len() {
            let (lists, state, sim) = (Rc::clone(&self.lists), Rc::clone(&self.state), sim.clone());
            let ends = Rc::clone(&self.ends);
            sim.clone().spawn(async move {
                for (at, &act) in lists[me].iter().enumerate() {
                    state.borrow_mut().tasks[me].0 = at + 1;
                    name_state(&sim, &state.borrow());
                    let (point, cell) = match act {
                        Act::Load(cell) => (1, cell),
                        Act::Store(cell, _) => (2, cell),
                    };
                    let op = Op {
                        point: &POINTS[point],
                        object: cell as u64 + 1,
                        access: Access::Write,
                    };
                    sim.point(op).await;
                    let mut state = state.borrow_mut();
                    match act {
                        Act::Load(cell) => state.tasks[me].1 = state.cells[cell],
                        Act::Store(cell, more) => state.cells[cell] = state.tasks[me].1 + more,
                    }
                }
                let mut state = state.borrow_mut();
                state.tasks[me] = (usize::MAX, 0);
                state.alive -= 1;
                if state.alive == 0 {
                    ends.borrow_mut().insert(state.cells);
                    sim.end(End::Exit(0));
                }
                name_state(&sim, &state);
            });
        }
        name_state(sim, &self.state.borrow());
    }

    fn idle(&self, sim: &Sim) {
        sim.end(End::Exit(1));
    }

    fn trigger(&self, _sim: &Sim) {}

    fn report(&self, _sim: &Sim, _end: &End) -> Report {
        Report::default()
    }

    fn points(&self) -> &'static [PointSpec] {
        POINTS
    }
}

struct RegistersScenario {
    lists: Rc<Vec<Vec<Act>>>,
    ends: Rc<RefCell<BTreeSet<[u64; 2]>>>,
}

impl Scenario for RegistersScenario {
    fn target(&self) -> &str {
        "test"
    }
    fn name(&self) -> &str {
        "registers"
    }
    fn source(&self) -> &[u8] {
        b""
    }
    fn profile(&self) -> &str {
        ""
    }
    fn start(&mut self, _sim: &Sim, _tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        Ok(Rc::new(Registers {
            lists: Rc::clone(&self.lists),
            state: Rc::default(),
            ends: Rc::clone(&self.ends),
        }))
    }
}

/// The ends that a search reaches, and its runs.
fn search(lists: &[Vec<Act>], spec: &SchedulerSpec) -> (BTreeSet<[u64; 2]>, u64, Driver) {
    let mut scenario = RegistersScenario {
        lists: Rc::new(lists.to_vec()),
        ends: Rc::default(),
    };
    let mut runner = Runner::new(EngineKind::Native);
    let mut driver = runner.driver(spec, 0).unwrap();
    let mut runs = 0;
    loop {
        let plan = Plan::default();
        let run = runner.run_with(&mut scenario, &plan, false, &mut driver);
        run.unwrap();
        runs += 1;
        if driver.advance() {
            let ends = scenario.ends.borrow().clone();
            return (ends, runs, driver);
        }
    }
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        (0..2usize).prop_map(Act::Load),
        (0..2usize, 0..3u64).prop_map(|(cell, more)| Act::Store(cell, more)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn states_and_schedules_have_the_same_ends(lists in proptest::collection::vec(proptest::collection::vec(act(), 1..4), 2..4)) {
        let (all, schedules, _) = search(&lists, &"dfs:n=1000".parse::<SchedulerSpec>().unwrap());
        let (known, runs, driver) = search(&lists, &STATES.spec());
        prop_assert_eq!(all, known);
        prop_assert!(runs <= schedules, "{} runs for {} schedules", runs, schedules);
        let explored = driver.exploration().unwrap();
        prop_assert_eq!(explored.hopeless, 0);
        prop_assert_eq!(explored.edges + 1, explored.states + runs);
    }
}
