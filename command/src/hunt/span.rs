//! Which seeds a hunt runs, and for how long.

use std::ops::Range;
use std::time::Duration;

use tearpoint_harness::contract::InputError;

use crate::args::HuntArgs;

/// Who asked for the hunt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// `hunt`, with its flags.
    Asked,
    /// The bare command: every built-in scenario, first as it is, then tampered with.
    Tour,
}

/// Seeds a scenario gets when neither `--seeds` nor `--time` is given.
const DEFAULT_SEEDS: u64 = 10_000;
/// The same, for the bare command, and the time it takes at most.
const TOUR_SEEDS: u64 = 20_000;
const TOUR_TIME: Duration = Duration::from_secs(30);

/// The seeds to run.
///
/// # Errors
/// What is no range, or an empty one.
pub fn seeds(args: &HuntArgs, occasion: Occasion) -> Result<Range<u64>, InputError> {
    let Some(text) = &args.seeds else {
        let count = match (occasion, &args.time) {
            (_, Some(_)) => u64::MAX,
            (Occasion::Tour, None) => TOUR_SEEDS,
            (Occasion::Asked, None) => DEFAULT_SEEDS,
        };
        return Ok(0..count);
    };
    let parsed = text
        .split_once("..")
        .and_then(|(a, b)| Some(a.parse().ok()?..b.parse().ok()?));
    parsed.filter(|seeds: &Range<u64>| !seeds.is_empty()).ok_or_else(|| {
        InputError(format!("--seeds {text}: not a range of seeds; write for example 0..10000 (the end is left out)"))
    })
}

/// How long a hunt may go on; as long as it takes, if there is none.
///
/// # Errors
/// What is no time.
pub fn budget(args: &HuntArgs, occasion: Occasion) -> Result<Option<Duration>, InputError> {
    let Some(text) = &args.time else {
        return Ok((occasion == Occasion::Tour && args.seeds.is_none()).then_some(TOUR_TIME));
    };
    let wrong = || {
        InputError(format!(
            "--time {text}: not a time; write for example 30s, 5m or 2h"
        ))
    };
    let unit = text.chars().last().ok_or_else(wrong)?;
    let number: u64 = text[..text.len() - unit.len_utf8()]
        .parse()
        .map_err(|_| wrong())?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        _ => return Err(wrong()),
    };
    number
        .checked_mul(seconds)
        .filter(|&n| n <= 1 << 32)
        .map(|n| Some(Duration::from_secs(n)))
        .ok_or_else(wrong)
}

/// Which part of how many.
///
/// # Errors
/// What is no part of a whole.
pub fn shard(text: Option<&str>) -> Result<(u64, u64), InputError> {
    let Some(text) = text else { return Ok((0, 1)) };
    let parsed = text
        .split_once('/')
        .and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    let (shard, shards) =
        parsed.ok_or_else(|| InputError(format!("--shard {text}: write I/N, for example 0/4")))?;
    if shard >= shards {
        return Err(InputError(format!(
            "no shard {text}: shards are numbered from 0 to one less than their count"
        )));
    }
    Ok((shard, shards))
}
