//! Real numbers of constants: exact fractions, rounded once when they become a float.
//!
//! Follows `go/constant` (`ratVal`, `floatVal`) in purpose. Deviation: `go/constant` keeps 512 bits of a number whose
//! fraction is large; here it stays exact, within [`MAX_BITS`].

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::value::Failure;
use crate::token::BinOp;

/// The largest power of two and of ten that a literal may have.
const MAX_POWER: i64 = 20_000;
/// The most bits that a numerator or denominator may have.
const MAX_BITS: u64 = 400_000;

/// A real number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Real(Rc<BigRational>);

/// A kind of float: bits of its mantissa, and the exponents of its least bit and its largest number.
struct Format {
    bits: i64,
    least: i64,
    most: i64,
}

const F64: Format = Format {
    bits: 53,
    least: -1074,
    most: 1023,
};
const F32: Format = Format {
    bits: 24,
    least: -149,
    most: 127,
};

/// `x` times two to the power of `exponent`.
fn scale(mut x: f64, mut exponent: i64) -> f64 {
    while exponent != 0 && x != 0.0 && x.is_finite() {
        let step = exponent.clamp(-1000, 1000);
        x *= f64::from_bits(((1023 + step) as u64) << 52);
        exponent -= step;
    }
    x
}

impl Real {
    fn new(x: BigRational) -> Real {
        Real(Rc::new(x))
    }

    pub(crate) fn zero() -> Real {
        Real::new(BigRational::zero())
    }

    pub(crate) fn from_int(n: BigInt) -> Real {
        Real::new(BigRational::from_integer(n))
    }

    /// The exact value of a float that is finite.
    pub(crate) fn from_f64(x: f64) -> Real {
        BigRational::from_float(x).map_or_else(Real::zero, Real::new)
    }

    /// The whole number that this is, if it is one.
    pub(crate) fn to_int(&self) -> Option<BigInt> {
        self.0.is_integer().then(|| self.0.numer().clone())
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub(crate) fn to_f64(&self) -> f64 {
        self.rounded(&F64)
    }

    /// The nearest 32-bit float.
    pub(crate) fn to_f32(&self) -> f32 {
        self.rounded(&F32) as f32
    }

    /// The nearest number of the format, to even; infinite if there is none.
    fn rounded(&self, format: &Format) -> f64 {
        if self.0.is_zero() {
            return 0.0;
        }
        let (n, d) = (self.0.numer().magnitude(), self.0.denom().magnitude());
        let mut exponent = n.bits() as i64 - d.bits() as i64;
        if cmp_power(n, d, exponent) == Ordering::Less {
            exponent -= 1;
        }
        let least = (exponent - (format.bits - 1)).max(format.least);
        let (n, d) = if least < 0 {
            (n << (-least) as u64, d.clone())
        } else {
            (n.clone(), d << least as u64)
        };
        let (mut mantissa, rest) = (&n / &d, &n % &d);
        let odd = mantissa.bit(0);
        match (rest * 2u32).cmp(&d) {
            Ordering::Greater => mantissa += 1u32,
            Ordering::Equal if odd => mantissa += 1u32,
            _ => {}
        }
        let top = mantissa.bits() as i64 - 1 + least;
        let x = if top > format.most {
            f64::INFINITY
        } else {
            scale(mantissa.to_u64().unwrap_or(0) as f64, least)
        };
        if self.0.is_negative() { -x } else { x }
    }

    /// A floating-point literal as written, in lower case and without underscores.
    pub(crate) fn parse(text: &str) -> Option<Real> {
        let (radix, base, digits, exponent) = match text.strip_prefix("0x") {
            Some(hex) => {
                let (mantissa, exponent) = hex.split_once('p')?;
                (16u32, 2u32, mantissa, exponent)
            }
            None => {
                let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
                (10, 10, mantissa, exponent)
            }
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let digits = format!("0{whole}{fraction}");
        let n = BigInt::parse_bytes(digits.as_bytes(), radix)?;
        let per_digit = if radix == 16 { 4 } else { 1 };
        let behind = i64::try_from(fraction.len()).ok()? * per_digit;
        let exponent: i64 = exponent.parse().ok()?;
        let power = exponent.checked_sub(behind)?;
        if n.is_zero() {
            return Some(Real::zero());
        }
        if power.abs() > MAX_POWER {
            return None;
        }
        let factor = BigInt::from(base).pow(power.unsigned_abs() as u32);
        Some(Real::new(if power < 0 {
            BigRational::new(n, factor)
        } else {
            BigRational::from_integer(n * factor)
        }))
    }

    pub(crate) fn compare(&self, other: &Real) -> Ordering {
        self.0.cmp(&other.0)
    }

    pub(crate) fn arith(&self, op: BinOp, other: &Real) -> Result<Real, Failure> {
        let (a, b) = (&*self.0, &*other.0);
        let result = match op {
            BinOp::Add => a + b,
            BinOp::Sub => a - b,
            BinOp::Mul => a * b,
            BinOp::Div if b.is_zero() => return Err(Failure::DivisionByZero),
            BinOp::Div => a / b,
            _ => return Err(Failure::Undefined),
        };
        if result.numer().bits().max(result.denom().bits()) > MAX_BITS {
            return Err(Failure::TooLarge);
        }
        Ok(Real::new(result))
    }

    /// As error messages show it: six digits.
    pub(crate) fn show(&self) -> String {
        let x = self.to_f64();
        if !x.is_finite() || x == 0.0 && !self.is_zero() {
            return self.show_huge();
        }
        if x == 0.0 {
            return "0".to_owned();
        }
        let scientific = format!("{x:.5e}");
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        if (-4..6).contains(&exponent) {
            let digits = (5 - exponent) as usize;
            return trimmed(&format!("{x:.digits$}")).to_owned();
        }
        power_of_ten(trimmed(mantissa), exponent.into())
    }

    /// A number beyond what a float holds.
    fn show_huge(&self) -> String {
        let (n, d) = (self.0.numer(), self.0.denom());
        let digits = |n: &BigInt| (n.bits() as f64 * std::f64::consts::LOG10_2) as i64;
        let mut exponent = digits(n) - digits(d);
        let ten = BigRational::from_integer(BigInt::from(10));
        let one = BigRational::one();
        let power = ten.pow(exponent as i32);
        let mut mantissa = &*self.0 / power;
        while mantissa.abs() >= ten {
            mantissa /= &ten;
            exponent += 1;
        }
        while mantissa.abs() < one {
            mantissa *= &ten;
            exponent -= 1;
        }
        let mantissa = Real::new(mantissa).to_f64();
        power_of_ten(trimmed(&format!("{mantissa:.5}")), exponent)
    }
}

/// How `n / d` compares with two to the power of `exponent`.
fn cmp_power(n: &BigUint, d: &BigUint, exponent: i64) -> Ordering {
    if exponent >= 0 {
        n.cmp(&(d << exponent as u64))
    } else {
        (n << (-exponent) as u64).cmp(d)
    }
}

/// Without zeros at the end of a fraction.
fn trimmed(text: &str) -> &str {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    }
}

fn power_of_ten(mantissa: &str, exponent: i64) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

/// An integer literal as written, in lower case and without underscores.
pub(super) fn parse_int(lower: &str) -> Option<BigInt> {
    let (radix, rest) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        _ => (10, lower),
    };
    let digits = BigUint::parse_bytes(rest.as_bytes(), radix)?;
    Some(BigInt::from_biguint(Sign::Plus, digits))
}
