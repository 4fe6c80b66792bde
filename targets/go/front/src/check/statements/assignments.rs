//! Assignments: places, values, and the statements that bring them together.
//!
//! Follows `types2/assignments.go` (`lhsVar`, `assignVars`) and, for `op=` and `++`, `types2/stmt.go`.

use crate::check::errors::plural;
use crate::check::expressions::assignability::Context;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::ids::ObjId;
use crate::check::objects::object::Kind;
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, BinaryOp, ExprKind as Ast};
use crate::syntax::print;
use crate::tast::{Const, Expr, ExprKind, Stmt, StmtKind};
use crate::token::BinOp;
use crate::types::{Type, TypeId, Types};

impl<'a> Checker<'a> {
    /// A left side; none for `_`. Assigning to a variable does not use it.
    pub(crate) fn place(&mut self, x: &'a ast::Expr) -> Checked<Option<Expr>> {
        let mut bare = x;
        while let Ast::Paren(inner) = &bare.kind {
            bare = inner;
        }
        let mut variable: Option<(ObjId, bool)> = None;
        if let Ast::Name(name) = &bare.kind {
            if name == "_" {
                return Ok(None);
            }
            if let Some(id) = self.lookup(name)
                && let Kind::Local(..) = self.object(id).kind
            {
                variable = Some((id, self.object(id).used));
            }
        }
        let operand = self.expr(x);
        if let Some((id, used)) = variable {
            self.object_mut(id).used = used;
        }
        let operand = operand?;
        self.assignable_place(operand).map(Some)
    }

    fn assignable_place(&mut self, x: Operand<'a>) -> Checked<Expr> {
        match x.mode {
            Mode::Var | Mode::MapIndex => Ok(x.expr),
            _ => {
                let text = print::expr(x.src);
                if let ExprKind::Field(inner, _) = &x.expr.kind
                    && let ExprKind::MapIndex { .. } = inner.kind
                {
                    return Err(self.error(
                        x.pos(),
                        format!("cannot assign to struct field {text} in map"),
                    ));
                }
                let text = format!(
                    "cannot assign to {text} (neither addressable nor a map index expression)"
                );
                Err(self.error(x.pos(), text))
            }
        }
    }

