//! The end of a program as a whole: main returns, nobody can run any more, goroutines are left behind.
//!
//! The crash of one goroutine is in [`super::crash`].
//!
//! Follows runtime/proc.go (`main`, `checkdead`, `Goexit` of the main goroutine). When main returns, the process is gone; the
//! other goroutines go on for a while all the same, silently and without consequences, to see which of them wait for ever.

use std::borrow::Cow;

use tearpoint_harness::contract::{self as report, Class, Crash, End, Frame, TaskId};

use super::goroutine::State;
use super::interpreter::Interpreter;
use tearpoint_runtime::error::Unwind;
use tearpoint_runtime::goroutines::Parked;
use tearpoint_runtime::points;
use tearpoint_runtime::time::{Idle, Progress};
use tearpoint_runtime::traceback::frames;
use tearpoint_runtime::wait_reason::SLEEP;

/// Steps that goroutines get after main has returned. Who has waited for the last half of them counts as left behind.
const AFTERWARDS: u64 = 2000;

/// A goroutine that waits.
struct Waiter {
    task: TaskId,
    how: Parked,
    frames: Vec<Frame>,
    /// The program's own function in which it waits; the outermost if there is none.
    function: Cow<'static, str>,
    /// Its reason as its header has it: with its bubble.
    status: String,
    detected: Option<report::Detected>,
}

impl Waiter {
    /// As the report has it.
    fn told(&self) -> report::Waiter {
        report::Waiter {
            task: self.task,
            reason: self.status.clone().into(),
            function: self.function.clone(),
            object: self.how.object,
            since: Some(self.how.since),
            until_ms: None,
            detected: self.detected.clone(),
        }
    }
}

impl Interpreter {
    /// Ends the run, unless the program has ended before: then only the goroutine is over.
    pub(super) fn end(&self, end: End) {
        if !self.process.exited.get() {
            self.process.sim.end(end);
        }
    }

    /// Main has returned. Gives the step at which to stop looking at the others, if there are any.
    pub(super) fn main_returned(&self) {
        let sim = &self.process.sim;
        sim.note(&points::EXIT, 0);
        if self.live.get() == 0 {
            return sim.end(End::Exit(0));
        }
        self.process.exited.set(true);
        self.process.race.stop();
        let last = sim.limits().steps.saturating_sub(1);
        self.process.tamper_at.set(u64::MAX);
        self.process
            .stop_at
            .set((sim.step() + AFTERWARDS).min(last));
        self.process.set_trigger();
    }

    /// Nobody can run any more, or has had time enough after main's return.
    pub(crate) fn stopped(&self) -> End {
        if !self.process.exited.get() {
            return End::Crash(Box::new(self.deadlock()));
        }
        let sim = &self.process.sim;
        let quiet = sim.runnable() == 0;
        let mut waiters = self.waiters();
        waiters.retain(|waiter| {
            quiet
                || (waiter.how.since + AFTERWARDS / 2 <= sim.step()
                    && !waiter.how.reason.busy
                    && waiter.how.reason != SLEEP)
        });
        if !waiters.is_empty() {
            if self.process.profile.get().leak_profile {
                // What the collector cannot look at, it says nothing of.
                let verdicts = self.leak_profile(true).unwrap_or_default();
                for waiter in &mut waiters {
                    let verdict = verdicts.iter().find(|one| one.task == waiter.task);
                    waiter.detected = verdict.map(|verdict| report::Detected {
                        detector: "goroutineleak",
                        kept_by: verdict.kept_by.clone(),
                    });
                }
            }
            let message = "goroutines blocked for ever after main returned";
            let crash = left_waiting(Class::Leak, message, &waiters);
            self.process.findings.borrow_mut().push(crash);
        }
        End::Exit(0)
    }

