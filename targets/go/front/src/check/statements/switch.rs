//! Expression switches, and what both kinds of switches share.
//!
//! Follows `types2/stmt.go` (`switchStmt`, `caseValues`, `multipleSwitchDefaults`).

use std::collections::BTreeSet;

use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::Operand;
use crate::check::statements::stmt::wrap;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::ast::{self, CaseClause, StmtKind as AstStmt};
use crate::syntax::print;
use crate::tast::{Clause, Expr, ExprKind, Stmt, StmtKind};
use crate::token::CmpOp;
use crate::types::{TypeId, Types};

impl<'a> Checker<'a> {
    pub(crate) fn one_default(&mut self, clauses: &'a [CaseClause]) {
        let mut defaults = clauses.iter().filter(|clause| clause.is_default);
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
    }

    /// A clause's statements, and whether it ends in `fallthrough`.
    pub(crate) fn clause_body(
        &mut self,
        clause: &'a CaseClause,
        last: bool,
        type_switch: bool,
    ) -> (Vec<Stmt>, bool) {
        let stmts = &clause.body.stmts;
        let end = stmts
            .iter()
            .rposition(|stmt| !matches!(stmt.kind, AstStmt::Empty));
        let Some(at) = end.filter(|&at| matches!(stmts[at].kind, AstStmt::Fallthrough)) else {
            return (self.block_stmts(stmts), false);
        };
        let body = self.block_stmts(&stmts[..at]);
        let pos = stmts[at].pos;
        if type_switch {
            self.error(pos, "cannot fallthrough in type switch");
        } else if last {
            self.error(pos, "cannot fallthrough final case in switch");
        }
        (body, true)
    }

    pub(crate) fn switch_stmt(
        &mut self,
        pos: Pos,
        stmt: &'a ast::Switch,
        label: Option<&'a str>,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        self.one_default(&stmt.clauses);
        self.in_scope(|this| {
            let mut init = Vec::new();
            if let Some(stmt) = &stmt.init {
                let _ = this.stmt(stmt, None, &mut init);
            }
            let tag = stmt
                .tag
                .as_ref()
                .map(|tag| this.switch_tag(tag, &mut init))
                .transpose();
            let id = this.push_target(label, false);
            let mut clauses = Vec::new();
            let mut seen = BTreeSet::new();
            let mut result = Ok(());
            for (i, clause) in stmt.clauses.iter().enumerate() {
                let mut conds = Vec::new();
                for x in &clause.exprs {
                    let cond = match &tag {
                        Ok(tag) => this.case_value(x, tag.as_ref(), &mut seen),
                        Err(invalid) => Err(*invalid),
                    };
                    match cond {
                        Ok(cond) => conds.push(cond),
                        Err(invalid) => result = Err(invalid),
                    }
                }
                let last = i + 1 == stmt.clauses.len();
                let (body, fallthrough) =
                    this.in_scope(|this| this.clause_body(clause, last, false));
                clauses.push(Clause {
                    conds,
                    is_default: clause.is_default,
                    body,
                    fallthrough,
                });
            }
            this.func().targets.pop();
            result?;
            tag?;
            wrap(
                init,
                Stmt {
                    kind: StmtKind::Switch { label: id, clauses },
                    pos,
                },
                out,
            );
            Ok(())
        })
    }

    /// The tag in a temporary, as an operand of the comparisons.
    fn switch_tag(&mut self, tag: &'a ast::Expr, init: &mut Vec<Stmt>) -> Checked<Operand<'a>> {
        let x = self.expr(tag)?;
        let what = self.describe(&x);
        let value = self.default_value(x, &Context::Other("switch expression"))?;
        let ty = value.ty;
        if !self.comparable(ty) && !self.has_nil(ty) {
            let text = self.type_string(ty);
            return Err(self.error(
                tag.pos,
                format!("cannot switch on {what} ({text} is not comparable)"),
            ));
        }
        let (local, _) = self.temp(ty, tag.pos);
        init.push(Stmt {
            kind: StmtKind::Declare(local, Some(value)),
            pos: tag.pos,
        });
        Ok(Operand::value(tag, ty, ExprKind::Local(local)))
    }

    fn case_value(
        &mut self,
        x: &'a ast::Expr,
        tag: Option<&Operand<'a>>,
        seen: &mut BTreeSet<(TypeId, String)>,
    ) -> Checked<Expr> {
        let value = self.expr(x)?;
        let Some(tag) = tag else {
            if self.is_interface(value.ty) && self.missing_method(Types::BOOL, value.ty)?.is_none()
            {
                return Ok(self.is_true(value));
            }
            if !self.is_boolean(value.ty) {
                let (text, ty) = (print::expr(x), self.type_string(value.ty));
                let text =
                    format!("invalid case {text} in switch (mismatched types {ty} and bool)");
                return Err(self.error(x.pos, text));
            }
            return self.default_value(value, &Context::Other("case"));
        };
        // An untyped value takes the tag's type before it is compared, or its own where the tag is an interface.
        let value = if self.is_untyped(value.ty) && !value.is_nil() {
            if !self.may_convert(&value, tag) {
                let (text, tag_text) = (print::expr(x), print::expr(tag.src));
                let (a, b) = (self.type_string(value.ty), self.type_string(tag.ty));
                let text = format!(
                    "invalid case {text} in switch on {tag_text} (mismatched types {a} and {b})"
                );
                return Err(self.error(x.pos, text));
            }
            self.implicit_operand(value, tag.ty)?
        } else {
            value
        };
        if let Some(constant) = value
            .as_const()
            .filter(|constant| !matches!(constant, Value::Bool(_)))
        {
            let ty = self.default_type(value.ty);
            if !seen.insert((ty, constant.show(false))) && !self.env.instance {
                let what = self.describe(&value);
                return Err(
                    self.error(x.pos, format!("duplicate case {what} in expression switch"))
                );
            }
        }
        let result = self.comparison(x, CmpOp::Eq, value, tag.clone(), true)?;
        self.default_value(result, &Context::Other("case"))
    }

    /// `x == true` for an interface value.
    fn is_true(&mut self, x: Operand<'a>) -> Expr {
        let (ty, pos) = (x.ty, x.pos());
        let yes = self.const_expr(&Value::Bool(true), Types::BOOL, pos);
        let yes = self.convert_expr(yes, ty);
        let kind = ExprKind::Compare(CmpOp::Eq, Box::new(x.expr), Box::new(yes));
        Expr {
            kind,
            ty: Types::BOOL,
            pos,
        }
    }
}
