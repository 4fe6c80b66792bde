//! What rules look at, and what they share.

use crate::lint::balance::Load;
use crate::lint::finding::{Expect, Experiment, Key, Measure, Trial};
use crate::lint::phase::Phase;
use crate::scenario::{DefenceSpec, Policy, Scenario, Whole};

/// What rules look at.
pub(super) struct Context<'a> {
    pub scenario: &'a Scenario,
    pub phases: Vec<(Phase, Load)>,
    /// No defence.
    pub none: Policy,
}

impl Context<'_> {
    /// The phase without faults, and what it asks; the file may have none.
    pub(super) fn healthy(&self) -> Option<&(Phase, Load)> {
        self.phases
            .iter()
            .find(|(phase, _)| phase.faults.is_empty())
    }

    /// Pool or threads do not suffice without any fault.
    pub(super) fn short_anyway(&self) -> bool {
        self.healthy().is_some_and(|(_, load)| {
            let balance = load.balance(load.attempts(), load.connection_timeout);
            load.saturated() || balance.total() > load.threads
        })
    }

    /// Phases with faults.
    pub(super) fn faulty(&self) -> impl Iterator<Item = &(Phase, Load)> {
        self.phases
            .iter()
            .filter(|(phase, _)| !phase.faults.is_empty())
    }

    /// The file as it is, in an experiment.
    pub(super) fn as_is(&self, expect: Expect) -> Trial {
        Trial {
            name: String::new(),
            scenario: self.scenario.clone(),
            policy: self.none.clone(),
            expect,
        }
    }

    /// The file with a change.
    pub(super) fn with(
        &self,
        name: String,
        change: impl FnOnce(&mut Scenario),
        expect: Expect,
    ) -> Trial {
        let mut scenario = self.scenario.clone();
        change(&mut scenario);
        Trial {
            name,
            scenario,
            policy: self.none.clone(),
            expect,
        }
    }

    /// Breakers of the file: the number of the policy, that of the defence in it, its settings.
    pub(super) fn breakers(&self) -> impl Iterator<Item = (usize, usize, &DefenceSpec)> {
        let policies = self.scenario.policies.iter().enumerate();
        policies.flat_map(|(p, policy)| {
            let defences = policy.defences.iter().enumerate();
            defences.filter_map(move |(d, spec)| match spec {
                DefenceSpec::Breaker { .. } => Some((p, d, spec)),
                _ => None,
            })
        })
    }
}

/// An experiment over a phase.
pub(super) fn over(phase: &Phase, measure: Measure, trials: Vec<Trial>) -> Experiment {
    Experiment {
        measure,
        from: phase.from,
        until: phase.until,
        trials,
    }
}

/// `value` as a number of a scenario, if it is one.
pub(super) fn whole<const MIN: u64, const MAX: u64>(value: f64) -> Option<Whole<MIN, MAX>> {
    Whole::try_from(value as i64).ok()
}

/// Where the faults of a phase are, and what they are.
pub(super) fn beside(phase: &Phase) -> Vec<(Key, String)> {
    phase
        .faults
        .iter()
        .map(|&at| (Key::fault(at), "while this fault lasts".to_owned()))
        .collect()
}
