//! What trial runs say of a program's length: decisions in all, and steps by task with its descendants.

use std::collections::BTreeMap;

use crate::kernel::Slot;

/// Averages over trial runs. PCT takes its length from them, URW its weights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimates {
    runs: u64,
    decisions: u64,
    /// By lineage: steps of the task and its descendants summed over the runs, and how many runs had it.
    totals: BTreeMap<u64, (u64, u64)>,
}

impl Estimates {
    /// Adds one trial run.
    pub(crate) fn add(&mut self, slots: &[Slot], decisions: u64) {
        self.runs += 1;
        self.decisions += decisions;
        let mut totals: Vec<u64> = slots.iter().map(|slot| slot.steps).collect();
        // A child's number is above its parent's.
        for (task, slot) in slots.iter().enumerate().rev() {
            if let Some(parent) = slot.parent {
                totals[parent.0 as usize] += totals[task];
            }
        }
        for (slot, total) in slots.iter().zip(totals) {
            let entry = self.totals.entry(slot.lineage).or_default();
            entry.0 += total;
            entry.1 += 1;
        }
    }

    /// Steps to expect of a task and its descendants; 1 for one never seen.
    pub fn total(&self, lineage: u64) -> u64 {
        match self.totals.get(&lineage) {
            Some((sum, runs)) => (sum / runs).max(1),
            None => 1,
        }
    }

    /// Decisions (steps with two or more runnable tasks) to expect of a run.
    pub fn decisions(&self) -> u64 {
        (self.decisions / self.runs.max(1)).max(1)
    }
}
