//! Assignment statements and declarations of variables.

use super::compiler::Res;
use super::func::{FuncCx, Var};
use super::place::Place;
use crate::code::{MapKind, Slot};
use tearpoint_front::tast::{BinOp, Builtin, Callee, Const, Expr, ExprKind, LocalId};
use tearpoint_front::types::TypeId;

impl FuncCx<'_> {
    /// Declares a local; it has the value of `init`, or zero.
    pub fn declare(&mut self, id: LocalId, init: Option<&Expr>) -> Res<()> {
        let ty = self.local_ty(id);
        if let Some(e) = init {
            self.note_declared(id, e);
        }
        match self.vars[id.0 as usize] {
            Var::Frame(slot) => match init {
                Some(e) => self.value_to(e, slot)?,
                None => {
                    let len = self.size(ty);
                    self.zero(slot, len);
                }
            },
            Var::Boxed(slot) => {
                if let Some(e) = init.filter(|_| self.is_big(ty)) {
                    let p = self.big_value(e)?;
                    self.mov(slot, p, 8);
                    return Ok(());
                }
                let value = match init {
                    Some(e) => Some(self.value(e, None)?),
                    None => None,
                };
                self.new_object(slot, ty);
                if let Some(v) = value {
                    self.init(slot, 0, v, ty);
                }
            }
        }
        Ok(())
    }

    /// Declares a local with the value at `v`.
    pub fn declare_slot(&mut self, id: LocalId, v: Slot, fresh: bool) {
        let ty = self.local_ty(id);
        match self.vars[id.0 as usize] {
            Var::Frame(slot) => {
                let len = self.size(ty);
                self.mov(slot, v, len);
            }
            Var::Boxed(slot) => {
                if fresh {
                    self.new_object(slot, ty);
                    self.init(slot, 0, v, ty);
                } else {
                    self.store(Place::Mem { p: slot, off: 0 }, ty, v);
                }
            }
        }
    }

    pub fn assign(&mut self, left: &[Expr], right: &[Expr]) -> Res<()> {
        if let ([l], [r]) = (left, right) {
            return self.assign_one(l, r);
        }
        let mut places = Vec::new();
        for l in left {
            places.push(self.prepare(l, true)?);
        }
        let mut values = Vec::new();
        for r in right {
            values.push(self.operand(r, true)?);
        }
        for ((place, v), l) in places.into_iter().zip(values).zip(left) {
            self.store(place, l.ty, v);
        }
        Ok(())
    }

    fn assign_one(&mut self, l: &Expr, r: &Expr) -> Res<()> {
        if let ExprKind::Blank = l.kind {
            self.value(r, None)?;
            return Ok(());
        }
        if let ExprKind::Local(id) = l.kind
            && let Var::Frame(slot) = self.vars[id.0 as usize]
        {
            return self.assign_frame(slot, r);
        }
        if let (ExprKind::MapIndex { .. }, Some(args)) = (&l.kind, append_to_itself(l, r)) {
            return self.append_to_element(l, r, args);
        }
        let place = self.prepare(l, may_assign(r))?;
        let in_memory = matches!(
            place,
            Place::Global(_) | Place::Mem { .. } | Place::Elem { .. }
        );
        if in_memory && self.is_big(l.ty) {
            return self.assign_big(place, r);
        }
        let v = self.value(r, None)?;
        self.noting_store(l, r, |f| f.store(place, l.ty, v));
        Ok(())
    }

    /// Assigns a local in the frame. A value that is built piece by piece is built elsewhere first.
    pub fn assign_frame(&mut self, slot: Slot, r: &Expr) -> Res<()> {
        let piecewise = matches!(
            r.kind,
            ExprKind::StructLit(_)
                | ExprKind::ElemsLit { .. }
                | ExprKind::MapLit(_)
                | ExprKind::Block(..)
                | ExprKind::AndAnd(..)
                | ExprKind::OrOr(..)
                | ExprKind::Call(_)
                | ExprKind::Convert(_)
        );
        if piecewise {
            let v = self.value(r, None)?;
            let len = self.size(r.ty);
            self.mov(slot, v, len);
            return Ok(());
        }
        self.value_to(r, slot)
    }

    /// `m[k] = append(m[k], …)`: one assignment finds the element, as in gc.
    fn append_to_element(&mut self, l: &Expr, r: &Expr, args: &[Expr]) -> Res<()> {
        let ExprKind::MapIndex { map, key, .. } = &l.kind else {
            return Ok(());
        };
        let m = self.operand(map, true)?;
        let k = self.operand(key, true)?;
        let p = self.bump(8);
        self.map_op(MapKind::AssignAddr, map.ty, m, k, p, 0);
        let s = self.temp(l.ty);
        let len = self.size(l.ty);
        self.emit_load(s, p, 0, len);
        let v = self.append_to(s, args, r, None)?;
        self.map_op(MapKind::Store, map.ty, m, k, p, v);
        Ok(())
    }

    pub fn assign_tuple(&mut self, left: &[Expr], right: &Expr) -> Res<()> {
        let mut places = Vec::new();
        for l in left {
            places.push(self.prepare(l, true)?);
        }
        let items = self.cx.tuple(right.ty);
        let offsets = self.cx.layout(&items, 0).0;
        let base = self.value(right, None)?;
        for ((place, at), l) in places.into_iter().zip(offsets).zip(left) {
            self.store(place, l.ty, base + at as Slot);
        }
        Ok(())
    }

    pub fn op_assign(&mut self, op: BinOp, l: &Expr, r: &Expr) -> Res<()> {
        if let ExprKind::MapIndex { map, key, .. } = &l.kind {
            return self.op_assign_element(op, l, map, key, r);
        }
        if let ExprKind::Local(id) = l.kind
            && let Var::Frame(slot) = self.vars[id.0 as usize]
        {
            if let (BinOp::Add | BinOp::Sub, ExprKind::Const(Const::Int(n)), 8) =
                (op, &r.kind, self.size(l.ty))
                && self
                    .cx
                    .num(l.ty)
                    .is_some_and(|num| matches!(num, crate::code::Num::I64 | crate::code::Num::U64))
            {
                let n = *n as i64;
                let v = if op == BinOp::Add {
                    n
                } else {
                    n.wrapping_neg()
                };
                self.emit(crate::code::Op::AddImm8 {
                    d: slot,
                    a: slot,
                    v,
                });
                return Ok(());
            }
            let b = self.value(r, None)?;
            return self.arith(op, l.ty, r.ty, slot, slot, b);
        }
        let place = self.prepare(l, true)?;
        let b = self.operand(r, true)?;
        let place = self.settle(place)?;
        let a = self.load(place, l.ty, None)?;
        let d = self.temp(l.ty);
        self.arith(op, l.ty, r.ty, d, a, b)?;
        self.store(place, l.ty, d);
        Ok(())
    }

    /// A place whose checks are done, so that it can be used twice.
    fn settle(&mut self, place: Place) -> Res<Place> {
        Ok(match place {
            Place::Elem { .. } => Place::Mem {
                p: self.address(place, false)?,
                off: 0,
            },
            place => place,
        })
    }

    /// `m[k] op= v`. Division may panic, so it must not leave an entry behind: it reads first, as in gc.
    fn op_assign_element(
        &mut self,
        op: BinOp,
        l: &Expr,
        map: &Expr,
        key: &Expr,
        r: &Expr,
    ) -> Res<()> {
        let m = self.operand(map, true)?;
        let k = self.operand(key, true)?;
        let b = self.operand(r, true)?;
        let (a, d) = (self.temp(l.ty), self.temp(l.ty));
        if matches!(op, BinOp::Div | BinOp::Rem) {
            self.map_op(MapKind::Access1, map.ty, m, k, a, 0);
            self.arith(op, l.ty, r.ty, d, a, b)?;
            self.map_op(MapKind::Assign, map.ty, m, k, 0, d);
            return Ok(());
        }
        let p = self.bump(8);
        self.map_op(MapKind::AssignAddr, map.ty, m, k, p, 0);
        let len = self.size(l.ty);
        self.emit_load(a, p, 0, len);
        self.arith(op, l.ty, r.ty, d, a, b)?;
        self.map_op(MapKind::Store, map.ty, m, k, p, d);
        Ok(())
    }

    pub fn return_values(&mut self, values: &[Expr]) -> Res<()> {
        let results = self.func.results.clone();
        let types: Vec<TypeId> = results.iter().map(|&id| self.local_ty(id)).collect();
        if let ([one], true) = (values, results.len() > 1) {
            let offsets = self.cx.layout(&types, 0).0;
            let base = self.value(one, None)?;
            for ((&id, &ty), at) in results.iter().zip(&types).zip(offsets) {
                let place = self.result_place(id);
                self.store(place, ty, base + at as Slot);
            }
            return Ok(());
        }
        // `return x` of the result x itself writes nothing, as in gc.
        let itself =
            |value: &Expr, id: LocalId| matches!(value.kind, ExprKind::Local(x) if x == id);
        if let ([value], [id]) = (values, results.as_slice()) {
            if itself(value, *id) {
                return Ok(());
            }
            let place = self.result_place(*id);
            return match place {
                Place::Frame(slot) => self.assign_frame(slot, value),
                place => {
                    let v = self.value(value, None)?;
                    self.store(place, value.ty, v);
                    Ok(())
                }
            };
        }
        let mut slots = Vec::new();
        for (value, &id) in values.iter().zip(&results) {
            slots.push(match itself(value, id) {
                true => None,
                false => Some(self.operand(value, true)?),
            });
        }
        for ((&id, &ty), slot) in results.iter().zip(&types).zip(slots) {
            if let Some(v) = slot {
                let place = self.result_place(id);
                self.store(place, ty, v);
            }
        }
        Ok(())
    }

    fn result_place(&self, id: LocalId) -> Place {
        match self.vars[id.0 as usize] {
            Var::Frame(slot) => Place::Frame(slot),
            Var::Boxed(p) => Place::Mem { p, off: 0 },
        }
    }
}

