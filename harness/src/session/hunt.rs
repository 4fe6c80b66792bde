//! Many seeds, few signatures: runs them, groups what fails, records the smallest run of each.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Plan, Run, Runner, SessionError};
use crate::contract::{InputError, Limit, Scenario};
use crate::recording::Recording;
use crate::scheduler::Exploration;
use crate::signature::Signature;
use crate::verdict::Verdict;

/// What to hunt through.
#[derive(Clone, Debug)]
pub struct HuntPlan {
    /// What every run has in common; its seed is not looked at.
    pub plan: Plan,
    /// A systematic scheduler keeps the first seed and makes at most as many runs as there are.
    pub seeds: Range<u64>,
    /// Only seeds i with i % `shards` == `shard`.
    pub shard: u64,
    /// How many parts the seeds are divided into.
    pub shards: u64,
    /// Each run is tampered with as its seed says ([`Scenario::draw_tampers`]).
    pub tamper: bool,
}

impl Default for HuntPlan {
    fn default() -> HuntPlan {
        HuntPlan {
            plan: Plan::default(),
            seeds: 0..u64::MAX,
            shard: 0,
            shards: 1,
            tamper: false,
        }
    }
}

/// The count so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Runs made.
    pub executions: u64,
    /// Runs that passed.
    pub passed: u64,
    /// Runs that failed.
    pub failed: u64,
    /// Reached a limit.
    pub unknown: u64,
    /// Cut by a search where nothing new lay ahead.
    pub cut: u64,
    /// Distinct signatures among the failed runs.
    pub signatures: u64,
    /// Steps of all runs.
    pub steps: u64,
}

/// A signature, and the smallest run that showed it.
#[derive(Clone, Debug)]
pub struct Found {
    /// What the runs have in common.
    pub signature: Signature,
    /// How many runs showed it.
    pub runs: u64,
    /// Fewest steps, then lowest seed; logged.
    pub run: Run,
    /// What gives this run.
    pub plan: Plan,
    /// The run as a recording.
    pub recording: Recording,
}

/// What a hunt brought.
#[derive(Clone, Debug, Default)]
pub struct Hunted {
    /// How many runs there were, and how they went.
    pub tally: Tally,
    /// In order of discovery.
    pub found: Vec<Found>,
    /// A systematic search has run every schedule.
    pub exhausted: bool,
    /// What a search that knows states has seen.
    pub explored: Option<Exploration>,
}

struct Candidate {
    order: u64,
    runs: u64,
    run: Run,
    plan: Plan,
}

impl Runner {
    /// Runs seeds until they are through, a search is complete, or `stop` says so; it is asked before each run.
    pub fn hunt(
        &mut self,
        scenario: &mut dyn Scenario,
        hunt: &HuntPlan,
        stop: &mut dyn FnMut(&Tally) -> bool,
    ) -> Result<Hunted, SessionError> {
        check_shard(hunt)?;
        let mut plan = self.resolve(scenario, &hunt.plan)?;
        let systematic = plan.scheduler.is_systematic();
        let log = !plan.scheduler.replays_by_seed();
        let mut driver = self.driver(&plan.scheduler, hunt.seeds.start)?;
        let mut hunted = Hunted::default();
        let mut candidates: BTreeMap<String, Candidate> = BTreeMap::new();
        plan.seed = hunt.seeds.start;
        for seed in hunt.seeds.clone() {
            if seed % hunt.shards != hunt.shard {
                continue;
            }
            if stop(&hunted.tally) {
                break;
            }
            if !systematic {
                plan.seed = seed;
            }
            if hunt.tamper {
                plan.tampers = scenario.draw_tampers(plan.seed);
            }
            let run = self.run_with(scenario, &plan, log, &mut driver)?;
            count(&mut hunted.tally, &run);
            keep(&mut candidates, &mut hunted.tally, &plan, run);
            if driver.exploration().is_some_and(|seen| seen.states == 0) {
                break;
            }
            if driver.advance() {
                hunted.exhausted = true;
                break;
            }
        }
        hunted.explored = driver.exploration();
        if hunted.explored.is_some_and(|seen| seen.states == 0) && hunted.tally.executions > 0 {
            let text = format!(
                "{} does not name its states: scheduler states is for protocol scenarios, dfs searches any",
                scenario.name()
            );
            return Err(InputError(text).into());
        }
        let mut candidates: Vec<Candidate> = candidates.into_values().collect();
        candidates.sort_by_key(|candidate| candidate.order);
        for candidate in candidates {
            hunted.found.push(self.found(scenario, candidate)?);
        }
        Ok(hunted)
    }

    fn found(
        &mut self,
        scenario: &mut dyn Scenario,
        candidate: Candidate,
    ) -> Result<Found, SessionError> {
        let Candidate {
            runs,
            mut run,
            plan,
            ..
        } = candidate;
        let recording = self.record(scenario, &plan, &run)?;
        if run.log.is_none() {
            run = self.again(scenario, &plan, &run)?;
        }
        let signature = run.verdict.signature().cloned();
        Ok(Found {
            signature: signature.expect("only failures are candidates"),
            runs,
            run,
            plan,
            recording,
        })
    }
}

fn check_shard(hunt: &HuntPlan) -> Result<(), InputError> {
    let HuntPlan {
        shard,
        shards,
        plan,
        ..
    } = hunt;
    if *shards == 0 || shard >= shards {
        return Err(InputError(format!(
            "no shard {shard}/{shards}: shards are numbered from 0 to one less than their count"
        )));
    }
    if *shards > 1 && plan.scheduler.is_systematic() {
        return Err(InputError(format!(
            "scheduler {} searches one tree and cannot be sharded: leave --shard out, or choose a random one",
            plan.scheduler
        )));
    }
    Ok(())
}

fn count(tally: &mut Tally, run: &Run) {
    tally.executions += 1;
    tally.steps += run.steps;
    match run.verdict {
        Verdict::Pass => tally.passed += 1,
        Verdict::Fail(_) => tally.failed += 1,
        Verdict::Unknown(Limit::Seen) => tally.cut += 1,
        Verdict::Unknown(_) => tally.unknown += 1,
    }
}

fn keep(candidates: &mut BTreeMap<String, Candidate>, tally: &mut Tally, plan: &Plan, run: Run) {
    let Some(signature) = run.verdict.signature() else {
        return;
    };
    match candidates.get_mut(&signature.id) {
        Some(best) => {
            best.runs += 1;
            if (run.steps, run.seed) < (best.run.steps, best.run.seed) {
                best.run = run;
                best.plan = plan.clone();
            }
        }
        None => {
            let candidate = Candidate {
                order: tally.signatures,
                runs: 1,
                plan: plan.clone(),
                run: run.clone(),
            };
            candidates.insert(signature.id.clone(), candidate);
            tally.signatures += 1;
        }
    }
}
