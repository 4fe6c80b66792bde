//! Calls: arguments into a window at the top of the frame, `go` and `defer`, method values, functions that the runtime provides.

use super::compiler::Res;
use super::func::FuncCx;
use crate::code::{CallSpec, FuncCode, MAX_ARGS, MapKind, MapOp, Op, ProvidedCall, Slot, Target};
use crate::reflectdata::descriptor;
use tearpoint_front::diag::Pos;
use tearpoint_front::provided::table::Sched;
use tearpoint_front::provided::{Effect, Provided};
use tearpoint_front::tast::{
    Builtin, Call, Callee, Expr, ExprKind, Func, Local, LocalId, MethodRef, Stmt, StmtKind,
};
use tearpoint_front::types::{Type, TypeId};

/// A call whose window is filled.
struct Window {
    target: Target,
    base: Slot,
    results: u32,
    end: Slot,
}

impl FuncCx<'_> {
    /// A call; `e` is the expression it is.
    pub fn call(&mut self, call: &Call, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        match &call.callee {
            Callee::Builtin(builtin) => return self.builtin(*builtin, &call.args, e, want),
            Callee::Runtime(f) => return self.provided_call(f, &call.args, e, want),
            _ => {}
        }
        let window = self.window(call)?;
        let base = window.base;
        self.pos = e.pos;
        self.emit(match window.target {
            Target::Static(func) => Op::Call { base, func },
            Target::Closure(f) => Op::CallClosure { f, base },
            Target::Iface { i, method, recv } => {
                let end = window.end;
                Op::CallIface {
                    method,
                    i,
                    base,
                    recv,
                    end,
                }
            }
        });
        self.top = u32::from(base) + window.results;
        let Some(d) = want else { return Ok(base) };
        if window.results > 0 {
            let len = match self.cx.types.get(e.ty) {
                Type::Tuple(_) => window.results,
                _ => self.size(e.ty),
            };
            self.mov(d, base, len);
        }
        Ok(d)
    }

    /// Evaluates callee and arguments into a window at the top of the frame.
    fn window(&mut self, call: &Call) -> Res<Window> {
        let (params, results): (Vec<TypeId>, Vec<TypeId>);
        let mut iface = None;
        let mut closure = None;
        match &call.callee {
            Callee::Static(id) => {
                let func = clone_types(&self.cx.program.funcs[id.0 as usize]);
                (params, results) = func;
            }
            Callee::Value(f) => {
                (params, results) = self.cx.signature(f.ty);
                closure = Some(self.operand(f, true)?);
            }
            Callee::Interface { recv, method } => {
                (params, results) = self.cx.iface_signature(recv.ty, method);
                let i = self.operand(recv, true)?;
                iface = Some((i, self.method_index(recv.ty, method)?));
            }
            Callee::Builtin(_) | Callee::Runtime(_) => {
                return Err(self.unsupported("this call"));
            }
        }
        let (_, results_end) = self.cx.layout(&results, 0);
        let recv_end = results_end + if iface.is_some() { 8 } else { 0 };
        let (offsets, end) = self.cx.layout(&params, recv_end);
        let base = self.bump(end);
        let placed: Vec<(&Expr, Slot)> = call
            .args
            .iter()
            .zip(&offsets)
            .map(|(arg, at)| (arg, base + *at as Slot))
            .collect();
        self.values_to(&placed)?;
        let target = match (&call.callee, closure, iface) {
            (Callee::Static(id), ..) => Target::Static(id.0),
            (_, Some(f), _) => Target::Closure(f),
            (_, _, Some((i, method))) => Target::Iface {
                i,
                method,
                recv: results_end as Slot,
            },
            _ => return Err(self.unsupported("this call")),
        };
        Ok(Window {
            target,
            base,
            results: results_end as u32,
            end: end as Slot,
        })
    }

    fn method_index(&self, iface: TypeId, method: &str) -> Res<u8> {
        let methods = self.cx.iface_methods(iface);
        methods
            .iter()
            .position(|name| name == method)
            .and_then(|index| u8::try_from(index).ok())
            .ok_or_else(|| self.unsupported("an interface with so many methods"))
    }

    /// `go` and `defer`: position of the prepared call in the program's table.
    pub fn later(&mut self, call: &Call) -> Res<u32> {
        let window = match &call.callee {
            Callee::Builtin(_) | Callee::Runtime(_) => {
                let func = self.wrap(call)?;
                let types: Vec<TypeId> = call.args.iter().map(|arg| arg.ty).collect();
                let (offsets, end) = self.cx.layout(&types, 0);
                let base = self.bump(end);
                for (arg, at) in call.args.iter().zip(&offsets) {
                    self.value_to(arg, base + *at as Slot)?;
                }
                Window {
                    target: Target::Static(func),
                    base,
                    results: 0,
                    end: end as Slot,
                }
            }
            _ => self.window(call)?,
        };
        self.cx.code.calls.push(CallSpec {
            target: window.target,
            base: window.base,
            end: window.end,
        });
        Ok(self.cx.code.calls.len() as u32 - 1)
    }

    /// A function that makes the builtin call `call` with its parameters as arguments.
    fn wrap(&mut self, call: &Call) -> Res<u32> {
        let locals: Vec<Local> = call
            .args
            .iter()
            .map(|arg| Local {
                name: String::new(),
                ty: arg.ty,
                boxed: false,
            })
            .collect();
        let params: Vec<LocalId> = (0..locals.len() as u32).map(LocalId).collect();
        let args = params
            .iter()
            .map(|&id| Expr {
                kind: ExprKind::Local(id),
                ty: locals[id.0 as usize].ty,
                pos: self.pos,
            })
            .collect();
        let inner = Call {
            callee: call.callee.clone(),
            args,
        };
        let ty = self.cx.empty_tuple;
        let body = vec![Stmt {
            kind: StmtKind::Expr(Expr {
                kind: ExprKind::Call(Box::new(inner)),
                ty,
                pos: self.pos,
            }),
            pos: self.pos,
        }];
        let func = Func {
            symbol: format!("{}.deferwrap", self.func.symbol),
            params,
            results: Vec::new(),
            locals,
            captures: Vec::new(),
            body,
            pos: self.pos,
            recovers: matches!(call.callee, Callee::Builtin(Builtin::Recover)),
            defers: false,
        };
        let mut code = self.cx.func(None, &func)?;
        code.hidden = true;
        Ok(self.cx.add_func(code))
    }

    /// `x.M` as a value: a closure over the receiver.
    pub fn method_value(
        &mut self,
        recv: &Expr,
        method: &MethodRef,
        ty: TypeId,
        d: Slot,
    ) -> Res<()> {
        let a = self.operand(recv, false)?;
        let key = match method {
            MethodRef::Static(id) => self.cx.program.funcs[id.0 as usize].symbol.clone(),
            MethodRef::Interface(name) => {
                self.emit(Op::NilCheck { p: a });
                format!("{}.{name}", self.cx.types.name(recv.ty))
            }
        };
        let func = match self.cx.bound.get(&(key.clone(), recv.ty)) {
            Some(&func) => func,
            None => {
                let code = self.bound_wrapper(&key, recv.ty, method, ty)?;
                let func = self.cx.add_func(code);
                self.cx.bound.insert((key, recv.ty), func);
                func
            }
        };
        let len = self.size(recv.ty);
        self.emit(Op::BindMethod { d, a, func, len });
        Ok(())
    }

    fn bound_wrapper(
        &mut self,
        key: &str,
        recv: TypeId,
        method: &MethodRef,
        ty: TypeId,
    ) -> Res<FuncCode> {
        let (params, results) = self.cx.signature(ty);
        let func = Func {
            symbol: format!("{key}-fm"),
            params: Vec::new(),
            results: Vec::new(),
            locals: Vec::new(),
            captures: Vec::new(),
            body: Vec::new(),
            pos: Pos::default(),
            recovers: false,
            defers: false,
        };
        let (_, results_end) = self.cx.layout(&results, 0);
        let (_, window_end) = self.cx.layout(&params, results_end);
        let words = self.cx.types.size(recv).div_ceil(8);
        let method_index = match method {
            MethodRef::Interface(name) => Some(self.method_index(recv, name)?),
            MethodRef::Static(_) => None,
        };
        let mut f = FuncCx::new(self.cx, &func);
        f.bump(window_end);
        let args = (window_end - results_end) as u32;
        let held = f.bump(8 * words);
        for index in 0..words {
            let d = held + 8 * index as Slot;
            f.emit(Op::Capture {
                d,
                index: index as u32,
            });
        }
        let recv_size = if method_index.is_some() { 8 } else { 8 * words };
        let base = f.bump(results_end + recv_size + u64::from(args));
        let recv_at = base + results_end as Slot;
        f.mov(recv_at + recv_size as Slot, results_end as Slot, args);
        match (method, method_index) {
            (MethodRef::Static(id), _) => {
                f.mov(recv_at, held, 8 * words as u32);
                f.emit(Op::Call { base, func: id.0 });
            }
            (_, method) => f.emit(Op::CallIface {
                method: method.unwrap_or(0),
                i: held,
                base,
                recv: results_end as Slot,
                end: (results_end + 8 + u64::from(args)) as Slot,
            }),
        }
        f.mov(0, base, results_end as u32);
        f.emit(Op::Ret);
        let mut code = f.finish(0)?;
        code.results = results_end as u32;
        code.window = window_end as u32;
        code.hidden = true;
        Ok(code)
    }

    /// Appends a map operation.
    pub fn map_op(&mut self, kind: MapKind, ty: TypeId, m: Slot, k: Slot, d: Slot, v: Slot) {
        let op = self.cx.code.maps.len() as u32;
        self.cx.code.maps.push(MapOp {
            kind,
            ty: descriptor(ty),
            m,
            k,
            d,
            v,
        });
        self.emit(Op::Map { op });
    }

    /// A call of a function that the runtime provides.
    fn provided_call(
        &mut self,
        f: &Provided,
        args: &[Expr],
        e: &Expr,
        want: Option<Slot>,
    ) -> Res<Slot> {
        let none = e.ty == self.cx.empty_tuple;
        let gives = if none { 0 } else { self.size(e.ty) };
        // A linkname may declare fewer results than the function gives: those need their room all the same.
        let room = 8 * f.result_words();
        let apart = u64::from(gives) + 7 < room;
        let d = match (apart, none) {
            (true, _) => self.bump(room),
            (false, true) => 0,
            (false, false) => self.dest(e, want),
        };
        let mut call = ProvidedCall {
            d,
            gives,
            args: [0; MAX_ARGS],
            sizes: [0; MAX_ARGS],
            points_at: self.points_at(args),
        };
        for (i, arg) in args.iter().enumerate().take(MAX_ARGS) {
            call.args[i] = self.operand(arg, true)?;
            call.sizes[i] = self.size(arg.ty);
        }
        if f.effect == Effect::Sched(Sched::KeepAlive) {
            return Ok(d);
        }
        self.cx.code.provided.push(call);
        let call = self.cx.code.provided.len() as u32 - 1;
        self.emit(Op::Provided { f: f.effect, call });
        match want {
            Some(want) if apart => {
                self.mov(want, d, gives);
                Ok(want)
            }
            _ => Ok(d),
        }
    }

    /// Bytes of what the first argument points at.
    fn points_at(&self, args: &[Expr]) -> u32 {
        let first = args.first().map(|arg| self.cx.types.underlying(arg.ty));
        match first {
            Some(Type::Pointer(target)) => self.size(*target),
            _ => 0,
        }
    }
}

/// Types of a function's parameters and results.
fn clone_types(func: &Func) -> (Vec<TypeId>, Vec<TypeId>) {
    let types = |ids: &[LocalId]| {
        ids.iter()
            .map(|id| func.locals[id.0 as usize].ty)
            .collect::<Vec<_>>()
    };
    (types(&func.params), types(&func.results))
}

impl super::compiler::Compiler {
    /// Adds a function made here; gives its position.
    pub fn add_func(&mut self, code: FuncCode) -> u32 {
        self.extra.push(code);
        (self.program.funcs.len() + self.extra.len() - 1) as u32
    }

    /// Parameters and results of an interface's method.
    fn iface_signature(&self, iface: TypeId, method: &str) -> (Vec<TypeId>, Vec<TypeId>) {
        let Type::Interface(methods) = self.types.underlying(iface) else {
            return (Vec::new(), Vec::new());
        };
        methods
            .iter()
            .find(|(name, _)| name == method)
            .map(|(_, signature)| (signature.params.clone(), signature.results.clone()))
            .unwrap_or_default()
    }
}
