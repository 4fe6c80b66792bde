//! `select`.
//!
//! Follows `types2/stmt.go` (`SelectStmt`).

use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::ids::ObjId;
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, CommClause};
use crate::syntax::print;
use crate::tast::{Comm, Expr, ExprKind, SelectCase, Stmt, StmtKind};
use crate::types::{Type, TypeId, Types};

impl<'a> Checker<'a> {
    pub(crate) fn select(
        &mut self,
        clauses: &'a [CommClause],
        label: Option<&'a str>,
    ) -> Checked<StmtKind> {
        let mut defaults = clauses
            .iter()
            .filter(|clause| matches!(clause.comm, ast::Comm::Default));
        if let (Some(first), Some(second)) = (defaults.next(), defaults.next()) {
            let (file, at) = (self.file_name(first.pos), first.pos);
            self.error(
                second.pos,
                format!(
                    "multiple defaults (first at {file}:{}:{})",
                    at.line, at.column
                ),
            );
        }
        let id = self.push_target(label, false);
        let mut cases = Vec::new();
        let mut result = Ok(());
        for clause in clauses {
            match self.comm_clause(clause) {
                Ok(case) => cases.push(case),
                Err(invalid) => result = Err(invalid),
            }
        }
        self.func().targets.pop();
        result.map(|()| StmtKind::Select { label: id, cases })
    }

    fn comm_clause(&mut self, clause: &'a CommClause) -> Checked<SelectCase> {
        self.in_scope(|this| {
            let mut before = Vec::new();
            let comm = match &clause.comm {
                ast::Comm::Default => Ok(Comm::Default),
                ast::Comm::Send(chan, value) => this
                    .send(clause.pos, chan, value)
                    .map(|(chan, value)| Comm::Send { chan, value }),
                ast::Comm::Recv { lhs, define, at, x } => {
                    this.recv_case(lhs, define.then_some(*at), x, &mut before)
                }
            };
            let mut body = before;
            body.extend(this.block_stmts(&clause.body.stmts));
            Ok(SelectCase { comm: comm?, body })
        })
    }

    /// The second value of a receive, an untyped bool, for a place of type `target`.
    fn received_ok(&mut self, x: &'a ast::Expr, ok: Expr, target: TypeId) -> Checked<Expr> {
        let empty = matches!(self.under(target), Type::Interface(methods) if methods.is_empty());
        if self.is_boolean(target) || empty {
            return Ok(self.convert_expr(ok, target));
        }
        let (text, target) = (print::expr(x), self.type_string(target));
        let text =
            format!("cannot use {text} (untyped bool value) as {target} value in assignment");
        Err(self.error(x.pos, text))
    }

    fn recv_case(
        &mut self,
        lhs: &'a [ast::Expr],
        define: Option<Pos>,
        x: &'a ast::Expr,
        before: &mut Vec<Stmt>,
    ) -> Checked<Comm> {
        let operand = self.expr(x)?;
        let elem = operand.ty;
        let ExprKind::Recv { chan, .. } = operand.expr.kind else {
            return Err(Invalid);
        };
        let types = [elem, Types::BOOL];
        let mut sides: Vec<Option<Expr>> = Vec::new();
        let mut any_define = define.is_some();
        if let Some(at) = define {
            let mut fresh: Vec<ObjId> = Vec::new();
            for (lhs, ty) in lhs.iter().zip(types) {
                sides.push(self.defined_side(lhs, ty, &mut fresh)?);
            }
            if fresh.is_empty() {
                return Err(self.error(at, "no new variables on left side of :="));
            }
            for object in fresh {
                self.declare(object)?;
            }
        } else {
            let mut places: Vec<(Option<Expr>, &'a ast::Expr, TypeId)> = Vec::new();
            for (lhs, ty) in lhs.iter().zip(types) {
                places.push((self.place(lhs)?, lhs, ty));
            }
            let same = places
                .iter()
                .all(|(place, _, ty)| place.as_ref().is_none_or(|place| place.ty == *ty));
            for (place, lhs, ty) in places {
                let place = match place {
                    Some(place) if !same => place,
                    place => {
                        sides.push(place);
                        continue;
                    }
                };
                any_define = true;
                let (local, temp) = self.temp(ty, lhs.pos);
                let value = if ty == elem && sides.is_empty() {
                    let operand = Operand::new(x, Mode::CommaOk, ty, ExprKind::Local(local));
                    self.assign(operand, place.ty, &Context::Assignment)?
                } else {
                    self.received_ok(x, temp.clone(), place.ty)?
                };
                before.push(Stmt {
                    kind: StmtKind::Assign(vec![place], vec![value]),
                    pos: lhs.pos,
                });
                sides.push(Some(temp));
            }
        }
        let mut sides = sides.into_iter();
        let (value, ok) = (sides.next().flatten(), sides.next().flatten());
        Ok(Comm::Recv {
            chan: *chan,
            value,
            ok,
            define: any_define,
        })
    }
}
