//! Allocation as the rest of the runtime and the program see it.
//!
//! Follows runtime/malloc.go (`mallocgc`, `newobject`, `newarray`) over [`tearpoint_machine::Heap`]: this is where the
//! machine's failures become Go's throws, limits and faults.

use tearpoint_harness::contract::{End, Limit};

use crate::error::{Res, Unwind, Why};
use crate::hijack::{Body, Function};
use crate::process::{ForeignRead, Process};
use crate::rtype::TypeMap;
use tearpoint_machine::heap::{Failure, HeapError};
use tearpoint_machine::{GcType, PtrMap};

/// For objects whose type nobody tells: any word may be a pointer. The descriptor is that of `unsafe.Pointer`.
const ANY: GcType<'static> = GcType {
    addr: crate::rtype::UNSAFE_POINTER_ADDR,
    ptrs: &PtrMap::ALL,
};

impl Process {
    /// `runtime.zerobase`: the address of all objects without a size.
    pub fn zerobase(&self) -> u64 {
        self.mem.borrow().data_base()
    }

    /// `mallocgc(size, typ, true)`: zeroed memory; without `ty` it holds no pointers.
    pub fn mallocgc(&self, size: u64, ty: Option<GcType<'_>>) -> Res<u64> {
        if size == 0 {
            return Ok(self.zerobase());
        }
        match self.hijacks.of(Function::MallocGc) {
            None => self.malloc(size, ty),
            Some(Body::Nil) => Ok(0),
            Some(Body::Half) => self.malloc(size.div_ceil(2), ty),
            Some(_) => {
                let object = self.malloc(size, ty)?;
                Ok(self.hijacks.again(Function::MallocGc, object))
            }
        }
    }

    fn malloc(&self, size: u64, ty: Option<GcType<'_>>) -> Res<u64> {
        let mut heap = self.heap.borrow_mut();
        let object = heap.malloc(&mut self.mem.borrow_mut(), size, ty, true);
        self.gc_due.set(heap.is_due() || self.gc_always.get());
        if let Some((addr, written)) = heap.take_foreign() {
            self.note_foreign(ForeignRead {
                addr,
                written,
                step: self.sim.step(),
                task: self.sim.current(),
            });
        }
        drop(heap);
        if let Ok(object) = object {
            self.race.malloc(object, size, ty.is_none());
        }
        object.map_err(|error| self.heap_error(*error))
    }

    /// As [`Process::mallocgc`], of an object (or array) of a known type.
    pub fn new_typed(&self, size: u64, ty: &TypeMap) -> Res<u64> {
        self.mallocgc(size, ty.gc())
    }

    /// As [`Process::mallocgc`], of an object (or array) whose type has its descriptor at `addr`.
    pub fn new_at(&self, size: u64, addr: u64) -> Res<u64> {
        let rtypes = std::rc::Rc::clone(&self.rtypes.borrow());
        match rtypes.map_of(addr) {
            Some(ty) => self.mallocgc(size, ty.gc()),
            None => self.mallocgc(size, Some(ANY)),
        }
    }

    /// `newobject`, without its type: any word may be a pointer, unless `noscan`.
    pub fn newobject(&self, size: u64, noscan: bool) -> Res<u64> {
        self.mallocgc(size, (!noscan).then_some(ANY))
    }

    /// As [`Process::newobject`], for the runtime's own metadata: the words are the runtime's from the start.
    pub fn new_metadata(&self, size: u64, noscan: bool) -> Res<u64> {
        let object = self.newobject(size, noscan)?;
        self.mem.borrow_mut().claim(object, size as usize)?;
        Ok(object)
    }

    /// A failure of the allocator or the collector, as the goroutine that it happens to sees it.
    pub fn heap_error(&self, error: HeapError) -> Box<Unwind> {
        if !error.said.is_empty()
            && let Err(ended) = self.print(error.said.as_bytes())
        {
            return ended;
        }
        let mut unwind = match error.why {
            Failure::Limit => {
                if !self.exited.get() {
                    let limit = self.sim.limits().memory_bytes;
                    self.sim.end(End::Limit(Limit::Memory(limit)));
                }
                return Unwind::ended();
            }
            Failure::Throw(text) => Unwind::throw(&text),
            Failure::Fault { fault, system } => {
                let unwind: Box<Unwind> = fault.into();
                if system {
                    self.on_g0(unwind)
                } else {
                    unwind.locked()
                }
            }
        };
        debug_assert!(!matches!(unwind.why, Why::Panic(_)));
        unwind.word = error.word;
        unwind
            .frames
            .extend(error.frames.iter().map(|&name| name.to_owned()));
        unwind
    }
}
