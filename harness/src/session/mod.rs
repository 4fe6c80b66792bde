//! What the command and the fuzzer call: run a scenario once, and judge it.
//!
//! [`Runner::run`] is one run. On it stand `check` (twice, and compare), `replay`, `record`, `hunt` and
//! [`crate::minimize`]. Nothing here reads a clock: who wants a deadline passes a closure that says stop.

mod hunt;
mod record;
mod replay;

use std::fmt;
use std::rc::Rc;

pub use hunt::{Found, HuntPlan, Hunted, Tally};
use replay::must_equal;
pub use replay::{Difference, Replay, describe};

use crate::contract::{
    Choice, Density, End, InputError, Limits, PointSpec, Report, Scenario, Sim, World,
};
use crate::native::Native;
use crate::recording::{EngineKind, Recording, RecordingError};
use crate::scheduler::{Estimates, Exploration, RANDOM, RunOn, Scheduler, SchedulerSpec};
use crate::shuttle_engine::{ShuttleEngine, Theirs};
use crate::sim::{Divergence, Expected, Log, RunConfig};
use crate::verdict::Verdict;

/// Trial runs made for schedulers that want to know a program's length.
const TRIALS: u64 = 8;
/// The seeds of trial runs begin here, far from those that people choose.
const TRIAL_SEEDS: u64 = 0x7465_6172_0000_0000;

/// Everything that determines a run of a scenario.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The seed of the run's choices.
    pub seed: u64,
    /// Who decides which task goes on.
    pub scheduler: SchedulerSpec,
    /// How densely tasks can be preempted.
    pub density: Density,
    /// What the run may use.
    pub limits: Limits,
    /// Choices in place of what seed and scheduler give.
    pub deviations: Vec<Choice>,
    /// The plan of tampering, in the target's encoding.
    pub tampers: Vec<u8>,
}

/// One run, done.
#[derive(Clone, Debug)]
pub struct Run {
    /// The seed it was run with.
    pub seed: u64,
    /// How it ended.
    pub end: End,
    /// What the world says of it.
    pub report: Report,
    /// What it means: passed, failed, or unknown.
    pub verdict: Verdict,
    /// How many steps it took.
    pub steps: u64,
    /// The digest of all its events. Equal digests, equal runs.
    pub digest: u128,
    /// Events and schedule, if they were asked for.
    pub log: Option<Log>,
    /// Where it left the events it was compared with, or a deviation named a task that could not run.
    pub divergence: Option<Divergence>,
    /// The names of its events' points.
    pub points: &'static [PointSpec],
}

impl Run {
    /// Whether the two were the same run, as far as digests tell.
    pub fn equals(&self, other: &Run) -> bool {
        (self.digest, self.steps, &self.verdict) == (other.digest, other.steps, &other.verdict)
    }
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionError {
    /// The input was refused: exit code 2.
    Input(InputError),
    /// A run that should have repeated another did not: a bug of tearpoint, exit code 4.
    NonDeterminism(Difference),
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SessionError::Input(error) => error.fmt(f),
            SessionError::NonDeterminism(difference) => write!(
                f,
                "the same seed gave two runs, which is a bug of tearpoint: {difference}; please report it with the \
                 scenario and the seed"
            ),
        }
    }
}

impl std::error::Error for SessionError {}

impl From<InputError> for SessionError {
    fn from(error: InputError) -> SessionError {
        SessionError::Input(error)
    }
}

impl From<RecordingError> for SessionError {
    fn from(error: RecordingError) -> SessionError {
        SessionError::Input(InputError(error.to_string()))
    }
}

/// Who decides the runs of a session, with its state across runs.
pub enum Driver {
    /// One of our schedulers.
    Ours(Box<dyn Scheduler>),
    /// One of shuttle's.
    Theirs(Theirs),
}

impl Driver {
    /// Moves on to the next schedule. True once there is none: a systematic search is complete.
    pub fn advance(&mut self) -> bool {
        match self {
            Driver::Ours(scheduler) => scheduler.advance(),
            Driver::Theirs(theirs) => theirs.advance(),
        }
    }

    /// What a search that knows states has seen so far.
    pub fn exploration(&self) -> Option<Exploration> {
        match self {
            Driver::Ours(scheduler) => scheduler.exploration(),
            Driver::Theirs(_) => None,
        }
    }
}

enum Engine {
    Native(Native),
    Shuttle(Box<ShuttleEngine>),
}

/// Runs scenarios on one engine; keeps its allocations between runs.
pub struct Runner {
    engine: Engine,
}

impl Runner {
    /// A runner of this engine.
    pub fn new(kind: EngineKind) -> Runner {
        let engine = match kind {
            EngineKind::Native => Engine::Native(Native::default()),
            EngineKind::Shuttle => Engine::Shuttle(Box::default()),
        };
        Runner { engine }
    }

    /// Which engine it runs on.
    pub fn kind(&self) -> EngineKind {
        match self.engine {
            Engine::Native(_) => EngineKind::Native,
            Engine::Shuttle(_) => EngineKind::Shuttle,
        }
    }

    /// The handle that worlds of this runner are built with.
    pub fn sim(&self) -> &Sim {
        match &self.engine {
            Engine::Native(native) => native.sim(),
            Engine::Shuttle(shuttle) => shuttle.sim(),
        }
    }

