//! Blocks, and the statements that have no file of their own: `if`, `for`, sends.
//!
//! Follows `types2/stmt.go`.

use crate::check::expressions::assignability::Context;
use crate::check::objects::object::Kind;
use crate::check::statements::branches::Target;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::ast::{self, Stmt as AstStmt, StmtKind as Ast};
use crate::tast::{Expr, LabelId, LocalId, Stmt, StmtKind};
use crate::token::ChanDir;
use crate::types::Type;
use crate::version::Feature;

impl<'a> Checker<'a> {
    /// Statements in the current scope.
    pub(crate) fn block_stmts(&mut self, stmts: &'a [AstStmt]) -> Vec<Stmt> {
        let mut out = Vec::new();
        for stmt in stmts {
            if self.stopped {
                break;
            }
            // What is wrong has been reported; the next statement may be fine.
            let _ = self.stmt(stmt, None, &mut out);
        }
        out
    }

    /// A block with a scope of its own.
    pub(crate) fn block(&mut self, block: &'a ast::Block) -> Vec<Stmt> {
        self.in_scope(|this| this.block_stmts(&block.stmts))
    }

    pub(crate) fn stmt(
        &mut self,
        stmt: &'a AstStmt,
        label: Option<&'a str>,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        self.enter(stmt.pos)?;
        self.depth += 1;
        let result = self.stmt_kind(stmt, label, out);
        self.depth -= 2;
        result
    }

    fn stmt_kind(
        &mut self,
        stmt: &'a AstStmt,
        label: Option<&'a str>,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        let pos = stmt.pos;
        let kind = match &stmt.kind {
            Ast::Empty => return Ok(()),
            Ast::Expr(x) => self.expr_stmt(x)?,
            Ast::Send(chan, value) => {
                let (chan, value) = self.send(pos, chan, value)?;
                StmtKind::Send(chan, value)
            }
            Ast::IncDec(x, inc) => self.inc_dec(x, *inc)?,
            Ast::Assign(lhs, rhs) => return self.assign_stmt(pos, lhs, rhs, out),
            Ast::OpAssign(op, lhs, rhs) => self.op_assign(*op, lhs, rhs)?,
            Ast::Define(lhs, rhs, at) => return self.define(pos, lhs, rhs, *at, out),
            Ast::Decl(decls) => return self.local_decls(decls, out),
            Ast::Go(x) => return self.go_or_defer(pos, x, "go", out),
            Ast::Defer(x) => return self.go_or_defer(pos, x, "defer", out),
            Ast::Return(values) => return self.return_stmt(pos, values, out),
            Ast::Break(label) => self.branch(pos, label.as_ref(), true)?,
            Ast::Continue(label) => self.branch(pos, label.as_ref(), false)?,
            Ast::Goto(label) => self.goto(label)?,
            Ast::Fallthrough => return Err(self.error(pos, "fallthrough statement out of place")),
            Ast::Block(block) => StmtKind::Block(self.block(block)),
            Ast::If(stmt) => return self.if_stmt(pos, stmt, out),
            Ast::For(stmt) => return self.for_stmt(pos, stmt, label, out),
            Ast::Range(stmt) => return self.range_stmt(pos, stmt, label, out),
            Ast::Switch(stmt) => return self.switch_stmt(pos, stmt, label, out),
            Ast::TypeSwitch(stmt) => return self.type_switch(pos, stmt, label, out),
            Ast::Select(clauses) => self.select(clauses, label)?,
            Ast::Labeled(label, inner) => {
                out.extend(self.label_mark(&label.name, pos));
                return self.stmt(inner, Some(&label.name), out);
            }
        };
        out.push(Stmt { kind, pos });
        Ok(())
    }

