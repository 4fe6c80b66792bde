//! Values too large for a frame: they are built where they will lie, or in an object of their own, and copied in pieces.
//!
//! gc has variables of up to 128 KB on the stack (ir.MaxStackVarSize) and what is larger in the heap; here a frame has 64 KB.

use super::compiler::Res;
use super::func::FuncCx;
use super::place::Place;
use crate::code::Slot;
use tearpoint_front::tast::{Expr, ExprKind};
use tearpoint_front::types::{Type, TypeId};

/// Bytes from which on a value does not pass through the frame.
const BIG: u32 = 16 << 10;
/// Bytes that are copied at a time.
const PIECE: u32 = 1024;

impl FuncCx<'_> {
    /// Whether values of the type do not pass through the frame.
    pub fn is_big(&self, ty: TypeId) -> bool {
        self.size(ty) > BIG
    }

    /// The address of an object that nobody else knows, with the value of `e`.
    pub fn big_value(&mut self, e: &Expr) -> Res<Slot> {
        let p = self.bump(8);
        self.new_object(p, e.ty);
        self.fill(p, 0, e)?;
        Ok(p)
    }

    /// Assigns `e` to a place of its type.
    pub fn assign_big(&mut self, place: Place, e: &Expr) -> Res<()> {
        let from = match self.is_place(e) {
            true => {
                let from = self.prepare(e, false)?;
                self.address(from, true)?
            }
            // What it reads may be what it is assigned to.
            false => self.big_value(e)?,
        };
        let to = self.address(place, true)?;
        self.copy(to, 0, from, e.ty);
        Ok(())
    }

    /// Fills a part of a fresh object with the value of `e`.
    pub fn fill(&mut self, p: Slot, off: u32, e: &Expr) -> Res<()> {
        let mark = self.top;
        match (&e.kind, self.cx.types.underlying(e.ty).clone()) {
            (ExprKind::Zero, _) => {}
            (ExprKind::StructLit(fields), _) if self.is_big(e.ty) => {
                let offsets = self.cx.types.offsets(e.ty);
                for (index, value) in fields {
                    self.fill(p, off + offsets[*index as usize] as u32, value)?;
                }
            }
            (ExprKind::ElemsLit { elems, .. }, Type::Array { elem, .. }) if self.is_big(e.ty) => {
                let size = self.size(elem);
                for (index, value) in elems {
                    self.fill(p, off + *index as u32 * size, value)?;
                }
            }
            _ if self.is_big(e.ty) && self.is_place(e) => {
                let from = self.prepare(e, false)?;
                let from = self.address(from, true)?;
                self.copy(p, off, from, e.ty);
            }
            _ => {
                let v = self.value(e, None)?;
                self.init(p, off, v, e.ty);
            }
        }
        self.top = mark;
        Ok(())
    }

    /// Copies a value of type `ty` from the address in `from` to `off` bytes behind that in `to`.
    fn copy(&mut self, to: Slot, off: u32, from: Slot, ty: TypeId) {
        let plain = !self.cx.types.has_pointers(ty);
        let (size, mark) = (self.size(ty), self.top);
        let piece = self.bump(u64::from(PIECE));
        let mut at = 0;
        while at < size {
            let len = PIECE.min(size - at);
            self.emit_load(piece, from, at, len);
            self.emit_store(to, off + at, piece, len);
            if plain {
                self.plain.push(self.ops.len() as u32 - 1);
            }
            at += len;
        }
        self.top = mark;
    }

    /// Whether the value of `e` lies in memory.
    fn is_place(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Global(_) | ExprKind::Deref(_) | ExprKind::Capture(_) => true,
            ExprKind::Local(id) => self.is_boxed(*id),
            ExprKind::Field(x, _) => self.is_place(x),
            ExprKind::Index(x, _) => match self.cx.types.underlying(x.ty) {
                Type::Array { .. } => self.is_place(x),
                _ => true,
            },
            _ => false,
        }
    }
}
