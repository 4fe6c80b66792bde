//! Slices: bounds checks, make, append, copy.
//!
//! Follows runtime/slice.go (`makeslice`, `growslice`, `nextslicecap`), runtime/unsafe.go, cmd/compile/internal/ssagen
//! (`slice`), and the bounds texts in runtime/error.go.

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use super::memory::bounds_error;
use crate::code::{HAS_ROOM, HAS_ROOM_STRICTLY, Op, Sliced, Slot};
use tearpoint_machine::{GcType, roundupsize};
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::hijack::{Body, Function};
use tearpoint_runtime::profile::{BoundsPanic, GrowSlice};
use tearpoint_runtime::race::shadow::What;

/// runtime/malloc.go `maxAlloc`
const MAX_ALLOC: u64 = 1 << 48;

/// One bounds check of a slicing.
struct Check {
    /// Negative and ordinary texts: `x` is the bound, `y` what it is checked against.
    negative: fn(i64) -> String,
    over: fn(u64, i64) -> String,
    function: &'static str,
}

impl Check {
    /// `folded`: gc decides while compiling, with signs; nothing but zero is below a negative number then.
    fn test(&self, (x, y): (u64, u64), unsigned: bool, folded: bool, how: BoundsPanic) -> Res<()> {
        let negative = folded && (y as i64) < 0 && x != 0;
        if x <= y && !negative {
            return Ok(());
        }
        // Where a first index of 1 is too large, gc knows that the other is 0.
        let y = if folded && x == 1 { 0 } else { y };
        let text = if !unsigned && (x as i64) < 0 {
            (self.negative)(x as i64)
        } else {
            (self.over)(x, y as i64)
        };
        let function = format!("{}{}", self.function, if unsigned { "U" } else { "" });
        let unwind = bounds_error(&format!("slice bounds out of range {text}"));
        Err(unwind.bounds(how, &function))
    }
}

const SLICE_ALEN: Check = Check {
    negative: |x| format!("[:{x}]"),
    over: |x, y| format!("[:{x}] with length {y}"),
    function: "runtime.goPanicSliceAlen",
};
const SLICE_ACAP: Check = Check {
    negative: |x| format!("[:{x}]"),
    over: |x, y| format!("[:{x}] with capacity {y}"),
    function: "runtime.goPanicSliceAcap",
};
const SLICE_B: Check = Check {
    negative: |x| format!("[{x}:]"),
    over: |x, y| format!("[{x}:{y}]"),
    function: "runtime.goPanicSliceB",
};
const SLICE3_ALEN: Check = Check {
    negative: |x| format!("[::{x}]"),
    over: |x, y| format!("[::{x}] with length {y}"),
    function: "runtime.goPanicSlice3Alen",
};
const SLICE3_ACAP: Check = Check {
    negative: |x| format!("[::{x}]"),
    over: |x, y| format!("[::{x}] with capacity {y}"),
    function: "runtime.goPanicSlice3Acap",
};
const SLICE3_B: Check = Check {
    negative: |x| format!("[:{x}:]"),
    over: |x, y| format!("[:{x}:{y}]"),
    function: "runtime.goPanicSlice3B",
};
const SLICE3_C: Check = Check {
    negative: |x| format!("[{x}::]"),
    over: |x, y| format!("[{x}:{y}:]"),
    function: "runtime.goPanicSlice3C",
};

/// The elements of a slice that grows: their bytes, whether they have no pointers, and how to get an array of so many bytes.
pub(super) struct Elem<'a> {
    pub size: u64,
    pub noscan: bool,
    pub array: &'a dyn Fn(u64) -> Res<u64>,
}

/// What [`Interpreter::growslice`] gives.
pub(super) struct Grown {
    pub ptr: u64,
    pub cap: u64,
}

