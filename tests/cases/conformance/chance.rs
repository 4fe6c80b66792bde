//! Numbers that are chance. What hangs on a random order or seed is never measured to the end, and so cannot be compared as a set:
//! `measure.py` writes `‹47~55~61›` for a number of which 40 runs on real Go showed ever new values, the least, the median and the most.
//! The model's number must not be always the same, and must lie about where real Go's does: each one's median within the other's range.

use super::Outcome;

/// Runs of the model that are taken into account.
const SAMPLE: usize = 40;

/// An outcome of real Go with numbers that are chance, and the numbers that the model had in their place.
pub struct Chance<'a> {
    /// The outcome.
    pub real: &'a Outcome,
    seen: Vec<Vec<f64>>,
}

impl<'a> Chance<'a> {
    /// If there is such a number.
    pub fn of(real: &'a Outcome) -> Option<Self> {
        let chance = real.printed.iter().any(|line| line.contains('‹'));
        chance.then(|| Chance {
            real,
            seen: Vec::new(),
        })
    }

    /// Takes what a run of the model did into account, if it is this outcome but for those numbers.
    pub fn take(&mut self, got: &Outcome) {
        let real = self.real;
        let same = real.class == got.class && real.message == got.message;
        if !same || real.printed.len() != got.printed.len() || self.is_full() {
            return;
        }
        let lines = real.printed.iter().zip(&got.printed);
        let numbers: Option<Vec<Vec<f64>>> = lines.map(|(a, b)| in_place(a, b)).collect();
        self.seen.extend(numbers.map(|lines| lines.concat()));
    }

    /// Whether more runs would say no more.
    pub fn is_full(&self) -> bool {
        self.seen.len() == SAMPLE
    }

    /// Whether the model's numbers are like real Go's.
    pub fn agrees(&self) -> bool {
        let ranges = self.real.printed.iter().flat_map(|line| ranges(line));
        self.is_full()
            && ranges.enumerate().all(|(at, real)| {
                let mut model: Vec<f64> = self.seen.iter().map(|numbers| numbers[at]).collect();
                model.sort_by(f64::total_cmp);
                let (least, median, most) = (model[0], model[SAMPLE / 2], model[SAMPLE - 1]);
                let [low, middle, high] = real;
                least < most && (low..=high).contains(&median) && (least..=most).contains(&middle)
            })
    }
}

/// The three numbers of each `‹low~median~high›`.
fn ranges(line: &str) -> Vec<[f64; 3]> {
    let places = line.split('‹').skip(1);
    let three = |place: &str| {
        let inside = place.split('›').next().unwrap_or_default();
        let numbers: Vec<f64> = inside.split('~').filter_map(|n| n.parse().ok()).collect();
        numbers.try_into().expect("‹low~median~high›")
    };
    places.map(three).collect()
}

/// The numbers in a line of the model where `line` has `‹low~median~high›`; nothing if the rest is not the same.
fn in_place(line: &str, got: &str) -> Option<Vec<f64>> {
    let mut places = line.split('‹');
    let mut rest = got.strip_prefix(places.next()?)?;
    let mut numbers = Vec::new();
    for place in places {
        let (_, behind) = place.split_once('›')?;
        let part = |c: char| c.is_ascii_digit() || "-+.e".contains(c);
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        numbers.push(rest[..end].parse().ok()?);
        rest = rest[end..].strip_prefix(behind)?;
    }
    rest.is_empty().then_some(numbers)
}
