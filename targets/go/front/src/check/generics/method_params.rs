//! Methods with type parameters of their own (Go 1.27), as functions of generic declarations: one for each type that has
//! the method, instances included.
//!
//! Follows `types2/call.go` (`selector`, `funcInst`) in purpose and, for what such a method is when it is not called,
//! cmd/compile/internal/noder/reader.go (`funcInst`, `methodExpr`): gc makes a function literal of it, which takes a number
//! from those of the function around, and which no traceback shows but where it is at fault itself.
//!
//! Invariant: such a method has no function without type arguments ([`NO_FUNC`]), and is in no method table.

use crate::check::expressions::operand::{Mode, Operand};
use crate::check::generics::generic::GenericDecl;
use crate::check::objects::ids::{DeclId, GenericId, NO_FUNC};
use crate::check::typing::lookup::{Found, What};
use crate::check::typing::method_tables::Target;
use crate::check::{Checked, Checker, Env, Invalid};
use crate::diag::Pos;
use crate::syntax::ast;
use crate::tast::{Expr, ExprKind, FuncId, MethodRef};
use crate::types::{NamedId, Type, TypeId};

impl<'a> Checker<'a> {
    /// The generic declaration that a method of a declared type is.
    pub(crate) fn method_generic(
        &mut self,
        named: NamedId,
        decl: &'a ast::FuncDecl,
    ) -> Checked<GenericId> {
        let at = (named, decl.pos);
        if let Some(&id) = self.method_generics.get(&at) {
            return Ok(id);
        }
        let data = &self.named[named.0 as usize];
        let (package, origin) = (data.package, data.origin.is_some());
        let open = self.types.named(named).open;
        let scope = self.method_scope(named, decl);
        let args = self.types.named(named).args.clone();
        let env = Env {
            open: true,
            instance: origin && !open,
            ..Env::top(package, scope, self.env.decl)
        };
        let outer = std::mem::replace(&mut self.env, env);
        let name = &decl.name;
        let id = self.add_generic(&name.name, name.pos, GenericDecl::Method(decl, named));
        self.method_generics.insert(at, id);
        self.generics[id.0 as usize].open = open;
        // The receiver's names stand beside those of the method's own parameters.
        self.env.scope = self.generic(id).inner;
        let names = self.receiver_names.get(&decl.pos).cloned();
        for ((name, pos), arg) in names.unwrap_or_default().into_iter().zip(args) {
            self.enter_param(name, pos, arg);
        }
        let sig = self.nested(decl.pos, |this| {
            this.constrain(id, &decl.type_params);
            this.env.scope = this.generic(id).inner;
            let sig = this.signature_of(&decl.ty)?;
            this.intern(decl.pos, Type::Func(sig))
        });
        if decl.body.is_none() {
            self.error(name.pos, "generic function is missing function body");
        }
        self.env = outer;
        self.generics[id.0 as usize].sig = Some(sig?);
        Ok(id)
    }

