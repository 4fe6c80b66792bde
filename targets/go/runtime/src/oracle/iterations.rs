//! What iterations over maps report, and what is made of it.

use super::canon::{Canon, canon, is_at};
use super::map_shadow::{IterShadow, MAX_ITERS, MapShadow, Seen, State};
use super::maps::{Broken, report};
use crate::equal::Src;
use crate::layout::hiter;
use crate::process::Process;
use crate::rtype::MapType;

const VISITS_KEYS: Broken = (
    "an iteration visits only keys of the map",
    "an iteration visited a key that was never stored, or was deleted",
);
const VISITS_VALUES: Broken = (
    "an iteration gives the stored elements",
    "an iteration gave another element than was stored",
);
const VISITS_ONCE: Broken = (
    "an iteration visits a key once",
    "an iteration visited a key twice",
);
const VISITS_ALL: Broken = (
    "an iteration visits every entry",
    "an iteration ended without visiting every entry",
);

/// An iteration begins.
pub(crate) fn iter_begin(process: &Process, h: u64, it: u64) {
    let mut shadow = process.map_shadows.borrow_mut();
    let Some(map) = shadow.map(h) else { return };
    let version = map.version;
    shadow.iters.retain(|iter| iter.it != it);
    if shadow.iters.len() >= MAX_ITERS {
        shadow.iters.remove(0);
    }
    shadow.iters.push(IterShadow {
        it,
        h,
        version,
        ..IterShadow::default()
    });
}

/// An iteration went on to the entry it now points to, or ended.
pub(crate) fn iterated(process: &Process, t: &MapType, it: u64, seen: Seen, name: &str) {
    let shadow = &mut *process.map_shadows.borrow_mut();
    let Some(n) = shadow.iters.iter().rposition(|iter| iter.it == it) else {
        return;
    };
    let (Ok(key), Ok(elem)) = ({
        let mem = process.mem.borrow();
        (mem.load(it + hiter::KEY, 8), mem.load(it + hiter::ELEM, 8))
    }) else {
        return;
    };
    let h = shadow.iters[n].h;
    let broken = match shadow.map(h) {
        Some(map) if map.quiet(seen) => {
            // The borrow of the map ends before its iteration is looked at.
            let at = if key == 0 {
                None
            } else {
                match canon(process, &t.key, Src::Mem(key)) {
                    Canon::Key(key) => Some(map.find(&key)),
                    Canon::Nan => {
                        shadow.iters[n].nans += 1;
                        return;
                    }
                    Canon::Bad => return,
                }
            };
            let m = shadow.last;
            judge_visit(process, &shadow.maps[m], &mut shadow.iters[n], at, elem)
        }
        _ => None,
    };
    if key == 0 {
        shadow.iters.remove(n);
    }
    if let (Some(broken), Some(map)) = (broken, shadow.map(h)) {
        report(process, map, name, broken);
    }
}

/// `at`: the visited key's position, or where it would be; nothing at the end.
fn judge_visit(
    process: &Process,
    map: &MapShadow,
    iter: &mut IterShadow,
    at: Option<Result<usize, usize>>,
    elem: u64,
) -> Option<Broken> {
    let untouched = map.version == iter.version && map.unsure == 0;
    let at = match at {
        Some(Ok(at)) => at,
        Some(Err(_)) => return (map.unsure == 0).then_some(VISITS_KEYS),
        None => {
            let visited = iter.more.iter().map(|word| word.count_ones()).sum::<u32>();
            let visited = (visited + iter.visited.count_ones()) as usize;
            let all = visited == map.entries.len() && iter.nans == map.nans;
            return (untouched && !all).then_some(VISITS_ALL);
        }
    };
    match &map.entries[at].state {
        State::Value(value) if !is_at(process, value, elem) => return Some(VISITS_VALUES),
        _ => {}
    }
    if !untouched {
        return None;
    }
    let word = match at / 64 {
        0 => &mut iter.visited,
        n => {
            if iter.more.len() < n {
                iter.more.resize(n, 0);
            }
            &mut iter.more[n - 1]
        }
    };
    let before = *word;
    *word |= 1 << (at % 64);
    (before == *word).then_some(VISITS_ONCE)
}
