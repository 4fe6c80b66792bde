//! Type switches.
//!
//! Follows `types2/stmt.go` (`typeSwitchStmt`, `caseTypes`).

use std::collections::BTreeSet;

use crate::check::expressions::operand::Operand;
use crate::check::objects::object::Kind;
use crate::check::statements::stmt::wrap;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::ast::{self, CaseClause, ExprKind as Ast};
use crate::syntax::print;
use crate::tast::{Clause, Expr, ExprKind, LocalId, Stmt, StmtKind};
use crate::token::CmpOp;
use crate::types::{Type, TypeId, Types};

impl<'a> Checker<'a> {
    pub(crate) fn type_switch(
        &mut self,
        pos: Pos,
        stmt: &'a ast::TypeSwitch,
        label: Option<&'a str>,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        self.one_default(&stmt.clauses);
        self.in_scope(|this| {
            let mut init = Vec::new();
            if let Some(stmt) = &stmt.init {
                let _ = this.stmt(stmt, None, &mut init);
            }
            let x = this.expr(&stmt.x)?;
            if this.is_param(x.ty) {
                let what = this.describe(&x);
                return Err(this.error(
                    x.pos(),
                    format!("cannot use type switch on type parameter value {what}"),
                ));
            }
            if !this.is_interface(x.ty) {
                let what = this.describe(&x);
                return Err(this.error(x.pos(), format!("{what} is not an interface")));
            }
            if let Some(bind) = &stmt.bind
                && bind.name == "_"
            {
                return Err(this.error(bind.pos, "no new variable on left side of :="));
            }
            let ty = x.ty;
            let (local, tag) = this.temp(ty, x.pos());
            init.push(Stmt {
                kind: StmtKind::Declare(local, Some(x.expr)),
                pos,
            });
            let tag = Operand {
                mode: x.mode,
                ty,
                expr: tag,
                src: &stmt.x,
            };
            let (ok, _) = this.temp(Types::BOOL, pos);
            init.push(Stmt {
                kind: StmtKind::Declare(ok, None),
                pos,
            });
            let id = this.push_target(label, false);
            let mut clauses = Vec::new();
            let mut seen = BTreeSet::new();
            let mut used = stmt.bind.is_none();
            let mut result = Ok(());
            for clause in &stmt.clauses {
                match this.type_clause(clause, stmt.bind.as_ref(), &tag, ok, &mut seen, &mut used) {
                    Ok(clause) => clauses.push(clause),
                    Err(invalid) => result = Err(invalid),
                }
            }
            this.func().targets.pop();
            if let Some(bind) = stmt.bind.as_ref().filter(|_| !used) {
                this.error(bind.pos, format!("{} declared and not used", bind.name));
            }
            result?;
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

    fn type_clause(
        &mut self,
        clause: &'a CaseClause,
        bind: Option<&'a ast::Ident>,
        tag: &Operand<'a>,
        ok: LocalId,
        seen: &mut BTreeSet<Option<TypeId>>,
        used: &mut bool,
    ) -> Checked<Clause> {
        let mut conds = Vec::new();
        let mut result = Ok(());
        // The value in the one type of the clause; the interface value itself otherwise.
        let mut single: Option<Expr> = None;
        for x in &clause.exprs {
            match self.type_case(x, tag, seen) {
                Ok(target) => {
                    let wants_value = bind.is_some() && clause.exprs.len() == 1;
                    let (cond, value) = self.case_test(x.pos, tag, target, ok, wants_value);
                    conds.push(cond);
                    single = value;
                }
                Err(invalid) => result = Err(invalid),
            }
        }
        let (body, _) = self.in_scope(|this| {
            let mut body = Vec::new();
            let mut object = None;
            if let Some(bind) = bind {
                let value = if clause.exprs.len() == 1 {
                    single
                } else {
                    None
                };
                let value = value.unwrap_or_else(|| tag.expr.clone());
                let (id, local) = this.new_var(&bind.name, bind.pos, value.ty);
                if result.is_err() {
                    this.object_mut(id).kind = Kind::Invalid;
                }
                let _ = this.declare(id);
                body.push(Stmt {
                    kind: StmtKind::Declare(local, Some(value)),
                    pos: clause.pos,
                });
                object = Some(id);
            }
            let (stmts, fallthrough) = this.clause_body(clause, false, true);
            body.extend(stmts);
            if let Some(id) = object {
                *used |= this.object(id).used;
                this.object_mut(id).used = true;
            }
            (body, fallthrough)
        });
        result?;
        Ok(Clause {
            conds,
            is_default: clause.is_default,
            body,
            fallthrough: false,
        })
    }

    /// The type of a case; none for `nil`.
    fn type_case(
        &mut self,
        x: &'a ast::Expr,
        tag: &Operand<'a>,
        seen: &mut BTreeSet<Option<TypeId>>,
    ) -> Checked<Option<TypeId>> {
        let nil = match &x.kind {
            Ast::Name(name) => {
                let id = self.lookup(name);
                id.is_some_and(|id| matches!(self.object(id).kind, Kind::Nil))
            }
            _ => false,
        };
        let target = if nil { None } else { Some(self.typ(x)?) };
        if let Some(target) = target {
            self.possible_assert(x.pos, tag, target, Some(x))?;
        }
        if !seen.insert(target) && !self.env.instance {
            let text = print::expr(x);
            let text = format!("duplicate case {text} in type switch");
            return Err(self.error(x.pos, text));
        }
        Ok(target)
    }

    /// The test for one case, and the place that then holds the value.
    fn case_test(
        &mut self,
        pos: Pos,
        tag: &Operand<'a>,
        target: Option<TypeId>,
        ok: LocalId,
        wants_value: bool,
    ) -> (Expr, Option<Expr>) {
        let Some(target) = target else {
            let nil = Expr {
                kind: ExprKind::Zero,
                ty: tag.ty,
                pos,
            };
            let kind = ExprKind::Compare(CmpOp::Eq, Box::new(tag.expr.clone()), Box::new(nil));
            return (
                Expr {
                    kind,
                    ty: Types::BOOL,
                    pos,
                },
                None,
            );
        };
        let ok = Expr {
            kind: ExprKind::Local(ok),
            ty: Types::BOOL,
            pos,
        };
        let tuple = self.types.intern(Type::Tuple(vec![target, Types::BOOL]));
        let kind = ExprKind::TypeAssert {
            x: Box::new(tag.expr.clone()),
            ty: target,
            comma_ok: true,
        };
        let assert = Expr {
            kind,
            ty: tuple,
            pos,
        };
        let mut stmts = Vec::new();
        let place = if wants_value {
            let (local, place) = self.temp(target, pos);
            stmts.push(Stmt {
                kind: StmtKind::Declare(local, None),
                pos,
            });
            Some(place)
        } else {
            None
        };
        let left = place.clone().unwrap_or(Expr {
            kind: ExprKind::Blank,
            ty: target,
            pos,
        });
        stmts.push(Stmt {
            kind: StmtKind::AssignTuple(vec![left, ok.clone()], assert),
            pos,
        });
        let cond = Expr {
            kind: ExprKind::Block(stmts, Box::new(ok)),
            ty: Types::BOOL,
            pos,
        };
        (cond, place)
    }
}