    /// The generic declaration that the method is, if it has type parameters.
    pub(crate) fn generic_method(
        &mut self,
        named: NamedId,
        name: &str,
    ) -> Checked<Option<GenericId>> {
        match self.method(named, name) {
            Some(method) if !method.decl.type_params.is_empty() => {
                self.method_generic(named, method.decl).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// `x.m`, without its type arguments.
    pub(crate) fn generic_method_value(
        &mut self,
        src: &'a ast::Expr,
        recv: Expr,
        id: GenericId,
    ) -> Checked<Operand<'a>> {
        let ty = self.generic(id).sig.ok_or(Invalid)?;
        let kind = ExprKind::MethodValue {
            recv: Box::new(recv),
            method: MethodRef::Static(NO_FUNC),
        };
        Ok(Operand::new(
            src,
            Mode::GenericFunc(id, Vec::new()),
            ty,
            kind,
        ))
    }

    /// `T.m`, without its type arguments: a generic declaration with the receiver as first parameter.
    pub(crate) fn generic_method_expr(
        &mut self,
        src: &'a ast::Expr,
        recv: TypeId,
        found: Found,
        method: GenericId,
    ) -> Checked<Operand<'a>> {
        let generic = self.generic(method);
        let (name, pos, sig) = (generic.name, generic.pos, generic.sig.ok_or(Invalid)?);
        let (params, package) = (generic.params.clone(), generic.package);
        let mut sig = self.signature(sig).ok_or(Invalid)?;
        sig.params.insert(0, recv);
        let sig = self.intern(src.pos, Type::Func(sig))?;
        let open = self.types.is_open(recv);
        let known = (self.generics.iter()).position(|generic| match &generic.decl {
            GenericDecl::MethodExpr(other) => other.recv == recv && other.method == method,
            _ => false,
        });
        let id = match known {
            Some(at) => GenericId(at as u32),
            None => {
                let expr = MethodExpr {
                    recv,
                    method,
                    found,
                };
                self.add_generic(name, pos, GenericDecl::MethodExpr(Box::new(expr)))
            }
        };
        let generic = &mut self.generics[id.0 as usize];
        (generic.params, generic.sig, generic.constraining) = (params, Some(sig), false);
        (generic.package, generic.open) = (package, open);
        Ok(Operand::new(
            src,
            Mode::GenericFunc(id, Vec::new()),
            sig,
            ExprKind::Zero,
        ))
    }

    /// What `x`, which names something generic, is with these type arguments, and its type. Where it is not called, a
    /// method becomes a literal.
    pub(crate) fn with_type_args(
        &mut self,
        x: &Operand<'a>,
        id: GenericId,
        args: &[TypeId],
        pos: Pos,
        called: bool,
    ) -> Checked<(ExprKind, TypeId)> {
        if let GenericDecl::MethodExpr(expr) = &self.generic(id).decl {
            let expr = expr.clone();
            let symbol = self.literal_symbol();
            let sig = self.generic(id).sig.ok_or(Invalid)?;
            let params = self.generic(id).params.clone();
            let ty = self.subst_args(pos, sig, &params, args)?;
            let (target, _) = self.instance_func(expr.method, args, pos)?;
            let func = self.method_literal(&expr, target, ty, symbol)?;
            return Ok((ExprKind::Func(func), ty));
        }
        let (func, ty) = self.instance_func(id, args, pos)?;
        let kind = match &x.expr.kind {
            ExprKind::MethodValue { recv, .. } => {
                if !called {
                    self.literal_symbol();
                }
                ExprKind::MethodValue {
                    recv: recv.clone(),
                    method: MethodRef::Static(func),
                }
            }
            _ => ExprKind::Func(func),
        };
        Ok((kind, ty))
    }

    /// The function that a method expression is: the method itself, if it takes just that receiver.
    fn method_literal(
        &mut self,
        expr: &MethodExpr,
        target: FuncId,
        ty: TypeId,
        symbol: String,
    ) -> Checked<FuncId> {
        let What::Method(named) = expr.found.what else {
            return Err(Invalid);
        };
        let generic = self.generic(expr.method);
        let pointer = self.method_pointer(named, generic.name);
        let same = expr.found.path.is_empty() && pointer == self.pointer_base(expr.recv).is_some();
        if target == NO_FUNC || same {
            return Ok(target);
        }
        let mut sig = self.signature(ty).ok_or(Invalid)?;
        sig.params.remove(0);
        let called = Target::Instance {
            func: target,
            pointer,
        };
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(None);
        let literal = self.forwarder(expr.recv, symbol, &expr.found, &sig, called)?;
        self.funcs[func.0 as usize] = Some(literal);
        self.depend(DeclId::Func(target));
        Ok(func)
    }
}

/// `T.m` of a method with type parameters.
#[derive(Clone)]
pub(crate) struct MethodExpr {
    /// The type that is named.
    recv: TypeId,
    /// The method.
    method: GenericId,
    /// How it is found in the type.
    found: Found,
}
