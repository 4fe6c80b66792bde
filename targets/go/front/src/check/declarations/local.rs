//! Declarations inside functions.
//!
//! Follows `types2/decl.go` (`declStmt`).

use crate::check::errors::plural;
use crate::check::expressions::assignability::Context;
use crate::check::objects::object::Kind;
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, Decl};
use crate::syntax::print;
use crate::tast::{Expr, ExprKind, Stmt, StmtKind};
use crate::types::Type;
use crate::version::Feature;

impl<'a> Checker<'a> {
    /// Declarations in a function.
    pub(crate) fn local_decls(&mut self, decls: &'a [Decl], out: &mut Vec<Stmt>) -> Checked<()> {
        let mut result = Ok(());
        for decl in decls {
            let one = match decl {
                Decl::Const(spec) => self.local_consts(spec),
                Decl::Var(spec) => self.local_vars(spec, out),
                Decl::Type(spec) if self.env.open && !self.has(Feature::LocalTypesInGenerics) => {
                    let text =
                        "type declarations inside generic functions are not currently supported";
                    Err(self.error(spec.name.pos, text))
                }
                Decl::Type(spec) => {
                    let id = self.new_object(&spec.name.name, spec.name.pos, Kind::Invalid);
                    self.declare(id).and_then(|()| {
                        let kind = self.type_decl(id, spec);
                        self.report_incomplete();
                        self.settle();
                        self.object_mut(id).kind = kind.unwrap_or(Kind::Invalid);
                        kind_ok(&self.object(id).kind)
                    })
                }
                Decl::Func(_) => Ok(()),
            };
            result = result.and(one);
        }
        result
    }

    fn local_consts(&mut self, spec: &'a ast::ConstSpec) -> Checked<()> {
        let mut ids = Vec::new();
        for i in 0..spec.names.len() {
            let kind = self.const_object(spec, i).unwrap_or(Kind::Invalid);
            ids.push(self.new_object(&spec.names[i].name, spec.names[i].pos, kind));
        }
        for id in ids {
            self.declare(id)?;
        }
        Ok(())
    }

    fn local_vars(&mut self, spec: &'a ast::VarSpec, out: &mut Vec<Stmt>) -> Checked<()> {
        let result = self.local_var_values(spec, out);
        if result.is_err() {
            for name in &spec.names {
                let id = self.new_object(&name.name, name.pos, Kind::Invalid);
                let _ = self.declare(id);
            }
        }
        result
    }

    fn local_var_values(&mut self, spec: &'a ast::VarSpec, out: &mut Vec<Stmt>) -> Checked<()> {
        let (names, values) = (&spec.names, &spec.values);
        let declared = spec.ty.as_ref().map(|ty| self.typ(ty)).transpose()?;
        let mut vars = Vec::new();
        if values.len() <= 1 && names.len() != values.len() {
            let (tuple, types) = match (values.first(), declared) {
                (Some(value), _) => {
                    let (tuple, types) = self.tuple_value(value, names.len(), value.pos)?;
                    (Some((tuple, value)), types)
                }
                (None, Some(ty)) => (None, vec![ty; names.len()]),
                (None, None) => return Err(Invalid),
            };
            let mut places = Vec::new();
            for (name, &ty) in names.iter().zip(&types) {
                let ty = declared.unwrap_or_else(|| self.default_type(ty));
                let (object, local) = self.new_var(&name.name, name.pos, ty);
                out.push(Stmt {
                    kind: StmtKind::Declare(local, None),
                    pos: name.pos,
                });
                places.push(Expr {
                    kind: ExprKind::Local(local),
                    ty,
                    pos: name.pos,
                });
                vars.push(object);
            }
            if let Some((tuple, value)) = tuple {
                out.extend(self.assign_tuple(places, tuple, &types, value, Context::Assignment)?);
            }
        } else if names.len() != values.len() {
            return Err(self.var_arity(names, values));
        } else {
            for (name, value) in names.iter().zip(values) {
                let (value, ty) = self.init_value(value, declared, Context::VarDecl)?;
                let (object, local) = self.new_var(&name.name, name.pos, ty);
                out.push(Stmt {
                    kind: StmtKind::Declare(local, Some(value)),
                    pos: name.pos,
                });
                vars.push(object);
            }
        }
        for object in vars {
            self.declare(object)?;
        }
        Ok(())
    }

    /// More or fewer values than names in a variable declaration.
    pub(crate) fn var_arity(
        &mut self,
        names: &'a [ast::Ident],
        values: &'a [ast::Expr],
    ) -> Invalid {
        if let Some(extra) = values.get(names.len()) {
            let text = print::expr(extra);
            return self.error(extra.pos, format!("extra init expr {text}"));
        }
        let missing = &names[values.len()];
        self.error(
            missing.pos,
            format!("missing init expr for {}", missing.name),
        )
    }

    /// `assignment mismatch: …` for a list of values that is none call's.
    pub(crate) fn count_mismatch(
        &mut self,
        pos: Pos,
        left: usize,
        values: &'a [ast::Expr],
    ) -> Invalid {
        let vars = plural(left, "variable");
        if let [
            ast::Expr {
                kind: ast::ExprKind::Call(call),
                ..
            },
        ] = values
            && let Ok(x) = self.raw_expr(&values[0])
        {
            let count = match self.types.get(x.ty) {
                Type::Tuple(items) => items.len(),
                _ => 1,
            };
            let fun = print::expr(&call.fun);
            let text = format!(
                "assignment mismatch: {vars} but {fun} returns {}",
                plural(count, "value")
            );
            return self.error(pos, text);
        }
        self.error(
            pos,
            format!(
                "assignment mismatch: {vars} but {}",
                plural(values.len(), "value")
            ),
        )
    }
}

fn kind_ok(kind: &Kind<'_>) -> Checked<()> {
    if matches!(kind, Kind::Invalid) {
        Err(Invalid)
    } else {
        Ok(())
    }
}
