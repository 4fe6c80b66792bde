//! Short variable declarations, `a, b := x, y`.
//!
//! Follows `types2/assignments.go` (`shortVarDecl`).

use crate::check::expressions::assignability::Context;
use crate::check::objects::ids::ObjId;
use crate::check::objects::object::Kind;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::ast::{self, ExprKind as Ast};
use crate::syntax::print;
use crate::tast::{Expr, ExprKind, Stmt, StmtKind};
use crate::types::TypeId;

impl<'a> Checker<'a> {
    /// A variable on the left of `:=` in the clause of a range or of a select: as a place, nothing for `_`. It is added to `fresh`, and
    /// in no scope yet.
    pub(crate) fn defined_side(
        &mut self,
        lhs: &'a ast::Expr,
        ty: TypeId,
        fresh: &mut Vec<ObjId>,
    ) -> Checked<Option<Expr>> {
        let Ast::Name(name) = &lhs.kind else {
            let text = print::expr(lhs);
            return Err(self.error(lhs.pos, format!("non-name {text} on left side of :=")));
        };
        if name == "_" {
            return Ok(None);
        }
        let (object, local) = self.new_var(name, lhs.pos, ty);
        fresh.push(object);
        Ok(Some(Expr {
            kind: ExprKind::Local(local),
            ty,
            pos: lhs.pos,
        }))
    }

    pub(crate) fn define(
        &mut self,
        pos: Pos,
        lhs: &'a [ast::Expr],
        rhs: &'a [ast::Expr],
        at: Pos,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        let mut names: Vec<(&'a str, Pos)> = Vec::new();
        let mut result = Ok(());
        for x in lhs {
            let Ast::Name(name) = &x.kind else {
                let text = print::expr(x);
                result = Err(self.error(x.pos, format!("non-name {text} on left side of :=")));
                continue;
            };
            if name != "_" && names.iter().any(|(other, _)| other == name) {
                result = Err(self.error(x.pos, format!("{name} repeated on left side of :=")));
                continue;
            }
            names.push((name, x.pos));
        }
        let result = result.and_then(|()| self.define_values(pos, lhs, rhs, &names, at, out));
        if result.is_err() {
            // The names exist all the same, so that their uses are not reported too.
            for (name, pos) in names {
                if self.lookup_in(self.env.scope, name).is_none() {
                    let id = self.new_object(name, pos, Kind::Invalid);
                    let _ = self.declare(id);
                }
            }
        }
        result
    }

    fn define_values(
        &mut self,
        pos: Pos,
        lhs: &'a [ast::Expr],
        rhs: &'a [ast::Expr],
        names: &[(&'a str, Pos)],
        at: Pos,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        let known: Vec<Option<ObjId>> = names
            .iter()
            .map(|(name, _)| self.lookup_in(self.env.scope, name))
            .collect();
        if !names
            .iter()
            .zip(&known)
            .any(|((name, _), known)| *name != "_" && known.is_none())
        {
            for x in rhs {
                let _ = self.raw_expr(x);
            }
            return Err(self.error(at, "no new variables on left side of :="));
        }
        let mut places: Vec<Option<Expr>> = Vec::new();
        for (x, known) in lhs.iter().zip(&known) {
            places.push(if known.is_some() {
                self.place(x)?
            } else {
                None
            });
        }
        let mut fresh: Vec<ObjId> = Vec::new();
        if lhs.len() == rhs.len() {
            let mut values = Vec::new();
            let mut result = Ok(());
            for (place, value) in places.iter().zip(rhs) {
                match self.value_for(place.clone(), value, &Context::Assignment) {
                    Ok(pair) => values.push(pair),
                    Err(invalid) => result = Err(invalid),
                }
            }
            result?;
            let simple = known
                .iter()
                .zip(names)
                .all(|(known, (name, _))| known.is_none() && *name != "_");
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for (((name, name_pos), known), (place, value)) in names.iter().zip(&known).zip(values)
            {
                if known.is_some() || *name == "_" {
                    left.push(place);
                    right.push(value);
                    continue;
                }
                let (object, local) = self.new_var(name, *name_pos, value.ty);
                fresh.push(object);
                if simple {
                    out.push(Stmt {
                        kind: StmtKind::Declare(local, Some(value)),
                        pos,
                    });
                } else {
                    out.push(Stmt {
                        kind: StmtKind::Declare(local, None),
                        pos,
                    });
                    left.push(Expr {
                        kind: ExprKind::Local(local),
                        ty: value.ty,
                        pos: *name_pos,
                    });
                    right.push(value);
                }
            }
            if !simple {
                out.push(Stmt {
                    kind: StmtKind::Assign(left, right),
                    pos,
                });
            }
        } else if rhs.len() == 1 {
            let (tuple, types) = self.tuple_value(&rhs[0], lhs.len(), rhs[0].pos)?;
            let mut left = Vec::new();
            for (((name, name_pos), place), &ty) in names.iter().zip(places).zip(&types) {
                let ty = self.default_type(ty);
                if let Some(place) = place {
                    left.push(place);
                } else if *name == "_" {
                    left.push(Expr {
                        kind: ExprKind::Blank,
                        ty,
                        pos: *name_pos,
                    });
                } else {
                    let (object, local) = self.new_var(name, *name_pos, ty);
                    fresh.push(object);
                    out.push(Stmt {
                        kind: StmtKind::Declare(local, None),
                        pos,
                    });
                    left.push(Expr {
                        kind: ExprKind::Local(local),
                        ty,
                        pos: *name_pos,
                    });
                }
            }
            out.extend(self.assign_tuple(left, tuple, &types, &rhs[0], Context::Assignment)?);
        } else {
            return Err(self.count_mismatch(rhs[0].pos, lhs.len(), rhs));
        }
        for object in fresh {
            self.declare(object)?;
        }
        Ok(())
    }
}
