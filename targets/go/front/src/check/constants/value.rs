//! Values of constants and arithmetic on them: exact for integers of up to 127 bits and fractions of such, floating
//! point beyond.
//!
//! Follows `go/constant` in purpose.
//! Deviations: `go/constant` is exact to 512 bits. Integers beyond 127 bits are refused here; fractions beyond become
//! the nearest 64-bit float.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::token::{BinOp, CmpOp};

/// A constant's value. Untyped runes are integers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Bool(bool),
    Int(i128),
    Float(Real),
    Str(Rc<[u8]>),
}

/// A real number: a reduced fraction with positive denominator, or an approximation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Real {
    Ratio(i128, i128),
    Approx(f64),
}

/// Why an operation on constants gives none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Beyond what we can hold.
    Overflow,
    DivisionByZero,
    /// Not defined on such values.
    Undefined,
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// `n / d` as a float with a few more than 64 significant bits, times a power of two; the last bit says whether
/// anything is left, so that one rounding gives the nearest float of any precision.
fn quotient(n: u128, d: u128) -> (u128, i32) {
    if n == 0 || d == 0 {
        return (0, 0);
    }
    let (mut quotient, mut rest) = (n / d, n % d);
    let mut exponent = 0i32;
    while quotient >> 63 == 0 && exponent > -1200 {
        let bit = rest >= d - rest;
        rest = if bit { rest - (d - rest) } else { rest * 2 };
        quotient = quotient << 1 | u128::from(bit);
        exponent -= 1;
    }
    if rest != 0 && quotient >> 120 == 0 {
        quotient = quotient << 1 | 1;
        exponent -= 1;
    } else if rest != 0 {
        quotient |= 1;
    }
    (quotient, exponent)
}

/// `x` times two to the power of `exponent`.
fn scale(mut x: f64, mut exponent: i32) -> f64 {
    while exponent > 0 && x.is_finite() {
        let step = exponent.min(1000);
        x *= f64::from_bits(((1023 + step) as u64) << 52);
        exponent -= step;
    }
    while exponent < 0 && x != 0.0 {
        let step = exponent.max(-1000);
        x *= f64::from_bits(((1023 + step) as u64) << 52);
        exponent -= step;
    }
    x
}

impl Real {
    fn ratio(n: i128, d: i128) -> Option<Real> {
        let divisor = gcd(n.unsigned_abs(), d.unsigned_abs());
        let divisor = i128::try_from(divisor).ok().filter(|&g| g != 0)?;
        let (n, d) = (n / divisor, d / divisor);
        if d < 0 {
            Some(Real::Ratio(n.checked_neg()?, d.checked_neg()?))
        } else {
            Some(Real::Ratio(n, d))
        }
    }

    pub(crate) fn to_f64(self) -> f64 {
        match self {
            Real::Approx(x) => x,
            Real::Ratio(n, d) => {
                let (quotient, exponent) = quotient(n.unsigned_abs(), d.unsigned_abs());
                let x = scale(quotient as f64, exponent);
                if n < 0 { -x } else { x }
            }
        }
    }

    /// The nearest 32-bit float.
    pub(crate) fn to_f32(self) -> f32 {
        match self {
            Real::Approx(x) => x as f32,
            Real::Ratio(n, d) => {
                let (quotient, exponent) = quotient(n.unsigned_abs(), d.unsigned_abs());
                let x = scale(f64::from(quotient as f32), exponent) as f32;
                if n < 0 { -x } else { x }
            }
        }
    }

    /// The exact value of a float, where it fits a fraction.
    pub(crate) fn from_f64(x: f64) -> Real {
        if x == 0.0 {
            return Real::Ratio(0, 1);
        }
        let bits = x.to_bits();
        let exponent = (bits >> 52 & 0x7ff) as i32;
        let fraction = i128::from(bits & ((1 << 52) - 1));
        let mantissa = if exponent == 0 {
            fraction
        } else {
            fraction | 1 << 52
        };
        let power = exponent.max(1) - 1075;
        let mantissa = if x < 0.0 { -mantissa } else { mantissa };
        let exact = if (0..=70).contains(&power) {
            Real::ratio(mantissa << power, 1)
        } else if (-120..0).contains(&power) {
            Real::ratio(mantissa, 1i128 << -power)
        } else {
            None
        };
        exact.filter(|_| x.is_finite()).unwrap_or(Real::Approx(x))
    }

