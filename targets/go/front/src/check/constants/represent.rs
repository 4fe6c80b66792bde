//! Which types can represent a constant, and constants of the checked program.
//!
//! Follows `types2/const.go` (`representable`, `representableConst`).

use crate::check::Checker;
use crate::check::constants::value::{Real, Value};
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
        Const::Str(bytes) => Value::string(bytes),
    }
}

impl Checker<'_> {
    pub(crate) fn const_expr(&self, value: &Value, ty: TypeId, pos: Pos) -> Expr {
        let constant = match value {
            Value::Bool(b) => Const::Bool(*b),
            Value::Str(bytes) => Const::Str(bytes.to_vec()),
            _ if self.is_float(ty) => Const::Float(value.to_real().map_or(0.0, Real::to_f64)),
            _ => match value.to_int() {
                Some(n) => Const::Int(n),
                None => Const::Float(value.to_real().map_or(0.0, Real::to_f64)),
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
        let numeric = matches!(value, Value::Int(_) | Value::Float(_));
        let range = match self.under(target) {
            Type::Int | Type::Int64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            Type::Int8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
            Type::Int16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
            Type::Int32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Type::Uint | Type::Uint64 | Type::Uintptr => (0, i128::from(u64::MAX)),
            Type::Uint8 => (0, i128::from(u8::MAX)),
            Type::Uint16 => (0, i128::from(u16::MAX)),
            Type::Uint32 => (0, i128::from(u32::MAX)),
            Type::UntypedInt | Type::UntypedRune => (i128::MIN, i128::MAX),
            Type::Float32 | Type::Float64 | Type::UntypedFloat => {
                let Some(real) = value.to_real() else {
                    return Err(Misfit::Kind);
                };
                return match self.under(target) {
                    Type::UntypedFloat => Ok(value.clone()),
                    Type::Float32 => {
                        let narrow = real.to_f32();
                        if narrow.is_infinite() {
                            return Err(Misfit::Overflows);
                        }
                        Ok(Value::Float(Real::from_f64(f64::from(narrow))))
                    }
                    _ if real.to_f64().is_infinite() => Err(Misfit::Overflows),
                    _ => Ok(Value::Float(Real::from_f64(real.to_f64()))),
                };
            }
            // Only in constraints: some type of a type parameter's.
            Type::Complex64 | Type::Complex128 if numeric => return Ok(value.clone()),
            Type::Bool | Type::UntypedBool if matches!(value, Value::Bool(_)) => {
                return Ok(value.clone());
            }
            Type::String | Type::UntypedString if matches!(value, Value::Str(_)) => {
                return Ok(value.clone());
            }
            _ => return Err(Misfit::Kind),
        };
        if !numeric {
            return Err(Misfit::Kind);
        }
        match value.to_int() {
            None => Err(Misfit::Truncated),
            Some(n) if (range.0..=range.1).contains(&n) => Ok(Value::Int(n)),
            Some(_) => Err(Misfit::Overflows),
        }
    }
}
