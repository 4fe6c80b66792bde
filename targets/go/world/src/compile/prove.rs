//! What gc's optimizer knows of lengths, and what it then leaves out.
//!
//! gc takes it for granted that `0 <= len(x) <= cap(x)`. As long as nobody overwrites a header nothing can be seen of
//! that; where somebody did, it decides what the program does. Bounds are compared without signs, but
//! - a check that follows from those facts is not there (`s[:len(s)]`);
//! - a check of two numbers that are both known is decided while compiling, with signs;
//! - `len(x) > 0` is `len(x) != 0`; a condition that follows from the facts is no comparison at all;
//! - a length is divided as a number without sign.
//!
//! Follows cmd/compile/internal/ssa: `generic.rules` and `divisible.rules` (`IsInBounds`, `IsSliceInBounds`, `Less64`,
//! `isNonNegative`, stores forwarded to loads), `prove.go` (`Slicemask`, facts of `SliceLen` and `SliceCap`).
//!
//! Misses: facts from conditions of the program (`if i < cap(s) { s[:i] }`), and lengths of variables that are assigned
//! more than once.

use std::collections::BTreeMap;

use super::compiler::Res;
use super::facts::{Address, Base};
use super::func::{FuncCx, Var};
use crate::code::{HAS_ROOM, HAS_ROOM_STRICTLY, Index, Op, Slot};
use tearpoint_front::tast::{BinOp, Builtin, Callee, CmpOp, Const, Expr, ExprKind, LocalId};
use tearpoint_front::types::Type;

/// What is known of a slicing's checks.
#[derive(Clone, Copy, Default)]
pub(super) struct SliceFacts {
    /// Checks that are left out, by the bit of their bound.
    pub dropped: u8,
    /// Checks that are decided while compiling, by the bit of their bound.
    pub folded: u8,
}

/// A condition on a length, as gc compiles it.
pub(super) enum Known {
    Always(bool),
    Compare(CmpOp, i64),
}