    /// Who decides as `spec` says, from its first schedule on. `seed` is for those of shuttle's that keep one.
    pub fn driver(&self, spec: &SchedulerSpec, seed: u64) -> Result<Driver, InputError> {
        match Theirs::new(spec, seed) {
            None => Ok(Driver::Ours(spec.build())),
            Some(theirs) if self.kind() == EngineKind::Shuttle => Ok(Driver::Theirs(theirs)),
            Some(_) => Err(InputError(format!(
                "scheduler {spec} is shuttle's own: add --engine shuttle, or choose one without shuttle- in front"
            ))),
        }
    }

    /// One run of `scenario` as `plan` says.
    pub fn run(&mut self, scenario: &mut dyn Scenario, plan: &Plan) -> Result<Run, InputError> {
        let plan = self.resolve(scenario, plan)?;
        self.observe(scenario, &plan, false, None)
    }

    /// As [`Runner::run`], with the log kept.
    pub fn run_logged(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
    ) -> Result<Run, InputError> {
        let plan = self.resolve(scenario, plan)?;
        self.observe(scenario, &plan, true, None)
    }

    /// One run with a driver made before: what hunts and fuzzers repeat. `plan.scheduler` is not looked at.
    pub fn run_with(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
        log: bool,
        driver: &mut Driver,
    ) -> Result<Run, InputError> {
        self.execute(scenario, plan, log, None, driver)
    }

    /// Runs twice and compares event by event: a difference is a bug of tearpoint or of the target.
    pub fn check(&mut self, scenario: &mut dyn Scenario, plan: &Plan) -> Result<Run, SessionError> {
        let plan = self.resolve(scenario, plan)?;
        let first = self.observe(scenario, &plan, true, None)?;
        let second = self.observe(scenario, &plan, true, expected(&first))?;
        must_equal(&first, &second)?;
        Ok(first)
    }

    /// The plan with trial runs made where its scheduler wants them.
    pub fn resolve(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
    ) -> Result<Plan, InputError> {
        let mut resolved = plan.clone();
        if plan.scheduler.wants_estimates() {
            let estimates = self.estimate(scenario, plan)?;
            resolved.scheduler = plan.scheduler.with_estimates(&estimates);
        }
        Ok(resolved)
    }

    /// What random trial runs with fixed seeds say of the program's length.
    pub fn estimate(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
    ) -> Result<Estimates, InputError> {
        let mut estimates = Estimates::default();
        for trial in 0..TRIALS {
            let trial = Plan {
                seed: TRIAL_SEEDS + trial,
                scheduler: RANDOM.spec(),
                ..plan.clone()
            };
            let run = self.observe(scenario, &trial, true, None)?;
            let decisions = run.log.map_or(0, |log| log.decisions().count() as u64);
            estimates.add(&self.sim().kernel().slots, decisions);
        }
        Ok(estimates)
    }

    fn observe(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
        log: bool,
        expected: Option<Expected>,
    ) -> Result<Run, InputError> {
        let mut driver = self.driver(&plan.scheduler, plan.seed)?;
        self.execute(scenario, plan, log, expected, &mut driver)
    }

    fn execute(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
        log: bool,
        expected: Option<Expected>,
        driver: &mut Driver,
    ) -> Result<Run, InputError> {
        let sim = self.sim().clone();
        let world: Rc<dyn World> = scenario.start(&sim, &plan.tampers)?;
        let config = RunConfig {
            seed: plan.seed,
            deviations: &plan.deviations,
            density: plan.density,
            limits: plan.limits,
            log,
            expected,
        };
        let taken = std::mem::replace(driver, Driver::Ours(Box::new(RunOn)));
        let (end, back) = match (&mut self.engine, taken) {
            (Engine::Native(native), Driver::Ours(scheduler)) => {
                let (end, scheduler) = native.run(&world, config, scheduler);
                (end, Driver::Ours(scheduler))
            }
            (Engine::Shuttle(shuttle), Driver::Ours(scheduler)) => {
                let (end, scheduler) = shuttle.run(&world, config, scheduler);
                (end, Driver::Ours(scheduler))
            }
            (Engine::Shuttle(shuttle), Driver::Theirs(theirs)) => {
                let (end, theirs) = shuttle.run_theirs(&world, config, theirs);
                (end, Driver::Theirs(theirs))
            }
            (Engine::Native(_), Driver::Theirs(_)) => {
                return Err(InputError(
                    "a scheduler of shuttle's own runs on the shuttle engine only: add --engine shuttle".into(),
                ));
            }
        };
        *driver = back;
        let report = world.report(&sim, &end);
        let verdict = Verdict::of(&end, &report);
        let mut kernel = sim.kernel();
        let (log, divergence) = kernel.history.take();
        let run = Run {
            seed: plan.seed,
            end,
            report,
            verdict,
            steps: kernel.step,
            digest: kernel.digest.value(),
            log,
            divergence,
            points: world.points(),
        };
        Ok(run)
    }
}

/// The events of a run that was logged, to compare another with.
fn expected(run: &Run) -> Option<Expected> {
    run.log.as_ref().map(|log| Expected {
        events: log.events.clone(),
        truncated: log.truncated,
    })
}

/// The plan that a recording stands for.
pub fn plan_of(recording: &Recording) -> Result<Plan, InputError> {
    let scheduler: SchedulerSpec = recording.scheduler.parse()?;
    if !scheduler.replays_by_seed() {
        return Err(InputError(format!(
            "the recording names scheduler {scheduler}, which does not replay by itself: tearpoint did not write it"
        )));
    }
    Ok(Plan {
        seed: recording.seed,
        scheduler,
        density: recording.density,
        limits: recording.limits,
        deviations: recording.deviations.clone(),
        tampers: recording.tampers.clone(),
    })
}
