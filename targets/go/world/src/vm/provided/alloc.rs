//! Functions of the allocator that a program calls itself, with whatever arguments.

use crate::code::{ProvidedCall, Slot};
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use crate::vm::slices::Elem;
use tearpoint_front::provided::table::Alloc;
use tearpoint_machine::heap::Found;
use tearpoint_machine::{MAX_ALLOC, roundupsize};
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::layout::rtype;
use tearpoint_runtime::profile::GrowSlice;

impl Interpreter {
    #[inline(never)]
    pub(super) fn alloc(&self, g: &mut Goroutine, f: Alloc, call: &ProvidedCall) -> Res<()> {
        let (d, [a, b, c, ..]) = (call.d, call.args);
        let process = &self.process;
        match f {
            Alloc::SpanOf => {
                let s = process.heap.borrow().span_of(g.r8(a));
                g.w8(d, s);
            }
            Alloc::FindObject => {
                let found = {
                    let heap = process.heap.borrow();
                    heap.find_object(&process.mem.borrow(), g.r8(a), (g.r8(b), g.r8(c)))
                };
                let found = found.map_err(|error| process.heap_error(*error))?;
                let (base, span, index) = match found {
                    Found::Nothing => (0, 0, 0),
                    Found::Object { base, span, index } => (base, span, index),
                };
                g.w8(d, base);
                g.w8(d + 8, span);
                g.w8(d + 16, index);
            }
            Alloc::MallocGc => {
                let (size, ty) = (g.r8(a), g.r8(b));
                let object = if ty == 0 {
                    process.mallocgc(size, None)?
                } else {
                    process.new_at(size, ty)?
                };
                g.w8(d, object);
            }
            Alloc::NewObject | Alloc::NewArray => {
                let ty = g.r8(a);
                let size = process.load(ty.wrapping_add(rtype::BYTES), 8);
                let (count, function) = match f {
                    Alloc::NewArray => (g.r8(b), "runtime.newarray"),
                    _ => (1, "runtime.newobject"),
                };
                let bytes = size.frame(function)?.checked_mul(count);
                let fits = bytes.filter(|&bytes| bytes <= MAX_ALLOC && count as i64 >= 0);
                let Some(bytes) = fits else {
                    let refused = Unwind::plain_error("runtime: allocation size out of range");
                    return Err(refused).frame(function);
                };
                let object = process.new_at(bytes, ty).frame(function)?;
                g.w8(d, object);
            }
            Alloc::RawByteSlice => {
                let size = g.r8(a);
                let room = roundupsize(size, true, process.profile.get().malloc_headers);
                let object = process.mallocgc(room, None);
                let object = object.frame("runtime.rawbyteslice")?;
                let tail = (object.wrapping_add(size), room.wrapping_sub(size) as usize);
                let cleared = process.mem.borrow_mut().zero(tail.0, tail.1);
                cleared.map_err(Into::into).frame("runtime.rawbyteslice")?;
                for (word, value) in [object, size, room].into_iter().enumerate() {
                    g.w8(d + 8 * word as Slot, value);
                }
            }
            Alloc::GrowSlice => {
                let args = call.args.map(|slot| g.r8(slot));
                let (old, lengths, et, len) = match process.profile.get().grow_slice {
                    GrowSlice::ByCap => {
                        let (len, cap) = (g.r8(b + 8), g.r8(b + 16));
                        (args[1], (args[2], len, cap), args[0], len)
                    }
                    GrowSlice::ByLen => {
                        let [old, new_len, old_cap, num, et, ..] = args;
                        let old_len = new_len.wrapping_sub(num);
                        (old, (new_len, old_len, old_cap), et, new_len)
                    }
                };
                let size = process.load(et.wrapping_add(rtype::BYTES), 8);
                let rtypes = &self.code.rtypes;
                let elem = Elem {
                    size: size.frame("runtime.growslice")?,
                    noscan: rtypes.map_of(et).is_some_and(|map| map.gc().is_none()),
                    array: &|bytes| process.new_at(bytes, et),
                };
                let grown = self.growslice_of(old, lengths, &elem);
                let grown = grown.frame("runtime.growslice")?;
                for (word, value) in [grown.ptr, len, grown.cap].into_iter().enumerate() {
                    g.w8(d + 8 * word as Slot, value);
                }
            }
            Alloc::MakeSlice => {
                let ty = g.r8(a);
                let elem = process.load(ty, 8).frame("runtime.makeslice")?;
                let rtypes = &self.code.rtypes;
                let map = rtypes.map_of(ty).and_then(|map| map.gc());
                let ptr = self
                    .makeslice(elem, map, g.r8(b), g.r8(c))
                    .frame("runtime.makeslice")?;
                g.w8(d, ptr);
            }
        }
        Ok(())
    }
}
