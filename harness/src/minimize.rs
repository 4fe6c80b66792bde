//! The smallest run that still shows a signature: fewest tampers, then fewest preemptions; racy reads,
//! selects and timers do as they do by default where they can.
//!
//! A smaller run counts only if its signature's id is the same. The run is first written as preemptions of the default
//! schedule. Then chunks of them are left out, halves first and single ones last, until none can be left out (Zeller and
//! Hildebrandt's ddmin without its complements). That need not be the smallest: to leave one out moves what comes after it. So
//! at the end all sets of fewer preemptions are tried, smallest first, for at most [`MAX_ENUMERATED`] runs; most bugs need
//! one preemption or two (Musuvathi and Qadeer, PLDI 2007).

use crate::contract::{Choice, InputError, Scenario, Stream};
use crate::recording::Recording;
use crate::session::{Plan, Run, Runner, SessionError};

/// Runs spent on trying sets of few preemptions one after another.
pub const MAX_ENUMERATED: u64 = 10_000;

/// Streams whose value 0 is the default, and how many of their choices are looked at, one by one if need be: a racy read
/// sees the newest value, a select polls its last case first, timers wait until nobody can run.
const DEFAULTS: [(Stream, u64); 3] = [
    (Stream::RacyRead, 512),
    (Stream::SelectOrder, 128),
    (Stream::Latency, 128),
];

/// A minimized run.
#[derive(Clone, Debug)]
pub struct Minimized {
    /// What gives the run.
    pub plan: Plan,
    /// The run itself, logged.
    pub run: Run,
    /// The run as a recording.
    pub recording: Recording,
    /// Runs it took.
    pub executions: u64,
}

struct Search<'a> {
    runner: &'a mut Runner,
    scenario: &'a mut dyn Scenario,
    stop: &'a mut dyn FnMut() -> bool,
    id: String,
    plan: Plan,
    run: Run,
    executions: u64,
}

impl Runner {
    /// Makes the run that `plan` gives smaller, until it is smallest or `stop` says so (asked before each run).
    pub fn minimize(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<Minimized, SessionError> {
        let plan = self.resolve(scenario, plan)?;
        let run = self.run_logged(scenario, &plan)?;
        let Some(signature) = run.verdict.signature() else {
            return Err(SessionError::Input(InputError(format!(
                "nothing to minimize: the run does not fail ({}); give a recording of one that does",
                run.verdict
            ))));
        };
        let id = signature.id.clone();
        let (plan, run) = self.without_scheduler(scenario, &plan, &run)?;
        let mut search = Search {
            runner: self,
            scenario,
            stop,
            id,
            plan,
            run,
            executions: 4,
        };
        while search.fewer_tampers()? | search.fewer_preemptions()? | search.more_defaults()? {}
        search.fewest_preemptions()?;
        let Search {
            plan,
            run,
            executions,
            ..
        } = search;
        let recording = self.record(scenario, &plan, &run)?;
        Ok(Minimized {
            plan,
            run,
            recording,
            executions,
        })
    }
}

impl Search<'_> {
    /// Runs a smaller plan; keeps it if it has the signature. Nothing if it is time to stop.
    fn keeps(&mut self, smaller: Plan) -> Result<Option<bool>, SessionError> {
        if (self.stop)() {
            return Ok(None);
        }
        self.executions += 1;
        let run = self.runner.run_logged(self.scenario, &smaller)?;
        if run.verdict.signature().map(|signature| &signature.id) != Some(&self.id) {
            return Ok(Some(false));
        }
        self.plan = smaller;
        self.run = run;
        Ok(Some(true))
    }

