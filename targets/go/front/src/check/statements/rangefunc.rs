//! `for … range f`: the body becomes a function that `f` calls for each round.
//!
//! Follows `cmd/compile/internal/rangefunc/rewrite.go`: `#next` says how to go on once `f` has returned, `#state`
//! catches iterators that call the body when they must not. Statements that leave the loop for somewhere else set
//! `#next` and return false; the loop's own function then does what they say, or, if it is a body itself, passes it on.
//!
//! A `defer` in a body adds to the deferred calls of the function that the loops are in, by the token in `#defers`.
//!
//! Deviations: the body is a function in all tracebacks, where gc may have inlined it. Misses: a `defer` in a body that the
//! iterator runs on another goroutine.

use crate::check::constants::value::Value;
use crate::check::expressions::operand::Operand;
use crate::check::objects::ids::{DeclId, FnId};
use crate::check::objects::object::{FuncRef, Kind};
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, Ident};
use crate::tast::{Call, Callee, Expr, ExprKind, LocalId, Stmt, StmtKind};
use crate::token::CmpOp;
use crate::types::{Signature, Type, TypeId, Types};

/// `abi.RF_State`
const DONE: i128 = 0;
const READY: i128 = 1;
const PANIC: i128 = 2;
const EXHAUSTED: i128 = 3;
const MISSING_PANIC: i128 = 4;

/// What a function that is a loop's body knows of the loop.
pub(crate) struct RangeBody<'a> {
    /// The function that holds the loop, and its variables for it.
    owner: FnId,
    next: LocalId,
    state: LocalId,
    exits: Vec<Exit<'a>>,
    start: Pos,
    end: Pos,
}

