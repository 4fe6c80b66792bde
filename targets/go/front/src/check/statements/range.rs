//! `for … range` over anything but functions.
//!
//! Follows `types2/stmt.go` (`rangeStmt`, `rangeKeyVal`).

use crate::check::constants::value::Value;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::ids::ObjId;
use crate::check::objects::object::Kind;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::ast::{self, ExprKind as Ast};
use crate::tast::{Expr, ExprKind, Stmt, StmtKind};
use crate::token::ChanDir;
use crate::types::{Type, TypeId, Types};
use crate::version::Feature;

/// The sides of a range statement as they will stand in the program.
pub(crate) struct Sides {
    pub key: Option<Expr>,
    pub value: Option<Expr>,
    pub define: bool,
    /// Assignments at the start of the body, for sides of another type than what is ranged over gives.
    pub before: Vec<Stmt>,
}

impl<'a> Checker<'a> {
    pub(crate) fn range_stmt(
        &mut self,
        pos: Pos,
        stmt: &'a ast::Range,
        label: Option<&'a str>,
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        let outer_call = std::mem::replace(&mut self.has_call, false);
        let x = self.expr(&stmt.x);
        let has_call = std::mem::replace(&mut self.has_call, outer_call);
        self.has_call |= has_call;
        if let Ok(operand) = &x
            && let Type::Func(_) = self.under(operand.ty)
        {
            let operand = operand.clone();
            if let Err(invalid) = self.range_types(&operand, stmt) {
                self.declare_invalid(stmt);
                return Err(invalid);
            }
            return self.in_scope(|this| {
                let mut stmts = Vec::new();
                this.range_func(pos, stmt, operand, label, &mut stmts)?;
                out.push(Stmt {
                    kind: StmtKind::Block(stmts),
                    pos,
                });
                Ok(())
            });
        }
        self.in_scope(|this| {
            let sides = x.and_then(|x| {
                let (key, value, hint) = this.range_types(&x, stmt)?;
                let sides = this.range_sides(stmt, key, value, pos)?;
                let x = this.range_operand(x, hint, sides.value.is_some(), has_call)?;
                Ok((x, sides))
            });
            if sides.is_err() {
                this.declare_invalid(stmt);
            }
            let id = this.push_target(label, true);
            let body = this.block(&stmt.body);
            this.func().targets.pop();
            let (x, sides) = sides?;
            if sides.define && sides.before.is_empty() && this.is_map_clear(&x, &sides, &body) {
                out.push(Stmt {
                    kind: StmtKind::MapClear(x),
                    pos,
                });
                return Ok(());
            }
            let mut all = sides.before;
            all.extend(body);
            let (define, per_iteration) = (
                sides.define,
                sides.define && this.has(Feature::LoopVariablesPerIteration),
            );
            let (key, value) = (sides.key, sides.value);
            let kind = StmtKind::Range {
                label: id,
                key,
                value,
                x,
                body: all,
                define,
                per_iteration,
            };
            out.push(Stmt { kind, pos });
            Ok(())
        })
    }

    /// Enters the loop's variables though nothing is known of them.
    fn declare_invalid(&mut self, stmt: &'a ast::Range) {
        for lhs in stmt.lhs.iter().filter(|_| stmt.define) {
            if let Ast::Name(name) = &lhs.kind {
                let id = self.new_object(name, lhs.pos, Kind::Invalid);
                let _ = self.declare(id);
            }
        }
    }

    /// The sides of a loop over a function: places for what it gives, and assignments for the body's start.
    pub(crate) fn range_places(
        &mut self,
        stmt: &'a ast::Range,
        key: Option<TypeId>,
        value: Option<TypeId>,
        pos: Pos,
    ) -> Checked<(Vec<Option<Expr>>, Vec<Stmt>)> {
        let sides = self.range_sides(stmt, key, value, pos)?;
        Ok((vec![sides.key, sides.value], sides.before))
    }

