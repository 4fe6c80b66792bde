//! Makes a program smaller while real Go and the model differ in the same way. All that could be left out is built into one binary, so
//! a round costs one build.

use std::time::Duration;

use tearpoint_go::program::poke::Poked;
use tearpoint_harness::contract::InputError;
use tearpoint_runtime::profile::Profile;

use super::batch::Batch;
use super::judge::{Difference, Judge, Judged};
use crate::conform::ConformArgs;
use crate::conform::toolchain::Toolchain;

/// Rounds at most: a program has sixty operations, and a round takes away one part or more.
const ROUNDS: usize = 40;

/// A difference, and the smallest program found that shows it.
pub struct Small {
    pub poked: Poked,
    pub difference: Difference,
}

/// The smallest program that differs as `poked` does.
///
/// # Errors
/// A toolchain that cannot be started.
pub fn reduce(
    args: &ConformArgs,
    toolchain: &Toolchain,
    profile: &'static Profile,
    poked: &Poked,
    difference: &Difference,
) -> Result<Small, InputError> {
    let mut small = Small {
        poked: poked.clone(),
        difference: difference.clone(),
    };
    let mut judge = Judge::new(args, profile)?;
    let limit = Duration::from_secs(args.timeout());
    'rounds: for _ in 0..ROUNDS {
        let candidates = small.poked.smaller();
        let texts: Vec<String> = candidates
            .iter()
            .map(|poked| poked.print(profile))
            .collect();
        let Ok(batch) = Batch::build(toolchain, &texts)? else {
            break;
        };
        for (at, (poked, text)) in candidates.iter().zip(&texts).enumerate() {
            let real = batch.outcomes(at, args.runs(), limit)?;
            if let Judged::Differs(found) = judge.judge(text, &real)?
                && found.cause() == small.difference.cause()
            {
                small = Small {
                    poked: poked.clone(),
                    difference: found,
                };
                continue 'rounds;
            }
        }
        break;
    }
    Ok(small)
}
