//! Selectors: fields, methods, members of packages, and methods of types as functions.
//!
//! Follows `types2/call.go` (`selector`).

use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::ids::DeclId;
use crate::check::objects::object::{BuiltinFn, Kind};
use crate::check::typing::lookup::{NotFound, What};
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, ExprKind as Ast, Ident};
use crate::syntax::print;
use crate::tast::{Builtin, Expr, ExprKind, MethodRef};
use crate::types::{Type, Types};
use crate::version::Feature;

impl<'a> Checker<'a> {
    pub(crate) fn selector(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let Ast::Selector(inner, name) = &src.kind else {
            return Err(Invalid);
        };
        if let Ast::Name(package) = &inner.kind
            && let Some(id) = self.lookup(package)
            && let Kind::Package(target) = self.object(id).kind
        {
            self.object_mut(id).used = true;
            return self.package_member(src, target, name);
        }
        let x = self.raw_expr(inner)?;
        if name.name == "_" {
            return Err(self.error(name.pos, "cannot refer to blank field or method"));
        }
        if matches!(x.mode, Mode::Type) {
            return self.method_expr(src, x, name);
        }
        if let Mode::Builtin(_) = x.mode {
            let what = self.describe(&x);
            let pos = Pos {
                column: name.pos.column.saturating_sub(1).max(1),
                ..name.pos
            };
            return Err(self.error(pos, format!("cannot select on {what}")));
        }
        let x = self.single(x)?;
        let found = match self.lookup_member(x.ty, &name.name) {
            Ok(found) => found,
            Err(why) => return Err(self.no_member(&x, name, why)),
        };
        let addressable = matches!(x.mode, Mode::Var);
        let base_text = x.ty;
        let expr = self.typed_expr(x)?;
        let through_pointer = found.indirect || self.pointer_base(base_text).is_some();
        let target = self.follow(expr, &found.path);
        match found.what {
            What::Field(index, ty) => {
                let target = self.deref_base(target);
                let mode = if addressable || through_pointer {
                    Mode::Var
                } else {
                    Mode::Value
                };
                let expr = Expr {
                    kind: ExprKind::Field(Box::new(target), index),
                    ty,
                    pos: src.pos,
                };
                Ok(Operand {
                    mode,
                    ty,
                    expr,
                    src,
                })
            }
            What::Abstract(sig) => {
                let ty = self.intern(src.pos, Type::Func(sig))?;
                let method = MethodRef::Interface(name.name.clone());
                Ok(Operand::value(
                    src,
                    ty,
                    ExprKind::MethodValue {
                        recv: Box::new(target),
                        method,
                    },
                ))
            }
            What::Method(id) => {
                let ty = self.method_sig(id, &name.name)?;
                let Some(method) = self.method(id, &name.name) else {
                    return Err(Invalid);
                };
                if method.decl.type_params.is_empty() {
                    self.depend(DeclId::Func(method.func));
                }
                if method.pointer && !addressable && !through_pointer {
                    let text = self.type_string(base_text);
                    return Err(self.error(
                        name.pos,
                        format!("cannot call pointer method {} on {text}", name.name),
                    ));
                }
                let recv = self.adjust_receiver(target, method.pointer)?;
                if let Some(generic) = self.generic_method(id, &name.name)? {
                    return self.generic_method_value(src, recv, generic);
                }
                let recv = Box::new(recv);
                let method = MethodRef::Static(method.func);
                Ok(Operand::value(
                    src,
                    ty,
                    ExprKind::MethodValue { recv, method },
                ))
            }
        }
    }

    fn no_member(&mut self, x: &Operand<'a>, name: &Ident, why: NotFound) -> Invalid {
        let (text, sel) = (print::expr(x.src), &name.name);
        let ty = self.type_string(x.ty);
        if why == NotFound::Ambiguous {
            return self.error(name.pos, format!("ambiguous selector {text}.{sel}"));
        }
        if self
            .pointer_base(x.ty)
            .is_some_and(|base| self.is_interface(base))
        {
            let text = format!(
                "{text}.{sel} undefined (type {ty} is pointer to interface, not interface)"
            );
            return self.error(name.pos, text);
        }
        if matches!(self.types.get(x.ty), Type::Pointer(base) if self.is_param(*base)) {
            let text = format!(
                "{text}.{sel} undefined (type {ty} is pointer to type parameter, not type parameter)"
            );
            return self.error(name.pos, text);
        }
        let mut reason = format!("type {ty} has no field or method {sel}");
        if why == NotFound::Unexported {
            reason = format!("cannot refer to unexported field or method {sel}");
        } else {
            // The same name with the first letter in the other case.
            let mut chars = sel.chars();
            let first = chars.next().unwrap_or('_');
            let other = if first.is_uppercase() {
                first.to_lowercase().chain(chars).collect::<String>()
            } else {
                first.to_uppercase().chain(chars).collect()
            };
            match self.lookup_member(x.ty, &other).map(|found| found.what) {
                Ok(What::Field(..)) => reason.push_str(&format!(", but does have field {other}")),
                Ok(_) => reason.push_str(&format!(", but does have method {other}")),
                Err(_) => {}
            }
        }
        self.error(name.pos, format!("{text}.{sel} undefined ({reason})"))
    }

