//! Method tables: for each type that gets into an interface, the functions that take exactly that type as receiver.
//!
//! Where no declared method does, a wrapper is made, as by `methodWrapper` of cmd/compile/internal/reflectdata.

use std::collections::BTreeSet;

use crate::check::objects::ids::NO_FUNC;
use crate::check::typing::lookup::{Found, What};
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::library::{REFLECT, REFLECTION};
use crate::provided::{self, Provided};
use crate::tast::{Call, Callee, Const, Expr, ExprKind, Func, FuncId, LocalId, Stmt, StmtKind};
use crate::token::CmpOp;
use crate::types::{Signature, Type, TypeId, Types};

/// A value method was called through a nil pointer.
const PANIC_WRAP: &Provided = provided::row("runtime.panicwrap");

/// What a forwarding function calls.
#[derive(Clone, Copy)]
pub(crate) enum Target<'n> {
    /// The method of that name, declared or of an interface.
    Method(&'n str),
    /// An instance of a method with type parameters; whether its receiver is a pointer.
    Instance { func: FuncId, pointer: bool },
}

impl Checker<'_> {
    /// Notes that values of `ty` get into interfaces.
    pub(crate) fn need_methods(&mut self, ty: TypeId) {
        if !self.is_interface(ty) && !self.types.is_open(ty) {
            self.with_methods.insert(ty);
        }
    }

    /// Fills the program's method tables. Bodies that this is the first to need are queued; once they are checked,
    /// more may be wanted.
    pub(crate) fn fill_methods(&mut self) {
        let called = self.called_by_name();
        let has = |path: &str| self.packages.iter().any(|package| package.path == path);
        let mut wanted = match REFLECTION.iter().any(|path| has(path)) {
            true => self.parts(&self.with_methods),
            false => self.with_methods.clone(),
        };
        if has(REFLECT) {
            // It makes pointers to values whose methods it looks for.
            let declared = |ty: &TypeId| matches!(self.types.get(*ty), Type::Named(_));
            for ty in wanted
                .clone()
                .into_iter()
                .filter(declared)
                .collect::<Vec<_>>()
            {
                wanted.extend(self.pointer_to(Pos::START, ty));
            }
        }
        for ty in wanted {
            if self.is_interface(ty) {
                continue;
            }
            let library = self.of_library(ty);
            for name in self.method_names(ty) {
                if library && !called.contains(&name) {
                    continue;
                }
                let Ok(found) = self.lookup_member_anywhere(ty, &name) else {
                    continue;
                };
                let in_set = match &found.what {
                    What::Field(..) => false,
                    What::Abstract(_) => true,
                    What::Method(id) if matches!(self.generic_method(*id, &name), Ok(None)) => {
                        found.indirect || !self.method_pointer(*id, &name)
                    }
                    What::Method(_) => false,
                };
                if in_set
                    && !self.methods.contains_key(&(ty, name.clone()))
                    && let Ok(func) = self.method_func(ty, &name)
                    // Types that depend on type parameters have no values.
                    && func != NO_FUNC
                {
                    self.methods.insert((ty, name), func);
                }
            }
        }
    }

    /// Names of methods that some interface has. Panics ask for the last two.
    fn called_by_name(&self) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = (0..self.types.len() as u32)
            .filter_map(|index| match self.types.get(TypeId(index)) {
                Type::Interface(methods) => Some(methods),
                _ => None,
            })
            .flatten()
            .map(|(name, _)| name.clone())
            .collect();
        names.extend(["Error".to_owned(), "String".to_owned()]);
        names
    }

    /// Whether a library declares the type, or what it points to.
    fn of_library(&self, ty: TypeId) -> bool {
        let base = self.pointer_base(ty).unwrap_or(ty);
        match self.types.get(base) {
            Type::Named(id) => self
                .packages
                .get(self.named[id.0 as usize].package)
                .is_some_and(|package| package.library),
            _ => false,
        }
    }

    /// The types, and those of all that reflection can reach from their values.
    fn parts(&self, types: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
        let mut seen = BTreeSet::new();
        let mut work: Vec<TypeId> = types.iter().copied().collect();
        while let Some(ty) = work.pop() {
            if !seen.insert(ty) {
                continue;
            }
            match self.under(ty) {
                Type::Pointer(elem)
                | Type::Slice(elem)
                | Type::Array { elem, .. }
                | Type::Chan { elem, .. } => work.push(*elem),
                Type::Map { key, elem } => work.extend([*key, *elem]),
                Type::Struct(fields) => work.extend(fields.iter().map(|field| field.ty)),
                _ => {}
            }
        }
        seen
    }

    /// The function that takes a receiver of exactly type `ty` for method `name`.
    pub(crate) fn method_func(&mut self, ty: TypeId, name: &str) -> Checked<FuncId> {
        if self.types.is_open(ty) {
            return Ok(NO_FUNC);
        }
        if let Some(&func) = self.method_wrappers.get(&(ty, name.to_owned())) {
            return Ok(func);
        }
        let found = self.lookup_member_anywhere(ty, name).map_err(|_| Invalid)?;
        if let What::Method(id) = found.what
            && found.path.is_empty()
            && let Some(method) = self.method(id, name)
            && method.pointer == self.pointer_base(ty).is_some()
        {
            let func = method.func;
            self.reach(func);
            return Ok(func);
        }
        let sig = match &found.what {
            What::Method(id) => {
                let sig = self.method_sig(*id, name)?;
                self.signature(sig).ok_or(Invalid)?
            }
            What::Abstract(sig) => sig.clone(),
            What::Field(..) => return Err(Invalid),
        };
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(None);
        self.method_wrappers.insert((ty, name.to_owned()), func);
        let wrapper = self.wrapper(ty, name, &found, &sig)?;
        self.funcs[func.0 as usize] = Some(wrapper);
        Ok(func)
    }

    fn wrapper(&mut self, ty: TypeId, name: &str, found: &Found, sig: &Signature) -> Checked<Func> {
        let symbol = match self.pointer_base(ty) {
            Some(base) => format!("({}).{name}", "*".to_owned() + &self.types.name(base)),
            None => format!("{}.{name}", self.types.name(ty)),
        };
        let symbol = match symbol
            .strip_prefix("(*")
            .and_then(|rest| rest.split_once('.'))
        {
            Some((package, rest)) if !package.contains(' ') => format!("{package}.(*{rest}"),
            _ => symbol,
        };
        self.forwarder(ty, symbol, found, sig, Target::Method(name))
    }

    /// A function that calls the target with its own arguments, and what `found` makes of the first.
    pub(crate) fn forwarder(
        &mut self,
        ty: TypeId,
        symbol: String,
        found: &Found,
        sig: &Signature,
        target: Target<'_>,
    ) -> Checked<Func> {
        let pos = Pos::default();
        self.enter_fn(symbol, String::new(), sig.clone());
        let (recv, recv_expr) = self.temp(ty, pos);
        self.func().params.push(recv);
        let mut args = Vec::new();
        for &param in &sig.params {
            let (local, expr) = self.temp(param, pos);
            self.func().params.push(local);
            args.push(expr);
        }
        let results: Vec<LocalId> = sig
            .results
            .iter()
            .map(|&ty| self.new_local("", ty))
            .collect();
        self.func().results = results;
        let mut body = Vec::new();
        if let Target::Method(name) = target
            && found.path.is_empty()
            && self.pointer_base(ty).is_some()
        {
            body.push(self.panicwrap(&recv_expr, name));
        }
        let recv = self.follow(recv_expr, &found.path);
        let callee = match (&found.what, target) {
            (What::Abstract(_), Target::Method(name)) => Callee::Interface {
                recv,
                method: name.to_owned(),
            },
            (What::Method(id), Target::Method(name)) => {
                let method = self.method(*id, name).ok_or(Invalid)?;
                self.reach(method.func);
                args.insert(0, self.adjust_receiver(recv, method.pointer)?);
                Callee::Static(method.func)
            }
            (_, Target::Instance { func, pointer }) => {
                args.insert(0, self.adjust_receiver(recv, pointer)?);
                Callee::Static(func)
            }
            (What::Field(..), _) => return Err(Invalid),
        };
        let result = self.result_type(sig);
        let call = Expr {
            kind: ExprKind::Call(Box::new(Call { callee, args })),
            ty: result,
            pos,
        };
        let kind = if sig.results.is_empty() {
            StmtKind::Expr(call)
        } else {
            StmtKind::Return(vec![call])
        };
        body.push(Stmt { kind, pos });
        Ok(self.leave_fn().finish(body, pos).0)
    }

    /// A value method reached through a nil pointer panics with a text of its own.
    fn panicwrap(&mut self, recv: &Expr, name: &str) -> Stmt {
        let pos = recv.pos;
        let base = self.pointer_base(recv.ty).unwrap_or(recv.ty);
        let mut owner = self.types.name(base);
        if let Some(at) = owner.find('[') {
            // The runtime takes the names from the function's.
            owner.replace_range(at.., "[...]");
        }
        let plain = owner.trim_end_matches("[...]");
        let bare = &owner[plain.rfind('.').map_or(0, |dot| dot + 1)..];
        let text = format!("value method {owner}.{name} called using nil *{bare} pointer");
        let text = Expr {
            kind: ExprKind::Const(Const::Str(text.into_bytes())),
            ty: Types::STRING,
            pos,
        };
        let nil = Expr {
            kind: ExprKind::Zero,
            ty: recv.ty,
            pos,
        };
        let cond = ExprKind::Compare(CmpOp::Eq, Box::new(recv.clone()), Box::new(nil));
        let cond = Expr {
            kind: cond,
            ty: Types::BOOL,
            pos,
        };
        let none = self.types.intern(Type::Tuple(Vec::new()));
        let call = Call {
            callee: Callee::Runtime(PANIC_WRAP),
            args: vec![text],
        };
        let call = Expr {
            kind: ExprKind::Call(Box::new(call)),
            ty: none,
            pos,
        };
        let then = vec![Stmt {
            kind: StmtKind::Expr(call),
            pos,
        }];
        Stmt {
            kind: StmtKind::If {
                cond,
                then,
                els: Vec::new(),
            },
            pos,
        }
    }

    /// `x`, `*x` or `&x`: whichever a method with such a receiver takes.
    pub(crate) fn adjust_receiver(&mut self, x: Expr, pointer: bool) -> Checked<Expr> {
        let is_pointer = self.pointer_base(x.ty).is_some();
        let pos = x.pos;
        match (pointer, is_pointer) {
            (true, false) => {
                self.take_address(&x);
                let ty = self.pointer_to(pos, x.ty)?;
                Ok(Expr {
                    kind: ExprKind::AddrOf(Box::new(x)),
                    ty,
                    pos,
                })
            }
            (false, true) => Ok(self.deref_base(x)),
            _ => Ok(x),
        }
    }

    /// The type of a call's value: one type, or a tuple.
    pub(crate) fn result_type(&mut self, sig: &Signature) -> TypeId {
        match sig.results.as_slice() {
            [one] => *one,
            many => self.types.intern(Type::Tuple(many.to_vec())),
        }
    }
}
