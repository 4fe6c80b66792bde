//! Conversions and type assertions.

use super::compiler::Res;
use super::func::FuncCx;
use crate::code::{Assert, AssertTarget, Conv, Op, Slot, StrConv};
use crate::reflectdata::descriptor;
use tearpoint_front::tast::Expr;
use tearpoint_front::types::{Type, TypeId};

impl FuncCx<'_> {
    /// `T(x)`, of `e`'s type.
    pub fn convert(&mut self, x: &Expr, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let (from, to) = (
            self.cx.types.underlying(x.ty).clone(),
            self.cx.types.underlying(e.ty).clone(),
        );
        match (&from, &to) {
            (Type::UnsafePointer, &Type::Pointer(target)) if self.checks_pointers() => {
                self.checked_pointer(x, target, want)
            }
            (Type::Uintptr, Type::UnsafePointer) if self.checks_pointers() => {
                self.checked_arithmetic(x, want)
            }
            (Type::UnsafePointer, Type::Uintptr) if self.originals.contains_key(&e.pos) => {
                let v = self.value(x, want)?;
                self.mov(self.originals[&e.pos], v, 8);
                Ok(v)
            }
            (Type::Interface(_), Type::Interface(_)) => self.iface_to_iface(x, e, want),
            (_, Type::Interface(_)) => self.make_iface(x, e, want),
            (Type::String, Type::String) => self.value(x, want),
            (Type::String, Type::Slice(elem)) => {
                let kind = match self.size(*elem) {
                    1 => StrConv::ToBytes,
                    _ => StrConv::ToRunes,
                };
                self.str_conv(kind, x, e, want)
            }
            (Type::Slice(elem), Type::String) => {
                let kind = match self.size(*elem) {
                    1 => StrConv::FromBytes,
                    _ => StrConv::FromRunes,
                };
                self.str_conv(kind, x, e, want)
            }
            (_, Type::String) => {
                let from = self.num_of(x)?;
                let a = self.value(x, None)?;
                let wide = self.bump(8);
                let to = if from.signed() {
                    crate::code::Num::I64
                } else {
                    crate::code::Num::U64
                };
                self.emit(Op::Convert {
                    from,
                    to,
                    d: wide,
                    a,
                });
                let d = self.dest(e, want);
                self.emit(Op::StrConv {
                    kind: StrConv::FromRune,
                    d,
                    a: wide,
                });
                Ok(d)
            }
            (Type::Slice(_), Type::Pointer(array)) => {
                let len = self.array_len(*array);
                let s = self.value(x, None)?;
                let d = self.dest(e, want);
                self.emit(Op::SliceToArray { d, s, len });
                Ok(d)
            }
            (Type::Slice(_), Type::Array { len, .. }) => {
                let s = self.value(x, None)?;
                let p = self.bump(8);
                self.emit(Op::SliceToArray { d: p, s, len: *len });
                let d = self.dest(e, want);
                let size = self.size(e.ty);
                if size > 0 {
                    self.emit_load(d, p, 0, size);
                }
                Ok(d)
            }
            _ if self.parts(x.ty).is_some() => match (self.parts(x.ty), self.parts(e.ty)) {
                (Some(from), Some(to)) if from != to => {
                    let a = self.value(x, None)?;
                    let d = self.dest(e, want);
                    self.complex_convert(from, to, d, a);
                    Ok(d)
                }
                _ => self.value(x, want),
            },
            _ => match (self.cx.num(x.ty), self.cx.num(e.ty)) {
                (Some(from), Some(to)) if from != to => {
                    let a = self.value(x, None)?;
                    let d = self.dest(e, want);
                    self.emit(Op::Convert { from, to, d, a });
                    Ok(d)
                }
                _ => self.value(x, want),
            },
        }
    }

    fn array_len(&self, ty: TypeId) -> u64 {
        match self.cx.types.underlying(ty) {
            Type::Array { len, .. } => *len,
            _ => 0,
        }
    }

    fn str_conv(&mut self, kind: StrConv, x: &Expr, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let a = self.value(x, None)?;
        let d = self.dest(e, want);
        self.emit(Op::StrConv { kind, d, a });
        Ok(d)
    }

    fn has_methods(&self, ty: TypeId) -> bool {
        !self.cx.iface_methods(ty).is_empty()
    }

    fn make_iface(&mut self, x: &Expr, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let word = if self.has_methods(e.ty) {
            self.cx.itab(e.ty, x.ty).unwrap_or(0)
        } else {
            self.cx.type_word(x.ty)
        };
        let conv = Conv {
            word,
            size: self.size(x.ty),
            direct: self.cx.direct(x.ty),
            ty: descriptor(x.ty),
        };
        let a = self.value(x, None)?;
        let d = self.dest(e, want);
        let conv = self.cx.conv_index(conv);
        self.emit(Op::MakeIface { d, a, conv });
        Ok(d)
    }

    fn iface_to_iface(&mut self, x: &Expr, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let (from, to) = (
            self.cx.types.underlying_id(x.ty),
            self.cx.types.underlying_id(e.ty),
        );
        if from == to {
            return self.value(x, want);
        }
        let a = self.value(x, None)?;
        let d = self.dest(e, want);
        let assert = self.assertion(x.ty, e.ty, None, true);
        self.emit(Op::Assert { d, a, assert });
        Ok(d)
    }

    /// `x.(T)`; with `comma_ok` the tuple (T, bool) goes to `d`.
    pub fn type_assert(&mut self, x: &Expr, ty: TypeId, comma_ok: bool, d: Slot) -> Res<()> {
        let ok = comma_ok.then(|| {
            let bool_ty = tearpoint_front::types::Types::BOOL;
            d + self.cx.layout(&[ty, bool_ty], 0).0[1] as Slot
        });
        let a = self.value(x, None)?;
        let assert = self.assertion(x.ty, ty, ok, false);
        self.emit(Op::Assert { d, a, assert });
        Ok(())
    }

    fn assertion(&mut self, from: TypeId, to: TypeId, ok: Option<Slot>, convert: bool) -> u32 {
        let target = match self.cx.types.underlying(to) {
            Type::Interface(_) => AssertTarget::Iface(self.cx.iface_index(to)),
            _ => AssertTarget::Concrete {
                word: self.cx.type_word(to),
                size: self.size(to),
                direct: self.cx.direct(to),
            },
        };
        let assert = Assert {
            target,
            from_itab: self.has_methods(from),
            comma_ok: ok.is_some(),
            ok: ok.unwrap_or(0),
            from_name: self.cx.types.name(from),
            to_name: self.cx.types.name(to),
            convert,
        };
        self.cx.code.asserts.push(assert);
        self.cx.code.asserts.len() as u32 - 1
    }
}