impl Interpreter {
    pub(super) fn slice_of(&self, g: &mut Goroutine, op: Op) -> Res<()> {
        let Op::SliceOf {
            kind,
            has,
            unsigned,
            dropped,
            folded,
            d,
            s,
            at,
            size,
        } = op
        else {
            return Ok(());
        };
        let (ptr, len) = (g.r8(s), g.r8(s + 8));
        let cap = if kind == Sliced::Str {
            len
        } else {
            g.r8(s + 16)
        };
        let how = self.process.profile.get().bounds_panic;
        let given = |bit: u8| has & 1 << bit != 0;
        let test = |bit: u8, check: &Check, x: u64, y: u64| {
            let has = |bits: u8| bits & 1 << bit != 0;
            if has(dropped) {
                return Ok(());
            }
            check.test((x, y), has(unsigned), has(folded), how)
        };
        let lo = if given(0) { g.r8(at) } else { 0 };
        let hi = if given(1) { g.r8(at + 8) } else { len };
        let mut max = cap;
        if given(2) {
            max = g.r8(at + 16);
            let check = if kind == Sliced::Array {
                &SLICE3_ALEN
            } else {
                &SLICE3_ACAP
            };
            test(2, check, max, cap)?;
            test(1, &SLICE3_B, hi, max)?;
            test(0, &SLICE3_C, lo, hi)?;
        } else {
            if given(1) {
                let check = if kind == Sliced::Slice {
                    &SLICE_ACAP
                } else {
                    &SLICE_ALEN
                };
                test(1, check, hi, cap)?;
            }
            test(0, &SLICE_B, lo, hi)?;
        }
        let new_len = hi.wrapping_sub(lo);
        let new_cap = if kind == Sliced::Str {
            new_len
        } else {
            max.wrapping_sub(lo)
        };
        // A slice without room points at the start, never past the end.
        let strict = self.process.profile.get().proves_strict_bounds;
        let room = dropped & HAS_ROOM != 0 || (strict && dropped & HAS_ROOM_STRICTLY != 0);
        let mask = (new_cap.wrapping_neg() as i64 >> 63) as u64;
        let mask = if room { u64::MAX } else { mask };
        let delta = lo.wrapping_mul(size.into()) & mask;
        g.w8(d, ptr.wrapping_add(delta));
        g.w8(d + 8, new_len);
        if kind != Sliced::Str {
            g.w8(d + 16, new_cap);
        }
        Ok(())
    }

    pub(super) fn slice_to_array(&self, g: &mut Goroutine, d: Slot, s: Slot, want: u64) -> Res<()> {
        let len = g.r8(s + 8);
        if want > len {
            let target = if self.process.profile.get().slice_to_array {
                "array or pointer to array"
            } else {
                "pointer to array"
            };
            let text =
                format!("cannot convert slice with length {len} to {target} with length {want}");
            let how = self.process.profile.get().bounds_panic;
            return Err(bounds_error(&text).bounds(how, "runtime.goPanicSliceConvert"));
        }
        let ptr = g.r8(s);
        g.w8(d, ptr);
        Ok(())
    }

    pub(super) fn make_slice(&self, g: &mut Goroutine, d: Slot, at: Slot, ty: u32) -> Res<()> {
        let alloc = self.code.allocs[ty as usize];
        let (len, cap) = (g.r8(at), g.r8(at + 8));
        let ty = self.code.rtypes.get(alloc.ty).map_of.gc();
        let ptr = self
            .makeslice(alloc.size, ty, len, cap)
            .frame("runtime.makeslice")?;
        g.w8(d, ptr);
        g.w8(d + 8, len);
        g.w8(d + 16, cap);
        Ok(())
    }

    /// `makeslice(et, len, cap)`, of elements of `size` bytes.
    pub(super) fn makeslice(
        &self,
        size: u64,
        ty: Option<GcType<'_>>,
        len: u64,
        cap: u64,
    ) -> Res<u64> {
        let body = self.process.hijacks.of(Function::MakeSlice);
        let fits = |n: u64| n.checked_mul(size).is_some_and(|mem| mem <= MAX_ALLOC);
        let refused = !fits(cap) || (len as i64) < 0 || len as i64 > cap as i64;
        if refused && body.is_none() {
            let (text, function) = if !fits(len) || (len as i64) < 0 {
                ("makeslice: len out of range", "runtime.panicmakeslicelen")
            } else {
                ("makeslice: cap out of range", "runtime.panicmakeslicecap")
            };
            return Err(Unwind::error_string(text)).frame(function);
        }
        let bytes = cap.wrapping_mul(size);
        match body {
            Some(Body::Nil) => Ok(0),
            Some(Body::Half) => self.process.mallocgc(bytes.div_ceil(2), ty),
            Some(Body::Again) => {
                let array = self.process.mallocgc(bytes, ty)?;
                Ok(self.process.hijacks.again(Function::MakeSlice, array))
            }
            _ => self.process.mallocgc(bytes, ty),
        }
    }

