//! Statements that are calls: expression statements, `go` and `defer`.
//!
//! Follows `types2/stmt.go` (`ExprStmt`, `suspendedCall`).

use crate::check::expressions::operand::Mode;
use crate::check::objects::object::{BuiltinFn, Kind};
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self};
use crate::syntax::print;
use crate::tast::{Builtin, Call, Expr, ExprKind, Stmt, StmtKind};

impl<'a> Checker<'a> {
    pub(crate) fn expr_stmt(&mut self, x: &'a ast::Expr) -> Checked<StmtKind> {
        let operand = self.raw_expr(x)?;
        let mut bare = x;
        while let ast::ExprKind::Paren(inner) = &bare.kind {
            bare = inner;
        }
        let what = self.describe(&operand);
        match (&operand.mode, &bare.kind) {
            (Mode::NoValue, _) | (_, ast::ExprKind::Unary(ast::UnaryOp::Recv, _)) => {}
            (Mode::Builtin(_), _) => {
                return Err(self.error(x.pos, format!("{what} must be called")));
            }
            (Mode::Type, _) => {
                return Err(self.error(
                    x.pos,
                    format!("{} (type) is not an expression", print::expr(x)),
                ));
            }
            (Mode::Value, ast::ExprKind::Call(call)) if self.is_plain_call(call) => {}
            _ => return Err(self.error(x.pos, format!("{what} is not used"))),
        }
        Ok(StmtKind::Expr(operand.expr))
    }

    /// A call that may stand as a statement: no conversion, no builtin that only computes.
    fn is_plain_call(&mut self, call: &'a ast::Call) -> bool {
        let mut fun = &call.fun;
        while let ast::ExprKind::Paren(inner) = &fun.kind {
            fun = inner;
        }
        if matches!(self.maybe_type(&call.fun), Ok(Some(_))) {
            return false;
        }
        match &fun.kind {
            ast::ExprKind::Name(name) => match self.lookup(name).map(|id| &self.object(id).kind) {
                Some(Kind::Builtin(builtin)) => matches!(
                    builtin,
                    BuiltinFn::Plain(
                        Builtin::Copy | Builtin::Recover | Builtin::Print | Builtin::Println
                    )
                ),
                Some(Kind::Type(_)) => false,
                _ => true,
            },
            ast::ExprKind::Selector(inner, name) => match &inner.kind {
                ast::ExprKind::Name(package) => {
                    match self.lookup(package).map(|id| &self.object(id).kind) {
                        Some(Kind::Package(usize::MAX)) => false,
                        Some(Kind::Package(target)) => {
                            let member = self.lookup_in(self.packages[*target].scope, &name.name);
                            !member.is_some_and(|id| self.object(id).kind.is_type())
                        }
                        _ => true,
                    }
                }
                _ => true,
            },
            _ => true,
        }
    }

    pub(crate) fn go_or_defer(
        &mut self,
        pos: Pos,
        x: &'a ast::Expr,
        word: &str,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        if let ast::ExprKind::Paren(_) = x.kind {
            return Err(self.error(
                x.pos,
                format!("expression in {word} must not be parenthesized"),
            ));
        }
        let ast::ExprKind::Call(call) = &x.kind else {
            return Err(self.error(x.pos, format!("expression in {word} must be function call")));
        };
        let operand = self.raw_expr(x)?;
        let what = self.describe(&operand);
        match operand.mode {
            Mode::NoValue => {}
            Mode::Value if self.is_plain_call(call) => {}
            _ => {
                let is_builtin = matches!(&call.fun.kind, ast::ExprKind::Name(name)
                    if matches!(self.lookup(name).map(|id| &self.object(id).kind), Some(Kind::Builtin(_))));
                let text = if is_builtin || !self.is_conversion(call) {
                    format!("{word} discards result of {what}")
                } else {
                    format!("{word} requires function call, not conversion {what}")
                };
                return Err(self.error(x.pos, text));
            }
        }
        if word == "defer" {
            self.home().defers = true;
        }
        let Some(call) = self.extract_call(operand.expr, out) else {
            return Err(Invalid);
        };
        let kind = if word == "go" {
            StmtKind::Go(call)
        } else if self.func().range.is_some() {
            let token = self.defer_token(pos);
            StmtKind::DeferTo { token, call }
        } else {
            StmtKind::Defer(call)
        };
        out.push(Stmt { kind, pos });
        Ok(())
    }

    fn is_conversion(&mut self, call: &'a ast::Call) -> bool {
        matches!(self.maybe_type(&call.fun), Ok(Some(_)))
    }

    fn extract_call(&mut self, x: Expr, out: &mut Vec<Stmt>) -> Option<Call> {
        match x.kind {
            ExprKind::Call(call) => Some(*call),
            ExprKind::Block(stmts, inner) => {
                out.extend(stmts);
                self.extract_call(*inner, out)
            }
            _ => None,
        }
    }
}
