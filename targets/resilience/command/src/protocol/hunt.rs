//! Protocol scenarios: the sound model hunted through, and searched completely where it is small; each planted defect hunted until it is
//! found, again and again, to say how many runs that takes.

use std::collections::BTreeMap;
use std::time::Instant;

use tearpoint_command::args::HuntArgs;
use tearpoint_command::hunt::{Occasion, checked, make_out, seeds};
use tearpoint_command::plan::{engine, plan};
use tearpoint_command::recordings::save;
use tearpoint_command::{Failure, Source, status};
use tearpoint_harness::contract::InputError;
use tearpoint_harness::scheduler::STATES;
use tearpoint_harness::session::{Found, HuntPlan, Hunted, Runner, Tally};
use tearpoint_resilience::protocol::{ProtocolScenario, SOUND, parse};
use tearpoint_resilience::source::text;

use super::row::{Needed, Row};
use super::show::show;

/// Seeds of the sound model when `--seeds` is not given.
const SOUND_SEEDS: u64 = 20_000;
/// Hunts for each defect, and the runs that one of them may take.
const HUNTS: u64 = 20;
const DEFECT_RUNS: u64 = 100_000;
/// Runs that a complete search may take.
const SEARCH_RUNS: u64 = 5_000_000;

/// Hunts through `sources`, whose texts have a `protocol` key.
///
/// # Errors
/// What a file's reader refuses; profiles that it does not have; options that mean nothing here.
pub fn hunt(args: &HuntArgs, sources: &[Source]) -> Result<u8, Failure> {
    if args.time.is_some() || args.shard.is_some() {
        let text = "--time and --shard mean nothing to protocols; they take --seeds, --policy, --scheduler and --check";
        return Err(InputError(text.to_owned()).into());
    }
    let mut worst = status::PASS;
    for source in sources {
        let status = hunt_one(args, source)?;
        // A finding outweighs a limit.
        worst = match (worst, status) {
            (status::FINDING, _) | (_, status::FINDING) => status::FINDING,
            (worst, status) => worst.max(status),
        };
    }
    Ok(worst)
}

fn hunt_one(args: &HuntArgs, source: &Source) -> Result<u8, Failure> {
    let started = Instant::now();
    let protocol = parse(&source.name, text(&source.name, &source.text)?)?;
    let sound = (SOUND.to_owned(), "as the source has it".to_owned());
    let defects = protocol.defects().iter();
    let defects = defects.map(|defect| (defect.name.to_owned(), defect.what.to_owned()));
    let mut profiles: Vec<(String, String)> = std::iter::once(sound).chain(defects).collect();
    if !args.policies.is_empty() {
        // A name that is not known is refused when it is loaded.
        let find = |name: &String| {
            let known = profiles.iter().find(|(known, _)| known == name);
            known.cloned().unwrap_or((name.clone(), String::new()))
        };
        profiles = args.policies.iter().map(find).collect();
    }
    let mut hunter = Hunter {
        runner: Runner::new(engine(args.common.engine)),
        args,
        exhaustive: protocol.exhaustive(),
        found: BTreeMap::new(),
    };
    let mut rows = Vec::new();
    for (profile, what) in profiles {
        let mut scenario = ProtocolScenario::load(&source.name, &source.text, &profile)?;
        let mut row = Row {
            profile,
            what,
            executions: 0,
            unknown: 0,
            needed: None,
            explored: None,
            signatures: Vec::new(),
        };
        if row.profile == SOUND {
            hunter.sound(&mut scenario, &mut row)?;
        } else {
            hunter.defect(&mut scenario, &mut row)?;
        }
        rows.push(row);
    }
    if !hunter.found.is_empty() {
        make_out(args)?;
    }
    for (id, found) in &hunter.found {
        save(&found.recording, &args.out.join(format!("{id}.rec")))?;
    }
    show(
        args,
        &source.name,
        protocol.title(),
        &rows,
        &hunter.found,
        started.elapsed().as_secs_f64(),
    );
    Ok(status_of(&rows))
}

