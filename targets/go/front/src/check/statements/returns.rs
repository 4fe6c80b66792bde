//! Return statements.
//!
//! Follows `types2/stmt.go` (`ReturnStmt`) and `types2/assignments.go` (`initVars`, `returnError`).

use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::Operand;
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast;
use crate::tast::{Stmt, StmtKind};
use crate::types::{Type, TypeId};

impl<'a> Checker<'a> {
    pub(crate) fn return_stmt(
        &mut self,
        pos: Pos,
        values: &'a [ast::Expr],
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        if self.func().range.is_some() {
            let mut stmts = Vec::new();
            self.return_values_of(pos, values, &mut stmts)?;
            let last = stmts.pop();
            out.extend(stmts);
            let Some(Stmt {
                kind: StmtKind::Return(values),
                ..
            }) = last
            else {
                return Err(Invalid);
            };
            if values.is_empty() {
                self.return_through(pos, out);
            } else {
                self.return_from_body(values, pos, out);
            }
            return Ok(());
        }
        self.return_values_of(pos, values, out)
    }

    /// The statement as it is outside loops' bodies.
    fn return_values_of(
        &mut self,
        pos: Pos,
        values: &'a [ast::Expr],
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        let results = self.home().sig.results.clone();
        let named = self.home().named_results;
        if values.is_empty() {
            if !results.is_empty() && !named {
                let want = self.types_summary(&results, false);
                return Err(self.error(
                    pos,
                    format!("not enough return values\n\thave ()\n\twant {want}"),
                ));
            }
            for object in self.home().result_objects.clone() {
                let name = self.object(object).name;
                if name != "_" && self.lookup(name) != Some(object) {
                    return Err(self.error(
                        pos,
                        format!("result parameter {name} not in scope at return"),
                    ));
                }
            }
            out.push(Stmt {
                kind: StmtKind::Return(Vec::new()),
                pos,
            });
            return Ok(());
        }
        if results.is_empty() {
            let (_, operands) = self.operands(values)?;
            let have =
                self.types_summary(&operands.iter().map(|x| x.ty).collect::<Vec<_>>(), false);
            let at = values[0].pos;
            return Err(self.error(
                at,
                format!("too many return values\n\thave {have}\n\twant ()"),
            ));
        }
        if let [only] = values
            && results.len() > 1
        {
            let x = self.raw_expr(only)?;
            let Type::Tuple(items) = self.types.get(x.ty).clone() else {
                let x = self.single(x)?;
                return Err(self.return_count(pos, &[x], &results));
            };
            if items == results {
                out.push(Stmt {
                    kind: StmtKind::Return(vec![x.expr]),
                    pos,
                });
                return Ok(());
            }
            let (prelude, operands) = self.unpack(x, &items);
            out.extend(prelude);
            return self.return_values(pos, operands, &results, out);
        }
        let (prelude, operands) = self.generic_operands(values)?;
        out.extend(prelude);
        self.return_values(pos, operands, &results, out)
    }

    fn return_count(&mut self, pos: Pos, values: &[Operand<'a>], results: &[TypeId]) -> Invalid {
        let (have_n, want_n) = (values.len(), results.len());
        let (at, which) = if have_n > want_n {
            (values[want_n].pos(), "too many")
        } else {
            (values.last().map_or(pos, Operand::pos), "not enough")
        };
        let have = self.types_summary(&values.iter().map(|x| x.ty).collect::<Vec<_>>(), false);
        let want = self.types_summary(results, false);
        self.error(
            at,
            format!("{which} return values\n\thave {have}\n\twant {want}"),
        )
    }

    fn return_values(
        &mut self,
        pos: Pos,
        values: Vec<Operand<'a>>,
        results: &[TypeId],
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        if values.len() != results.len() {
            return Err(self.return_count(pos, &values, results));
        }
        let mut lowered = Vec::new();
        let mut result = Ok(());
        for (value, &ty) in values.into_iter().zip(results) {
            match self.assign(value, ty, &Context::Return) {
                Ok(value) => lowered.push(value),
                Err(invalid) => result = Err(invalid),
            }
        }
        result?;
        out.push(Stmt {
            kind: StmtKind::Return(lowered),
            pos,
        });
        Ok(())
    }
}