    /// The types of key and value, and the type that an untyped operand gets.
    fn range_types(
        &mut self,
        x: &Operand<'a>,
        stmt: &'a ast::Range,
    ) -> Checked<(Option<TypeId>, Option<TypeId>, Option<TypeId>)> {
        let what = self.describe(x);
        let fail = |this: &mut Self, cause: &str| {
            let cause = if cause.is_empty() {
                String::new()
            } else {
                format!(": {cause}")
            };
            Err(this.error(x.pos(), format!("cannot range over {what}{cause}")))
        };
        let int = Some(Types::INT);
        let (key, value) = match self.under(x.ty).clone() {
            Type::String | Type::UntypedString => (int, Some(Types::INT32)),
            Type::Array { elem, .. } | Type::Slice(elem) => (int, Some(elem)),
            Type::Pointer(base) => match *self.under(base) {
                Type::Array { elem, .. } => (int, Some(elem)),
                _ => return fail(self, ""),
            },
            Type::Map { key, elem } => (Some(key), Some(elem)),
            Type::Chan {
                dir: ChanDir::Send, ..
            } => return fail(self, "receive from send-only channel"),
            Type::Chan { elem, .. } => (Some(elem), None),
            Type::Func(_) if !self.has(Feature::RangeOverFunc) => {
                let cause = self.requires(Feature::RangeOverFunc);
                return fail(self, &cause);
            }
            Type::Func(_) => match self.yields(x.ty) {
                Ok(types) => (types.first().copied(), types.get(1).copied()),
                Err(cause) => return fail(self, cause),
            },
            _ if self.is_integer(x.ty) && !matches!(self.under(x.ty), Type::Param(_))
                || x.ty == Types::UNTYPED_FLOAT
                    && x.as_const().is_some_and(|v| v.to_int().is_some()) =>
            {
                if !self.has(Feature::RangeOverInt) {
                    let cause = self.requires(Feature::RangeOverInt);
                    return fail(self, &cause);
                }
                let hint = if self.is_untyped(x.ty) {
                    self.range_int_type(stmt)?
                } else {
                    x.ty
                };
                (Some(hint), None)
            }
            Type::Param(_) => return fail(self, "no core type"),
            _ => return fail(self, ""),
        };
        let max = usize::from(key.is_some()) + usize::from(value.is_some());
        if stmt.lhs.len() > max {
            let text = match max {
                0 => format!("range over {what} permits no iteration variables"),
                1 => format!("range over {what} permits only one iteration variable"),
                _ => "range clause permits at most two iteration variables".to_owned(),
            };
            return Err(self.error(stmt.lhs[max].pos, text));
        }
        Ok((
            key,
            value,
            key.filter(|_| self.is_untyped(x.ty) && self.is_numeric(x.ty)),
        ))
    }

    /// `range 10` has the type of the variable it is assigned to, else int.
    fn range_int_type(&mut self, stmt: &'a ast::Range) -> Checked<TypeId> {
        match stmt.lhs.first() {
            Some(lhs) if !stmt.define => Ok(self.place(lhs)?.map_or(Types::INT, |place| place.ty)),
            _ => Ok(Types::INT),
        }
    }

    /// What the loop runs over. Where only the length matters, it is that.
    fn range_operand(
        &mut self,
        x: Operand<'a>,
        hint: Option<TypeId>,
        has_value: bool,
        has_call: bool,
    ) -> Checked<Expr> {
        let pos = x.pos();
        let array = self.pointer_base(x.ty).unwrap_or(x.ty);
        if let Type::Array { len, .. } = *self.under(array)
            && !has_value
            && !has_call
        {
            return Ok(self.const_expr(&Value::Int(i128::from(len)), Types::INT, pos));
        }
        match hint {
            Some(ty) => self.assign(x, ty, &Context::Other("range clause")),
            None => self.default_value(x, &Context::Other("range clause")),
        }
    }

    fn range_sides(
        &mut self,
        stmt: &'a ast::Range,
        key: Option<TypeId>,
        value: Option<TypeId>,
        pos: Pos,
    ) -> Checked<Sides> {
        let mut sides: Vec<Option<Expr>> = Vec::new();
        let mut before = Vec::new();
        let mut fresh: Vec<ObjId> = Vec::new();
        let mut all_same = true;
        let mut places: Vec<(Option<Expr>, &'a ast::Expr, TypeId)> = Vec::new();
        for (lhs, ty) in stmt.lhs.iter().zip([key, value]) {
            let Some(ty) = ty else { continue };
            if !stmt.define {
                let place = self.place(lhs)?;
                all_same &= place.as_ref().is_none_or(|place| place.ty == ty);
                places.push((place, lhs, ty));
                continue;
            }
            sides.push(self.defined_side(lhs, ty, &mut fresh)?);
        }
        for object in fresh {
            self.declare(object)?;
        }
        let mut define = stmt.define;
        for (place, lhs, ty) in places {
            let Some(place) = place else {
                sides.push(None);
                continue;
            };
            if all_same {
                sides.push(Some(place));
                continue;
            }
            define = true;
            let (local, temp) = self.temp(ty, lhs.pos);
            let operand = Operand::new(lhs, Mode::Value, ty, ExprKind::Local(local));
            let value = self.assign(operand, place.ty, &Context::Assignment)?;
            before.push(Stmt {
                kind: StmtKind::Assign(vec![place], vec![value]),
                pos,
            });
            sides.push(Some(temp));
        }
        let mut sides = sides.into_iter();
        Ok(Sides {
            key: sides.next().flatten(),
            value: sides.next().flatten(),
            define,
            before,
        })
    }
}