/// Whether evaluating `e` may assign locals of this function.
fn may_assign(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Block(..))
}

/// For `m[k] = append(m[k], args…)` with side-effect free `m` and `k`: the arguments.
fn append_to_itself<'e>(l: &Expr, r: &'e Expr) -> Option<&'e [Expr]> {
    let ExprKind::Call(call) = &r.kind else {
        return None;
    };
    let Callee::Builtin(Builtin::Append | Builtin::AppendString) = call.callee else {
        return None;
    };
    let (first, rest) = call.args.split_first()?;
    same_safe(l, first).then_some(rest)
}

/// gc's `samesafeexpr`.
fn same_safe(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Local(x), ExprKind::Local(y)) => x == y,
        (ExprKind::Capture(x), ExprKind::Capture(y)) => x == y,
        (ExprKind::Global(x), ExprKind::Global(y)) => x == y,
        (ExprKind::Const(x), ExprKind::Const(y)) => x == y,
        (ExprKind::Field(x, i), ExprKind::Field(y, j)) => i == j && same_safe(x, y),
        (ExprKind::Deref(x), ExprKind::Deref(y)) => same_safe(x, y),
        (ExprKind::Convert(x), ExprKind::Convert(y)) => a.ty == b.ty && same_safe(x, y),
        (
            ExprKind::MapIndex {
                map: m,
                key: k,
                comma_ok: false,
            },
            ExprKind::MapIndex {
                map: n,
                key: l,
                comma_ok: false,
            },
        ) => same_safe(m, n) && same_safe(k, l),
        _ => false,
    }
}