    /// `append(s, v…)` with `n` elements at `v`.
    pub(super) fn append_elems(
        &self,
        g: &mut Goroutine,
        n: u16,
        d: Slot,
        s: Slot,
        v: Slot,
        ty: u32,
    ) -> Res<()> {
        let room = self.make_room(g, s, n.into(), ty, d)?;
        self.store_elems(g, n, v, room, ty)
    }

    /// The `n` elements at `v` come behind the `old_len` of the array at `ptr`.
    pub(super) fn store_elems(
        &self,
        g: &mut Goroutine,
        n: u16,
        v: Slot,
        (ptr, old_len): (u64, u64),
        ty: u32,
    ) -> Res<()> {
        let size = self.code.allocs[ty as usize].size;
        let at = ptr.wrapping_add(old_len.wrapping_mul(size));
        let len = size as usize * usize::from(n);
        if len > 0 {
            self.race_range(g, at, len as u64, true, What::Plain);
            self.write_bytes(at, g.bytes(v, len))?;
        }
        Ok(())
    }

    /// `append(s, v...)`
    pub(super) fn append_slice(
        &self,
        g: &mut Goroutine,
        d: Slot,
        s: Slot,
        v: Slot,
        ty: u32,
    ) -> Res<()> {
        let size = self.code.allocs[ty as usize].size;
        let (from, n) = (g.r8(v), g.r8(v + 8));
        let (ptr, old_len) = self.make_room(g, s, n, ty, d)?;
        let at = ptr.wrapping_add(old_len.wrapping_mul(size));
        let len = n.wrapping_mul(size);
        self.race_range(g, from, len, false, What::SliceCopy);
        self.race_range(g, at, len, true, What::SliceCopy);
        self.memmove(at, from, len)
    }

    /// The slice at `s` with room for `n` more elements, in `d`; gives its data and old length.
    fn make_room(&self, g: &mut Goroutine, s: Slot, n: u64, ty: u32, d: Slot) -> Res<(u64, u64)> {
        let (mut ptr, len, mut cap) = (g.r8(s), g.r8(s + 8), g.r8(s + 16));
        let new_len = len.wrapping_add(n);
        if new_len > cap {
            let bytes = len.wrapping_mul(self.code.allocs[ty as usize].size);
            self.race_range(g, ptr, bytes, false, What::GrowSlice);
            let grown = self
                .growslice(ptr, new_len, len, cap, ty)
                .frame("runtime.growslice")?;
            (ptr, cap) = (grown.ptr, grown.cap);
        }
        g.w8(d, ptr);
        g.w8(d + 8, new_len);
        g.w8(d + 16, cap);
        Ok((ptr, len))
    }

    pub(super) fn growslice(
        &self,
        old: u64,
        new_len: u64,
        old_len: u64,
        old_cap: u64,
        ty: u32,
    ) -> Res<Grown> {
        let alloc = self.code.allocs[ty as usize];
        let elem = Elem {
            size: alloc.size,
            noscan: alloc.noscan,
            array: &|bytes| self.new_of(alloc.ty, bytes),
        };
        self.growslice_of(old, (new_len, old_len, old_cap), &elem)
    }

