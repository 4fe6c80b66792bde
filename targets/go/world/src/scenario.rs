//! A Go program as a scenario of the engine: loaded once, run many times.
//!
//! [`GoScenario::load`] parses, checks and compiles; `start` gives the world of a run. Nothing is rebuilt between
//! runs: read-only data stays, memory is cleared where it was written, goroutines keep their stacks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use tearpoint_harness::contract::{
    Cause, Class, Crash, End, InputError, Limit, Limits, PointSpec, Report, Scenario, Sim, Tasks,
    World,
};

use crate::code::Code;
use crate::compile::compile;
use crate::race_report;
use crate::tamper::{Plan, apply, rows_of, used_by};
use crate::vm::Interpreter;
use tearpoint_front::GoVersion;
use tearpoint_front::check::check_packages;
use tearpoint_front::diag::Diag;
use tearpoint_front::load::{MAX_STD_BYTES, load, own_bytes};
use tearpoint_front::tast::Program;
use tearpoint_runtime::points::{self, POINTS};
use tearpoint_runtime::process::Process;
use tearpoint_runtime::profile::Profile;

/// The release whose rules a profile's toolchain checks by.
pub fn release(profile: &Profile) -> GoVersion {
    GoVersion::go1(profile.minor)
}

/// A prepared program.
pub struct GoScenario {
    name: String,
    source: Vec<u8>,
    profile: &'static Profile,
    code: Rc<Code>,
    world: Option<Rc<GoWorld>>,
    gc_always: bool,
}

impl GoScenario {
    /// Prepares the scenario `name` (see [`tearpoint_front::load`]) for a Go version. Errors name file, line and column.
    pub fn load(
        name: &str,
        source: &[u8],
        profile: &'static Profile,
        limits: &Limits,
    ) -> Result<GoScenario, InputError> {
        if source.len() as u64 > limits.source_bytes + MAX_STD_BYTES {
            let text = format!("{name}: larger than {} bytes", limits.source_bytes);
            return Err(InputError(text));
        }
        let text = std::str::from_utf8(source).map_err(|error| {
            InputError(format!("{name}: not UTF-8 at byte {}", error.valid_up_to()))
        })?;
        if own_bytes(name, text) > limits.source_bytes {
            let text = format!("{name}: larger than {} bytes", limits.source_bytes);
            return Err(InputError(text));
        }
        let refused = |diags: Vec<Diag>| {
            let lines: Vec<String> = diags.iter().map(ToString::to_string).collect();
            InputError(lines.join("\n"))
        };
        let release = release(profile);
        let packages = load(name, text, release).map_err(refused)?;
        let program = check_packages(&packages, release).map_err(refused)?;
        let mut scenario = GoScenario::from_checked(name, program, profile)?;
        scenario.source = source.to_vec();
        Ok(scenario)
    }

    /// Prepares a program that has been checked. It has no source, so no recording of it can be made.
    pub fn from_checked(
        name: &str,
        program: Program,
        profile: &'static Profile,
    ) -> Result<GoScenario, InputError> {
        let code = compile(program, profile).map_err(|diag| InputError(diag.to_string()))?;
        Ok(GoScenario {
            name: name.to_owned(),
            source: Vec::new(),
            profile,
            code: Rc::new(code),
            world: None,
            gc_always: false,
        })
    }

    /// Collects garbage after every allocation. Only what a program cannot see may change by that.
    pub fn collect_always(&mut self) {
        self.gc_always = true;
        self.world = None;
    }

    /// The world of the next run on `sim`, made on the first run and whenever the engine is another.
    fn world(&mut self, sim: &Sim) -> Rc<GoWorld> {
        if self
            .world
            .as_ref()
            .is_some_and(|world| !world.vm.process.sim.same(sim))
        {
            self.world = None;
        }
        let world = self.world.get_or_insert_with(|| {
            let process = Process::new(sim);
            process.gc_always.set(self.gc_always);
            {
                let mut mem = process.mem.borrow_mut();
                // The compiler has refused what does not fit.
                let fits = mem.size_image(
                    self.code.rodata.len() as u64,
                    self.code.data_base,
                    self.code.data,
                );
                debug_assert!(fits, "the image fits");
                mem.write_rodata(tearpoint_machine::memory::RODATA_BASE, &self.code.rodata);
            }
            *process.rtypes.borrow_mut() = Rc::clone(&self.code.rtypes);
            Rc::new(GoWorld {
                profile: self.profile,
                vm: Rc::new(Interpreter::new(process, Rc::clone(&self.code))),
                plan: RefCell::default(),
                done: Cell::new(0),
                tampered: RefCell::default(),
            })
        });
        Rc::clone(world)
    }
}