    fn package_member(
        &mut self,
        src: &'a ast::Expr,
        target: usize,
        name: &'a Ident,
    ) -> Checked<Operand<'a>> {
        if target == usize::MAX {
            return self.unsafe_member(src, name);
        }
        let exported = name.name.chars().next().is_some_and(char::is_uppercase);
        let scope = self.packages[target].scope;
        match self.lookup_in(scope, &name.name) {
            Some(id) if exported && !matches!(self.object(id).kind, Kind::Package(_)) => {
                let kind = self.resolved(id, src.pos)?;
                self.object_operand(src, kind)
            }
            Some(_) => {
                let package = self.packages[target].name;
                Err(self.error(
                    name.pos,
                    format!("name {} not exported by package {package}", name.name),
                ))
            }
            None if exported => {
                // Real Go may well have it.
                Err(self.unsupported(name.pos, print::expr(src)))
            }
            None => Err(self.error(name.pos, format!("undefined: {}", print::expr(src)))),
        }
    }

    fn unsafe_member(&mut self, src: &'a ast::Expr, name: &'a Ident) -> Checked<Operand<'a>> {
        if matches!(name.name.as_str(), "SliceData" | "String" | "StringData")
            && !self.has(Feature::UnsafeStrings)
        {
            let requires = Feature::UnsafeStrings.requires();
            return Err(self.error(src.pos, format!("unsafe.{} {requires}", name.name)));
        }
        let builtin = match name.name.as_str() {
            "Pointer" => {
                return Ok(Operand::new(
                    src,
                    Mode::Type,
                    Types::UNSAFE_POINTER,
                    ExprKind::Zero,
                ));
            }
            "Sizeof" => BuiltinFn::Sizeof,
            "Alignof" => BuiltinFn::Alignof,
            "Offsetof" => BuiltinFn::Offsetof,
            "Add" => BuiltinFn::Plain(Builtin::UnsafeAdd),
            "Slice" => BuiltinFn::Plain(Builtin::UnsafeSlice),
            "SliceData" => BuiltinFn::Plain(Builtin::UnsafeSliceData),
            "String" => BuiltinFn::Plain(Builtin::UnsafeString),
            "StringData" => BuiltinFn::Plain(Builtin::UnsafeStringData),
            _ => return Err(self.error(name.pos, format!("undefined: {}", print::expr(src)))),
        };
        self.object_operand(src, Kind::Builtin(builtin))
    }

    /// `T.Method`: a function with the receiver as first parameter.
    fn method_expr(
        &mut self,
        src: &'a ast::Expr,
        x: Operand<'a>,
        name: &'a Ident,
    ) -> Checked<Operand<'a>> {
        let ty = self.type_string(x.ty);
        let found = match self.lookup_member(x.ty, &name.name) {
            Ok(found) if !matches!(found.what, What::Field(..)) => found,
            other => {
                let what = if other.is_ok() {
                    "method"
                } else {
                    "field or method"
                };
                let text = format!(
                    "{0}.{1} undefined (type {0} has no {what} {1})",
                    ty, name.name
                );
                return Err(self.error(name.pos, text));
            }
        };
        let sig = match &found.what {
            What::Method(id) => {
                if let Some(method) = self.method(*id, &name.name) {
                    if method.decl.type_params.is_empty() {
                        self.depend(DeclId::Func(method.func));
                    }
                    if method.pointer && !found.indirect {
                        let text = format!(
                            "invalid method expression {ty}.{0} (needs pointer receiver (*{ty}).{0})",
                            name.name
                        );
                        return Err(self.error(name.pos, text));
                    }
                }
                let sig = self.method_sig(*id, &name.name)?;
                if let Some(generic) = self.generic_method(*id, &name.name)? {
                    return self.generic_method_expr(src, x.ty, found, generic);
                }
                self.signature(sig)
            }
            What::Abstract(sig) => Some(sig.clone()),
            What::Field(..) => None,
        };
        let mut sig = sig.ok_or(Invalid)?;
        sig.params.insert(0, x.ty);
        let sig = self.intern(src.pos, Type::Func(sig))?;
        let func = self.method_func(x.ty, &name.name)?;
        Ok(Operand::value(src, sig, ExprKind::Func(func)))
    }
}