    fn compare(self, other: Real) -> Ordering {
        if let (Real::Ratio(a, b), Real::Ratio(c, d)) = (self, other)
            && let (Some(left), Some(right)) = (a.checked_mul(d), c.checked_mul(b))
        {
            return left.cmp(&right);
        }
        self.to_f64()
            .partial_cmp(&other.to_f64())
            .unwrap_or(Ordering::Equal)
    }

    fn arith(self, op: BinOp, other: Real) -> Result<Real, Failure> {
        if let (Real::Ratio(a, b), Real::Ratio(c, d)) = (self, other) {
            let exact = || match op {
                BinOp::Add => Real::ratio(
                    a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?,
                    b.checked_mul(d)?,
                ),
                BinOp::Sub => Real::ratio(
                    a.checked_mul(d)?.checked_sub(c.checked_mul(b)?)?,
                    b.checked_mul(d)?,
                ),
                BinOp::Mul => Real::ratio(a.checked_mul(c)?, b.checked_mul(d)?),
                BinOp::Div => Real::ratio(a.checked_mul(d)?, b.checked_mul(c)?),
                _ => None,
            };
            if let Some(exact) = exact() {
                return Ok(exact);
            }
        }
        let (x, y) = (self.to_f64(), other.to_f64());
        let result = match op {
            BinOp::Add => x + y,
            BinOp::Sub => x - y,
            BinOp::Mul => x * y,
            BinOp::Div if y == 0.0 => return Err(Failure::DivisionByZero),
            BinOp::Div => x / y,
            _ => return Err(Failure::Undefined),
        };
        if result.is_finite() {
            Ok(Real::from_f64(result))
        } else {
            Err(Failure::Overflow)
        }
    }
}

impl Value {
    pub(crate) fn string(text: &[u8]) -> Value {
        Value::Str(Rc::from(text))
    }

    /// An integer literal as written.
    pub(crate) fn parse_int(text: &str) -> Option<Value> {
        let digits = text.replace('_', "");
        let lower = digits.to_ascii_lowercase();
        let (radix, rest) = match lower.as_bytes() {
            [b'0', b'x', ..] => (16, &lower[2..]),
            [b'0', b'b', ..] => (2, &lower[2..]),
            [b'0', b'o', ..] => (8, &lower[2..]),
            [b'0', _, ..] => (8, &lower[1..]),
            _ => (10, lower.as_str()),
        };
        i128::from_str_radix(rest, radix).ok().map(Value::Int)
    }

    /// A floating-point literal as written.
    pub(crate) fn parse_float(text: &str) -> Option<Value> {
        let text = text.replace('_', "").to_ascii_lowercase();
        if let Some(hex) = text.strip_prefix("0x") {
            let (mantissa, exponent) = hex.split_once('p')?;
            let exponent: i32 = exponent.parse().ok().filter(|e: &i32| e.abs() < 5000)?;
            let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
            let digits = i128::from_str_radix(&format!("{whole}{fraction}"), 16).ok()?;
            let power = exponent - 4 * i32::try_from(fraction.len()).ok()?;
            let exact = match power {
                0..=100 => digits
                    .checked_mul(1 << power)
                    .and_then(|n| Real::ratio(n, 1)),
                -120..0 => Real::ratio(digits, 1 << -power),
                _ => None,
            };
            let value = exact.unwrap_or_else(|| Real::from_f64(scale(digits as f64, power)));
            return Some(Value::Float(value)).filter(|_| value.to_f64().is_finite());
        }
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let exponent: i32 = exponent.parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exact = || {
            let digits: i128 = format!("0{whole}{fraction}").parse().ok()?;
            let power = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
            let tens = 10i128.checked_pow(power.unsigned_abs())?;
            if power >= 0 {
                Real::ratio(digits.checked_mul(tens)?, 1)
            } else {
                Real::ratio(digits, tens)
            }
        };
        match exact() {
            Some(exact) => Some(Value::Float(exact)),
            None => {
                let x: f64 = text.parse().ok()?;
                x.is_finite().then_some(Value::Float(Real::from_f64(x)))
            }
        }
    }

    /// The value as an integer, if it is one.
    pub(crate) fn to_int(&self) -> Option<i128> {
        match self {
            Value::Int(n) => Some(*n),
            Value::Float(Real::Ratio(n, 1)) => Some(*n),
            Value::Float(Real::Approx(x)) if x.fract() == 0.0 && x.abs() < 1e38 => Some(*x as i128),
            _ => None,
        }
    }

