//! The Go scenario: a source file, prepared once, run many times.
//!
//! [`GoScenario::load`] parses, checks and compiles; [`GoScenario::start`] gives the world of a run. Nothing is rebuilt
//! between runs: read-only data stays, memory is cleared where it was written, goroutines keep their stacks.

use std::cell::RefCell;
use std::rc::Rc;

use tearpoint_harness::contract::{End, InputError, Limit, Limits, PointSpec, Report, Sim, World};

use super::lang::code::Code;
use super::lang::compile::compile;
use super::lang::vm::Proc;
use super::lang::{GoVersion, check_source};
use super::profile::Profile;
use super::runtime::g::Go;
use super::runtime::points::POINTS;

/// What is done when the step set by [`Sim::set_trigger`] is reached.
pub type TriggerHook = Box<dyn Fn(&Go, &Sim)>;

/// A prepared program.
pub struct GoScenario {
    pub name: String,
    pub profile: &'static Profile,
    code: Rc<Code>,
    world: Option<Rc<GoWorld>>,
}

impl GoScenario {
    /// Prepares the Go source file `name` for a Go version. Errors name file, line and column.
    pub fn load(
        name: &str,
        source: &[u8],
        profile: &'static Profile,
        limits: &Limits,
    ) -> Result<GoScenario, InputError> {
        if source.len() as u64 > limits.source_bytes {
            let text = format!("{name}: larger than {} bytes", limits.source_bytes);
            return Err(InputError(text));
        }
        let version = GoVersion {
            minor: profile.minor,
        };
        let source = std::str::from_utf8(source).map_err(|error| {
            InputError(format!("{name}: not UTF-8 at byte {}", error.valid_up_to()))
        })?;
        let program = check_source(name, source, version).map_err(|diags| {
            let lines: Vec<String> = diags.iter().map(ToString::to_string).collect();
            InputError(lines.join("\n"))
        })?;
        let code = compile(program).map_err(|diag| InputError(diag.to_string()))?;
        Ok(GoScenario {
            name: name.to_owned(),
            profile,
            code: Rc::new(code),
            world: None,
        })
    }

    /// The world of the next run on `sim`, which must be the same handle each time.
    pub fn start(&mut self, sim: &Sim) -> Rc<GoWorld> {
        let world = self.world.get_or_insert_with(|| {
            let go = Go::new(sim);
            {
                let mut mem = go.mem.borrow_mut();
                // The compiler has refused what does not fit.
                let fits = mem.size_image(self.code.rodata.len() as u64, self.code.data);
                debug_assert!(fits, "the image fits");
                mem.write_rodata(super::machine::memory::RODATA_BASE, &self.code.rodata);
            }
            *go.rtypes.borrow_mut() = Rc::clone(&self.code.rtypes);
            Rc::new(GoWorld {
                profile: self.profile,
                proc: Rc::new(Proc::new(go, Rc::clone(&self.code))),
                hook: RefCell::new(None),
            })
        });
        Rc::clone(world)
    }
}

/// A Go program on its simulated runtime.
pub struct GoWorld {
    profile: &'static Profile,
    proc: Rc<Proc>,
    hook: RefCell<Option<TriggerHook>>,
}

impl GoWorld {
    /// The process.
    pub fn go(&self) -> &Rc<Go> {
        &self.proc.go
    }

    /// Sets what [`World::trigger`] does.
    pub fn on_trigger(&self, hook: TriggerHook) {
        *self.hook.borrow_mut() = Some(hook);
    }
}

impl World for GoWorld {
    fn boot(&self, _sim: &Sim) {
        self.proc.go.reset(self.profile);
        self.proc.reset();
        self.proc.boot();
    }

    fn idle(&self, sim: &Sim) {
        sim.end(End::Crash(Box::new(self.proc.deadlock())));
    }

    fn trigger(&self, sim: &Sim) {
        if let Some(hook) = &*self.hook.borrow() {
            hook(&self.proc.go, sim);
        }
    }

    fn report(&self, _sim: &Sim, end: &End) -> Report {
        let go = &self.proc.go;
        let mut report = Report {
            stdout: go.stdout.borrow().clone(),
            stderr: go.stderr.borrow().clone(),
            findings: go.findings.borrow().clone(),
            ..Report::default()
        };
        match end {
            End::Exit(status) => {
                report.class = if *status == 0 { "ok" } else { "exit" }.to_owned();
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
                report.class = if hang { "hang" } else { "limit" }.to_owned();
                report.message = limit.to_string();
                report.frames = self.proc.running_frames();
                report.exit = 2;
            }
        }
        report
    }

    fn points(&self) -> &'static [PointSpec] {
        POINTS
    }
}