/// A finding in the sound model is one; a defect that was not found leaves things unknown.
fn status_of(rows: &[Row]) -> u8 {
    let mut sound = rows.iter().filter(|row| row.profile == SOUND);
    let missed = |row: &Row| {
        row.needed
            .is_some_and(|needed| (needed.found as u64) < needed.hunts)
    };
    let open = |row: &Row| row.explored.is_some_and(|(_, complete)| !complete);
    if sound.any(|row| {
        !row.signatures.is_empty() || row.explored.is_some_and(|(seen, _)| seen.hopeless > 0)
    }) {
        status::FINDING
    } else if rows
        .iter()
        .any(|row| row.unknown > 0 || missed(row) || open(row))
    {
        status::LIMIT
    } else {
        status::PASS
    }
}

struct Hunter<'a> {
    runner: Runner,
    args: &'a HuntArgs,
    exhaustive: bool,
    found: BTreeMap<String, Found>,
}

impl Hunter<'_> {
    fn sound(&mut self, scenario: &mut ProtocolScenario, row: &mut Row) -> Result<(), Failure> {
        let plan = plan(&self.args.common)?;
        let mut hunt = HuntPlan {
            plan,
            ..HuntPlan::default()
        };
        let asked_for_search = hunt.plan.scheduler == STATES.spec();
        hunt.seeds = match (&self.args.seeds, asked_for_search) {
            (Some(_), _) => seeds(self.args, Occasion::Asked)?,
            (None, true) => 0..SEARCH_RUNS,
            (None, false) => 0..SOUND_SEEDS,
        };
        let hunted = if self.args.common.check {
            checked(&mut self.runner, scenario, &hunt, &mut |_| false)?
        } else {
            self.runner.hunt(scenario, &hunt, &mut |_| false)?
        };
        self.take(row, hunted);
        if self.exhaustive && !asked_for_search {
            hunt.plan.scheduler = STATES.spec();
            hunt.seeds = 0..SEARCH_RUNS;
            let searched = self.runner.hunt(scenario, &hunt, &mut |_| false)?;
            self.take(row, searched);
        }
        Ok(())
    }

    fn defect(&mut self, scenario: &mut ProtocolScenario, row: &mut Row) -> Result<(), Failure> {
        let most = match &self.args.seeds {
            Some(_) => seeds(self.args, Occasion::Asked)?.count() as u64,
            None => DEFECT_RUNS,
        };
        let mut needed = Vec::new();
        let plan = plan(&self.args.common)?;
        let hunts = if plan.scheduler.is_systematic() {
            1
        } else {
            HUNTS
        };
        for number in 0..hunts {
            let first = number << 32;
            let hunt = HuntPlan {
                plan: plan.clone(),
                seeds: first..first + most,
                ..HuntPlan::default()
            };
            let mut until_found = |tally: &Tally| tally.failed > 0;
            let hunted = self.runner.hunt(scenario, &hunt, &mut until_found)?;
            if hunted.tally.failed > 0 {
                needed.push(hunted.tally.executions);
            }
            self.take(row, hunted);
        }
        needed.sort_unstable();
        row.needed = Some(Needed {
            median: needed.get(needed.len() / 2).copied().unwrap_or(0),
            min: needed.first().copied().unwrap_or(0),
            max: needed.last().copied().unwrap_or(0),
            found: needed.len(),
            hunts,
        });
        Ok(())
    }

    fn take(&mut self, row: &mut Row, hunted: Hunted) {
        row.executions += hunted.tally.executions;
        row.unknown += hunted.tally.unknown;
        if let Some(explored) = hunted.explored {
            row.explored = Some((explored, hunted.exhausted));
        }
        for found in hunted.found {
            let id = found.signature.id.clone();
            if !row.signatures.contains(&id) {
                row.signatures.push(id.clone());
            }
            let smaller = |known: &Found| found.run.steps < known.run.steps;
            if self.found.get(&id).is_none_or(smaller) {
                self.found.insert(id, found);
            }
        }
    }
}
