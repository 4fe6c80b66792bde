//! Expressions: values into slots of the frame, conditions into jumps.

use super::compiler::Res;
use super::func::{FuncCx, Label};
use super::prove::Known;
use crate::code::{Num, Op, Slot};
use crate::reflectdata::descriptor;
use tearpoint_front::tast::{
    BinOp, Builtin, Callee, CaptureSource, CmpOp, Const, Expr, ExprKind, FuncId, UnOp,
};
use tearpoint_front::types::{Type, TypeId, Types};

impl FuncCx<'_> {
    /// The number kind of an expression's type.
    pub fn num_of(&self, e: &Expr) -> Res<Num> {
        self.num_ty(e.ty)
    }

    pub fn num_ty(&self, ty: TypeId) -> Res<Num> {
        self.cx.num(ty).ok_or_else(|| {
            let name = self.cx.types.name(ty);
            self.unsupported(&format!("this operation on {name}"))
        })
    }

    /// Evaluates `e` into `d`.
    pub fn value_to(&mut self, e: &Expr, d: Slot) -> Res<()> {
        let at = self.value(e, Some(d))?;
        let len = self.size(e.ty);
        self.mov(d, at, len);
        Ok(())
    }

    /// Evaluates `e`: into `want`, or wherever is convenient. Nothing may read `want` meanwhile.
    pub fn value(&mut self, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        self.pos = e.pos;
        match &e.kind {
            ExprKind::Local(_)
            | ExprKind::Capture(_)
            | ExprKind::Global(_)
            | ExprKind::Deref(_)
            | ExprKind::Field(..) => {
                let place = self.prepare(e, false)?;
                return self.load(place, e.ty, want);
            }
            ExprKind::Index(x, i) if *self.cx.types.underlying(x.ty) == Type::String => {
                let s = self.value(x, None)?;
                let (at, how) = self.index_operand(i, false)?;
                let (i, how) = (at, self.folded(x, i, how));
                let d = self.dest(e, want);
                self.emit(Op::StrIndex { how, d, s, i });
                return Ok(d);
            }
            ExprKind::Index(..)
            | ExprKind::MapIndex {
                comma_ok: false, ..
            } => {
                let place = self.prepare(e, false)?;
                return self.load(place, e.ty, want);
            }
            ExprKind::Call(call) => return self.call(call, e, want),
            ExprKind::AddrOf(x) => return self.addr_of(x, want),
            ExprKind::Convert(x) => return self.convert(x, e, want),
            ExprKind::Block(stmts, x) => {
                self.stmts(stmts)?;
                return self.value(x, want);
            }
            _ => {}
        }
        let d = self.dest(e, want);
        match &e.kind {
            ExprKind::Const(c) => self.constant(c, e.ty, d)?,
            ExprKind::Zero => {
                let len = self.size(e.ty);
                self.zero(d, len);
            }
            ExprKind::Func(id) => {
                let addr = self.cx.funcval(id.0);
                self.imm(d, 8, addr);
            }
            ExprKind::Closure { func, captures } => self.closure(*func, captures, d),
            ExprKind::Unary(op, x) => self.unary(*op, x, d)?,
            ExprKind::Binary(op, x, y) => self.binary(*op, x, y, d)?,
            ExprKind::Compare(op, x, y) => self.compare(*op, x, y, d)?,
            ExprKind::AndAnd(..) | ExprKind::OrOr(..) => self.logical(e, d)?,
            ExprKind::MapIndex { map, key, .. } => self.map_comma_ok(map, key, e, d)?,
            ExprKind::SliceOf { x, lo, hi, max } => {
                self.slice_of(x, [lo.as_deref(), hi.as_deref(), max.as_deref()], d)?
            }
            ExprKind::TypeAssert { x, ty, comma_ok } => self.type_assert(x, *ty, *comma_ok, d)?,
            ExprKind::StructLit(fields) => self.struct_lit(fields, e.ty, d)?,
            ExprKind::ElemsLit { len, elems } => self.elems_lit(*len, elems, e.ty, d)?,
            ExprKind::MapLit(entries) => self.map_lit(entries, e.ty, d)?,
            ExprKind::MethodValue { recv, method } => self.method_value(recv, method, e.ty, d)?,
            ExprKind::Recv { chan, comma_ok } => self.recv_expr(chan, *comma_ok, d)?,
            _ => return Err(self.unsupported("this expression")),
        }
        Ok(d)
    }

    /// `want`, or a new temporary for the value of `e`.
    pub fn dest(&mut self, e: &Expr, want: Option<Slot>) -> Slot {
        match want {
            Some(d) => d,
            None if matches!(self.cx.types.get(e.ty), Type::Tuple(_)) => {
                let items = self.cx.tuple(e.ty);
                let end = self.cx.layout(&items, 0).1;
                self.bump(end)
            }
            None => self.temp(e.ty),
        }
    }

    fn constant(&mut self, c: &Const, ty: TypeId, d: Slot) -> Res<()> {
        let len = self.size(ty) as u8;
        match c {
            Const::Bool(b) => self.imm(d, 1, u64::from(*b)),
            Const::Int(n) => match self.num_ty(ty)? {
                Num::F32 => self.imm(d, 4, u64::from((*n as f32).to_bits())),
                Num::F64 => self.imm(d, 8, (*n as f64).to_bits()),
                _ => self.imm(d, len, *n as u64),
            },
            Const::Float(x) => match self.num_ty(ty)? {
                Num::F32 => self.imm(d, 4, u64::from((*x as f32).to_bits())),
                Num::F64 => self.imm(d, 8, x.to_bits()),
                _ => self.imm(d, len, *x as i128 as u64),
            },
            Const::Complex(re, im) => {
                let num = self
                    .parts(ty)
                    .ok_or_else(|| self.unsupported("this constant"))?;
                self.complex_constant(*re, *im, num, d);
            }
            Const::Str(bytes) => {
                let addr = self.cx.string(bytes);
                self.imm(d, 8, addr);
                self.imm(d + 8, 8, bytes.len() as u64);
            }
        }
        Ok(())
    }

    fn closure(&mut self, func: FuncId, captures: &[CaptureSource], d: Slot) {
        if captures.is_empty() {
            let addr = self.cx.funcval(func.0);
            return self.imm(d, 8, addr);
        }
        let n = captures.len() as u16;
        let a = self.bump(8 * u64::from(n));
        for (i, source) in captures.iter().enumerate() {
            let slot = match source {
                CaptureSource::Local(id) => match self.vars[id.0 as usize] {
                    super::func::Var::Boxed(slot) | super::func::Var::Frame(slot) => slot,
                },
                CaptureSource::Capture(index) => self.captures[*index as usize],
            };
            self.mov(a + 8 * i as Slot, slot, 8);
        }
        self.emit(Op::Closure {
            n,
            d,
            a,
            func: func.0,
        });
    }

    fn unary(&mut self, op: UnOp, x: &Expr, d: Slot) -> Res<()> {
        if let Some(num) = self.parts(x.ty) {
            let a = self.value(x, None)?;
            self.complex_negate(num, d, a);
            return Ok(());
        }
        let num = self.num_of(x)?;
        let a = self.value(x, None)?;
        self.emit(match op {
            UnOp::Neg => Op::Neg { num, d, a },
            UnOp::Complement => Op::Complement { num, d, a },
            UnOp::Not => Op::Not { d, a },
        });
        Ok(())
    }

    fn binary(&mut self, op: BinOp, x: &Expr, y: &Expr, d: Slot) -> Res<()> {
        if *self.cx.types.underlying(x.ty) == Type::String {
            return self.concat(x, y, d);
        }
        if self.divide_length(op, x, y, d)? {
            return Ok(());
        }
        let (a, b) = self.both(x, y)?;
        self.arith(op, x.ty, y.ty, d, a, b)
    }

    /// Both operands. As in gc calls come first: a variable on the left is read after a call on the right.
    pub fn both(&mut self, x: &Expr, y: &Expr) -> Res<(Slot, Slot)> {
        if calls(y) && !calls(x) {
            let b = self.value(y, None)?;
            return Ok((self.value(x, None)?, b));
        }
        let a = self.operand(x, calls(y))?;
        Ok((a, self.value(y, None)?))
    }

    /// Evaluates each expression into its slot: those with calls first, in order, then the others.
    pub fn values_to(&mut self, list: &[(&Expr, Slot)]) -> Res<()> {
        let last = list.iter().rposition(|(e, _)| calls(e)).unwrap_or(0);
        for late in [false, true] {
            for (i, &(e, d)) in list.iter().enumerate() {
                if (i < last && !calls(e)) == late {
                    let mark = self.top;
                    self.value_to(e, d)?;
                    self.top = mark;
                }
            }
        }
        Ok(())
    }

    /// `d = a op b`, with operands of types `ty` and `by`.
    pub fn arith(
        &mut self,
        op: BinOp,
        ty: TypeId,
        by: TypeId,
        d: Slot,
        a: Slot,
        b: Slot,
    ) -> Res<()> {
        if *self.cx.types.underlying(ty) == Type::String {
            let both = self.bump(32);
            self.mov(both, a, 16);
            self.mov(both + 16, b, 16);
            self.emit(Op::Concat { n: 2, d, a: both });
            return Ok(());
        }
        if let Some(parts) = self.parts(ty) {
            // Parts are read after others have been written.
            let (x, y) = (self.bump(16), self.bump(16));
            let len = 2 * parts.width() as u32;
            self.mov(x, a, len);
            self.mov(y, b, len);
            self.complex_arith(op, parts, d, x, y);
            return Ok(());
        }
        let num = self.num_ty(ty)?;
        self.emit(match op {
            BinOp::Shl | BinOp::Shr => Op::Shift {
                left: op == BinOp::Shl,
                num,
                by: self.num_ty(by)?,
                d,
                a,
                b,
            },
            BinOp::Add if matches!(num, Num::I64 | Num::U64) => Op::Add8 { d, a, b },
            _ => Op::Bin { op, num, d, a, b },
        });
        Ok(())
    }

    /// `a + b + c` of strings is one concatenation.
    fn concat(&mut self, x: &Expr, y: &Expr, d: Slot) -> Res<()> {
        let mut parts = Vec::new();
        flatten(x, &mut parts);
        flatten(y, &mut parts);
        let n = parts.len() as u16;
        let a = self.bump(16 * u64::from(n));
        for (i, part) in parts.into_iter().enumerate() {
            self.value_to(part, a + 16 * i as Slot)?;
        }
        self.emit(Op::Concat { n, d, a });
        Ok(())
    }

    fn compare(&mut self, op: CmpOp, x: &Expr, y: &Expr, d: Slot) -> Res<()> {
        if let Some((x, num)) = self.nil_compare(x, y) {
            let a = self.value(x, None)?;
            let b = self.bump(8);
            self.imm(b, 8, 0);
            self.emit(Op::Cmp { op, num, d, a, b });
            return Ok(());
        }
        if let Some(num) = self.parts(x.ty) {
            return self.complex_compare(op, num, x, y, d);
        }
        if let Some(Known::Compare(op, n)) = self.known_condition(op, x, y, false) {
            let length = if self.is_length(x) { x } else { y };
            let a = self.value(length, None)?;
            let b = self.bump(8);
            self.imm(b, 8, n as u64);
            let num = Num::I64;
            self.emit(Op::Cmp { op, num, d, a, b });
            return Ok(());
        }
        let (a, b) = self.both(x, y)?;
        if let Some(num) = self.cx.num(x.ty) {
            self.emit(Op::Cmp { op, num, d, a, b });
        } else if *self.cx.types.underlying(x.ty) == Type::String {
            self.emit(Op::StrCmp { op, d, a, b });
        } else {
            if self.cx.plain_memory(x.ty) {
                let len = self.size(x.ty);
                self.emit(Op::EqMem { d, a, b, len });
            } else {
                self.emit(Op::EqType {
                    d,
                    a,
                    b,
                    ty: descriptor(x.ty),
                });
            }
            if op == CmpOp::Ne {
                self.emit(Op::Not { d, a: d });
            }
        }
        Ok(())
    }

    /// A comparison with nil: the other operand, whose first word decides.
    fn nil_compare<'e>(&self, x: &'e Expr, y: &'e Expr) -> Option<(&'e Expr, Num)> {
        let (value, zero) = match (&x.kind, &y.kind) {
            (_, ExprKind::Zero) => (x, y),
            (ExprKind::Zero, _) => (y, x),
            _ => return None,
        };
        let one_word = matches!(
            self.cx.types.underlying(value.ty),
            Type::Slice(_)
                | Type::Map { .. }
                | Type::Func(_)
                | Type::Pointer(_)
                | Type::Chan { .. }
                | Type::UnsafePointer
                | Type::Interface(_)
        );
        let _ = zero;
        one_word.then_some((value, Num::U64))
    }

    fn logical(&mut self, e: &Expr, d: Slot) -> Res<()> {
        let (no, end) = (self.label(), self.label());
        self.cond(e, no, false)?;
        self.imm(d, 1, 1);
        self.jump(end);
        self.bind(no);
        self.imm(d, 1, 0);
        self.bind(end);
        Ok(())
    }

    /// Jumps to `label` if the bool `e` is `when`; falls through otherwise.
    pub fn cond(&mut self, e: &Expr, label: Label, when: bool) -> Res<()> {
        let mark = self.top;
        match &e.kind {
            ExprKind::AndAnd(x, y) | ExprKind::OrOr(x, y) => {
                // `or` jumps early when true, `and` when false.
                let early = matches!(e.kind, ExprKind::OrOr(..));
                if early == when {
                    self.cond(x, label, when)?;
                    self.cond(y, label, when)?;
                } else {
                    let over = self.label();
                    self.cond(x, over, early)?;
                    self.cond(y, label, when)?;
                    self.bind(over);
                }
            }
            ExprKind::Unary(UnOp::Not, x) => self.cond(x, label, !when)?,
            ExprKind::Const(Const::Bool(b)) => {
                if *b == when {
                    self.jump(label);
                }
            }
            ExprKind::Compare(op, x, y)
                if self.cx.num(x.ty).is_some() && self.nil_compare(x, y).is_none() =>
            {
                if let Some(known) = self.known_condition(*op, x, y, true) {
                    let length = if self.is_length(x) { x } else { y };
                    let a = self.value(length, None)?;
                    match known {
                        Known::Always(is) if is == when => self.jump(label),
                        Known::Always(_) => {}
                        Known::Compare(op, n) => {
                            let op = if when { op } else { negate(op) };
                            let (num, v) = (Num::I64, n as i32);
                            let to = self.to(label);
                            self.emit(Op::JumpCmpImm { op, num, a, v, to });
                        }
                    }
                    self.top = mark;
                    return Ok(());
                }
                let num = self.num_of(x)?;
                let float = matches!(num, Num::F32 | Num::F64);
                if float && !when {
                    return self.cond_value(e, label, when);
                }
                let op = if when { *op } else { negate(*op) };
                let to = self.to(label);
                if let Some(v) = small_const(y, num) {
                    let a = self.value(x, None)?;
                    self.emit(Op::JumpCmpImm { op, num, a, v, to });
                } else {
                    let (a, b) = self.both(x, y)?;
                    self.emit(Op::JumpCmp { op, num, a, b, to });
                }
            }
            _ => self.cond_value(e, label, when)?,
        }
        self.top = mark;
        Ok(())
    }

    fn cond_value(&mut self, e: &Expr, label: Label, when: bool) -> Res<()> {
        let mark = self.top;
        let a = self.value(e, None)?;
        let to = self.to(label);
        self.emit(if when {
            Op::JumpIf { a, to }
        } else {
            Op::JumpIfNot { a, to }
        });
        self.top = mark;
        Ok(())
    }

    /// The elements of a pointer to an array as a slice in a temporary; else the value itself.
    pub fn array_pointer_as_slice(&mut self, p: Slot, len: u64) -> Slot {
        let s = self.bump(24);
        self.emit(Op::NilCheck { p });
        self.mov(s, p, 8);
        self.imm(s + 8, 8, len);
        self.imm(s + 16, 8, len);
        s
    }

    pub fn is_string(&self, ty: TypeId) -> bool {
        ty == Types::STRING || *self.cx.types.underlying(ty) == Type::String
    }
}