    pub(crate) fn send(
        &mut self,
        pos: Pos,
        chan: &'a ast::Expr,
        value: &'a ast::Expr,
    ) -> Checked<(Expr, Expr)> {
        let ch = self.expr(chan);
        let x = self.assigned_expr(value);
        let (ch, x) = (ch?, x?);
        let what = self.describe(&ch);
        match *self.under(ch.ty) {
            Type::Chan {
                dir: ChanDir::Recv, ..
            } => Err(self.error(
                pos,
                format!("invalid operation: cannot send to receive-only channel {what}"),
            )),
            Type::Chan { elem, .. } => {
                let value = self.assign(x, elem, &Context::Other("send"))?;
                Ok((self.typed_expr(ch)?, value))
            }
            Type::Param(_) => Err(self.error(
                pos,
                format!("invalid operation: cannot send to {what}: no core type"),
            )),
            _ => Err(self.error(
                pos,
                format!("invalid operation: cannot send to non-channel {what}"),
            )),
        }
    }

    fn condition(&mut self, x: &'a ast::Expr, what: &str) -> Checked<Expr> {
        let operand = self.expr(x)?;
        if !self.is_boolean(operand.ty) {
            return Err(self.error(x.pos, format!("non-boolean condition in {what} statement")));
        }
        self.default_value(operand, &Context::Other("condition"))
    }

    fn if_stmt(&mut self, pos: Pos, stmt: &'a ast::If, out: &mut Vec<Stmt>) -> Checked<()> {
        self.in_scope(|this| {
            let mut init = Vec::new();
            if let Some(stmt) = &stmt.init {
                let _ = this.stmt(stmt, None, &mut init);
            }
            let cond = this.condition(&stmt.cond, "if");
            let then = this.block(&stmt.then);
            let mut els = Vec::new();
            if let Some(stmt) = &stmt.els {
                let _ = this.stmt(stmt, None, &mut els);
            }
            let kind = StmtKind::If {
                cond: cond?,
                then,
                els,
            };
            wrap(init, Stmt { kind, pos }, out);
            Ok(())
        })
    }

    fn for_stmt(
        &mut self,
        pos: Pos,
        stmt: &'a ast::For,
        label: Option<&'a str>,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        self.in_scope(|this| {
            let mut init = Vec::new();
            if let Some(stmt) = &stmt.init {
                let _ = this.stmt(stmt, None, &mut init);
            }
            let per_iteration = match &stmt.init {
                Some(AstStmt {
                    kind: Ast::Define(..),
                    ..
                }) if this.has(Feature::LoopVariablesPerIteration) => this.scope_locals(),
                _ => Vec::new(),
            };
            let cond = stmt
                .cond
                .as_ref()
                .map(|cond| this.condition(cond, "for"))
                .transpose();
            let mut post = Vec::new();
            if let Some(stmt) = &stmt.post {
                let _ = this.stmt(stmt, None, &mut post);
            }
            let id = this.push_target(label, true);
            let body = this.block(&stmt.body);
            this.func().targets.pop();
            let kind = StmtKind::For {
                label: id,
                init,
                cond: cond?,
                post,
                body,
                per_iteration,
            };
            out.push(Stmt { kind, pos });
            Ok(())
        })
    }

    /// The locals declared in the current block.
    fn scope_locals(&self) -> Vec<LocalId> {
        let names = &self.scopes[self.env.scope.0 as usize].names;
        let mut out: Vec<LocalId> = names
            .values()
            .filter_map(|&id| match self.object(id).kind {
                Kind::Local(_, local, _) => Some(local),
                _ => None,
            })
            .collect();
        out.sort();
        out
    }

    pub(crate) fn push_target(&mut self, label: Option<&'a str>, is_loop: bool) -> LabelId {
        let func = self.func();
        let id = func.new_label();
        func.targets.push(Target { id, label, is_loop });
        id
    }
}

/// A statement after those that prepare it, as one.
pub(crate) fn wrap(mut init: Vec<Stmt>, stmt: Stmt, out: &mut Vec<Stmt>) {
    if init.is_empty() {
        out.push(stmt);
        return;
    }
    let pos = stmt.pos;
    init.push(stmt);
    out.push(Stmt {
        kind: StmtKind::Block(init),
        pos,
    });
}