    /// `growslice`, for elements that anybody describes. Lengths are the new one, the old one, and the old capacity.
    pub(super) fn growslice_of(
        &self,
        old: u64,
        (new_len, old_len, old_cap): (u64, u64, u64),
        elem: &Elem<'_>,
    ) -> Res<Grown> {
        let profile = self.process.profile.get();
        let (text, least) = match profile.grow_slice {
            GrowSlice::ByCap => ("growslice: cap out of range", old_cap as i64),
            GrowSlice::ByLen => ("growslice: len out of range", 0),
        };
        let refuse = || Err(Unwind::error_string(text));
        if (new_len as i64) < least {
            return refuse();
        }
        if elem.size == 0 {
            return Ok(Grown {
                ptr: self.process.zerobase(),
                cap: new_len,
            });
        }
        let cap = nextslicecap(new_len, old_cap);
        let Some(bytes) = cap.checked_mul(elem.size).filter(|&b| b <= MAX_ALLOC) else {
            return refuse();
        };
        let rounded = roundupsize(bytes, elem.noscan, profile.malloc_headers);
        let cap = rounded / elem.size;
        let bytes = cap * elem.size;
        if bytes > MAX_ALLOC {
            return refuse();
        }
        let ptr = match self.process.hijacks.of(Function::GrowSlice) {
            Some(Body::Stays) => return Ok(Grown { ptr: old, cap }),
            Some(Body::Nil) => return Ok(Grown { ptr: 0, cap }),
            Some(Body::Empty) => {
                let ptr = (elem.array)(bytes)?;
                return Ok(Grown { ptr, cap });
            }
            Some(Body::Half) => (elem.array)(bytes.div_ceil(2))?,
            _ => (elem.array)(bytes)?,
        };
        let boasts = self.process.hijacks.of(Function::GrowSlice) == Some(Body::Boasts);
        let cap = if boasts { cap.saturating_mul(2) } else { cap };
        self.memmove(ptr, old, old_len.wrapping_mul(elem.size))?;
        Ok(Grown { ptr, cap })
    }

    /// `memmove`
    pub(super) fn memmove(&self, to: u64, from: u64, len: u64) -> Res<()> {
        let done = self.process.mem.borrow_mut().copy(to, from, len as usize);
        Res::from(done.map_err(Into::into)).frame("runtime.memmove")
    }

    /// `copy(to, from)`: elements of `size` bytes; the count goes to `d`.
    pub(super) fn copy_slice(
        &self,
        g: &mut Goroutine,
        d: Slot,
        to: Slot,
        from: Slot,
        size: u32,
    ) -> Res<()> {
        let n = (g.r8(to + 8) as i64).min(g.r8(from + 8) as i64);
        let bytes = (n as u64).wrapping_mul(size.into());
        self.race_range(g, g.r8(from), bytes, false, What::SliceCopy);
        self.race_range(g, g.r8(to), bytes, true, What::SliceCopy);
        self.memmove(g.r8(to), g.r8(from), bytes)?;
        g.w8(d, n as u64);
        Ok(())
    }

    /// `unsafe.Slice` and `unsafe.String`
    pub(super) fn unsafe_slice(
        &self,
        g: &mut Goroutine,
        string: bool,
        d: Slot,
        p: Slot,
        n: Slot,
        size: u32,
    ) -> Res<()> {
        let (ptr, len) = (g.r8(p), g.r8(n));
        let (name, function) = if string {
            ("unsafe.String", "runtime.panicunsafestring")
        } else {
            ("unsafe.Slice", "runtime.panicunsafeslice")
        };
        let refuse = |text: &str, suffix: &str| {
            let mut unwind = Unwind::error_string(&format!("{name}: {text}"));
            if self.process.profile.get().unsafe_panic_inner {
                unwind.frames.push(format!("{function}{suffix}1"));
            }
            Err(unwind).frame(&format!("{function}{suffix}"))
        };
        let bytes = len.checked_mul(size.into());
        let wraps = bytes.is_none_or(|bytes| bytes > ptr.wrapping_neg());
        if (len as i64) < 0 || bytes.is_none() {
            return refuse("len out of range", "len");
        }
        if wraps && ptr == 0 {
            return refuse("ptr is nil and len is not zero", "nilptr");
        }
        if wraps {
            return refuse("len out of range", "len");
        }
        if self.process.profile.get().checkptr {
            let bytes = len.wrapping_mul(size.into());
            self.process
                .checkptr_view(string, ptr, bytes, &self.code.globals)?;
        }
        g.w8(d, ptr);
        g.w8(d + 8, len);
        if !string {
            g.w8(d + 16, len);
        }
        Ok(())
    }
}

/// The capacity that append asks for, before it is rounded up to a size class.
fn nextslicecap(new_len: u64, old_cap: u64) -> u64 {
    let double = old_cap.wrapping_add(old_cap);
    if new_len > double {
        return new_len;
    }
    if old_cap < 256 {
        return double;
    }
    let mut cap = old_cap;
    while cap < new_len {
        cap = cap.wrapping_add(cap.wrapping_add(3 * 256) >> 2);
    }
    if (cap as i64) <= 0 { new_len } else { cap }
}