    /// An expression for one variable; a call of more results is an assignment mismatch.
    pub(crate) fn one_value(&mut self, value: &'a ast::Expr) -> Checked<Operand<'a>> {
        let x = self.raw_expr(value)?;
        if let (Type::Tuple(items), Ast::Call(call), Mode::Value) =
            (self.types.get(x.ty), &value.kind, &x.mode)
        {
            let values = plural(items.len(), "value");
            let text = format!(
                "assignment mismatch: 1 variable but {} returns {values}",
                print::expr(&call.fun)
            );
            return Err(self.error(value.pos, text));
        }
        self.single_or_generic(x)
    }

    /// A value for `place`; for `_` of its own type.
    pub(crate) fn value_for(
        &mut self,
        place: Option<Expr>,
        value: &'a ast::Expr,
        context: &Context,
    ) -> Checked<(Expr, Expr)> {
        let x = self.one_value(value)?;
        match place {
            Some(place) => {
                let value = self.assign(x, place.ty, &Context::Assignment)?;
                Ok((place, value))
            }
            None => {
                let value = self.default_value(x, context)?;
                Ok((
                    Expr {
                        kind: ExprKind::Blank,
                        ty: value.ty,
                        pos: value.pos,
                    },
                    value,
                ))
            }
        }
    }

    pub(crate) fn assign_stmt(
        &mut self,
        pos: Pos,
        lhs: &'a [ast::Expr],
        rhs: &'a [ast::Expr],
        out: &mut Vec<Stmt>,
    ) -> Checked<()> {
        let mut places = Vec::new();
        let mut result = Ok(());
        for x in lhs {
            match self.place(x) {
                Ok(place) => places.push(place),
                Err(invalid) => result = Err(invalid),
            }
        }
        if result.is_err() {
            for x in rhs {
                let _ = self.raw_expr(x);
            }
            return result;
        }
        if lhs.len() == rhs.len() {
            let mut left = Vec::new();
            let mut right = Vec::new();
            for (place, value) in places.into_iter().zip(rhs) {
                match self.value_for(place, value, &Context::Other("assignment to _ identifier")) {
                    Ok((place, value)) => {
                        left.push(place);
                        right.push(value);
                    }
                    Err(invalid) => result = Err(invalid),
                }
            }
            result?;
            out.push(Stmt {
                kind: StmtKind::Assign(left, right),
                pos,
            });
            return Ok(());
        }
        if rhs.len() != 1 {
            return Err(self.count_mismatch(rhs[0].pos, lhs.len(), rhs));
        }
        let (tuple, types) = self.tuple_value(&rhs[0], lhs.len(), rhs[0].pos)?;
        let places = places
            .into_iter()
            .zip(&types)
            .map(|(place, &ty)| match place {
                Some(place) => place,
                None => Expr {
                    kind: ExprKind::Blank,
                    ty: self.default_type(ty),
                    pos,
                },
            })
            .collect();
        out.extend(self.assign_tuple(places, tuple, &types, &rhs[0], Context::Assignment)?);
        Ok(())
    }

    /// An expression of `n` values: a call, or for two an expression with an ok.
    pub(crate) fn tuple_value(
        &mut self,
        x: &'a ast::Expr,
        n: usize,
        pos: Pos,
    ) -> Checked<(Expr, Vec<TypeId>)> {
        let operand = self.raw_expr(x)?;
        if let Type::Tuple(items) = self.types.get(operand.ty)
            && items.len() == n
            && matches!(operand.mode, Mode::Value)
        {
            return Ok((operand.expr, items.clone()));
        }
        if n == 2 && matches!(operand.mode, Mode::MapIndex | Mode::CommaOk) {
            let mut expr = operand.expr;
            match &mut expr.kind {
                ExprKind::MapIndex { comma_ok, .. }
                | ExprKind::TypeAssert { comma_ok, .. }
                | ExprKind::Recv { comma_ok, .. } => *comma_ok = true,
                _ => return Err(Invalid),
            }
            expr.ty = self.intern(pos, Type::Tuple(vec![operand.ty, Types::BOOL]))?;
            return Ok((expr, vec![operand.ty, Types::UNTYPED_BOOL]));
        }
        if matches!(operand.mode, Mode::NoValue) {
            let text = print::expr(x);
            return Err(self.error(x.pos, format!("{text} (no value) used as value")));
        }
        let vars = plural(n, "variable");
        let text = match (&x.kind, self.types.get(operand.ty)) {
            (Ast::Call(call), ty) if !matches!(operand.mode, Mode::Const(_)) => {
                let count = if let Type::Tuple(items) = ty {
                    items.len()
                } else {
                    1
                };
                let values = plural(count, "value");
                format!(
                    "assignment mismatch: {vars} but {} returns {values}",
                    print::expr(&call.fun)
                )
            }
            _ => format!("assignment mismatch: {vars} but 1 value"),
        };
        Err(self.error(pos, text))
    }

    /// Assigns a tuple's items, through temporaries where types differ.
    pub(crate) fn assign_tuple(
        &mut self,
        places: Vec<Expr>,
        tuple: Expr,
        types: &[TypeId],
        src: &'a ast::Expr,
        context: Context,
    ) -> Checked<Vec<Stmt>> {
        let pos = src.pos;
        let same = |place: &Expr, ty: TypeId| {
            matches!(place.kind, ExprKind::Blank)
                || place.ty == ty
                || ty == Types::UNTYPED_BOOL && place.ty == Types::BOOL
        };
        if places.iter().zip(types).all(|(place, &ty)| same(place, ty)) {
            return Ok(vec![Stmt {
                kind: StmtKind::AssignTuple(places, tuple),
                pos,
            }]);
        }
        let mut out = Vec::new();
        let (mut temps, mut values) = (Vec::new(), Vec::new());
        for (place, &ty) in places.iter().zip(types) {
            let item = self.default_type(ty);
            let (local, temp) = self.temp(item, pos);
            out.push(Stmt {
                kind: StmtKind::Declare(local, None),
                pos,
            });
            temps.push(temp);
            let mut operand = Operand::value(src, ty, ExprKind::Local(local));
            if ty == Types::UNTYPED_BOOL && self.is_boolean(place.ty) {
                operand.expr.ty = Types::BOOL;
                values.push(self.convert_expr(operand.expr, place.ty));
            } else {
                operand.ty = item;
                operand.expr.ty = item;
                values.push(self.assign(operand, place.ty, &context)?);
            }
        }
        out.push(Stmt {
            kind: StmtKind::AssignTuple(temps, tuple),
            pos,
        });
        out.push(Stmt {
            kind: StmtKind::Assign(places, values),
            pos,
        });
        Ok(out)
    }

    /// `x op= y`.
    pub(crate) fn op_assign(
        &mut self,
        op: BinOp,
        lhs: &'a ast::Expr,
        rhs: &'a ast::Expr,
    ) -> Checked<StmtKind> {
        let x = self.expr(lhs);
        let y = self.expr(rhs);
        let (x, y) = (x?, y?);
        let result = self.binary_operands(lhs, BinaryOp::Arith(op), x.clone(), y, Some(op))?;
        let place = self.assignable_place(x)?;
        match result.expr.kind {
            ExprKind::Binary(_, _, right) if result.ty == place.ty => {
                Ok(StmtKind::OpAssign(op, place, *right))
            }
            _ => Err(self.error(lhs.pos, format!("cannot assign to {}", print::expr(lhs)))),
        }
    }

    /// `x++` and `x--`.
    pub(crate) fn inc_dec(&mut self, lhs: &'a ast::Expr, inc: bool) -> Checked<StmtKind> {
        let x = self.expr(lhs)?;
        if !self.is_numeric(x.ty) {
            let (text, ty) = (print::expr(lhs), self.type_string(x.ty));
            let sign = if inc { "++" } else { "--" };
            let text = format!("invalid operation: {text}{sign} (non-numeric type {ty})");
            return Err(self.error(lhs.pos, text));
        }
        let (ty, pos) = (x.ty, x.pos());
        let place = self.assignable_place(x)?;
        let one = if self.is_float(ty) {
            Const::Float(1.0)
        } else {
            Const::Int(1)
        };
        let one = Expr {
            kind: ExprKind::Const(one),
            ty,
            pos,
        };
        Ok(StmtKind::OpAssign(
            if inc { BinOp::Add } else { BinOp::Sub },
            place,
            one,
        ))
    }
}
