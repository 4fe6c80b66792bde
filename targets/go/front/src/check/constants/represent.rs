//! Which types can represent a constant, and constants of the checked program.
//!
//! Follows `types2/const.go` (`representable`, `representableConst`).

use crate::check::Checker;
use crate::check::constants::real::Real;
use crate::check::constants::value::Value;
use crate::diag::Pos;
use crate::tast::{Const, Expr, ExprKind};
use crate::types::{Type, TypeId};

/// Why an untyped value does not become a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Misfit {
    Kind,
    Truncated,
    Overflows,
}

/// A lowered constant as a value.
pub(crate) fn value_of(constant: &Const) -> Value {
    match constant {
        Const::Bool(b) => Value::Bool(*b),
        Const::Int(n) => Value::Int(*n),
        Const::Float(x) => Value::Float(Real::from_f64(*x)),
        Const::Complex(x, y) => Value::Complex(Real::from_f64(*x), Real::from_f64(*y)),
        Const::Str(bytes) => Value::string(bytes),
    }
}

/// The floats that are nearest to a constant; for a narrow type they are rounded to that.
fn nearest(x: &Real, narrow: bool) -> Result<f64, Misfit> {
    let x = if narrow {
        f64::from(x.to_f32())
    } else {
        x.to_f64()
    };
    if x.is_infinite() || narrow && x.abs() > f64::from(f32::MAX) {
        return Err(Misfit::Overflows);
    }
    Ok(x)
}

impl Checker<'_> {
    pub(crate) fn const_expr(&self, value: &Value, ty: TypeId, pos: Pos) -> Expr {
        let real = |x: Option<Real>| x.map_or(0.0, |x| x.to_f64());
        let constant = match value {
            Value::Bool(b) => Const::Bool(*b),
            Value::Str(bytes) => Const::Str(bytes.to_vec()),
            _ if self.is_complex(ty) => {
                let (x, y) = value.to_complex().unzip();
                Const::Complex(real(x), real(y))
            }
            _ if self.is_float(ty) => Const::Float(real(value.to_real())),
            _ => match value.to_int() {
                Some(n) => Const::Int(n),
                None => Const::Float(real(value.to_real())),
            },
        };
        Expr {
            kind: ExprKind::Const(constant),
            ty,
            pos,
        }
    }

    /// A constant's value in `target`, rounded where that is allowed.
    pub(crate) fn represent(&self, value: &Value, target: TypeId) -> Result<Value, Misfit> {
        let range = match self.under(target) {
            Type::Int | Type::Int64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            Type::Int8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
            Type::Int16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
            Type::Int32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Type::Uint | Type::Uint64 | Type::Uintptr => (0, i128::from(u64::MAX)),
            Type::Uint8 => (0, i128::from(u8::MAX)),
            Type::Uint16 => (0, i128::from(u16::MAX)),
            Type::Uint32 => (0, i128::from(u32::MAX)),
            Type::UntypedInt | Type::UntypedRune => {
                if !value.is_number() {
                    return Err(Misfit::Kind);
                }
                let whole = value.to_big().map(Value::from_big);
                return whole.ok_or(Misfit::Truncated);
            }
            Type::Float32 | Type::Float64 | Type::UntypedFloat => {
                if !value.is_number() {
                    return Err(Misfit::Kind);
                }
                let real = value.to_real().ok_or(Misfit::Overflows)?;
                return match self.under(target) {
                    Type::UntypedFloat => Ok(Value::Float(real)),
                    under => {
                        let x = nearest(&real, *under == Type::Float32)?;
                        Ok(Value::Float(Real::from_f64(x)))
                    }
                };
            }
            Type::Complex64 | Type::Complex128 | Type::UntypedComplex => {
                let (x, y) = value.to_complex().ok_or(Misfit::Kind)?;
                return match self.under(target) {
                    Type::UntypedComplex => Ok(Value::Complex(x, y)),
                    under => {
                        let narrow = *under == Type::Complex64;
                        let part = |x: &Real| nearest(x, narrow).map(Real::from_f64);
                        Ok(Value::Complex(part(&x)?, part(&y)?))
                    }
                };
            }
            Type::Bool | Type::UntypedBool if matches!(value, Value::Bool(_)) => {
                return Ok(value.clone());
            }
            Type::String | Type::UntypedString if matches!(value, Value::Str(_)) => {
                return Ok(value.clone());
            }
            _ => return Err(Misfit::Kind),
        };
        if !value.is_number() {
            return Err(Misfit::Kind);
        }
        match value.to_big().map(Value::from_big) {
            None => Err(Misfit::Truncated),
            Some(Value::Int(n)) if (range.0..=range.1).contains(&n) => Ok(Value::Int(n)),
            // What is said depends on the constant's kind, not on what is lost.
            Some(_) if !matches!(value, Value::Int(_) | Value::Big(_)) => Err(Misfit::Truncated),
            Some(_) => Err(Misfit::Overflows),
        }
    }
}