    pub(crate) fn to_real(&self) -> Option<Real> {
        match self {
            Value::Int(n) => Some(Real::Ratio(*n, 1)),
            Value::Float(x) => Some(*x),
            _ => None,
        }
    }

    /// An integer beyond what we hold exactly.
    pub(crate) fn is_huge(&self) -> bool {
        matches!(self, Value::Float(Real::Approx(x)) if x.abs() >= 1e38)
    }

    pub(crate) fn is_zero_number(&self) -> bool {
        match self {
            Value::Int(n) => *n == 0,
            Value::Float(x) => x.to_f64() == 0.0,
            _ => false,
        }
    }

    /// As error messages show it.
    pub(crate) fn show(&self, rune: bool) -> String {
        match self {
            Value::Bool(b) => b.to_string(),
            Value::Int(n) if rune => match u32::try_from(*n).ok().and_then(char::from_u32) {
                Some(c) => format!("'{}'", c.escape_debug()),
                None => n.to_string(),
            },
            Value::Int(n) => n.to_string(),
            Value::Float(Real::Ratio(n, 1)) => n.to_string(),
            Value::Float(x) => {
                let x = x.to_f64();
                if x != 0.0 && (x.abs() < 1e-4 || x.abs() >= 1e21) {
                    format!("{x:e}")
                } else {
                    x.to_string()
                }
            }
            Value::Str(bytes) => format!("{:?}", String::from_utf8_lossy(bytes)),
        }
    }

    /// `self op other`; with `integer`, division is that of integers.
    pub(crate) fn arith(&self, op: BinOp, other: &Value, integer: bool) -> Result<Value, Failure> {
        match (self, other) {
            (Value::Str(a), Value::Str(b)) if op == BinOp::Add => {
                if a.len() + b.len() > 1 << 24 {
                    return Err(Failure::Overflow);
                }
                Ok(Value::Str([&a[..], &b[..]].concat().into()))
            }
            (Value::Int(a), Value::Int(b)) if integer || op != BinOp::Div => {
                Self::int_arith(*a, op, *b)
            }
            _ => {
                let (Some(a), Some(b)) = (self.to_real(), other.to_real()) else {
                    return Err(Failure::Undefined);
                };
                if op == BinOp::Div && other.is_zero_number() {
                    return Err(Failure::DivisionByZero);
                }
                a.arith(op, b).map(Value::Float)
            }
        }
    }

    fn int_arith(a: i128, op: BinOp, b: i128) -> Result<Value, Failure> {
        let zero = matches!(op, BinOp::Div | BinOp::Rem) && b == 0;
        if zero {
            return Err(Failure::DivisionByZero);
        }
        let result = match op {
            BinOp::Add => a.checked_add(b),
            BinOp::Sub => a.checked_sub(b),
            BinOp::Mul => a.checked_mul(b),
            BinOp::Div => a.checked_div(b),
            BinOp::Rem => a.checked_rem(b),
            BinOp::And => Some(a & b),
            BinOp::Or => Some(a | b),
            BinOp::Xor => Some(a ^ b),
            BinOp::AndNot => Some(a & !b),
            BinOp::Shl => match u32::try_from(b) {
                Ok(count) if count < 127 => a.checked_mul(1i128 << count),
                _ if a == 0 => Some(0),
                _ => None,
            },
            BinOp::Shr => Some(a >> u32::try_from(b).map_or(127, |count| count.min(127))),
        };
        result.map(Value::Int).ok_or(Failure::Overflow)
    }

    pub(crate) fn compare(&self, op: CmpOp, other: &Value) -> Option<bool> {
        let order = match (self, other) {
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::Str(a), Value::Str(b)) => a.cmp(b),
            (Value::Int(a), Value::Int(b)) => a.cmp(b),
            _ => self.to_real()?.compare(other.to_real()?),
        };
        Some(match op {
            CmpOp::Eq => order == Ordering::Equal,
            CmpOp::Ne => order != Ordering::Equal,
            CmpOp::Lt => order == Ordering::Less,
            CmpOp::Le => order != Ordering::Greater,
            CmpOp::Gt => order == Ordering::Greater,
            CmpOp::Ge => order != Ordering::Less,
        })
    }
}