impl Scenario for GoScenario {
    fn target(&self) -> &str {
        "go"
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn source(&self) -> &[u8] {
        &self.source
    }

    fn profile(&self) -> &str {
        self.profile.name
    }

    fn start(&mut self, sim: &Sim, tampers: &[u8]) -> Result<Rc<dyn World>, InputError> {
        let world = self.world(sim);
        let text = std::str::from_utf8(tampers)
            .map_err(|_| InputError("a tamper plan is text".to_owned()))?;
        *world.plan.borrow_mut() =
            Plan::parse(text).map_err(|error| InputError(format!("tamper plan: {error}")))?;
        Ok(world)
    }

    fn draw_tampers(&mut self, seed: u64) -> Vec<u8> {
        let rows = rows_of(&used_by(&self.code), self.profile);
        Plan::draw(seed, &rows).to_string().into_bytes()
    }

    fn smaller_tampers(&self, tampers: &[u8]) -> Vec<Vec<u8>> {
        let plan = std::str::from_utf8(tampers)
            .ok()
            .and_then(|text| Plan::parse(text).ok())
            .unwrap_or_default();
        let without = |at: usize| {
            let mut smaller = plan.clone();
            smaller.tampers.remove(at);
            smaller.to_string().into_bytes()
        };
        (0..plan.tampers.len()).map(without).collect()
    }
}

/// A Go program on its simulated runtime.
struct GoWorld {
    profile: &'static Profile,
    vm: Rc<Interpreter>,
    plan: RefCell<Plan>,
    /// How many tampers of the plan are done.
    done: Cell<usize>,
    /// What they wrote.
    tampered: RefCell<Vec<Cause>>,
}

impl GoWorld {
    /// Asks to be called for the next tamper, not before step `earliest`.
    fn await_tamper(&self, earliest: u64) {
        self.vm.process.tamper_at.set(u64::MAX);
        if let Some(next) = self.plan.borrow().tampers.get(self.done.get()) {
            self.vm.process.tamper_at.set(next.step.max(earliest));
        }
        self.vm.process.set_trigger();
    }

    /// What failed the run gets the tampering in front of its cause.
    fn with_tampers(&self, crash: &mut Crash) {
        let tampered = self.tampered.borrow();
        crash.causes.splice(0..0, tampered.iter().cloned());
    }
}

impl World for GoWorld {
    fn boot(&self, _sim: &Sim) {
        self.vm.process.reset(self.profile);
        let watched = &self.vm.code.watched;
        self.vm.process.watched.borrow_mut().clone_from(watched);
        self.vm.reset();
        self.vm.boot();
        self.done.set(0);
        self.tampered.borrow_mut().clear();
        self.await_tamper(0);
    }

    fn idle(&self, _sim: &Sim) {
        self.vm.idle();
    }

    /// Does the tampers that are due; one whose object does not exist yet is tried again at the next step.
    fn trigger(&self, sim: &Sim) {
        let process = &self.vm.process;
        if sim.step() >= process.stop_at.get() {
            return sim.end(self.vm.stopped());
        }
        if process
            .timers
            .fires()
            .is_some_and(|step| sim.step() >= step)
        {
            self.vm.timers_fire();
        }
        if process.exited.get() {
            return process.set_trigger();
        }
        let plan = self.plan.borrow();
        while let Some(tamper) = plan
            .tampers
            .get(self.done.get())
            .filter(|tamper| tamper.step <= sim.step())
        {
            let Some(wrote) = apply(&self.vm.process, tamper) else {
                break;
            };
            sim.note(&points::TAMPER, self.done.get() as u64);
            self.tampered.borrow_mut().push(wrote);
            self.done.set(self.done.get() + 1);
        }
        drop(plan);
        self.await_tamper(sim.step() + 1);
    }

    fn report(&self, _sim: &Sim, end: &End) -> Report {
        let process = &self.vm.process;
        let mut report = Report {
            stdout: process.stdout.borrow().clone(),
            stderr: process.stderr.borrow().clone(),
            findings: process.findings.borrow().clone(),
            tasks: Tasks {
                kind: "goroutine",
                names: Vec::new(),
            },
            ..Report::default()
        };
        match end {
            End::Exit(status) => {
                report.class = if *status == 0 { Class::Ok } else { Class::Exit };
                report.exit = *status;
            }
            End::Crash(crash) => {
                report.class = crash.class.clone();
                report.message = crash.message.clone();
                report.frames = crash.frames.clone();
                report.exit = 2;
                report.crash = Some((**crash).clone());
            }
            End::Limit(limit) => {
                let hang = matches!(limit, Limit::Steps(_));
                report.class = if hang { Class::Hang } else { Class::Limit };
                report.frames = self.vm.running_frames();
                if hang {
                    report.message = self.vm.spins_on();
                }
                report.exit = 2;
            }
        }
        report
            .findings
            .extend(race_report::findings(&process.race, &self.vm.code));
        report
            .crash
            .iter_mut()
            .chain(&mut report.findings)
            .for_each(|crash| self.with_tampers(crash));
        report
    }

    fn points(&self) -> &'static [PointSpec] {
        POINTS
    }
}
