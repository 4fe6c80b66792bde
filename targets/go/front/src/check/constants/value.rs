//! Values of constants and arithmetic on them, exact.
//!
//! Follows `go/constant` in purpose, and `types2/const.go` (`overflow`): an integer has at most 512 bits.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::real::{self, Real};
use crate::token::{BinOp, CmpOp};

/// The most bits of an integer constant.
const MAX_INT_BITS: u64 = 512;

/// A constant's value. Untyped runes are integers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Bool(bool),
    Int(i128),
    /// An integer that is none of [`Value::Int`].
    Big(Rc<BigInt>),
    Float(Real),
    /// A real and an imaginary part.
    Complex(Real, Real),
    Str(Rc<[u8]>),
}

/// Why an operation on constants gives none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// An integer of more than 512 bits.
    Overflow,
    /// Beyond what we can hold.
    TooLarge,
    DivisionByZero,
    /// Not defined on such values.
    Undefined,
}

impl Value {
    pub(crate) fn string(text: &[u8]) -> Value {
        Value::Str(Rc::from(text))
    }

    pub(crate) fn from_big(n: BigInt) -> Value {
        match i128::try_from(&n) {
            Ok(n) => Value::Int(n),
            Err(_) => Value::Big(Rc::new(n)),
        }
    }

    /// An integer literal as written; none if it has too many bits.
    pub(crate) fn parse_int(text: &str) -> Option<Value> {
        let lower = text.replace('_', "").to_ascii_lowercase();
        let n = real::parse_int(&lower).filter(|n| n.bits() <= MAX_INT_BITS)?;
        Some(Value::from_big(n))
    }

    /// A floating-point literal as written.
    pub(crate) fn parse_float(text: &str) -> Option<Value> {
        let lower = text.replace('_', "").to_ascii_lowercase();
        Real::parse(&lower).map(Value::Float)
    }

    /// An imaginary literal as written.
    pub(crate) fn parse_imaginary(text: &str) -> Option<Value> {
        let lower = text.replace('_', "").to_ascii_lowercase();
        let digits = lower.strip_suffix('i')?;
        let prefixed = ["0x", "0b", "0o"].iter().any(|p| digits.starts_with(p));
        let imaginary = if prefixed && !digits.contains('p') {
            Real::from_int(real::parse_int(digits)?)
        } else {
            // A leading zero means nothing here.
            Real::parse(digits)?
        };
        Some(Value::Complex(Real::zero(), imaginary))
    }

    /// The value as an integer, if it is one.
    pub(crate) fn to_big(&self) -> Option<BigInt> {
        match self {
            Value::Int(n) => Some(BigInt::from(*n)),
            Value::Big(n) => Some((**n).clone()),
            Value::Float(x) => x.to_int(),
            Value::Complex(x, y) if y.is_zero() => x.to_int(),
            _ => None,
        }
    }

    /// The value as an integer, if it is one of up to 127 bits.
    pub(crate) fn to_int(&self) -> Option<i128> {
        match self {
            Value::Int(n) => Some(*n),
            _ => i128::try_from(self.to_big()?).ok(),
        }
    }

    pub(crate) fn to_real(&self) -> Option<Real> {
        match self {
            Value::Int(n) => Some(Real::from_int(BigInt::from(*n))),
            Value::Big(n) => Some(Real::from_int((**n).clone())),
            Value::Float(x) => Some(x.clone()),
            Value::Complex(x, y) if y.is_zero() => Some(x.clone()),
            _ => None,
        }
    }

    pub(crate) fn to_complex(&self) -> Option<(Real, Real)> {
        match self {
            Value::Complex(x, y) => Some((x.clone(), y.clone())),
            _ => Some((self.to_real()?, Real::zero())),
        }
    }

    pub(crate) fn is_number(&self) -> bool {
        !matches!(self, Value::Bool(_) | Value::Str(_))
    }