/// A way out of the loop other than its own end.
#[derive(Clone, Copy)]
enum Exit<'a> {
    Return,
    Branch(&'a Ident, bool),
    Goto(&'a Ident),
}

impl<'a> Checker<'a> {
    /// The types of the iteration variables that the function gives, or why it cannot be ranged over.
    pub(crate) fn yields(&self, ty: TypeId) -> Result<Vec<TypeId>, &'static str> {
        let Some(sig) = self.signature(ty) else {
            return Err("no core type");
        };
        let [callback] = sig.params[..] else {
            return Err("func must be func(yield func(...) bool): wrong argument count");
        };
        if !sig.results.is_empty() {
            return Err("func must be func(yield func(...) bool): unexpected results");
        }
        let Some(callback) = self.signature(callback) else {
            return Err("func must be func(yield func(...) bool): argument is not func");
        };
        if callback.params.len() > 2 {
            return Err(
                "func must be func(yield func(...) bool): yield func has too many parameters",
            );
        }
        match callback.results[..] {
            [result] if self.is_boolean(result) => Ok(callback.params),
            _ => Err("func must be func(yield func(...) bool): yield func does not return bool"),
        }
    }

    fn int(&self, value: i128, pos: Pos) -> Expr {
        self.const_expr(&Value::Int(value), Types::INT, pos)
    }

    /// The loop's own target has been left out: the body is a function.
    pub(crate) fn range_func(
        &mut self,
        pos: Pos,
        stmt: &'a ast::Range,
        x: Operand<'a>,
        label: Option<&'a str>,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        let iterator = self.signature(x.ty).ok_or(Invalid)?;
        let callback = *iterator.params.first().ok_or(Invalid)?;
        let sig = self.signature(callback).ok_or(Invalid)?;
        let f = self.typed_expr(x)?;
        let owner = self.func().id;
        let (next, next_place) = self.temp(Types::INT, pos);
        let (state, state_place) = self.temp(Types::INT, pos);
        for (local, value) in [(next, 0), (state, READY)] {
            out.push(Stmt {
                kind: StmtKind::Declare(local, Some(self.int(value, pos))),
                pos,
            });
        }
        let body = RangeBody {
            owner,
            next,
            state,
            exits: Vec::new(),
            start: stmt.body.start,
            end: stmt.body.end,
        };
        let before = self.func().defer_token.take();
        let (closure, exits) = self.body_func(pos, stmt, body, callback, &sig, label)?;
        if let Some(token) = std::mem::replace(&mut self.func().defer_token, before) {
            let kind = StmtKind::DeferToken(token);
            out.push(Stmt { kind, pos });
        }
        let none = self.types.intern(Type::Tuple(Vec::new()));
        let call = Call {
            callee: Callee::Value(f),
            args: vec![closure],
        };
        out.push(Stmt {
            kind: StmtKind::Expr(Expr {
                kind: ExprKind::Call(Box::new(call)),
                ty: none,
                pos,
            }),
            pos,
        });
        let missing = self.int(MISSING_PANIC, pos);
        let check = self.state_check(CmpOp::Eq, &state_place, PANIC, missing, pos)?;
        out.push(check);
        out.push(Stmt {
            kind: StmtKind::Assign(vec![state_place], vec![self.int(EXHAUSTED, pos)]),
            pos,
        });
        for (code, exit) in (1..).zip(exits) {
            let mut then = Vec::new();
            match exit {
                Exit::Return => self.return_through(pos, &mut then),
                Exit::Branch(label, is_break) => {
                    let kind = self.branch(label.pos, Some(label), is_break)?;
                    then.push(Stmt { kind, pos });
                }
                Exit::Goto(label) => {
                    let kind = self.goto(label)?;
                    then.push(Stmt { kind, pos });
                }
            }
            let code = self.int(code, pos);
            let cond = ExprKind::Compare(CmpOp::Eq, Box::new(next_place.clone()), Box::new(code));
            out.push(Stmt {
                kind: StmtKind::If {
                    cond: Expr {
                        kind: cond,
                        ty: Types::BOOL,
                        pos,
                    },
                    then,
                    els: Vec::new(),
                },
                pos,
            });
        }
        Ok(())
    }

    /// The body as a function value, and how it may be left.
    fn body_func(
        &mut self,
        pos: Pos,
        stmt: &'a ast::Range,
        range: RangeBody<'a>,
        callback: TypeId,
        sig: &Signature,
        label: Option<&'a str>,
    ) -> Checked<(Expr, Vec<Exit<'a>>)> {
        let (owner, state) = (range.owner, range.state);
        let home = self.home();
        home.ranges += 1;
        let symbol = format!("{}-range{}", home.symbol, home.ranges);
        let id = self.new_func();
        let labels = self.func().labels_made();
        self.enter_fn(symbol, String::new(), sig.clone());
        self.func().start_labels(labels);
        self.func().range = Some(range);
        let result = self.new_local("", sig.results[0]);
        self.func().results.push(result);
        let stmts = self.body_stmts(pos, stmt, sig, label, owner, state);
        let labels = self.func().labels_made();
        let mut ctx = self.leave_fn();
        self.func().start_labels(labels);
        let exits = ctx.range.take().map(|range| range.exits);
        let (func, captures) = ctx.finish(stmts?, stmt.body.start);
        self.set_func(id, func);
        let kind = if captures.is_empty() {
            ExprKind::Func(id)
        } else {
            ExprKind::Closure { func: id, captures }
        };
        let ty = self.intern(pos, Type::Func(sig.clone()))?;
        let closure = self.convert_expr(Expr { kind, ty, pos }, callback);
        Ok((closure, exits.unwrap_or_default()))
    }

    fn body_stmts(
        &mut self,
        pos: Pos,
        stmt: &'a ast::Range,
        sig: &Signature,
        label: Option<&'a str>,
        owner: FnId,
        state: LocalId,
    ) -> Checked<Vec<Stmt>> {
        self.push_target(label, true);
        let mut out = Vec::new();
        let place = self.local_expr(owner, state, Types::INT, pos);
        let check = self.state_check(CmpOp::Ne, &place, READY, place.clone(), pos)?;
        out.push(check);
        out.push(Stmt {
            kind: StmtKind::Assign(vec![place], vec![self.int(PANIC, pos)]),
            pos,
        });
        let (key, value) = (sig.params.first().copied(), sig.params.get(1).copied());
        let (mut places, before) = self.range_places(stmt, key, value, pos)?;
        places.resize(sig.params.len(), None);
        for (&ty, place) in sig.params.iter().zip(places) {
            // A variable of the loop's is the parameter itself.
            if let Some(Expr {
                kind: ExprKind::Local(local),
                ..
            }) = &place
                && (stmt.define || !before.is_empty())
            {
                let local = *local;
                self.func().params.push(local);
                continue;
            }
            let (local, temp) = self.temp(ty, pos);
            self.func().params.push(local);
            if let Some(place) = place {
                out.push(Stmt {
                    kind: StmtKind::Assign(vec![place], vec![temp]),
                    pos,
                });
            }
        }
        out.extend(before);
        out.extend(self.block(&stmt.body));
        out.extend(self.leave_body(true, stmt.body.end));
        Ok(out)
    }

    /// `if state op value { panicrangestate(told) }`
    fn state_check(
        &mut self,
        op: CmpOp,
        state: &Expr,
        value: i128,
        told: Expr,
        pos: Pos,
    ) -> Checked<Stmt> {
        let runtime = self
            .packages
            .iter()
            .find(|package| package.path == "runtime")
            .map(|package| package.scope);
        let object = runtime.and_then(|scope| self.lookup_in(scope, "panicrangestate"));
        let Kind::Func(FuncRef::Go(func), _) = self.resolved(object.ok_or(Invalid)?, pos)? else {
            return Err(Invalid);
        };
        self.depend(DeclId::Func(func));
        let none = self.types.intern(Type::Tuple(Vec::new()));
        let call = Call {
            callee: Callee::Static(func),
            args: vec![told],
        };
        let call = Expr {
            kind: ExprKind::Call(Box::new(call)),
            ty: none,
            pos,
        };
        let value = self.int(value, pos);
        let cond = ExprKind::Compare(op, Box::new(state.clone()), Box::new(value));
        Ok(Stmt {
            kind: StmtKind::If {
                cond: Expr {
                    kind: cond,
                    ty: Types::BOOL,
                    pos,
                },
                then: vec![Stmt {
                    kind: StmtKind::Expr(call),
                    pos,
                }],
                els: Vec::new(),
            },
            pos,
        })
    }

    /// Ends a round: with another to come, or not.
    pub(crate) fn leave_body(&mut self, again: bool, pos: Pos) -> Vec<Stmt> {
        let Some(range) = &self.func().range else {
            return Vec::new();
        };
        let (owner, state) = (range.owner, range.state);
        let ty = self.func().sig.results.first().copied();
        let state = self.local_expr(owner, state, Types::INT, pos);
        let value = self.int(if again { READY } else { DONE }, pos);
        let result = self.const_expr(&Value::Bool(again), ty.unwrap_or(Types::BOOL), pos);
        vec![
            Stmt {
                kind: StmtKind::Assign(vec![state], vec![value]),
                pos,
            },
            Stmt {
                kind: StmtKind::Return(vec![result]),
                pos,
            },
        ]
    }

    /// Leaves the loop for good, and says how to go on.
    fn exit_body(&mut self, exit: Exit<'a>, pos: Pos) -> Vec<Stmt> {
        let Some(range) = &mut self.func().range else {
            return Vec::new();
        };
        range.exits.push(exit);
        let (owner, next, code) = (range.owner, range.next, range.exits.len() as i128);
        let next = self.local_expr(owner, next, Types::INT, pos);
        let code = self.int(code, pos);
        let mut out = vec![Stmt {
            kind: StmtKind::Assign(vec![next], vec![code]),
            pos,
        }];
        out.extend(self.leave_body(false, pos));
        out
    }

    /// Returns with the results as they are, from however many bodies.
    pub(crate) fn return_through(&mut self, pos: Pos, out: &mut Vec<Stmt>) {
        if self.func().range.is_some() {
            let stmts = self.exit_body(Exit::Return, pos);
            out.extend(stmts);
        } else {
            out.push(Stmt {
                kind: StmtKind::Return(Vec::new()),
                pos,
            });
        }
    }

    /// `return values` from a body: the results are the function's that the loop is in.
    pub(crate) fn return_from_body(&mut self, values: Vec<Expr>, pos: Pos, out: &mut Vec<Stmt>) {
        let home = self.home();
        let (owner, results) = (home.id, home.results.clone());
        let types: Vec<TypeId> = home.sig.results.clone();
        let places: Vec<Expr> = results
            .into_iter()
            .zip(types)
            .map(|(local, ty)| self.local_expr(owner, local, ty, pos))
            .collect();
        let kind = match <[Expr; 1]>::try_from(values) {
            Ok([tuple]) if places.len() > 1 => StmtKind::AssignTuple(places, tuple),
            Ok(one) => StmtKind::Assign(places, one.into()),
            Err(values) => StmtKind::Assign(places, values),
        };
        if !matches!(&kind, StmtKind::Assign(places, _) if places.is_empty()) {
            out.push(Stmt { kind, pos });
        }
        self.return_through(pos, out);
    }

    /// `break label` or `continue label` out of a body.
    pub(crate) fn branch_from_body(&mut self, label: &'a Ident, is_break: bool) -> StmtKind {
        StmtKind::Block(self.exit_body(Exit::Branch(label, is_break), label.pos))
    }

    /// `goto label` out of a body.
    pub(crate) fn goto_from_body(&mut self, label: &'a Ident) -> StmtKind {
        StmtKind::Block(self.exit_body(Exit::Goto(label), label.pos))
    }

    /// The token of the call of the function that the loops are in, which sets it before the outermost of them.
    pub(crate) fn defer_token(&mut self, pos: Pos) -> Expr {
        let home = self.home();
        let owner = home.id;
        let local = match home.defer_token {
            Some(local) => local,
            None => {
                let local = home.push_local("", Types::INT);
                home.defer_token = Some(local);
                local
            }
        };
        self.local_expr(owner, local, Types::INT, pos)
    }

    /// Whether a goto to a label at `pos` stays in the body.
    pub(crate) fn in_body(&mut self, pos: Pos) -> bool {
        match &self.func().range {
            Some(range) => range.start < pos && pos < range.end,
            None => true,
        }
    }
}
