//! Complex numbers: two floats beside each other, and arithmetic on them part by part.
//!
//! Follows cmd/compile/internal/ssagen (`expr` for `OADD`, `OMUL`, `ODIV` of complex types): products are computed with
//! 64-bit parts, quotients by the runtime's `complex128div`.

use super::compiler::Res;
use super::func::FuncCx;
use crate::code::{Num, Op, Slot};
use tearpoint_front::tast::{BinOp, CmpOp, Expr};
use tearpoint_front::types::{Type, TypeId};

impl FuncCx<'_> {
    /// The kind of the parts of a complex type.
    pub fn parts(&self, ty: TypeId) -> Option<Num> {
        match self.cx.types.underlying(ty) {
            Type::Complex64 => Some(Num::F32),
            Type::Complex128 | Type::UntypedComplex => Some(Num::F64),
            _ => None,
        }
    }

    pub fn complex_constant(&mut self, re: f64, im: f64, num: Num, d: Slot) {
        for (at, x) in [(d, re), (d + num.width() as Slot, im)] {
            let bits = match num {
                Num::F32 => u64::from((x as f32).to_bits()),
                _ => x.to_bits(),
            };
            self.imm(at, num.width() as u8, bits);
        }
    }

    /// Both parts at `a`, of kind `from`, as parts of kind `to` at `d`.
    pub fn complex_convert(&mut self, from: Num, to: Num, d: Slot, a: Slot) {
        for part in 0..2 {
            let d = d + part * to.width() as Slot;
            let a = a + part * from.width() as Slot;
            self.emit(Op::Convert { from, to, d, a });
        }
    }

    pub fn complex_negate(&mut self, num: Num, d: Slot, a: Slot) {
        for at in [0, num.width() as Slot] {
            self.emit(Op::Neg {
                num,
                d: d + at,
                a: a + at,
            });
        }
    }

    /// `d = a op b`
    pub fn complex_arith(&mut self, op: BinOp, num: Num, d: Slot, a: Slot, b: Slot) {
        if let BinOp::Add | BinOp::Sub = op {
            for at in [0, num.width() as Slot] {
                let (d, a, b) = (d + at, a + at, b + at);
                self.emit(Op::Bin { op, num, d, a, b });
            }
            return;
        }
        if num == Num::F32 {
            let wide = self.bump(48);
            self.complex_convert(num, Num::F64, wide + 16, a);
            self.complex_convert(num, Num::F64, wide + 32, b);
            self.complex_arith(op, Num::F64, wide, wide + 16, wide + 32);
            return self.complex_convert(Num::F64, num, d, wide);
        }
        if op == BinOp::Div {
            return self.emit(Op::ComplexDivide { d, a, b });
        }
        let part = self.bump(32);
        let products = [(a, b), (a + 8, b + 8), (a, b + 8), (a + 8, b)];
        for (i, (a, b)) in products.into_iter().enumerate() {
            let d = part + 8 * i as Slot;
            self.emit(Op::Bin { op, num, d, a, b });
        }
        for (op, at) in [(BinOp::Sub, 0), (BinOp::Add, 8)] {
            self.emit(Op::Bin {
                op,
                num,
                d: d + at,
                a: part + 2 * at,
                b: part + 2 * at + 8,
            });
        }
    }

    /// `x == y` or `x != y`: both parts are compared as floats are.
    pub fn complex_compare(&mut self, op: CmpOp, num: Num, x: &Expr, y: &Expr, d: Slot) -> Res<()> {
        let (a, b) = self.both(x, y)?;
        let differ = self.label();
        self.imm(d, 1, u64::from(op == CmpOp::Ne));
        for at in [0, num.width() as Slot] {
            let same = self.bump(8);
            let (a, b) = (a + at, b + at);
            let op = CmpOp::Eq;
            self.emit(Op::Cmp {
                op,
                num,
                d: same,
                a,
                b,
            });
            let to = self.to(differ);
            self.emit(Op::JumpIfNot { a: same, to });
        }
        self.imm(d, 1, u64::from(op == CmpOp::Eq));
        self.bind(differ);
        Ok(())
    }
}