    pub(crate) fn is_zero_number(&self) -> bool {
        self.to_real().is_some_and(|x| x.is_zero())
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
            Value::Big(n) => n.to_string(),
            Value::Float(x) => x.show(),
            Value::Complex(x, y) => format!("({} + {}i)", x.show(), y.show()),
            Value::Str(bytes) => format!("{:?}", String::from_utf8_lossy(bytes)),
        }
    }

    /// `self op other`; with `integer`, division is that of integers.
    pub(crate) fn arith(&self, op: BinOp, other: &Value, integer: bool) -> Result<Value, Failure> {
        match (self, other) {
            (Value::Str(a), Value::Str(b)) if op == BinOp::Add => {
                if a.len() + b.len() > 1 << 24 {
                    return Err(Failure::TooLarge);
                }
                return Ok(Value::Str([&a[..], &b[..]].concat().into()));
            }
            (Value::Int(a), Value::Int(b)) if integer || op != BinOp::Div => {
                if let Some(result) = small_arith(*a, op, *b)? {
                    return Ok(Value::Int(result));
                }
            }
            _ => {}
        }
        let whole = |x: &Value| matches!(x, Value::Int(_) | Value::Big(_));
        if whole(self) && whole(other) && (integer || op != BinOp::Div) {
            let (Some(a), Some(b)) = (self.to_big(), other.to_big()) else {
                return Err(Failure::Undefined);
            };
            return big_arith(a, op, b);
        }
        if let (Value::Complex(..), _) | (_, Value::Complex(..)) = (self, other) {
            let (Some(x), Some(y)) = (self.to_complex(), other.to_complex()) else {
                return Err(Failure::Undefined);
            };
            let (re, im) = complex_arith(x, op, y)?;
            return Ok(Value::Complex(re, im));
        }
        let (Some(a), Some(b)) = (self.to_real(), other.to_real()) else {
            return Err(Failure::Undefined);
        };
        a.arith(op, &b).map(Value::Float)
    }

    pub(crate) fn compare(&self, op: CmpOp, other: &Value) -> Option<bool> {
        let order = match (self, other) {
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::Str(a), Value::Str(b)) => a.cmp(b),
            (Value::Int(a), Value::Int(b)) => a.cmp(b),
            (Value::Complex(..), _) | (_, Value::Complex(..)) => {
                let (a, b) = (self.to_complex()?, other.to_complex()?);
                a.0.compare(&b.0).then(a.1.compare(&b.1))
            }
            _ => self.to_real()?.compare(&other.to_real()?),
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

/// Arithmetic of small integers; none if the result is no small one.
fn small_arith(a: i128, op: BinOp, b: i128) -> Result<Option<i128>, Failure> {
    Ok(match op {
        BinOp::Div | BinOp::Rem if b == 0 => return Err(Failure::DivisionByZero),
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
    })
}

fn big_arith(a: BigInt, op: BinOp, b: BigInt) -> Result<Value, Failure> {
    let result = match op {
        BinOp::Div | BinOp::Rem if b.is_zero() => return Err(Failure::DivisionByZero),
        BinOp::Add => a + b,
        BinOp::Sub => a - b,
        BinOp::Mul => a * b,
        BinOp::Div => a / b,
        BinOp::Rem => a % b,
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        BinOp::AndNot => a & !b,
        BinOp::Shl => match u64::try_from(&b) {
            Ok(count) if count <= 4096 => a << count,
            _ => return Err(Failure::Overflow),
        },
        BinOp::Shr => match u64::try_from(&b) {
            Ok(count) if count <= 4096 => a >> count,
            _ if a.is_negative() => BigInt::from(-1),
            _ => BigInt::zero(),
        },
    };
    if result.bits() > MAX_INT_BITS {
        return Err(Failure::Overflow);
    }
    Ok(Value::from_big(result))
}

type Complex = (Real, Real);

fn complex_arith((a, b): Complex, op: BinOp, (c, d): Complex) -> Result<Complex, Failure> {
    let mul = |x: &Real, y: &Real| x.arith(BinOp::Mul, y);
    match op {
        BinOp::Add | BinOp::Sub => Ok((a.arith(op, &c)?, b.arith(op, &d)?)),
        BinOp::Mul => {
            let re = mul(&a, &c)?.arith(BinOp::Sub, &mul(&b, &d)?)?;
            let im = mul(&b, &c)?.arith(BinOp::Add, &mul(&a, &d)?)?;
            Ok((re, im))
        }
        BinOp::Div => {
            let size = mul(&c, &c)?.arith(BinOp::Add, &mul(&d, &d)?)?;
            if size.is_zero() {
                return Err(Failure::DivisionByZero);
            }
            let re = mul(&a, &c)?.arith(BinOp::Add, &mul(&b, &d)?)?;
            let im = mul(&b, &c)?.arith(BinOp::Sub, &mul(&a, &d)?)?;
            Ok((re.arith(op, &size)?, im.arith(op, &size)?))
        }
        _ => Err(Failure::Undefined),
    }
}
