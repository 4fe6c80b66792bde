//! Conversions that the program writes, `T(x)`.
//!
//! Follows `types2/conversions.go`.

use crate::check::constants::value::Value;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast;
use crate::tast::ExprKind;
use crate::types::{Signature, Type, TypeId};
use crate::version::Feature;

impl<'a> Checker<'a> {
    /// `T(x)`.
    pub(crate) fn conversion(
        &mut self,
        x: Operand<'a>,
        target: TypeId,
        src: &'a ast::Expr,
    ) -> Checked<Operand<'a>> {
        let x = if self.has(Feature::AssignmentInference) {
            self.concrete(x, Some(target))?
        } else {
            x
        };
        let x = self.single(x)?;
        if let Mode::Const(value) = &x.mode
            && self.is_constant_type(target)
        {
            if let Ok(value) = self.represent(value, target) {
                return Ok(Operand::constant(src, target, value));
            }
            if self.is_integer(x.ty) && self.is_string(target) {
                let code = value
                    .to_int()
                    .and_then(|n| u32::try_from(n).ok())
                    .and_then(char::from_u32);
                let text = code.unwrap_or('\u{fffd}').to_string();
                return Ok(Operand::constant(
                    src,
                    target,
                    Value::string(text.as_bytes()),
                ));
            }
            let target_text = self.type_string(target);
            let text = if self.is_integer(x.ty) && self.is_integer(target) {
                format!("constant {} overflows {target_text}", value.show(false))
            } else {
                format!("cannot convert {} to type {target_text}", self.describe(&x))
            };
            return Err(self.error(x.pos(), text));
        }
        if x.as_const().is_some() && self.is_param(target) {
            return self.param_conversion(&x, target, src);
        }
        if self.is_untyped(x.ty) {
            let fits = if x.is_nil() || !self.is_constant_type(target) {
                self.default_type(x.ty)
            } else {
                target
            };
            let fits = if x.is_nil() || self.is_interface(target) {
                target
            } else {
                fits
            };
            let inner = match self.implicit(&x, fits) {
                Ok(inner) => self.retyped(inner, x.pos())?,
                Err(_) => return Err(self.cannot_convert(&x, target, "")),
            };
            if inner.ty == target {
                return Ok(Operand {
                    expr: inner,
                    ..Operand::value(src, target, ExprKind::Zero)
                });
            }
            let inner_x = Operand {
                expr: inner.clone(),
                ..Operand::value(x.src, inner.ty, ExprKind::Zero)
            };
            if let Err(cause) = self.convertible(&inner_x, target)? {
                return Err(self.cannot_convert(&x, target, &cause));
            }
            let kind = ExprKind::Convert(Box::new(inner));
            return Ok(Operand::value(src, target, kind));
        }
        if let Err(cause) = self.convertible(&x, target)? {
            return Err(self.cannot_convert(&x, target, &cause));
        }
        let inner = self.typed_expr(x)?;
        let mut expr = self.convert_expr(inner, target);
        expr.pos = src.pos;
        Ok(Operand {
            expr,
            ..Operand::value(src, target, ExprKind::Zero)
        })
    }

    /// A constant as a value of a type parameter's type: it must fit each type that may stand for it.
    fn param_conversion(
        &mut self,
        x: &Operand<'a>,
        target: TypeId,
        src: &'a ast::Expr,
    ) -> Checked<Operand<'a>> {
        let name = self.type_string(target);
        let terms = self.term_types(target);
        if terms.is_empty() {
            let cause = format!("{name} does not contain specific types");
            return Err(self.cannot_convert(x, target, &cause));
        }
        let Some(value) = x.as_const().cloned() else {
            return Err(Invalid);
        };
        for term in terms {
            let text = self.is_string(x.ty) && self.is_chars(term);
            let rune = self.is_integer(x.ty) && self.is_string(term);
            if text || rune || self.is_constant_type(term) && self.represent(&value, term).is_ok() {
                continue;
            }
            let shown = self.type_string(term);
            let cause = if self.is_integer(x.ty) && self.is_integer(term) {
                format!(
                    "constant {} overflows {shown} (in {name})",
                    value.show(false)
                )
            } else {
                format!(
                    "cannot convert {} to type {shown} (in {name})",
                    self.describe(x)
                )
            };
            // The compiler has made it a value by then.
            let value = Operand {
                mode: Mode::Value,
                ..x.clone()
            };
            return Err(self.cannot_convert(&value, target, &cause));
        }
        Ok(Operand::value(src, target, ExprKind::Zero))
    }

    /// Slices of bytes or runes.
    fn is_chars(&self, ty: TypeId) -> bool {
        match self.under(ty) {
            Type::Slice(elem) => matches!(self.under(*elem), Type::Uint8 | Type::Int32),
            _ => false,
        }
    }

    /// Conversion from or to a type parameter: from and to each of its types.
    fn convertible_terms(
        &mut self,
        x: &Operand<'a>,
        target: TypeId,
        cause: String,
    ) -> Checked<Result<(), String>> {
        let list = |this: &Self, ty: TypeId| match this.is_param(ty) {
            true => this
                .set_of_param(ty)
                .terms
                .clone()
                .unwrap_or_default()
                .iter()
                .map(|term| term.ty)
                .collect(),
            false => vec![ty],
        };
        let (from, to) = (list(self, x.ty), list(self, target));
        if from.is_empty() || to.is_empty() {
            return Ok(Err(cause));
        }
        for &a in &from {
            for &b in &to {
                let each = Operand { ty: a, ..x.clone() };
                if self
                    .nested(x.pos(), |this| this.convertible(&each, b))?
                    .is_ok()
                {
                    continue;
                }
                let shown = |this: &Self, ty: TypeId, whole: TypeId| match this.is_param(whole) {
                    true => format!("{} (in {})", this.type_string(ty), this.type_string(whole)),
                    false => this.type_string(ty),
                };
                let (a, b) = (shown(self, a, x.ty), shown(self, b, target));
                return Ok(Err(format!("cannot convert {a} to type {b}")));
            }
        }
        Ok(Ok(()))
    }

    fn cannot_convert(&mut self, x: &Operand<'a>, target: TypeId, cause: &str) -> Invalid {
        let what = if x.is_nil() {
            "nil".to_owned()
        } else {
            self.describe(x)
        };
        let cause = if cause.is_empty() {
            String::new()
        } else {
            format!(": {cause}")
        };
        let text = format!(
            "cannot convert {what} to type {}{cause}",
            self.type_string(target)
        );
        self.error(x.pos(), text)
    }

    /// The type without the tags of its structs, in all that is not a declared type: conversions do not look at them.
    fn untagged(&mut self, ty: TypeId) -> TypeId {
        if !self.types.has_tags() {
            return ty;
        }
        let each = |this: &mut Self, list: &[TypeId]| -> Vec<TypeId> {
            list.iter().map(|&ty| this.untagged(ty)).collect()
        };
        let plain = match self.types.get(ty).clone() {
            Type::Pointer(elem) => {
                // What a pointer points to may be converted, too, by its structure.
                let elem = match self.types.get(elem) {
                    Type::Named(_) => elem,
                    _ => self.untagged(elem),
                };
                Type::Pointer(elem)
            }
            Type::Slice(elem) => Type::Slice(self.untagged(elem)),
            Type::Array { elem, len } => Type::Array {
                elem: self.untagged(elem),
                len,
            },
            Type::Chan { elem, dir } => Type::Chan {
                elem: self.untagged(elem),
                dir,
            },
            Type::Map { key, elem } => Type::Map {
                key: self.untagged(key),
                elem: self.untagged(elem),
            },
            Type::Func(sig) => Type::Func(Signature {
                params: each(self, &sig.params),
                results: each(self, &sig.results),
                variadic: sig.variadic,
            }),
            Type::Struct(mut fields) => {
                for field in &mut fields {
                    field.ty = self.untagged(field.ty);
                    field.tag.clear();
                }
                Type::Struct(fields)
            }
            _ => return ty,
        };
        self.types.intern(plain)
    }

    /// Whether a typed value may be converted to `target`.
    fn convertible(&mut self, x: &Operand<'a>, target: TypeId) -> Checked<Result<(), String>> {
        let cause = match self.assignable(x, target)? {
            Ok(()) => return Ok(Ok(())),
            Err(cause) => cause,
        };
        let (from, to) = (
            self.types.underlying_id(x.ty),
            self.types.underlying_id(target),
        );
        let (from, to) = (self.untagged(from), self.untagged(to));
        let pointed = match (self.types.get(from), self.types.get(to)) {
            (Type::Pointer(a), Type::Pointer(b)) => {
                let (a, b) = (self.types.underlying_id(*a), self.types.underlying_id(*b));
                (self.untagged(a), self.untagged(b))
            }
            _ => (from, to),
        };
        let numeric = self.is_numeric(from)
            && self.is_numeric(to)
            && self.is_complex(from) == self.is_complex(to);
        if self.is_param(x.ty) || self.is_param(target) {
            return self.convertible_terms(x, target, cause);
        }
        let ok = from == to
            || numeric
            || self.is_integer(from) && self.is_string(to)
            || self.is_chars(from) && self.is_string(to)
            || self.is_string(from) && self.is_chars(to)
            || match (self.types.get(from), self.types.get(to)) {
                (Type::Pointer(_), Type::Pointer(_)) => {
                    !self.is_named(x.ty) && !self.is_named(target) && pointed.0 == pointed.1
                }
                (Type::UnsafePointer, Type::Pointer(_) | Type::Uintptr) => true,
                (Type::Pointer(_) | Type::Uintptr, Type::UnsafePointer) => true,
                (Type::Slice(elem), Type::Array { elem: other, .. }) => {
                    if elem == other && !self.has(Feature::SliceToArray) {
                        return Ok(Err(Feature::SliceToArray.requires()));
                    }
                    elem == other
                }
                (Type::Slice(elem), Type::Pointer(base)) => {
                    matches!(self.under(*base), Type::Array { elem: other, .. } if other == elem)
                }
                _ => false,
            };
        Ok(if ok { Ok(()) } else { Err(cause) })
    }
}
