//! A small world for the engine's own tests: tasks are lists of operations on counting semaphores and cells.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use tearpoint_harness::contract::{
    Access, Class, Crash, Density, End, Frame, InputError, Op, PointSpec, Report, Role, Scenario,
    Sim, Stream, TaskId, World,
};

const fn point(id: u16, name: &'static str, yields: bool) -> PointSpec {
    PointSpec {
        id,
        name,
        density: Density::Operation,
        yields,
    }
}

pub static POINTS: [PointSpec; 8] = [
    point(0, "start", false),
    point(1, "read", false),
    point(2, "write", false),
    point(3, "yield", true),
    point(4, "wait", false),
    point(5, "signal", false),
    point(6, "drew", false),
    point(7, "timer", false),
];

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Read(u8),
    /// Reads, lets others in, writes one more: not atomic.
    Add(u8),
    Write(u8, u8),
    Yield,
    /// Yields until a cell is not 0.
    SpinOn(u8),
    Wait(u8),
    Signal(u8),
    /// Spawns a task that runs this list of the program.
    Spawn(u8),
    Draw(u8),
    /// Crashes if a cell is not this.
    Check(u8, u8),
    Exit(u8),
}

/// Lists of acts; the first is the first task's.
pub type Program = Vec<Vec<Act>>;

#[derive(Default)]
struct State {
    cells: [u8; 4],
    counts: [u32; 4],
    waiting: [VecDeque<TaskId>; 4],
    alive: u32,
    timers: u32,
    spawned: u32,
}

pub struct Toy {
    program: Rc<Program>,
    state: Rc<RefCell<State>>,
    /// Fires the trigger at this step, which then writes cell 3.
    trigger: Option<u64>,
}

impl Toy {
    pub fn new(program: &Program) -> Toy {
        Toy {
            program: Rc::new(program.clone()),
            state: Rc::default(),
            trigger: None,
        }
    }
}

fn op(point: usize, object: u8, access: Access) -> Op {
    Op {
        point: &POINTS[point],
        object: u64::from(object) + 1,
        access,
    }
}

fn crash(class: Class, message: &str) -> End {
    End::Crash(Box::new(Crash {
        message: message.into(),
        frames: vec![
            Frame::new("toy.act", Role::System),
            Frame::new("main.main", Role::User),
        ],
        ..Crash::of(class)
    }))
}

type Body = Pin<Box<dyn Future<Output = ()>>>;

fn body(
    sim: Sim,
    program: Rc<Program>,
    state: Rc<RefCell<State>>,
    list: usize,
    main: bool,
) -> Body {
    Box::pin(async move {
        for act in program[list % program.len()].clone() {
            step(&sim, &program, &state, act).await;
            if sim.ended() {
                return;
            }
        }
        state.borrow_mut().alive -= 1;
        if main {
            sim.end(End::Exit(0));
        }
    })
}