    fn fewer_tampers(&mut self) -> Result<bool, SessionError> {
        let mut any = false;
        'again: loop {
            for tampers in self.scenario.smaller_tampers(&self.plan.tampers) {
                let smaller = Plan {
                    tampers,
                    ..self.plan.clone()
                };
                match self.keeps(smaller)? {
                    None => return Ok(false),
                    Some(false) => {}
                    Some(true) => {
                        any = true;
                        continue 'again;
                    }
                }
            }
            return Ok(any);
        }
    }

    fn fewer_preemptions(&mut self) -> Result<bool, SessionError> {
        let mut any = false;
        // A default is no deviation to get rid of.
        let (kept, mut left): (Vec<Choice>, Vec<Choice>) = self
            .plan
            .deviations
            .iter()
            .partition(|choice| is_default(choice));
        let mut chunk = left.len();
        while chunk > 0 {
            let mut at = 0;
            while at < left.len() {
                let fewer = without(&left, at, chunk);
                let smaller = Plan {
                    deviations: [kept.as_slice(), &fewer].concat(),
                    ..self.plan.clone()
                };
                match self.keeps(smaller)? {
                    None => return Ok(false),
                    Some(false) => at += chunk,
                    Some(true) => {
                        any = true;
                        left = fewer;
                    }
                }
            }
            chunk /= 2;
        }
        if any {
            self.drop_unused();
        }
        Ok(any)
    }

    /// Gives choices their defaults, as many as can be: all of a stream, then halves, and so on.
    fn more_defaults(&mut self) -> Result<bool, SessionError> {
        let mut any = false;
        for (stream, most) in DEFAULTS {
            any |= self.defaults_of(stream, most)?;
        }
        Ok(any)
    }

    fn defaults_of(&mut self, stream: Stream, most: u64) -> Result<bool, SessionError> {
        self.executions += 1;
        self.runner.run_logged(self.scenario, &self.plan)?;
        let drawn = self.runner.sim().kernel().choices.drawn(stream);
        let known = |plan: &Plan, index: u64| {
            let mut known = plan.deviations.iter();
            known.any(|choice| choice.stream == stream && choice.index == index)
        };
        let free: Vec<u64> = (0..drawn.min(most))
            .filter(|&index| !known(&self.plan, index))
            .collect();
        let mut any = false;
        let mut chunk = free.len();
        while chunk > 0 {
            for part in free.chunks(chunk) {
                let defaults = part.iter().filter(|&&index| !known(&self.plan, index));
                let defaults = defaults.map(|&index| Choice {
                    stream,
                    index,
                    value: 0,
                });
                let deviations = self.plan.deviations.iter().copied();
                let smaller = Plan {
                    deviations: deviations.chain(defaults).collect(),
                    ..self.plan.clone()
                };
                if smaller.deviations.len() == self.plan.deviations.len() {
                    continue;
                }
                match self.keeps(smaller)? {
                    None => return Ok(false),
                    Some(kept) => any |= kept,
                }
            }
            chunk /= 2;
        }
        Ok(any)
    }

    /// Tries all sets of none, one, two … preemptions, fewer than there are.
    fn fewest_preemptions(&mut self) -> Result<(), SessionError> {
        let (schedule, others): (Vec<Choice>, Vec<Choice>) = self
            .plan
            .deviations
            .iter()
            .copied()
            .partition(|choice| choice.stream == Stream::Schedule);
        let end = self.executions + MAX_ENUMERATED;
        for count in 0..schedule.len() {
            if self.enumerate(&others, 0, count, end)? != Some(false) {
                break;
            }
        }
        Ok(())
    }

    /// Tries `deviations` and all sets of `more` preemptions after step `from`. Nothing if it is time to stop.
    fn enumerate(
        &mut self,
        deviations: &[Choice],
        from: u64,
        more: usize,
        end: u64,
    ) -> Result<Option<bool>, SessionError> {
        if self.executions >= end || (self.stop)() {
            return Ok(None);
        }
        self.executions += 1;
        let plan = Plan {
            deviations: deviations.to_vec(),
            ..self.plan.clone()
        };
        let run = self.runner.run_logged(self.scenario, &plan)?;
        let tasks = self.runner.sim().kernel().slots.len() as u64;
        let log = run.log.clone().unwrap_or_default();
        let idle = from > 0 && log.deviations.last().map(|(step, _)| *step) != Some(from);
        if run.divergence.is_some() || idle {
            return Ok(Some(false));
        }
        if more == 0 {
            let same = run.verdict.signature().map(|signature| &signature.id) == Some(&self.id);
            if same {
                (self.plan, self.run) = (plan, run);
            }
            return Ok(Some(same));
        }
        let steps = log.decisions().map(|(step, _)| step);
        for index in steps.filter(|&step| step > from) {
            for value in 0..tasks {
                let preemption = Choice {
                    stream: Stream::Schedule,
                    index,
                    value,
                };
                let deviations = [deviations, &[preemption]].concat();
                match self.enumerate(&deviations, index, more - 1, end)? {
                    Some(false) => {}
                    found_or_stop => return Ok(found_or_stop),
                }
            }
        }
        Ok(Some(false))
    }

    /// Leaves out the deviations that did nothing: beyond the end, of tasks that could not run, or what the default
    /// does anyway.
    fn drop_unused(&mut self) {
        let Some(log) = &self.run.log else { return };
        let used = |choice: &Choice| {
            choice.stream != Stream::Schedule
                || log.deviations.iter().any(|(step, _)| *step == choice.index)
        };
        self.plan.deviations.retain(used);
    }
}

/// Whether a choice is a default that was asked for.
fn is_default(choice: &Choice) -> bool {
    let mut streams = DEFAULTS.iter();
    choice.value == 0 && streams.any(|(stream, _)| *stream == choice.stream)
}

fn without(deviations: &[Choice], at: usize, count: usize) -> Vec<Choice> {
    let end = (at + count).min(deviations.len());
    [&deviations[..at], &deviations[end..]].concat()
}
