//! Which conversions of `unsafe.Pointer` are checked, where that is asked for.
//!
//! Follows cmd/compile/internal/walk/convert.go (`walkCheckPtrArithmetic`) and ssagen/ssa.go (`checkPtrAlignment`) of go1.21.13 to
//! 1.27.3. The library is not checked: its text is not Go's. Gaps: `//go:nocheckptr`, and what is exempt of package reflect.

use super::compiler::Res;
use super::func::FuncCx;
use crate::code::{Op, Slot};
use tearpoint_front::diag::Pos;
use tearpoint_front::tast::{BinOp, Call, Callee, Expr, ExprKind};
use tearpoint_front::types::{Type, TypeId};

impl FuncCx<'_> {
    /// Conversions are checked here.
    pub fn checks_pointers(&self) -> bool {
        self.cx.checkptr && !self.cx.program.origins.is_library(&self.func.symbol)
    }

    /// The pointer at `p` becomes one to `target`: a value, or so many elements of an array as `n` says.
    pub fn check_alignment(&mut self, p: Slot, target: TypeId, n: Option<Slot>) {
        let elem = match (n, self.cx.types.underlying(target)) {
            (Some(_), &Type::Array { elem, .. }) => elem,
            _ => target,
        };
        let (size, align) = self.cx.types.size_align(elem);
        if align == 1 && (size <= 1 || n.is_none()) {
            return;
        }
        let ty = self.cx.alloc_index(elem);
        self.emit(Op::CheckAlign {
            align: align as u8,
            counted: n.is_some(),
            p,
            n: n.unwrap_or(p),
            ty,
        });
    }

    /// `(*T)(p)`
    pub fn checked_pointer(&mut self, x: &Expr, target: TypeId, want: Option<Slot>) -> Res<Slot> {
        let p = self.value(x, want)?;
        self.check_alignment(p, target, None);
        Ok(p)
    }

    /// `unsafe.Pointer(x)` of a number.
    pub fn checked_arithmetic(&mut self, x: &Expr, want: Option<Slot>) -> Res<Slot> {
        let computed = matches!(
            &x.kind,
            ExprKind::Call(call) if !matches!(**call, Call { callee: Callee::Builtin(_), .. })
        );
        if computed || self.is_reflect_header_data(x) {
            return self.value(x, want);
        }
        let mut found = Vec::new();
        self.originals_in(x, &mut found);
        let a = self.bump(8 * found.len() as u64);
        for (at, &pos) in found.iter().enumerate() {
            self.originals.insert(pos, a + 8 * at as Slot);
        }
        let p = self.value(x, want)?;
        for pos in &found {
            self.originals.remove(pos);
        }
        let n = found.len() as u16;
        self.emit(Op::CheckArithmetic { n, p, a });
        Ok(p)
    }

    /// `unsafe.Add(p, n)`, where the sum lies at `d`.
    pub fn check_unsafe_add(&mut self, p: Slot, d: Slot) {
        if self.checks_pointers() && self.cx.checks_unsafe_add {
            self.emit(Op::CheckArithmetic { n: 1, p: d, a: p });
        }
    }

    /// Conversions of pointers to numbers that the value of `x` is computed with.
    fn originals_in(&self, x: &Expr, found: &mut Vec<Pos>) {
        match &x.kind {
            ExprKind::Binary(BinOp::Add, a, b) => {
                self.originals_in(a, found);
                self.originals_in(b, found);
            }
            ExprKind::Binary(BinOp::Sub | BinOp::AndNot, a, _) => self.originals_in(a, found),
            ExprKind::Convert(p)
                if matches!(self.cx.types.underlying(p.ty), Type::UnsafePointer) =>
            {
                found.push(x.pos);
            }
            _ => {}
        }
    }

    /// The field `Data` of a `reflect.SliceHeader` or `StringHeader`.
    fn is_reflect_header_data(&self, x: &Expr) -> bool {
        let ExprKind::Field(of, 0) = &x.kind else {
            return false;
        };
        matches!(of.kind, ExprKind::Deref(_)) && {
            let name = self.cx.types.name(of.ty);
            name == "reflect.SliceHeader" || name == "reflect.StringHeader"
        }
    }
}