impl FuncCx<'_> {
    /// A local is declared with this value.
    pub fn note_declared(&mut self, id: LocalId, init: &Expr) {
        let plain = matches!(self.vars[id.0 as usize], Var::Frame(_));
        if !plain || self.facts.assigned.contains(&id) {
            return;
        }
        if let Some(address) = self.known_address(init) {
            self.facts.addresses.insert(id, address);
        }
        if let Some(n) = self.known_int(init) {
            self.facts.constants.insert(id, n);
        }
        if self.is_length(init) {
            self.facts.lengths.insert(id);
        }
    }

    fn known_address(&self, e: &Expr) -> Option<Address> {
        match &e.kind {
            ExprKind::AddrOf(place) => self.known_place(place),
            ExprKind::Convert(x) => self.known_address(x),
            ExprKind::Local(id) => self.facts.addresses.get(id).copied(),
            ExprKind::Binary(BinOp::Add, x, y) => self.further(self.known_address(x)?, y),
            ExprKind::Call(call) => match (&call.callee, &call.args[..]) {
                (Callee::Builtin(Builtin::UnsafeAdd), [p, n]) => {
                    self.further(self.known_address(p)?, n)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn further(&self, (base, at): Address, by: &Expr) -> Option<Address> {
        let by = self.known_int(by)?;
        Some((base, at.wrapping_add(by as u64)))
    }

    fn known_place(&self, e: &Expr) -> Option<Address> {
        match &e.kind {
            ExprKind::Global(id) => Some((Base::Global(self.cx.globals[id.0 as usize]), 0)),
            ExprKind::Local(id) => match self.vars[id.0 as usize] {
                Var::Boxed(_) => Some((Base::Local(id.0), 0)),
                Var::Frame(_) => None,
            },
            ExprKind::Deref(p) => self.known_address(p),
            ExprKind::Field(x, index) => {
                let (base, at) = self.known_place(x)?;
                let Type::Struct(fields) = self.cx.types.underlying(x.ty) else {
                    return None;
                };
                let tys: Vec<_> = fields.iter().map(|field| field.ty).collect();
                let offset = self.cx.layout(&tys, 0).0[*index as usize];
                Some((base, at + offset))
            }
            _ => None,
        }
    }

    /// An integer that gc knows.
    fn known_int(&self, e: &Expr) -> Option<i64> {
        match &e.kind {
            ExprKind::Const(Const::Int(n)) => i64::try_from(*n).ok(),
            ExprKind::Local(id) => self.facts.constants.get(id).copied(),
            ExprKind::Binary(op @ (BinOp::Add | BinOp::Sub), x, y) if self.same_ints(x, y) => {
                let (x, y) = (self.known_int(x)?, self.known_int(y)?);
                Some(if *op == BinOp::Add {
                    x.wrapping_add(y)
                } else {
                    x.wrapping_sub(y)
                })
            }
            _ => {
                let (x, cap) = length_of(e)?;
                self.known_length(x, cap)
            }
        }
    }

    /// The length or capacity of `x`, if gc knows it: a constant was stored there, and nothing came between.
    pub fn known_length(&self, x: &Expr, cap: bool) -> Option<i64> {
        let (base, at) = self.known_place(x)?;
        let at = at + if cap { 16 } else { 8 };
        self.facts.words.get(&(base, at)).copied()
    }

    /// How index `i` is compared with the length of `x`: as `how`, or decided while compiling.
    pub fn folded(&self, x: &Expr, i: &Expr, how: Index) -> Index {
        match (self.known_int(i), self.known_length(x, false)) {
            (Some(_), Some(_)) => Index::Folded,
            _ => how,
        }
    }

    /// A division or shift of a length, which gc may do without sign. Gives whether it was one.
    pub fn divide_length(&mut self, op: BinOp, x: &Expr, y: &Expr, d: Slot) -> Res<bool> {
        let of_length = self.is_length(x);
        let by_const = const_int(y);
        let special = match op {
            BinOp::Div | BinOp::Rem => {
                let counts = of_length || const_int(x).is_some_and(|n| n >= 0);
                by_const.is_some_and(|by| by != 0 && of_length) || (counts && self.is_length(y))
            }
            BinOp::Shr => of_length && self.num_of(y)?.width() == 8,
            _ => false,
        };
        if !special {
            return Ok(false);
        }
        let (a, b) = self.both(x, y)?;
        let by_const = by_const.is_some();
        self.emit(Op::LengthDivide {
            op,
            by_const,
            d,
            a,
            b,
        });
        Ok(true)
    }

    /// Whether gc takes `e` for a length: not negative.
    pub fn is_length(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Local(id) => self.facts.lengths.contains(id),
            ExprKind::Convert(x) => self.same_ints(e, x) && self.is_length(x),
            _ => length_of(e).is_some_and(|(x, _)| self.has_header(x)),
        }
    }

    fn same_ints(&self, a: &Expr, b: &Expr) -> bool {
        [a, b].iter().all(|e| {
            let num = self.cx.num(e.ty);
            num.is_some_and(|num| num.signed() && num.width() == 8)
        })
    }

    fn has_header(&self, x: &Expr) -> bool {
        matches!(
            self.cx.types.underlying(x.ty),
            Type::Slice(_) | Type::String
        )
    }

    /// The condition `x op y`, if one of them is a length and the other a constant or the capacity. In a branch more
    /// is known than of a value.
    pub fn known_condition(&self, op: CmpOp, x: &Expr, y: &Expr, branch: bool) -> Option<Known> {
        if let (Some((a, cap_a)), Some((b, cap_b))) = (length_of(x), length_of(y)) {
            if !branch || cap_a == cap_b || !self.has_header(a) || !same_place(a, b) {
                return None;
            }
            return match if cap_a { turned(op) } else { op } {
                CmpOp::Le => Some(Known::Always(true)),
                CmpOp::Gt => Some(Known::Always(false)),
                _ => None,
            };
        }
        let (op, n) = if self.is_length(x) {
            (op, const_int(y)?)
        } else if self.is_length(y) {
            (turned(op), const_int(x)?)
        } else {
            return None;
        };
        match (op, n) {
            (CmpOp::Lt, ..=0) | (CmpOp::Le | CmpOp::Eq, ..0) if branch => {
                Some(Known::Always(false))
            }
            (CmpOp::Ge, ..=0) | (CmpOp::Gt | CmpOp::Ne, ..0) if branch => Some(Known::Always(true)),
            (CmpOp::Gt, 0) | (CmpOp::Ge, 1) => Some(Known::Compare(CmpOp::Ne, 0)),
            (CmpOp::Lt, 1) => Some(Known::Compare(CmpOp::Eq, 0)),
            _ => None,
        }
    }

    /// What is known of the checks of `x[lo:hi:max]`.
    pub fn slice_facts(&self, x: &Expr, bounds: [Option<&Expr>; 3]) -> SliceFacts {
        let mut facts = SliceFacts::default();
        if !self.has_header(x) {
            return facts;
        }
        let string = *self.cx.types.underlying(x.ty) == Type::String;
        let [lo, hi, max] = bounds;
        let is = |e: Option<&Expr>, want_cap: bool| {
            e.and_then(length_of)
                .is_some_and(|(y, cap)| cap == want_cap && same_place(x, y))
        };
        // Each bound is checked against the next, and the last against the capacity.
        if string && is(hi, false) {
            facts.dropped |= 1 << 1;
        }
        if max.is_some() && (is(max, false) || is(max, true)) {
            facts.dropped |= 1 << 2;
        }
        if is(hi, false) && (max.is_none() || is(max, true) || is(max, false)) {
            facts.dropped |= 1 << 1;
        }
        if is(lo, false) && hi.is_none_or(|hi| is(Some(hi), true) || is(Some(hi), false)) {
            facts.dropped |= 1;
        }
        if max.is_none() && hi.is_some_and(|hi| self.is_part_of_length(x, hi)) {
            facts.dropped |= 1 << 1;
        }
        let ints = bounds.map(|e| e.and_then(|e| self.known_int(e)));
        let (len, cap) = (self.known_length(x, false), self.known_length(x, !string));
        let lo_int = if lo.is_some() { ints[0] } else { Some(0) };
        let hi_int = if hi.is_some() { ints[1] } else { len };
        let max_int = if max.is_some() { ints[2] } else { cap };
        let both = |a: Option<i64>, b: Option<i64>| u8::from(a.is_some() && b.is_some());
        facts.folded = both(lo_int, hi_int) | both(hi_int, max_int) << 1 | both(max_int, cap) << 2;
        if !string {
            facts.dropped |= room(x, bounds);
        }
        facts
    }

    /// Whether `e` is the length of `x` divided: no more than that length.
    fn is_part_of_length(&self, x: &Expr, e: &Expr) -> bool {
        let ExprKind::Binary(BinOp::Div, of, by) = &e.kind else {
            return false;
        };
        let whole = length_of(of).is_some_and(|(y, cap)| !cap && same_place(x, y));
        whole && const_int(by).is_some_and(|by| by > 0)
    }

    /// A store to `left` has been compiled; `before` is what memory was known to hold before it.
    fn stored(&mut self, before: BTreeMap<Address, i64>, left: &Expr, value: Option<i64>) {
        let Some(at) = self.known_place(left) else {
            return;
        };
        let size = u64::from(self.size(left.ty));
        self.facts.words = before;
        let end = (at.0, at.1.saturating_add(size));
        let from = (at.0, at.1.saturating_sub(7));
        let gone: Vec<Address> = self.facts.words.range(from..end).map(|(k, _)| *k).collect();
        for key in gone {
            self.facts.words.remove(&key);
        }
        if let (8, Some(n)) = (size, value) {
            self.facts.words.insert(at, n);
        }
    }

    /// Compiles the store that `store` emits, and notes what memory then holds.
    pub fn noting_store(&mut self, left: &Expr, right: &Expr, store: impl FnOnce(&mut Self)) {
        let value = self.known_int(right);
        let before = self.facts.words.clone();
        store(self);
        self.stored(before, left, value);
    }
}

/// `x` and whether its capacity is meant, for `len(x)` and `cap(x)`.
fn length_of(e: &Expr) -> Option<(&Expr, bool)> {
    let ExprKind::Call(call) = &e.kind else {
        return None;
    };
    match (&call.callee, &call.args[..]) {
        (Callee::Builtin(Builtin::Len), [x]) => Some((x, false)),
        (Callee::Builtin(Builtin::Cap), [x]) => Some((x, true)),
        _ => None,
    }
}

fn const_int(e: &Expr) -> Option<i64> {
    match e.kind {
        ExprKind::Const(Const::Int(n)) => i64::try_from(n).ok(),
        _ => None,
    }
}

/// Whether both are the same variable, or the same part of one.
pub(super) fn same_place(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Local(a), ExprKind::Local(b)) => a == b,
        (ExprKind::Capture(a), ExprKind::Capture(b)) => a == b,
        (ExprKind::Global(a), ExprKind::Global(b)) => a == b,
        (ExprKind::Field(a, i), ExprKind::Field(b, j)) => i == j && same_place(a, b),
        (ExprKind::Deref(a), ExprKind::Deref(b)) => same_place(a, b),
        _ => false,
    }
}