    /// Nobody can run: the next timer wakes somebody, or the run ends.
    pub(crate) fn idle(&self) {
        let process = &*self.process;
        let progress = Progress {
            main: process.goroutines.parked(0).map(|main| main.since),
            output: process.stdout.borrow().len() + process.stderr.borrow().len(),
            goroutines: self.live.get(),
        };
        process.runtime_writes();
        match process.idle_timers(progress) {
            Ok(Idle::Woke) if process.sim.runnable() > 0 => {}
            Ok(Idle::Ticks(since)) if !process.exited.get() => {
                let mut waiters = self.waiters();
                if since > 0 {
                    waiters.retain(|waiter| waiter.how.since <= since);
                }
                process.sim.end(End::Crash(Box::new(left_waiting(
                    Class::Hang,
                    "",
                    &waiters,
                ))));
            }
            Ok(_) => process.sim.end(self.stopped()),
            Err(unwind) => self.end_system(&unwind),
        }
    }

    /// Timers fire though somebody can run.
    pub(crate) fn timers_fire(&self) {
        self.process.runtime_writes();
        if let Err(unwind) = self.process.fire_timers() {
            self.end_system(&unwind);
        }
    }

    /// The end of a program by something that no goroutine did.
    pub(super) fn end_system(&self, unwind: &Unwind) {
        let crash = unwind.fatal_crash().unwrap_or_else(|| Crash {
            message: "fatal error: unexpected signal during runtime execution".to_owned(),
            frames: frames(&unwind.frames),
            ..Crash::of(Class::Segv)
        });
        self.process.sim.end(End::Crash(Box::new(crash)));
    }

    /// No goroutine can run (`checkdead`).
    fn deadlock(&self) -> Crash {
        let waiters = self.waiters();
        if self.process.goroutines.any_busy() {
            let at = waiters.iter().position(|waiter| waiter.how.reason.busy);
            let frames = at.map(|at| waiters[at].frames.clone());
            return Crash {
                frames: frames.unwrap_or_default(),
                ..left_waiting(Class::Hang, "", &waiters)
            };
        }
        if let Some(crash) = self
            .process
            .runnable_g()
            .and_then(|unwind| unwind.fatal_crash())
        {
            return crash;
        }
        let text = if waiters.is_empty() && self.main_gone.get() {
            "no goroutines (main called runtime.Goexit) - deadlock!"
        } else {
            "all goroutines are asleep - deadlock!"
        };
        left_waiting(Class::Deadlock, &format!("fatal error: {text}"), &waiters)
    }

    /// The goroutines that wait, in order of creation.
    fn waiters(&self) -> Vec<Waiter> {
        let mut waiters: Vec<Waiter> = (0..self.used.get())
            .filter_map(|slot| {
                self.with(slot, |g| {
                    let how = self.process.goroutines.parked(g.task)?;
                    (g.state == State::Live).then(|| {
                        let frames = self.frames(g);
                        let own = |frame: &&Frame| !self.code.origins.is_library(&frame.function);
                        let function = frames.iter().find(own).or(frames.last());
                        let function =
                            function.map_or_else(Default::default, |frame| frame.function.clone());
                        Waiter {
                            task: TaskId(g.task),
                            how,
                            frames,
                            function,
                            status: self.status(TaskId(g.task)),
                            detected: None,
                        }
                    })
                })
            })
            .collect();
        waiters.sort_by_key(|waiter| waiter.task);
        waiters
    }
}

/// What goroutines that wait for ever are: known by what they wait for.
fn left_waiting(class: Class, message: &str, waiters: &[Waiter]) -> Crash {
    let mut reasons: Vec<&str> = waiters
        .iter()
        .map(|waiter| waiter.how.reason.text)
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    let invariant = match reasons.as_slice() {
        [] => String::new(),
        reasons => format!("waiting: {}", reasons.join(", ")),
    };
    Crash {
        message: message.to_owned(),
        frames: waiters
            .first()
            .map_or(Vec::new(), |waiter| waiter.frames.clone()),
        invariant,
        waiters: waiters.iter().map(Waiter::told).collect(),
        ..Crash::of(class)
    }
}
