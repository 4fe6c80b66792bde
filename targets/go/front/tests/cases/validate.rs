//! Whether a checked program keeps the promises of `tast`: types agree, constants fit, indices exist.

#[path = "validate_expr.rs"]
mod expr;

use tearpoint_front::tast::{BinOp, Expr, ExprKind, Func, Program, Stmt, StmtKind};
use tearpoint_front::types::{Type, TypeId, Types};

type Valid = Result<(), String>;

/// Checks every function.
pub fn program(program: &Program) -> Valid {
    for func in &program.funcs {
        let walk = Walk { program, func };
        walk.func()
            .map_err(|fault| format!("{}: {fault}", func.symbol))?;
    }
    for ((ty, name), func) in &program.methods {
        let func = &program.funcs[func.0 as usize];
        let recv = func.locals[func.params[0].0 as usize].ty;
        ensure(recv == *ty, || {
            format!(
                "method {name} of {} takes {}",
                program.types.name(*ty),
                program.types.name(recv)
            )
        })?;
    }
    Ok(())
}

fn ensure(ok: bool, text: impl FnOnce() -> String) -> Valid {
    if ok { Ok(()) } else { Err(text()) }
}

struct Walk<'p> {
    program: &'p Program,
    func: &'p Func,
}

impl Walk<'_> {
    fn types(&self) -> &Types {
        &self.program.types
    }

    fn under(&self, ty: TypeId) -> &Type {
        self.types().underlying(ty)
    }

    fn func(&self) -> Valid {
        for local in &self.func.locals {
            self.typed(local.ty)?;
        }
        self.stmts(&self.func.body)
    }

    fn typed(&self, ty: TypeId) -> Valid {
        let untyped = (Types::UNTYPED_BOOL.0..=Types::UNTYPED_NIL.0).contains(&ty.0);
        ensure(!untyped, || format!("untyped {}", self.types().name(ty)))
    }

    fn same(&self, what: &str, a: TypeId, b: TypeId) -> Valid {
        ensure(a == b, || {
            format!(
                "{what}: {} and {}",
                self.types().name(a),
                self.types().name(b)
            )
        })
    }

    fn stmts(&self, stmts: &[Stmt]) -> Valid {
        stmts.iter().try_for_each(|stmt| {
            self.stmt(stmt)
                .map_err(|fault| format!("{:?}: {fault}", stmt.pos))
        })
    }

    fn assign(&self, left: &Expr, right: TypeId) -> Valid {
        if !matches!(left.kind, ExprKind::Blank) {
            self.place(left)?;
            self.expr(left)?;
        }
        self.same("assignment", left.ty, right)
    }

    fn place(&self, x: &Expr) -> Valid {
        let ok = match &x.kind {
            ExprKind::Local(_)
            | ExprKind::Capture(_)
            | ExprKind::Global(_)
            | ExprKind::Deref(_) => true,
            ExprKind::MapIndex { comma_ok, .. } => !comma_ok,
            ExprKind::Field(inner, _) => return self.place(inner),
            ExprKind::Index(inner, _) => match self.under(inner.ty) {
                Type::Slice(_) => true,
                _ => return self.place(inner),
            },
            _ => false,
        };
        ensure(ok, || format!("not a place: {:?}", x.kind))
    }

    fn tuple(&self, lefts: &[Expr], x: &Expr) -> Valid {
        let Type::Tuple(items) = self.types().get(x.ty) else {
            return Err("no tuple".to_owned());
        };
        ensure(items.len() == lefts.len(), || "tuple length".to_owned())?;
        lefts
            .iter()
            .zip(items)
            .try_for_each(|(left, &item)| self.assign(left, item))?;
        self.expr(x)
    }

    fn stmt(&self, stmt: &Stmt) -> Valid {
        match &stmt.kind {
            StmtKind::Expr(x) | StmtKind::MapClear(x) => self.expr(x),
            StmtKind::Declare(local, value) => {
                let ty = self.func.locals[local.0 as usize].ty;
                value.iter().try_for_each(|value| {
                    self.same("declaration", ty, value.ty)?;
                    self.expr(value)
                })
            }
            StmtKind::Assign(left, right) => {
                ensure(left.len() == right.len(), || "assignment count".to_owned())?;
                left.iter().zip(right).try_for_each(|(l, r)| {
                    self.assign(l, r.ty)?;
                    self.expr(r)
                })
            }
            StmtKind::AssignTuple(left, right) => self.tuple(left, right),
            StmtKind::OpAssign(op, left, right) => {
                self.place(left)?;
                self.expr(left)?;
                self.expr(right)?;
                if matches!(op, BinOp::Shl | BinOp::Shr) {
                    return self.integer(right.ty);
                }
                self.same("op-assignment", left.ty, right.ty)
            }
            StmtKind::Block(stmts) => self.stmts(stmts),
            StmtKind::If { cond, then, els } => {
                self.boolean(cond)?;
                self.stmts(then)?;
                self.stmts(els)
            }
            StmtKind::For {
                init,
                cond,
                post,
                body,
                ..
            } => {
                self.stmts(init)?;
                cond.iter().try_for_each(|cond| self.boolean(cond))?;
                self.stmts(post)?;
                self.stmts(body)
            }
            StmtKind::Range {
                key,
                value,
                x,
                body,
                define,
                ..
            } => {
                self.expr(x)?;
                self.range_sides(key.as_ref(), value.as_ref(), x, *define)?;
                self.stmts(body)
            }
            StmtKind::Switch { clauses, .. } => clauses.iter().try_for_each(|clause| {
                clause
                    .conds
                    .iter()
                    .try_for_each(|cond| self.boolean(cond))?;
                self.stmts(&clause.body)
            }),
            StmtKind::Select { cases, .. } => {
                cases.iter().try_for_each(|case| self.stmts(&case.body))
            }
            StmtKind::Return(values) => self.returns(values),
            StmtKind::Go(call) | StmtKind::Defer(call) => self.call(call, None),
            StmtKind::DeferToken(local) => {
                let ty = self.func.locals[local.0 as usize].ty;
                self.same("a token", ty, Types::INT)
            }
            StmtKind::DeferTo { token, call } => {
                self.same("a token", token.ty, Types::INT)?;
                self.expr(token)?;
                self.call(call, None)
            }
            StmtKind::Send(chan, value) => {
                let Type::Chan { elem, .. } = self.under(chan.ty) else {
                    return Err("send".to_owned());
                };
                self.same("send", *elem, value.ty)?;
                self.expr(chan)?;
                self.expr(value)
            }
            StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Label(_) | StmtKind::Goto(_) => {
                Ok(())
            }
        }
    }

    fn range_sides(
        &self,
        key: Option<&Expr>,
        value: Option<&Expr>,
        x: &Expr,
        define: bool,
    ) -> Valid {
        let (k, v) = match self.under(x.ty) {
            Type::String => (Types::INT, Types::INT32),
            Type::Slice(elem) | Type::Array { elem, .. } => (Types::INT, *elem),
            Type::Map { key, elem } => (*key, *elem),
            Type::Chan { elem, .. } => (*elem, *elem),
            Type::Pointer(base) => match self.under(*base) {
                Type::Array { elem, .. } => (Types::INT, *elem),
                _ => return Err("range".to_owned()),
            },
            _ => {
                self.integer(x.ty)?;
                (x.ty, x.ty)
            }
        };
        for (side, ty) in [(key, k), (value, v)] {
            let Some(side) = side else { continue };
            ensure(!define || matches!(side.kind, ExprKind::Local(_)), || {
                "range local".to_owned()
            })?;
            self.assign(side, ty)?;
        }
        Ok(())
    }

    fn returns(&self, values: &[Expr]) -> Valid {
        let results: Vec<TypeId> = self
            .func
            .results
            .iter()
            .map(|r| self.func.locals[r.0 as usize].ty)
            .collect();
        values.iter().try_for_each(|value| self.expr(value))?;
        match values {
            [] => Ok(()),
            [one] if results.len() > 1 => match self.types().get(one.ty) {
                Type::Tuple(items) => ensure(*items == results, || "returned tuple".to_owned()),
                _ => Err("return".to_owned()),
            },
            many => {
                ensure(many.len() == results.len(), || "return count".to_owned())?;
                many.iter()
                    .zip(results)
                    .try_for_each(|(value, ty)| self.same("return", value.ty, ty))
            }
        }
    }

    fn boolean(&self, x: &Expr) -> Valid {
        ensure(matches!(self.under(x.ty), Type::Bool), || {
            "condition".to_owned()
        })?;
        self.expr(x)
    }

    fn integer(&self, ty: TypeId) -> Valid {
        use Type::*;
        let ok = matches!(
            self.under(ty),
            Int | Int8 | Int16 | Int32 | Int64 | Uint | Uint8 | Uint16 | Uint32 | Uint64 | Uintptr
        );
        ensure(ok, || format!("integer: {}", self.types().name(ty)))
    }
}
