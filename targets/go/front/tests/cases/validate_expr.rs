//! Expressions and calls of [`super::program`]'s walk.

use tearpoint_front::tast::{
    BinOp, Call, Callee, CaptureSource, Const, Expr, ExprKind, FuncId, LocalId, MethodRef,
};
use tearpoint_front::types::{Type, TypeId, Types};

use super::{Valid, Walk, ensure};

impl Walk<'_> {
    pub(super) fn expr(&self, x: &Expr) -> Valid {
        self.typed(x.ty)?;
        self.kind(x)
            .map_err(|fault| format!("{fault} [{}]", self.types().name(x.ty)))
    }

    fn kind(&self, x: &Expr) -> Valid {
        match &x.kind {
            ExprKind::Const(value) => self.constant(value, x.ty),
            ExprKind::Zero | ExprKind::Blank => Ok(()),
            ExprKind::Local(local) => match self.func.locals.get(local.0 as usize) {
                Some(local) => self.same("local", local.ty, x.ty),
                None => Err("no such local".to_owned()),
            },
            ExprKind::Capture(index) => match self.func.captures.get(*index as usize) {
                Some(capture) => self.same("capture", capture.ty, x.ty),
                None => Err("no such capture".to_owned()),
            },
            ExprKind::Global(global) => {
                self.same("global", self.program.globals[global.0 as usize].ty, x.ty)
            }
            ExprKind::Func(func) => self.func_value(*func, x.ty, 0),
            ExprKind::Closure { func, captures } => {
                let inner = &self.program.funcs[func.0 as usize];
                ensure(inner.captures.len() == captures.len(), || {
                    "captures".to_owned()
                })?;
                for (capture, source) in inner.captures.iter().zip(captures) {
                    let (ty, boxed) = match source {
                        CaptureSource::Local(local) => {
                            let local = &self.func.locals[local.0 as usize];
                            (local.ty, local.boxed)
                        }
                        CaptureSource::Capture(index) => {
                            (self.func.captures[*index as usize].ty, true)
                        }
                    };
                    ensure(boxed, || format!("{} is not boxed", capture.name))?;
                    self.same("capture source", capture.ty, ty)?;
                }
                self.func_value(*func, x.ty, 0)
            }
            ExprKind::Unary(_, inner) => {
                self.same("unary", inner.ty, x.ty)?;
                self.expr(inner)
            }
            ExprKind::Binary(op, left, right) => {
                self.expr(left)?;
                self.expr(right)?;
                self.same("left operand", left.ty, x.ty)?;
                if matches!(op, BinOp::Shl | BinOp::Shr) {
                    return self.integer(right.ty);
                }
                self.same("operands", left.ty, right.ty)
            }
            ExprKind::Compare(_, left, right) => {
                ensure(matches!(self.under(x.ty), Type::Bool), || {
                    "comparison".to_owned()
                })?;
                self.expr(left)?;
                self.expr(right)?;
                self.same("compared", left.ty, right.ty)
            }
            ExprKind::AndAnd(left, right) | ExprKind::OrOr(left, right) => {
                self.same("and/or", left.ty, x.ty)?;
                self.boolean(left)?;
                self.boolean(right)
            }
            ExprKind::Convert(inner) => {
                ensure(inner.ty != x.ty, || {
                    "conversion to the same type".to_owned()
                })?;
                self.expr(inner)
            }
            ExprKind::Call(call) => self.call(call, Some(x.ty)),
            ExprKind::Deref(inner) => {
                self.expr(inner)?;
                match self.under(inner.ty) {
                    Type::Pointer(base) => self.same("dereference", *base, x.ty),
                    _ => Err("dereference".to_owned()),
                }
            }
            ExprKind::AddrOf(inner) => self.address_of(inner, x.ty),
            ExprKind::Field(inner, index) => {
                self.expr(inner)?;
                match self.under(inner.ty) {
                    Type::Struct(fields) => self.same("field", fields[*index as usize].ty, x.ty),
                    _ => Err("field of no struct".to_owned()),
                }
            }
            ExprKind::Index(inner, index) => {
                self.expr(inner)?;
                self.expr(index)?;
                self.integer(index.ty)?;
                match self.under(inner.ty) {
                    Type::Array { elem, .. } | Type::Slice(elem) => {
                        self.same("element", *elem, x.ty)
                    }
                    Type::String => self.same("byte", Types::UINT8, x.ty),
                    _ => Err("index".to_owned()),
                }
            }
            _ => self.rest(x),
        }
    }

    fn address_of(&self, inner: &Expr, ty: TypeId) -> Valid {
        self.expr(inner)?;
        let literal = matches!(
            inner.kind,
            ExprKind::StructLit(_) | ExprKind::ElemsLit { .. } | ExprKind::MapLit(_)
        );
        if !literal && !matches!(inner.kind, ExprKind::AddrOf(_)) {
            self.place(inner)?;
            self.boxed(inner)?;
        }
        match self.under(ty) {
            Type::Pointer(base) => self.same("address", *base, inner.ty),
            _ => Err("address".to_owned()),
        }
    }

    fn boxed(&self, x: &Expr) -> Valid {
        match &x.kind {
            ExprKind::Local(local) => ensure(self.func.locals[local.0 as usize].boxed, || {
                "address of a local not boxed".to_owned()
            }),
            ExprKind::Field(inner, _) => self.boxed(inner),
            ExprKind::Index(inner, _) if matches!(self.under(inner.ty), Type::Array { .. }) => {
                self.boxed(inner)
            }
            _ => Ok(()),
        }
    }

    fn rest(&self, x: &Expr) -> Valid {
        match &x.kind {
            ExprKind::MapIndex { map, key, comma_ok } => {
                self.expr(map)?;
                self.expr(key)?;
                let Type::Map { key: k, elem } = self.under(map.ty) else {
                    return Err("map".to_owned());
                };
                self.same("map key", *k, key.ty)?;
                self.maybe_tuple(*elem, x.ty, *comma_ok)
            }
            ExprKind::SliceOf {
                x: inner,
                lo,
                hi,
                max,
            } => {
                self.expr(inner)?;
                for bound in [lo, hi, max].into_iter().flatten() {
                    self.expr(bound)?;
                    self.integer(bound.ty)?;
                }
                match self.under(inner.ty) {
                    Type::Slice(_) | Type::String => self.same("slice", inner.ty, x.ty),
                    Type::Pointer(_) => Ok(()),
                    _ => Err("slice".to_owned()),
                }
            }
            ExprKind::TypeAssert {
                x: inner,
                ty,
                comma_ok,
            } => {
                self.expr(inner)?;
                self.maybe_tuple(*ty, x.ty, *comma_ok)
            }
            ExprKind::Recv { chan, comma_ok } => {
                self.expr(chan)?;
                let Type::Chan { elem, .. } = self.under(chan.ty) else {
                    return Err("receive".to_owned());
                };
                self.maybe_tuple(*elem, x.ty, *comma_ok)
            }
            ExprKind::StructLit(values) => {
                let Type::Struct(fields) = self.under(x.ty) else {
                    return Err("struct literal".to_owned());
                };
                values.iter().try_for_each(|(index, value)| {
                    self.same("field value", fields[*index as usize].ty, value.ty)?;
                    self.expr(value)
                })
            }
            ExprKind::ElemsLit { len, elems } => {
                let (Type::Array { elem, .. } | Type::Slice(elem)) = self.under(x.ty) else {
                    return Err("literal".to_owned());
                };
                elems.iter().try_for_each(|(index, value)| {
                    ensure(index < len, || "literal index".to_owned())?;
                    self.same("element value", *elem, value.ty)?;
                    self.expr(value)
                })
            }
            ExprKind::MapLit(values) => {
                let Type::Map { key, elem } = self.under(x.ty) else {
                    return Err("map literal".to_owned());
                };
                values.iter().try_for_each(|(k, v)| {
                    self.same("key", *key, k.ty)?;
                    self.same("value", *elem, v.ty)?;
                    self.expr(k)?;
                    self.expr(v)
                })
            }
            ExprKind::MethodValue { recv, method } => {
                self.expr(recv)?;
                match method {
                    MethodRef::Static(func) => {
                        self.same("receiver", self.param(*func, 0), recv.ty)?;
                        self.func_value(*func, x.ty, 1)
                    }
                    MethodRef::Interface(name) => self.interface_method(recv.ty, name),
                }
            }
            ExprKind::Block(stmts, value) => {
                self.stmts(stmts)?;
                self.same("block", value.ty, x.ty)?;
                self.expr(value)
            }
            _ => Ok(()),
        }
    }

    fn maybe_tuple(&self, ty: TypeId, whole: TypeId, comma_ok: bool) -> Valid {
        match self.types().get(whole) {
            Type::Tuple(items) if comma_ok => {
                ensure(*items == [ty, Types::BOOL], || "comma-ok tuple".to_owned())
            }
            _ if comma_ok => Err("comma-ok".to_owned()),
            _ => self.same("value", ty, whole),
        }
    }

    fn constant(&self, value: &Const, ty: TypeId) -> Valid {
        use Type::*;
        let range = |lo: i128, hi: i128, n: i128| n >= lo && n <= hi;
        let ok = match (value, self.under(ty)) {
            (Const::Bool(_), Bool) | (Const::Str(_), String) | (Const::Float(_), Float64) => true,
            (Const::Float(x), Float32) => f64::from(*x as f32) == *x,
            (Const::Int(n), Int | Int64) => range(i64::MIN.into(), i64::MAX.into(), *n),
            (Const::Int(n), Int8) => range(-128, 127, *n),
            (Const::Int(n), Int16) => range(i16::MIN.into(), i16::MAX.into(), *n),
            (Const::Int(n), Int32) => range(i32::MIN.into(), i32::MAX.into(), *n),
            (Const::Int(n), Uint | Uint64 | Uintptr) => range(0, u64::MAX.into(), *n),
            (Const::Int(n), Uint8) => range(0, 255, *n),
            (Const::Int(n), Uint16) => range(0, 65535, *n),
            (Const::Int(n), Uint32) => range(0, u32::MAX.into(), *n),
            _ => false,
        };
        ensure(ok, || {
            format!("constant {value:?} of type {}", self.types().name(ty))
        })
    }

    fn param(&self, func: FuncId, index: usize) -> TypeId {
        let func = &self.program.funcs[func.0 as usize];
        func.locals[func.params[index].0 as usize].ty
    }

    fn func_value(&self, func: FuncId, ty: TypeId, skip: usize) -> Valid {
        let Type::Func(sig) = self.under(ty) else {
            return Err("function value".to_owned());
        };
        let func = &self.program.funcs[func.0 as usize];
        let params: Vec<TypeId> = func
            .params
            .iter()
            .skip(skip)
            .map(|p| func.locals[p.0 as usize].ty)
            .collect();
        let results: Vec<TypeId> = func
            .results
            .iter()
            .map(|p| func.locals[p.0 as usize].ty)
            .collect();
        ensure(params == sig.params && results == sig.results, || {
            format!("signature of {}", func.symbol)
        })
    }

    fn interface_method(&self, ty: TypeId, name: &str) -> Valid {
        let Type::Interface(methods) = self.under(ty) else {
            return Err("interface".to_owned());
        };
        ensure(methods.iter().any(|(method, _)| method == name), || {
            format!("no method {name}")
        })
    }

    pub(super) fn call(&self, call: &Call, ty: Option<TypeId>) -> Valid {
        call.args.iter().try_for_each(|arg| self.expr(arg))?;
        let (params, results) = match &call.callee {
            Callee::Static(func) => {
                let func = &self.program.funcs[func.0 as usize];
                let of = |ids: &[LocalId]| {
                    ids.iter()
                        .map(|id| func.locals[id.0 as usize].ty)
                        .collect::<Vec<_>>()
                };
                (of(&func.params), of(&func.results))
            }
            Callee::Value(value) => {
                self.expr(value)?;
                let Type::Func(sig) = self.under(value.ty) else {
                    return Err("called value".to_owned());
                };
                (sig.params.clone(), sig.results.clone())
            }
            Callee::Interface { recv, method } => {
                self.expr(recv)?;
                self.interface_method(recv.ty, method)?;
                let Type::Interface(methods) = self.under(recv.ty) else {
                    return Err("interface".to_owned());
                };
                let sig = methods
                    .iter()
                    .find(|(name, _)| name == method)
                    .map(|(_, sig)| sig.clone());
                let Some(sig) = sig else {
                    return Err("method".to_owned());
                };
                (sig.params, sig.results)
            }
            Callee::Builtin(_) | Callee::Runtime(_) => return Ok(()),
        };
        ensure(params.len() == call.args.len(), || {
            "argument count".to_owned()
        })?;
        call.args
            .iter()
            .zip(&params)
            .try_for_each(|(arg, &ty)| self.same("argument", ty, arg.ty))?;
        match (ty, results.as_slice()) {
            (None, _) => Ok(()),
            (Some(ty), [one]) => self.same("result", *one, ty),
            (Some(ty), many) => match self.types().get(ty) {
                Type::Tuple(items) => ensure(items == many, || "results".to_owned()),
                _ => Err("results".to_owned()),
            },
        }
    }
}
