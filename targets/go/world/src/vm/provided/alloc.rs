//! Functions of the allocator that a program calls itself, with whatever arguments.

use crate::code::ProvidedCall;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Alloc;
use tearpoint_machine::heap::Found;
use tearpoint_runtime::error::{FrameExt, Res};

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
