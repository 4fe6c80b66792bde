//! Slices whose first array lies in the frame.
//!
//! Follows runtime/slice.go of go1.26.6 and 1.27.3 (`growsliceBuf`, `moveSlice` and its kin), and what cmd/compile/internal/ssagen
//! `append` compiles. Invariant: the array is the frame's alone until it moves. Deviation: its bytes are an object of the heap.

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use super::slices::Grown;
use crate::code::{Op, Slot};
use tearpoint_machine::roundupsize;
use tearpoint_runtime::error::{FrameExt, Res};
use tearpoint_runtime::race::shadow::What;

/// Bytes of a buffer.
const FRAME_BYTES: u64 = 32;

impl Interpreter {
    pub(super) fn append_buffered(&self, g: &mut Goroutine, op: Op) -> Res<()> {
        let Op::AppendBuffered {
            walk,
            n,
            d,
            s,
            v,
            buf,
            ty,
        } = op
        else {
            return Ok(());
        };
        let alloc = self.code.allocs[ty as usize];
        let room = FRAME_BYTES / alloc.size;
        let (len, cap) = (g.r8(s + 8), g.r8(s + 16));
        let new_len = len.wrapping_add(n.into());
        let fits = new_len > cap && new_len as i64 <= room as i64;
        let unused = g.r8(buf) == 0;
        if fits && (walk || (unused && len == 0)) {
            if unused {
                let array = self.new_of(alloc.ty, room * alloc.size)?;
                g.w8(buf, array);
            }
            let grown = match walk {
                true => self.grow_in_buffer(g, (g.r8(s), len), new_len, g.r8(buf), ty)?,
                false => Grown {
                    ptr: g.r8(buf),
                    cap: room,
                },
            };
            g.w8(d, grown.ptr);
            g.w8(d + 8, new_len);
            g.w8(d + 16, grown.cap);
            return self.store_elems(g, n, v, (grown.ptr, len), ty);
        }
        let done = self.append_elems(g, n, d, s, v, ty);
        done.map_err(|mut unwind| {
            let grew = |name: &String| name == "runtime.growslice";
            if walk && unwind.frames.last().is_some_and(grew) {
                unwind.frames.push("runtime.growsliceBuf".to_owned());
            }
            unwind
        })
    }

    /// `growsliceBuf`, of what fits: the array in the frame, with as many elements as the next size class has.
    fn grow_in_buffer(
        &self,
        g: &mut Goroutine,
        (old, old_len): (u64, u64),
        new_len: u64,
        array: u64,
        ty: u32,
    ) -> Res<Grown> {
        let alloc = self.code.allocs[ty as usize];
        if old != array && old_len != 0 {
            let bytes = old_len.wrapping_mul(alloc.size);
            self.race_range(g, old, bytes, false, What::GrowSlice);
            self.memmove(array, old, bytes)
                .frame("runtime.growsliceBuf")?;
        }
        let headers = self.process.profile.get().malloc_headers;
        let bytes = new_len.wrapping_mul(alloc.size);
        let cap = roundupsize(bytes, alloc.noscan, headers) / alloc.size;
        if new_len < cap {
            let rest = cap.min(FRAME_BYTES / alloc.size).saturating_sub(new_len) * alloc.size;
            self.write_bytes(array.wrapping_add(bytes), &vec![0; rest as usize])?;
        }
        Ok(Grown { ptr: array, cap })
    }

    /// `move2heap`
    pub(super) fn move_to_heap(
        &self,
        g: &mut Goroutine,
        (s, buf): (Slot, Slot),
        keep: bool,
        ty: u32,
    ) -> Res<()> {
        let (ptr, len, cap) = (g.r8(s), g.r8(s + 8), g.r8(s + 16));
        let array = g.r8(buf);
        if array == 0 || !(array..array + FRAME_BYTES).contains(&ptr) {
            return Ok(());
        }
        let alloc = self.code.allocs[ty as usize];
        let (function, copied, cap) = match keep {
            true => ("runtime.moveSlice", cap, cap),
            false => {
                let headers = self.process.profile.get().malloc_headers;
                let bytes = len.wrapping_mul(alloc.size);
                let rounded = roundupsize(bytes, alloc.noscan, headers);
                ("runtime.moveSliceNoCap", len, rounded / alloc.size)
            }
        };
        let function = match (alloc.noscan, keep) {
            (false, _) => function,
            (true, true) => "runtime.moveSliceNoScan",
            (true, false) => "runtime.moveSliceNoCapNoScan",
        };
        if copied == 0 {
            g.w8(s, self.process.zerobase());
            g.w8(s + 8, 0);
            g.w8(s + 16, 0);
            return Ok(());
        }
        let moved = self.new_of(alloc.ty, cap.wrapping_mul(alloc.size));
        let moved = moved.frame(function)?;
        self.memmove(moved, ptr, copied.wrapping_mul(alloc.size))
            .frame(function)?;
        g.w8(s, moved);
        g.w8(s + 16, cap);
        Ok(())
    }
}
