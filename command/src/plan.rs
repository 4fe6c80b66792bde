//! From flags to what the engine is told.

use std::str::FromStr;

use tearpoint_harness::contract::{Density, InputError, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::Plan;

use crate::args::{Common, DensityName, EngineName};

/// The limits that flags ask for.
pub fn limits(common: &Common) -> Limits {
    Limits {
        steps: common.max_steps,
        tasks: common.max_goroutines,
        memory_bytes: common.max_memory,
        output_bytes: common.max_output,
        source_bytes: common.max_source,
    }
}

/// The plan that flags ask for: seed 0, no tampering.
///
/// # Errors
/// An unknown scheduler.
pub fn plan(common: &Common) -> Result<Plan, InputError> {
    let density = match common.density {
        DensityName::Operation => Density::Operation,
        DensityName::Call => Density::Call,
        DensityName::Access => Density::Access,
    };
    Ok(Plan {
        scheduler: SchedulerSpec::from_str(&common.scheduler)?,
        density,
        limits: limits(common),
        ..Plan::default()
    })
}

/// The engine that a flag names.
pub fn engine(name: EngineName) -> EngineKind {
    match name {
        EngineName::Native => EngineKind::Native,
        EngineName::Shuttle => EngineKind::Shuttle,
    }
}