/// A bound as a base and a constant further: `len(s)-1`, `i+2`, `3`.
fn base_and_const(e: &Expr) -> (Option<&Expr>, i64) {
    match &e.kind {
        ExprKind::Const(_) => (None, const_int(e).unwrap_or(0)),
        ExprKind::Binary(op @ (BinOp::Add | BinOp::Sub), x, y) => match const_int(y) {
            Some(n) => (Some(x), if *op == BinOp::Add { n } else { -n }),
            None => (Some(e), 0),
        },
        _ => (Some(e), 0),
    }
}

fn same_base(a: &Expr, b: &Expr) -> bool {
    match (length_of(a), length_of(b)) {
        (Some((x, cap_x)), Some((y, cap_y))) => cap_x == cap_y && same_place(x, y),
        _ => same_place(a, b),
    }
}

/// Whether the result of a slicing is known to have room behind its start: the capacity is more than a constant first
/// index ([`HAS_ROOM`]), or a later bound is more than the first ([`HAS_ROOM_STRICTLY`]).
fn room(x: &Expr, [lo, hi, max]: [Option<&Expr>; 3]) -> u8 {
    let Some(lo) = lo else { return 0 };
    let (base, at) = base_and_const(lo);
    let Some(base) = base else {
        let enough = match hi.map(base_and_const) {
            Some((None, end)) => end > at,
            Some((Some(end), less)) => {
                let of_x = length_of(end).is_some_and(|(y, _)| same_place(x, y));
                max.is_none() && of_x && less < 0
            }
            None => false,
        };
        return if at > 0 && enough { HAS_ROOM } else { 0 };
    };
    let before_end = match hi {
        Some(hi) => {
            let (end, more) = base_and_const(hi);
            end.is_some_and(|end| same_base(base, end)) && more > at
        }
        None => length_of(base).is_some_and(|(y, _)| same_place(x, y)) && at < 0,
    };
    if before_end { HAS_ROOM_STRICTLY } else { 0 }
}

/// The comparison with its sides changed.
fn turned(op: CmpOp) -> CmpOp {
    match op {
        CmpOp::Lt => CmpOp::Gt,
        CmpOp::Le => CmpOp::Ge,
        CmpOp::Gt => CmpOp::Lt,
        CmpOp::Ge => CmpOp::Le,
        same => same,
    }
}