async fn step(sim: &Sim, program: &Rc<Program>, state: &Rc<RefCell<State>>, act: Act) {
    let cell = |at: u8| usize::from(at) % 4;
    match act {
        Act::Read(at) => sim.point(op(1, at, Access::Read)).await,
        Act::Write(at, value) => {
            sim.point(op(2, at, Access::Write)).await;
            state.borrow_mut().cells[cell(at)] = value;
        }
        Act::Add(at) => {
            sim.point(op(1, at, Access::Read)).await;
            let seen = state.borrow().cells[cell(at)];
            sim.point(op(2, at, Access::Write)).await;
            state.borrow_mut().cells[cell(at)] = seen.wrapping_add(1);
        }
        Act::Yield => sim.point(op(3, 0, Access::None)).await,
        Act::SpinOn(at) => loop {
            sim.point(op(1, at, Access::Read)).await;
            if state.borrow().cells[cell(at)] != 0 || sim.ended() {
                break;
            }
            sim.point(op(3, at, Access::None)).await;
        },
        Act::Wait(at) => {
            sim.point(op(4, at, Access::Write)).await;
            let free = {
                let mut state = state.borrow_mut();
                let free = state.counts[cell(at)] > 0;
                if free {
                    state.counts[cell(at)] -= 1;
                } else {
                    state.waiting[cell(at)].push_back(sim.current());
                }
                free
            };
            if !free {
                sim.park(op(4, at, Access::Write)).await;
            }
        }
        Act::Signal(at) => {
            sim.point(op(5, at, Access::Write)).await;
            let waiter = state.borrow_mut().waiting[cell(at)].pop_front();
            match waiter {
                Some(task) => assert!(sim.ready(task)),
                None => state.borrow_mut().counts[cell(at)] += 1,
            }
        }
        Act::Spawn(list) => {
            let mut now = state.borrow_mut();
            if now.spawned < 8 {
                now.spawned += 1;
                now.alive += 1;
                sim.spawn(body(
                    sim.clone(),
                    Rc::clone(program),
                    Rc::clone(state),
                    usize::from(list),
                    false,
                ));
            }
        }
        Act::Draw(bound) => {
            let drawn = sim.choose(Stream::Program, u64::from(bound));
            sim.note(&POINTS[6], drawn);
        }
        Act::Check(at, value) => {
            if state.borrow().cells[cell(at)] != value {
                sim.end(crash(
                    Class::Corruption,
                    &format!("cell {at} is not {value}"),
                ));
            }
        }
        Act::Exit(code) => sim.end(End::Exit(i32::from(code))),
    }
}

impl World for Toy {
    fn boot(&self, sim: &Sim) {
        *self.state.borrow_mut() = State {
            alive: 1,
            timers: 2,
            ..State::default()
        };
        if let Some(step) = self.trigger {
            sim.set_trigger(step);
        }
        let (program, state) = (Rc::clone(&self.program), Rc::clone(&self.state));
        sim.spawn(body(sim.clone(), program, state, 0, true));
    }

    /// Two timers wake whoever waits longest for semaphore 0; then it is a deadlock.
    fn idle(&self, sim: &Sim) {
        let mut state = self.state.borrow_mut();
        let waiter = (state.timers > 0)
            .then(|| state.waiting[0].pop_front())
            .flatten();
        match waiter {
            Some(task) => {
                state.timers -= 1;
                sim.note(&POINTS[7], u64::from(task.0));
                sim.ready(task);
            }
            None => sim.end(crash(
                Class::Deadlock,
                "fatal error: all goroutines are asleep - deadlock!",
            )),
        }
    }

    fn trigger(&self, sim: &Sim) {
        self.state.borrow_mut().cells[3] = 77;
        sim.note(&POINTS[7], 77);
    }

    fn report(&self, _sim: &Sim, end: &End) -> Report {
        let mut report = Report {
            stdout: self.state.borrow().cells.to_vec(),
            ..Report::default()
        };
        match end {
            End::Exit(0) => {}
            End::Exit(code) => {
                report.class = Class::Exit;
                report.exit = *code;
            }
            End::Crash(crash) => {
                report.class.clone_from(&crash.class);
                report.message.clone_from(&crash.message);
                report.exit = 2;
                report.crash = Some((**crash).clone());
            }
            End::Limit(_) => report.class = Class::Hang,
        }
        report
    }

    fn points(&self) -> &'static [PointSpec] {
        &POINTS
    }
}

/// The toy as a scenario; its tampers are the step of the trigger, one byte.
pub struct ToyScenario {
    pub program: Program,
}

impl Scenario for ToyScenario {
    fn target(&self) -> &str {
        "toy"
    }

    fn name(&self) -> &str {
        "toy"
    }

    fn source(&self) -> &[u8] {
        b"toy"
    }

    fn profile(&self) -> &str {
        "1"
    }

    fn start(&mut self, _sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        let mut toy = Toy::new(&self.program);
        toy.trigger = tampers.first().map(|&step| u64::from(step));
        Ok(Rc::new(toy))
    }
}
