//! Composite literals: structs, arrays, slices and maps written out.

use super::compiler::Res;
use super::func::FuncCx;
use crate::code::{MapKind, Op, Slot};
use tearpoint_front::tast::Expr;
use tearpoint_front::types::{Type, TypeId};

impl FuncCx<'_> {
    /// A struct, built in `d`.
    pub fn struct_lit(&mut self, fields: &[(u32, Expr)], ty: TypeId, d: Slot) -> Res<()> {
        let offsets = self.cx.types.offsets(ty);
        let len = self.size(ty);
        let packed: u64 = fields.iter().map(|(_, e)| self.cx.types.size(e.ty)).sum();
        if packed != u64::from(len) {
            self.zero(d, len);
        }
        for (index, value) in fields {
            let at = d + offsets[*index as usize] as Slot;
            let mark = self.top;
            self.value_to(value, at)?;
            self.top = mark;
        }
        Ok(())
    }

    /// An array, built in `d`; or a slice of a fresh array.
    pub fn elems_lit(&mut self, len: u64, elems: &[(u64, Expr)], ty: TypeId, d: Slot) -> Res<()> {
        match self.cx.types.underlying(ty).clone() {
            Type::Array { elem, .. } => {
                let size = self.size(elem);
                let whole = self.size(ty);
                if (elems.len() as u64) < len {
                    self.zero(d, whole);
                }
                for (index, value) in elems {
                    let at = u64::from(d) + index * u64::from(size);
                    let mark = self.top;
                    self.value_to(value, Slot::try_from(at).unwrap_or(0))?;
                    self.top = mark;
                }
                Ok(())
            }
            Type::Slice(elem) => self.slice_lit(len, elems, elem, d),
            _ => Err(self.unsupported("this literal")),
        }
    }

    fn slice_lit(&mut self, len: u64, elems: &[(u64, Expr)], elem: TypeId, d: Slot) -> Res<()> {
        let size = self.size(elem);
        let p = self.bump(8);
        let ty = self.cx.array_alloc(elem, len);
        self.emit(Op::New { d: p, ty });
        for (index, value) in elems {
            let mark = self.top;
            let off = (index * u64::from(size)) as u32;
            if self.is_big(elem) {
                self.fill(p, off, value)?;
                continue;
            }
            let v = self.value(value, None)?;
            self.init(p, off, v, elem);
            self.top = mark;
        }
        self.mov(d, p, 8);
        self.imm(d + 8, 8, len);
        self.imm(d + 16, 8, len);
        Ok(())
    }

    pub fn map_lit(&mut self, entries: &[(Expr, Expr)], ty: TypeId, d: Slot) -> Res<()> {
        let m = self.bump(8);
        self.make_map(ty, m, Some(entries.len() as u64), None);
        for (key, value) in entries {
            let mark = self.top;
            let k = self.operand(key, true)?;
            let v = self.value(value, None)?;
            self.map_op(MapKind::Assign, ty, m, k, 0, v);
            self.top = mark;
        }
        self.mov(d, m, 8);
        Ok(())
    }

    /// `make(map, hint)`: the hint is constant, in a slot, or not given.
    pub fn make_map(&mut self, ty: TypeId, d: Slot, constant: Option<u64>, slot: Option<Slot>) {
        match (constant, slot) {
            (Some(0..=8), _) | (None, None) => self.map_op(MapKind::MakeSmall, ty, 0, 0, d, 0),
            (Some(n), _) => {
                let k = self.bump(8);
                self.imm(k, 8, n);
                self.map_op(MapKind::Make, ty, 0, k, d, 0);
            }
            (None, Some(k)) => self.map_op(MapKind::Make, ty, 0, k, d, 0),
        }
    }
}
