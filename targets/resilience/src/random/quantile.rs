//! Distributions as tables of integer quantiles, in nanoseconds: the same sample on every machine.
//!
//! The tables are computed with the four operations and square root alone, which IEEE 754 defines to the last bit: `ln` and
//! `exp` of the host's library are not used. A table has 4096 quantiles; its last bin has a table of its own, and so on, so
//! that the tail is as fine as the middle.
//!
//! Invariants: quantiles never fall; a sample is a function of one 64-bit number.
//! Deviations: between quantiles the distribution is uniform; beyond the last level (one in 2^36) there is none.

use std::cell::RefCell;
use std::rc::Rc;

const BITS: u32 = 12;
const BINS: usize = 1 << BITS;
const LEVELS: usize = 3;

/// Entries of a level: the ends of its bins.
const ENDS: usize = BINS + 1;
/// Tables that are kept for the next run, by what they were made from.
const KEPT: usize = 16;

/// A distribution of durations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantiles {
    /// Level after level.
    ends: Rc<[u64]>,
}

type Key = (&'static str, u64, u64);

thread_local! {
    /// Making a table takes longer than ten thousand requests. It is a function of its key, so no run can see whether it is new.
    static TABLES: RefCell<Vec<(Key, Quantiles)>> = const { RefCell::new(Vec::new()) };
}

/// The table of `key`, made by `make` unless it is kept.
fn kept(key: Key, make: impl FnOnce() -> Quantiles) -> Quantiles {
    TABLES.with_borrow_mut(|tables| {
        if let Some((_, table)) = tables.iter().find(|(known, _)| *known == key) {
            return table.clone();
        }
        let table = make();
        if tables.len() == KEPT {
            tables.remove(0);
        }
        tables.push((key, table.clone()));
        table
    })
}

impl Quantiles {
    /// The distribution with this inverse function: from a share in 0..1 and its complement (which is exact in the tail) to
    /// nanoseconds.
    fn new(inverse: impl Fn(f64, f64) -> f64) -> Quantiles {
        let mut ends = Vec::with_capacity(LEVELS * ENDS);
        let mut width = 1.0;
        for _ in 0..LEVELS {
            let quantile = |i: usize| {
                // The last quantile of the last level stands in for the end of the tail.
                let below = (BINS as f64 - i as f64).max(0.5) / BINS as f64 * width;
                let value = if i == 0 && width == 1.0 {
                    0.0
                } else {
                    inverse(1.0 - below, below)
                };
                value.max(0.0) as u64
            };
            let mut level: Vec<u64> = (0..=BINS).map(quantile).collect();
            for i in 1..level.len() {
                level[i] = level[i].max(level[i - 1]);
            }
            ends.extend(level);
            width /= BINS as f64;
        }
        Quantiles { ends: ends.into() }
    }

    /// Exponential, with this mean in nanoseconds.
    pub fn exponential(mean: f64) -> Quantiles {
        kept(("exponential", mean.to_bits(), 0), || {
            Quantiles::new(|_, tail| -mean * ln(tail))
        })
    }

    /// Lognormal, with this mean in nanoseconds and this deviation of the logarithm.
    pub fn lognormal(mean: f64, sigma: f64) -> Quantiles {
        let mu = ln(mean) - sigma * sigma / 2.0;
        kept(("lognormal", mean.to_bits(), sigma.to_bits()), || {
            Quantiles::new(|share, tail| exp(mu + sigma * normal_quantile(share, tail)))
        })
    }

    /// Always this many nanoseconds.
    pub fn constant(value: u64) -> Quantiles {
        Quantiles {
            ends: vec![value; LEVELS * ENDS].into(),
        }
    }

    /// The duration that belongs to `u`.
    #[inline]
    pub fn sample(&self, mut u: u64) -> u64 {
        let mut level = 0;
        loop {
            let bin = (u >> (64 - BITS)) as usize;
            u <<= BITS;
            if bin == BINS - 1 && level + 1 < LEVELS {
                level += 1;
                continue;
            }
            let at = level * ENDS + bin;
            let (low, high) = (self.ends[at], self.ends[at + 1]);
            return low + ((u128::from(high - low) * u128::from(u)) >> 64) as u64;
        }
    }

    /// The mean of the table, in nanoseconds.
    pub fn mean(&self) -> f64 {
        self.moment(|low, high| (low + high) / 2.0)
    }

    /// The mean of the square, which waiting times depend on, in square nanoseconds.
    pub fn mean_square(&self) -> f64 {
        self.moment(|low, high| (low * low + low * high + high * high) / 3.0)
    }

    /// The mean of a function whose mean over a bin, from its ends, is `of`.
    fn moment(&self, of: impl Fn(f64, f64) -> f64) -> f64 {
        let mut mean = 0.0;
        let mut width = 1.0 / BINS as f64;
        for (depth, level) in self.ends.chunks(ENDS).enumerate() {
            let bins = if depth + 1 < LEVELS { BINS - 1 } else { BINS };
            for bin in 0..bins {
                mean += of(level[bin] as f64, level[bin + 1] as f64) * width;
            }
            width /= BINS as f64;
        }
        mean
    }
}

/// Shares of `n` keys by Zipf's law with exponent 1 (`skewed`), or equal ones: cumulated, of 2^64.
pub fn key_shares(n: usize, skewed: bool) -> Vec<u64> {
    let weight = |i: usize| if skewed { 1.0 / (i as f64 + 1.0) } else { 1.0 };
    let total: f64 = (0..n).map(weight).sum();
    let mut sum = 0.0;
    let mut shares: Vec<u64> = (0..n)
        .map(|i| {
            sum += weight(i) / total;
            // Two to the 64th, saturating.
            (sum * 18_446_744_073_709_551_616.0) as u64
        })
        .collect();
    if let Some(last) = shares.last_mut() {
        *last = u64::MAX;
    }
    shares
}

const LN_2: f64 = std::f64::consts::LN_2;

/// The natural logarithm, by the series of the inverse hyperbolic tangent.
pub fn ln(x: f64) -> f64 {
    if x <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let (mut m, mut k) = (x, 0.0);
    while m > 1.5 {
        m /= 2.0;
        k += 1.0;
    }
    while m < 0.75 {
        m *= 2.0;
        k -= 1.0;
    }
    let y = (m - 1.0) / (m + 1.0);
    let square = y * y;
    let (mut term, mut sum, mut n) = (y, 0.0, 1.0);
    while n < 40.0 {
        sum += term / n;
        term *= square;
        n += 2.0;
    }
    2.0 * sum + k * LN_2
}

/// The exponential function, by its series.
pub fn exp(x: f64) -> f64 {
    let k = (x / LN_2) as i64;
    let r = x - k as f64 * LN_2;
    let (mut term, mut sum, mut n) = (1.0, 1.0, 1.0);
    while n < 24.0 {
        term *= r / n;
        sum += term;
        n += 1.0;
    }
    for _ in 0..k.unsigned_abs() {
        if k > 0 {
            sum *= 2.0;
        } else {
            sum /= 2.0;
        }
    }
    sum
}

/// The normal distribution's quantile (Acklam's rational approximation, relative error 1.2e-9), of a share and its complement.
fn normal_quantile(share: f64, tail: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    const LOW: f64 = 0.02425;
    let outer = |p: f64| {
        let q = (-2.0 * ln(p)).sqrt();
        (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
            / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1.0)
    };
    if share < LOW {
        return outer(share);
    }
    if tail < LOW {
        return -outer(tail);
    }
    let q = share - 0.5;
    let r = q * q;
    (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5]) * q
        / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::streams::{Stream, Streams};

    fn close(a: f64, b: f64, relative: f64) {
        assert!((a - b).abs() <= relative * b.abs(), "{a} is not {b}");
    }

    #[test]
    fn the_logarithm_and_its_inverse_are_exact_enough() {
        for x in [1e-12, 0.3, 0.75, 1.0, 1.5, 2.0, 1234.5, 4e9] {
            close(exp(ln(x)), x, 1e-12);
        }
        close(ln(10.0), std::f64::consts::LN_10, 1e-14);
        assert_eq!(ln(1.0), 0.0);
    }

    #[test]
    fn tables_have_the_means_they_were_made_for() {
        close(Quantiles::exponential(3e6).mean(), 3e6, 1e-3);
        close(Quantiles::lognormal(35.5e6, 0.4).mean(), 35.5e6, 1e-3);
        close(Quantiles::constant(7).mean(), 7.0, 1e-12);
    }

    #[test]
    fn tables_have_the_variation_they_were_made_for() {
        let mean = 35.5e6;
        let square = |table: Quantiles| table.mean_square() / (mean * mean);
        close(square(Quantiles::exponential(mean)), 2.0, 1e-3);
        close(square(Quantiles::constant(mean as u64)), 1.0, 1e-12);
        for sigma in [0.2, 0.4, 1.0] {
            let scv = crate::theory::lognormal_scv(sigma);
            close(square(Quantiles::lognormal(mean, sigma)), 1.0 + scv, 2e-3);
        }
    }

    #[test]
    fn samples_follow_the_distribution_into_the_tail() {
        let streams = Streams::new(3);
        let table = Quantiles::exponential(1e6);
        let n = 1_000_000;
        let over = |limit: u64| {
            (0..n)
                .filter(|&i| table.sample(streams.at(Stream::Cpu, i)) > limit)
                .count() as f64
                / n as f64
        };
        close(over(1_000_000), exp(-1.0), 0.01);
        close(over(9_000_000), exp(-9.0), 0.25);
        close(over(12_000_000), exp(-12.0), 0.9);
    }

    #[test]
    fn key_shares_are_cumulated() {
        let shares = key_shares(400, true);
        assert_eq!(shares.last(), Some(&u64::MAX));
        assert!(shares.is_sorted());
        let first = shares[0] as f64 / 2f64.powi(64);
        close(first, 0.1522, 0.01);
    }
}
