//! Functions of finalizers, cleanups and weak pointers: what `runtime.SetFinalizer` refuses, and what objects pointers lead to.
//!
//! Follows runtime/mfinal.go (`SetFinalizer`).

use crate::code::ProvidedCall;
use crate::reflectdata::{descriptor, type_of};
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Special;
use tearpoint_front::types::{Type, TypeId};
use tearpoint_runtime::error::{Res, Unwind};
use tearpoint_runtime::specials::{Arg, Due};

/// `maxTinySize`
const TINY: u64 = 16;
/// `MallocHeaderSize`
const HEADER: u64 = 8;
/// `minSizeForMallocHeader`
const LARGEST_WITHOUT_HEADER: u64 = 512;
/// The largest size class.
const MAX_SMALL: u64 = 32768;

impl Interpreter {
    #[inline(never)]
    pub(super) fn specials(&self, g: &mut Goroutine, f: Special, call: &ProvidedCall) -> Res<()> {
        let (d, [a, b, ..]) = (call.d, call.args);
        let process = &*self.process;
        process.runtime_writes();
        match f {
            Special::SetFinalizer => {
                let (obj, finalizer) = ((g.r8(a), g.r8(a + 8)), (g.r8(b), g.r8(b + 8)));
                g.w1(d, self.set_finalizer(obj, finalizer)?);
            }
            Special::AddCleanup => {
                process.lock_specials(g.r8(a), "runtime.addspecial")?;
                g.w8(d, process.add_cleanup(g.r8(a), g.r8(b)));
            }
            Special::StopCleanup => {
                process.lock_specials(g.r8(a), "runtime.Cleanup.Stop")?;
                process.stop_cleanup(g.r8(a), g.r8(b));
            }
            Special::ObjectOf => {
                let object = process.heap.borrow().object(&process.mem.borrow(), g.r8(a));
                let (base, size) = object.unwrap_or_default();
                g.w8(d, base);
                g.w8(d + 8, size);
                g.w1(d + 16, self.is_tiny(base, size));
            }
            Special::IsOutsideHeap => g.w1(d, self.outside_heap(g.r8(a))),
            Special::PointerOf => {
                let id = self.code.rtypes.by_addr(g.r8(a));
                let pointer = id.is_some_and(|id| {
                    let ty = self.code.types.underlying(type_of(id));
                    matches!(ty, Type::Pointer(_) | Type::UnsafePointer)
                });
                g.w8(d, if pointer { g.r8(a + 8) } else { 0 });
            }
            Special::RegisterWeak => {
                process.lock_specials(g.r8(a), "runtime.getWeakHandle")?;
                g.w8(d, process.weak_handle(g.r8(a))?);
            }
            Special::StrongFromWeak => g.w8(d, process.strong_from_weak(g.r8(a))?),
        }
        self.program_writes();
        Ok(())
    }

    /// Whether an object is a block that several small ones share.
    fn is_tiny(&self, base: u64, size: u64) -> bool {
        let process = &self.process;
        let words = process
            .heap
            .borrow()
            .pointer_words(&process.mem.borrow(), base);
        size == TINY && matches!(words, Ok((_, tearpoint_machine::heap::Words::None)))
    }

    /// `isGoPointerWithoutSpan`: it points to a package variable or the like.
    fn outside_heap(&self, p: u64) -> bool {
        let process = &self.process;
        let mapped = process.mem.borrow().check(p, 1, false).is_ok();
        mapped && process.heap.borrow().span_of(p) == 0
    }

    fn type_at(&self, word: u64) -> Option<TypeId> {
        self.code.rtypes.by_addr(word).map(type_of)
    }

    fn name_at(&self, word: u64) -> &str {
        let id = self.code.rtypes.by_addr(word);
        id.map_or("?", |id| &self.code.rtypes.get(id).name)
    }

    /// `SetFinalizer` of two interfaces: whether there is a finalizer now.
    fn set_finalizer(&self, obj: (u64, u64), finalizer: (u64, u64)) -> Res<bool> {
        let refuse = |text: &str| Err(Unwind::throw(&format!("runtime.SetFinalizer: {text}")));
        let (word, p) = obj;
        let Some(ty) = self.type_at(word) else {
            return refuse("first argument is nil");
        };
        let name = self.name_at(word);
        let Type::Pointer(elem) = *self.code.types.underlying(ty) else {
            return refuse(&format!("first argument is {name}, not pointer"));
        };
        let process = &self.process;
        let object = process.heap.borrow().object(&process.mem.borrow(), p);
        let Some((base, size)) = object else {
            if self.outside_heap(p) {
                return Ok(false);
            }
            return refuse("pointer not in allocated block");
        };
        let rtype = self.code.rtypes.get(descriptor(elem));
        if p != base + self.header(base, size) && (!rtype.noscan || rtype.size >= TINY) {
            return refuse("pointer not at beginning of allocated block");
        }
        let (fword, f) = finalizer;
        let Some(fty) = self.type_at(fword) else {
            process.lock_specials(p, "runtime.removespecial")?;
            process.remove_finalizer(p);
            return Ok(false);
        };
        let fname = self.name_at(fword);
        let Type::Func(signature) = self.code.types.underlying(fty) else {
            return refuse(&format!("second argument is {fname}, not a function"));
        };
        let cannot = format!("cannot pass {name} to finalizer {fname}");
        if signature.variadic {
            return refuse(&format!("{cannot} because dotdotdot"));
        }
        let [param] = signature.params[..] else {
            return refuse(&cannot);
        };
        let Some(arg) = self.finalizer_arg((word, ty, p), elem, param) else {
            return refuse(&cannot);
        };
        let bytes = |&ty: &TypeId| self.code.types.size(ty).next_multiple_of(8);
        let results = signature.results.iter().map(bytes).sum::<u64>() / 8;
        process.lock_specials(p, "runtime.addspecial")?;
        if !process.add_finalizer(p, Due { f, arg, results }) {
            return refuse("finalizer already set");
        }
        Ok(true)
    }

    /// What a finalizer with that parameter is called with, if the object can be passed.
    fn finalizer_arg(&self, obj: (u64, TypeId, u64), elem: TypeId, param: TypeId) -> Option<Arg> {
        let (word, ty, p) = obj;
        let types = &self.code.types;
        match types.underlying(param) {
            _ if param == ty => Some(Arg::Pointer(p)),
            Type::Pointer(other) => {
                let one_unnamed =
                    types.underlying_id(param) == param || types.underlying_id(ty) == ty;
                (*other == elem && one_unnamed).then_some(Arg::Pointer(p))
            }
            Type::Interface(methods) if methods.is_empty() => Some(Arg::Interface(word, p)),
            Type::Interface(_) => {
                let iface = self.code.rtypes.get(descriptor(param)).addr;
                match self.itab_of(iface, word) {
                    0 => None,
                    itab => Some(Arg::Interface(itab, p)),
                }
            }
            _ => None,
        }
    }

    /// Bytes in front of an object in its slot.
    fn header(&self, base: u64, size: u64) -> u64 {
        let process = &self.process;
        let headers = process.profile.get().malloc_headers;
        let words = process
            .heap
            .borrow()
            .pointer_words(&process.mem.borrow(), base);
        let pointers = !matches!(words, Ok((_, tearpoint_machine::heap::Words::None)));
        match headers && pointers && size > LARGEST_WITHOUT_HEADER && size <= MAX_SMALL {
            true => HEADER,
            false => 0,
        }
    }
}
