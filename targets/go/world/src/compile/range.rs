//! `for … range` statements.

use super::compiler::Res;
use super::expr::calls;
use super::func::{FuncCx, Label, Var};
use crate::code::{MapKind, Num, Op, Slot};
use tearpoint_front::tast::{CmpOp, Expr, ExprKind, LabelId, Stmt};
use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_runtime::layout::hiter;

/// The statement's parts.
pub(super) struct RangeParts<'s> {
    pub label: LabelId,
    pub key: Option<&'s Expr>,
    pub value: Option<&'s Expr>,
    pub x: &'s Expr,
    pub body: &'s [Stmt],
    pub define: bool,
    /// Each round has its own variables.
    pub fresh: bool,
}

/// Where the rounds of a loop start and end.
pub(super) struct Rounds {
    pub head: Label,
    pub next: Label,
    pub end: Label,
}

impl FuncCx<'_> {
    pub fn range(&mut self, parts: &RangeParts<'_>) -> Res<()> {
        let rounds = Rounds {
            head: self.label(),
            next: self.label(),
            end: self.label(),
        };
        self.breaks.insert(parts.label, rounds.end);
        self.continues.insert(parts.label, rounds.next);
        if parts.define && !parts.fresh {
            for e in [parts.key, parts.value].into_iter().flatten() {
                if let ExprKind::Local(id) = e.kind {
                    self.declare(id, None)?;
                }
            }
        }
        let ty = parts.x.ty;
        match self.cx.types.underlying(ty).clone() {
            Type::Slice(elem) => {
                let s = self.bump(24);
                self.value_to(parts.x, s)?;
                self.range_elems(parts, &rounds, s, elem)
            }
            Type::Array { elem, len } => self.range_array(parts, &rounds, elem, len),
            Type::Pointer(array) => match *self.cx.types.underlying(array) {
                Type::Array { elem, len } => {
                    let s = self.bump(24);
                    self.value_to(parts.x, s)?;
                    self.imm(s + 8, 8, len);
                    if parts.value.is_some() {
                        self.emit(Op::NilCheck { p: s });
                    }
                    self.range_elems(parts, &rounds, s, elem)
                }
                _ => Err(self.unsupported("this range")),
            },
            Type::String => self.range_string(parts, &rounds),
            Type::Map { key, elem } => self.range_map(parts, &rounds, ty, key, elem),
            Type::Chan { elem, .. } => self.range_chan(parts, &rounds, elem),
            Type::Func(_) => Err(self.unsupported("range over a function")),
            _ => self.range_int(parts, &rounds),
        }
    }

    /// Gives a round's variable the value at `v`.
    pub fn bind_var(&mut self, e: Option<&Expr>, v: Slot, parts: &RangeParts<'_>) -> Res<()> {
        let Some(e) = e else { return Ok(()) };
        if let (ExprKind::Local(id), true) = (&e.kind, parts.define) {
            self.declare_slot(*id, v, parts.fresh);
            return Ok(());
        }
        let mark = self.top;
        let place = self.prepare(e, false)?;
        self.store(place, e.ty, v);
        self.top = mark;
        Ok(())
    }

    /// Counts `i` from 0 to the number at `n`.
    fn count_head(&mut self, i: Slot, n: Slot, num: Num, rounds: &Rounds) {
        self.bind(rounds.head);
        let to = self.to(rounds.end);
        self.emit(Op::JumpCmp {
            op: CmpOp::Ge,
            num,
            a: i,
            b: n,
            to,
        });
    }

    fn count_next(&mut self, i: Slot, rounds: &Rounds) {
        self.bind(rounds.next);
        self.emit(Op::AddImm8 { d: i, a: i, v: 1 });
        self.back(rounds.head);
        self.bind(rounds.end);
    }

    /// Elements of the slice at `s`, without checks: its length is trusted, as in gc.
    fn range_elems(
        &mut self,
        parts: &RangeParts<'_>,
        rounds: &Rounds,
        s: Slot,
        elem: TypeId,
    ) -> Res<()> {
        let i = self.bump(8);
        self.imm(i, 8, 0);
        self.count_head(i, s + 8, Num::I64, rounds);
        if let Some(value) = parts.value
            && !matches!(value.kind, ExprKind::Blank)
        {
            let size = self.size(elem);
            let (p, v) = (self.bump(8), self.temp(elem));
            if size > 0 {
                self.emit(Op::ScaleAdd {
                    d: p,
                    p: s,
                    i,
                    size,
                });
                self.emit_load(v, p, 0, size);
            }
            self.bind_var(parts.key, i, parts)?;
            self.bind_var(parts.value, v, parts)?;
        } else {
            self.bind_var(parts.key, i, parts)?;
        }
        self.stmts(parts.body)?;
        self.count_next(i, rounds);
        Ok(())
    }

    /// An array: the loop goes over a copy, unless only positions are wanted.
    fn range_array(
        &mut self,
        parts: &RangeParts<'_>,
        rounds: &Rounds,
        elem: TypeId,
        len: u64,
    ) -> Res<()> {
        let (i, n) = (self.bump(8), self.bump(8));
        let wants_value = parts
            .value
            .is_some_and(|value| !matches!(value.kind, ExprKind::Blank));
        // Without values the array is looked at only if its length is no constant, since a call stands in it.
        let copy = if wants_value || calls(parts.x) {
            self.operand(parts.x, true)?
        } else {
            0
        };
        self.imm(i, 8, 0);
        self.imm(n, 8, len);
        self.count_head(i, n, Num::I64, rounds);
        self.bind_var(parts.key, i, parts)?;
        if wants_value {
            let size = self.size(elem);
            let (zero, off, v) = (self.bump(8), self.bump(8), self.temp(elem));
            if size > 0 {
                self.imm(zero, 8, 0);
                self.emit(Op::ScaleAdd {
                    d: off,
                    p: zero,
                    i,
                    size,
                });
                self.emit(Op::FrameLoad {
                    d: v,
                    base: copy,
                    off,
                    len: size,
                });
            }
            self.bind_var(parts.value, v, parts)?;
        }
        self.stmts(parts.body)?;
        self.count_next(i, rounds);
        Ok(())
    }

    fn range_int(&mut self, parts: &RangeParts<'_>, rounds: &Rounds) -> Res<()> {
        let num = self.num_of(parts.x)?;
        let n = self.operand(parts.x, true)?;
        let i = self.bump(8);
        self.imm(i, 8, 0);
        self.count_head(i, n, num, rounds);
        self.bind_var(parts.key, i, parts)?;
        self.stmts(parts.body)?;
        self.count_next(i, rounds);
        Ok(())
    }

    fn range_string(&mut self, parts: &RangeParts<'_>, rounds: &Rounds) -> Res<()> {
        let s = self.operand(parts.x, true)?;
        // The position, the rune, and the position after it.
        let (i, rune) = (self.bump(8), self.bump(16));
        self.imm(rune + 8, 8, 0);
        self.bind(rounds.head);
        self.mov(i, rune + 8, 8);
        let to = self.to(rounds.end);
        self.emit(Op::JumpCmp {
            op: CmpOp::Ge,
            num: Num::I64,
            a: i,
            b: s + 8,
            to,
        });
        self.emit(Op::DecodeRune { d: rune, s, i });
        self.bind_var(parts.key, i, parts)?;
        self.bind_var(parts.value, rune, parts)?;
        self.stmts(parts.body)?;
        self.bind(rounds.next);
        self.back(rounds.head);
        self.bind(rounds.end);
        Ok(())
    }

    fn range_map(
        &mut self,
        parts: &RangeParts<'_>,
        rounds: &Rounds,
        ty: TypeId,
        key: TypeId,
        elem: TypeId,
    ) -> Res<()> {
        let m = self.operand(parts.x, true)?;
        let (it, p) = (self.bump(8), self.bump(8));
        let alloc = self.cx.array_alloc(Types::UNSAFE_POINTER, hiter::SIZE / 8);
        self.emit(Op::New { d: it, ty: alloc });
        self.map_op(MapKind::IterInit, ty, m, 0, it, p);
        self.bind(rounds.head);
        // The runtime leaves the address of the key in `p`, and of the element after it.
        let to = self.to(rounds.end);
        self.emit(Op::JumpCmpImm {
            op: CmpOp::Eq,
            num: Num::U64,
            a: p,
            v: 0,
            to,
        });
        let k = self.wanted(parts.key).then(|| self.temp(key));
        let v = self.wanted(parts.value).then(|| self.temp(elem));
        let (key_size, elem_size) = (self.size(key), self.size(elem));
        if let Some(k) = k
            && key_size > 0
        {
            self.emit_load(k, p, 0, key_size);
        }
        if let Some(v) = v
            && elem_size > 0
        {
            let q = self.bump(8);
            self.emit_load(q, it, 8, 8);
            self.emit_load(v, q, 0, elem_size);
        }
        if let Some(k) = k {
            self.bind_var(parts.key, k, parts)?;
        }
        if let Some(v) = v {
            self.bind_var(parts.value, v, parts)?;
        }
        self.stmts(parts.body)?;
        self.bind(rounds.next);
        self.map_op(MapKind::IterNext, ty, m, 0, it, p);
        self.back(rounds.head);
        self.bind(rounds.end);
        Ok(())
    }

    fn wanted(&self, e: Option<&Expr>) -> bool {
        match e.map(|e| &e.kind) {
            None | Some(ExprKind::Blank) => false,
            Some(ExprKind::Local(id)) => {
                matches!(self.vars[id.0 as usize], Var::Frame(_) | Var::Boxed(_))
            }
            Some(_) => true,
        }
    }
}
