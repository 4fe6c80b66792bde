//! Places: what can be read, assigned or addressed.
//!
//! A place is prepared first, which evaluates its operands; its checks (for nil, for bounds) are made when it is used.

use super::compiler::Res;
use super::func::{FuncCx, Var};
use crate::code::{Index, MapKind, Op, Slot};
use tearpoint_front::tast::{Const, Expr, ExprKind, LocalId};
use tearpoint_front::types::{Type, TypeId};

/// Beyond this offset a nil pointer's field is not in the nil page: the pointer is checked itself.
const NIL_PAGE: u32 = 4096;

/// A prepared place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Blank,
    Frame(Slot),
    Global(u64),
    /// At the pointer in `p` plus `off`.
    Mem {
        p: Slot,
        off: u32,
    },
    /// In the frame, at `base` plus the offset in slot `off`.
    FrameDyn {
        base: Slot,
        off: Slot,
    },
    /// `off` bytes into element `i` of the slice at `s`.
    Elem {
        s: Slot,
        i: Slot,
        how: Index,
        size: u32,
        off: u32,
    },
    /// Element `k` of map `m`.
    Map {
        m: Slot,
        k: Slot,
        ty: TypeId,
    },
}

impl FuncCx<'_> {
    pub fn local_ty(&self, id: LocalId) -> TypeId {
        self.func.locals[id.0 as usize].ty
    }

    /// Evaluates the operands of a place. With `pin` they are copied, so that later assignments do not move it.
    pub fn prepare(&mut self, e: &Expr, pin: bool) -> Res<Place> {
        self.pos = e.pos;
        Ok(match &e.kind {
            ExprKind::Blank => Place::Blank,
            ExprKind::Local(id) => match self.vars[id.0 as usize] {
                Var::Frame(slot) => Place::Frame(slot),
                Var::Boxed(p) => Place::Mem { p, off: 0 },
            },
            ExprKind::Capture(index) => Place::Mem {
                p: self.captures[*index as usize],
                off: 0,
            },
            ExprKind::Global(id) => Place::Global(self.cx.global_addr(*id)),
            ExprKind::Deref(p) => Place::Mem {
                p: self.operand(p, pin)?,
                off: 0,
            },
            ExprKind::Field(x, index) => {
                let off = self.cx.types.offsets(x.ty)[*index as usize] as u32;
                let base = self.prepare_base(x, pin)?;
                self.offset(base, off)
            }
            ExprKind::Index(x, i) => match self.cx.types.underlying(x.ty).clone() {
                Type::Slice(elem) => {
                    let s = self.operand(x, pin)?;
                    let (at, how) = self.index_operand(i, pin)?;
                    let (i, how) = (at, self.folded(x, i, how));
                    let size = self.size(elem);
                    Place::Elem {
                        s,
                        i,
                        how,
                        size,
                        off: 0,
                    }
                }
                Type::Array { elem, len } => {
                    let base = self.prepare_base(x, pin)?;
                    self.array_elem(base, x.ty, elem, len, i, pin)?
                }
                _ => self.spill(e)?,
            },
            ExprKind::MapIndex { map, key, .. } => {
                let m = self.operand(map, pin)?;
                let k = self.operand(key, pin)?;
                Place::Map { m, k, ty: map.ty }
            }
            _ => self.spill(e)?,
        })
    }

    /// A place to go further into. A map's element is read as a whole.
    fn prepare_base(&mut self, e: &Expr, pin: bool) -> Res<Place> {
        let place = self.prepare(e, pin)?;
        Ok(match place {
            Place::Map { .. } => Place::Frame(self.load(place, e.ty, None)?),
            place => place,
        })
    }

    /// Something that is not a place: its value in a temporary.
    fn spill(&mut self, e: &Expr) -> Res<Place> {
        Ok(Place::Frame(self.value(e, None)?))
    }

    /// The value of `e`; with `pin`, in a temporary that no assignment changes.
    pub fn operand(&mut self, e: &Expr, pin: bool) -> Res<Slot> {
        if !pin {
            return self.value(e, None);
        }
        let d = self.temp(e.ty);
        self.value_to(e, d)?;
        Ok(d)
    }

    /// An index as 8 bytes, and how it is compared.
    pub fn index_operand(&mut self, i: &Expr, pin: bool) -> Res<(Slot, Index)> {
        let num = self.num_of(i)?;
        let how = if num.signed() {
            Index::Signed
        } else {
            Index::Unsigned
        };
        if num.width() == 8 {
            return Ok((self.operand(i, pin)?, how));
        }
        let a = self.value(i, None)?;
        let d = self.bump(8);
        let to = crate::code::Num::I64;
        self.emit(Op::Convert {
            from: num,
            to,
            d,
            a,
        });
        Ok((d, how))
    }

    /// `off` bytes further into a place.
    pub fn offset(&mut self, place: Place, add: u32) -> Place {
        match place {
            Place::Frame(slot) => Place::Frame(slot.saturating_add(add as Slot)),
            Place::Global(addr) => Place::Global(addr + u64::from(add)),
            Place::Mem { p, off } => Place::Mem { p, off: off + add },
            Place::FrameDyn { base, off } => Place::FrameDyn {
                base: base + add as Slot,
                off,
            },
            Place::Elem {
                s,
                i,
                how,
                size,
                off,
            } => Place::Elem {
                s,
                i,
                how,
                size,
                off: off + add,
            },
            place => place,
        }
    }

    fn array_elem(
        &mut self,
        base: Place,
        array: TypeId,
        elem: TypeId,
        len: u64,
        i: &Expr,
        pin: bool,
    ) -> Res<Place> {
        let size = self.size(elem);
        if let ExprKind::Const(Const::Int(n)) = i.kind {
            let off = (n as u64).saturating_mul(u64::from(size));
            return Ok(self.offset(base, u32::try_from(off).unwrap_or(u32::MAX)));
        }
        let (i, how) = self.index_operand(i, pin)?;
        self.emit(Op::Bounds { how, i, len });
        Ok(match base {
            Place::Frame(base) => {
                let (zero, off) = (self.bump(8), self.bump(8));
                self.imm(zero, 8, 0);
                self.emit(Op::ScaleAdd {
                    d: off,
                    p: zero,
                    i,
                    size,
                });
                Place::FrameDyn { base, off }
            }
            Place::FrameDyn { base, off } => {
                let d = self.bump(8);
                self.emit(Op::ScaleAdd { d, p: off, i, size });
                Place::FrameDyn { base, off: d }
            }
            base => {
                let from = self.address(base, self.size(array) >= NIL_PAGE)?;
                let p = self.bump(8);
                self.emit(Op::ScaleAdd {
                    d: p,
                    p: from,
                    i,
                    size,
                });
                Place::Mem { p, off: 0 }
            }
        })
    }

    /// The address of a place, in a slot; `check` faults now if the pointer behind it is bad.
    pub fn address(&mut self, place: Place, check: bool) -> Res<Slot> {
        Ok(match place {
            Place::Global(addr) => {
                let d = self.bump(8);
                self.imm(d, 8, addr);
                d
            }
            Place::Mem { p, off } => {
                if check {
                    self.emit(Op::NilCheck { p });
                }
                if off == 0 {
                    return Ok(p);
                }
                let d = self.bump(8);
                self.emit(Op::AddImm8 {
                    d,
                    a: p,
                    v: i64::from(off),
                });
                d
            }
            Place::Elem {
                s,
                i,
                how,
                size,
                off,
            } => {
                let d = self.elem_addr(how, s, i, size);
                if off > 0 {
                    self.emit(Op::AddImm8 {
                        d,
                        a: d,
                        v: i64::from(off),
                    });
                }
                d
            }
            Place::Blank | Place::Frame(_) | Place::FrameDyn { .. } | Place::Map { .. } => {
                return Err(self.unsupported("the address of this expression"));
            }
        })
    }

    /// The value of a place of type `ty`. A place in the frame is its own value.
    pub fn load(&mut self, place: Place, ty: TypeId, want: Option<Slot>) -> Res<Slot> {
        if let (Place::Frame(slot), None) = (place, want) {
            return Ok(slot);
        }
        let len = self.size(ty);
        let d = match want {
            Some(d) => d,
            None => self.temp(ty),
        };
        match place {
            Place::Blank => {}
            Place::Frame(slot) => self.mov(d, slot, len),
            Place::Global(addr) => {
                if len > 0 {
                    self.emit(Op::LoadGlobal {
                        d,
                        addr: addr as u32,
                        len,
                    });
                }
            }
            Place::Mem { p, off } => {
                self.far(p, off, len);
                if len > 0 {
                    self.emit_load(d, p, off, len);
                }
            }
            Place::FrameDyn { base, off } => self.emit(Op::FrameLoad { d, base, off, len }),
            Place::Elem {
                s,
                i,
                how,
                size,
                off,
            } => {
                if off == 0 && len == size {
                    self.emit(Op::IndexLoad { how, d, s, i, size });
                } else {
                    let p = self.elem_addr(how, s, i, size);
                    self.emit_load(d, p, off, len);
                }
            }
            Place::Map { m, k, ty } => self.map_op(MapKind::Access1, ty, m, k, d, 0),
        }
        Ok(d)
    }

    /// The address of an element, in a slot of its own.
    fn elem_addr(&mut self, how: Index, s: Slot, i: Slot, size: u32) -> Slot {
        let d = self.bump(8);
        self.emit(Op::IndexAddr { how, d, s, i, size });
        d
    }

    /// Assigns the value at `v`.
    pub fn store(&mut self, place: Place, ty: TypeId, v: Slot) {
        let before = self.ops.len();
        self.store_value(place, ty, v);
        if self.ops.len() > before && !self.cx.types.has_pointers(ty) {
            // The store comes last, whatever had to come before it.
            self.plain.push(self.ops.len() as u32 - 1);
        }
    }

    fn store_value(&mut self, place: Place, ty: TypeId, v: Slot) {
        let len = self.size(ty);
        match place {
            Place::Blank => {}
            Place::Frame(slot) => self.mov(slot, v, len),
            Place::Global(addr) => {
                if len > 0 {
                    self.emit(Op::StoreGlobal {
                        s: v,
                        addr: addr as u32,
                        len,
                    });
                }
            }
            Place::Mem { p, off } => {
                self.far(p, off, len);
                if len > 0 {
                    self.emit_store(p, off, v, len);
                }
            }
            Place::FrameDyn { base, off } => self.emit(Op::FrameStore {
                s: v,
                base,
                off,
                len,
            }),
            Place::Elem {
                s,
                i,
                how,
                size,
                off,
            } => {
                if off == 0 && len == size {
                    self.emit(Op::IndexStore { how, v, s, i, size });
                } else {
                    let p = self.elem_addr(how, s, i, size);
                    self.emit_store(p, off, v, len);
                }
            }
            Place::Map { m, k, ty } => self.map_op(MapKind::Assign, ty, m, k, 0, v),
        }
    }

    fn far(&mut self, p: Slot, off: u32, len: u32) {
        if off >= NIL_PAGE || len == 0 {
            self.emit(Op::NilCheck { p });
        }
    }

    /// `&e`.
    pub fn addr_of(&mut self, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let fresh = matches!(
            e.kind,
            ExprKind::StructLit(_) | ExprKind::ElemsLit { .. } | ExprKind::MapLit(_)
        );
        if fresh && self.is_big(e.ty) {
            let p = self.big_value(e)?;
            return Ok(match want {
                Some(d) => {
                    self.mov(d, p, 8);
                    d
                }
                None => p,
            });
        }
        if fresh {
            let v = self.value(e, None)?;
            let d = want.unwrap_or_else(|| self.bump(8));
            let p = self.bump(8);
            self.new_object(p, e.ty);
            self.init(p, 0, v, e.ty);
            self.mov(d, p, 8);
            return Ok(d);
        }
        let place = self.prepare(e, false)?;
        let through_pointer = !matches!(
            e.kind,
            ExprKind::Local(_) | ExprKind::Capture(_) | ExprKind::Global(_)
        );
        let p = self.address(place, through_pointer && matches!(place, Place::Mem { .. }))?;
        match want {
            Some(d) => {
                self.mov(d, p, 8);
                Ok(d)
            }
            None => Ok(p),
        }
    }
}
