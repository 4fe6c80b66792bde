//! Makes a recording of a run. The run is done again in a form that needs nothing from earlier runs, and each step is compared.

use super::replay::outcome;
use super::{Plan, Run, Runner, SessionError, plan_of};
use crate::contract::{Choice, Scenario, Stream, TaskId};
use crate::recording::Recording;
use crate::scheduler::RUN_ON;
use crate::sim::Log;

impl Runner {
    /// The recording of `run`, which `plan` gave. If the plan's scheduler does not replay by itself, the run must
    /// have been logged, and the recording keeps its preemptions instead.
    pub fn record(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
        run: &Run,
    ) -> Result<Recording, SessionError> {
        let plan = &self.resolve(scenario, plan)?;
        let (plan, run) = if plan.scheduler.replays_by_seed() {
            let run = self.again(scenario, plan, run)?;
            (plan.clone(), run)
        } else {
            self.without_scheduler(scenario, plan, run)?
        };
        let log = run.log.unwrap_or_default();
        Ok(Recording {
            target: scenario.target().to_string(),
            scenario: scenario.name().to_string(),
            source: scenario.source().to_vec(),
            profile: scenario.profile().to_string(),
            engine: self.kind(),
            scheduler: plan.scheduler.to_string(),
            seed: plan.seed,
            density: plan.density,
            limits: plan.limits,
            deviations: plan.deviations,
            tampers: plan.tampers,
            steps: run.steps,
            digest: run.digest,
            outcome: outcome(&run.verdict),
            checkpoints: log.checkpoints,
            events: log.events,
            truncated: log.truncated,
        })
    }

    /// A recording made anew: the same seed and choices, and what comes of them now. For recordings that an earlier version
    /// wrote, in which a run took other steps. `scenario` is made from the recording.
    ///
    /// # Errors
    /// As [`Runner::record`].
    pub fn record_anew(
        &mut self,
        recording: &Recording,
        scenario: &mut dyn Scenario,
    ) -> Result<Recording, SessionError> {
        let plan = plan_of(recording)?;
        let run = self.run_logged(scenario, &plan)?;
        let anew = self.record(scenario, &plan, &run)?;
        Ok(match recording.events.is_empty() {
            true => anew.without_history(),
            false => anew,
        })
    }

    /// The same run as deviations from [`crate::scheduler::RunOn`]: its preemptions. `run` must have been logged.
    pub fn without_scheduler(
        &mut self,
        scenario: &mut dyn Scenario,
        plan: &Plan,
        run: &Run,
    ) -> Result<(Plan, Run), SessionError> {
        let schedule = run.log.iter().flat_map(Log::decisions);
        let forced = with_schedule(plan, schedule);
        let forced_run = self.again(scenario, &forced, run)?;
        let needed = forced_run
            .log
            .iter()
            .flat_map(|log| log.deviations.iter().copied());
        let least = with_schedule(&forced, needed);
        let least_run = self.again(scenario, &least, &forced_run)?;
        Ok((least, least_run))
    }
}

/// `plan` over the default schedule, with these steps in place of its own.
fn with_schedule(plan: &Plan, steps: impl Iterator<Item = (u64, TaskId)>) -> Plan {
    let others = plan
        .deviations
        .iter()
        .filter(|choice| choice.stream != Stream::Schedule)
        .copied();
    let schedule = steps.map(|(index, task)| Choice {
        stream: Stream::Schedule,
        index,
        value: u64::from(task.0),
    });
    Plan {
        scheduler: RUN_ON.spec(),
        deviations: schedule.chain(others).collect(),
        ..plan.clone()
    }
}