/// An integer constant that fits a jump's immediate.
fn small_const(e: &Expr, num: Num) -> Option<i32> {
    match e.kind {
        ExprKind::Const(Const::Int(n)) if !matches!(num, Num::F32 | Num::F64) => {
            i32::try_from(n).ok()
        }
        _ => None,
    }
}

/// Whether `e` holds something that gc evaluates ahead of the rest: a call, a map's element.
pub(super) fn calls(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Const(_) | ExprKind::Zero | ExprKind::Blank => false,
        ExprKind::Local(_) | ExprKind::Capture(_) | ExprKind::Global(_) => false,
        ExprKind::Func(_) | ExprKind::Closure { .. } => false,
        ExprKind::Unary(_, x) | ExprKind::Convert(x) | ExprKind::Deref(x) => calls(x),
        ExprKind::Field(x, _) | ExprKind::AddrOf(x) => calls(x),
        ExprKind::Binary(_, x, y) | ExprKind::Compare(_, x, y) | ExprKind::Index(x, y) => {
            calls(x) || calls(y)
        }
        ExprKind::SliceOf { x, lo, hi, max } => {
            let bounds = [lo, hi, max];
            calls(x) || bounds.into_iter().flatten().any(|bound| calls(bound))
        }
        ExprKind::StructLit(fields) => fields.iter().any(|(_, e)| calls(e)),
        ExprKind::Call(call) => match call.callee {
            Callee::Builtin(
                Builtin::Len | Builtin::Cap | Builtin::UnsafeSliceData | Builtin::UnsafeStringData,
            ) => call.args.iter().any(calls),
            _ => true,
        },
        _ => true,
    }
}

fn flatten<'e>(e: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match &e.kind {
        ExprKind::Binary(BinOp::Add, x, y) => {
            flatten(x, parts);
            flatten(y, parts);
        }
        _ => parts.push(e),
    }
}

fn negate(op: CmpOp) -> CmpOp {
    match op {
        CmpOp::Eq => CmpOp::Ne,
        CmpOp::Ne => CmpOp::Eq,
        CmpOp::Lt => CmpOp::Ge,
        CmpOp::Le => CmpOp::Gt,
        CmpOp::Gt => CmpOp::Le,
        CmpOp::Ge => CmpOp::Lt,
    }
}
