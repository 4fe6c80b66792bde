//! The program's own accesses to memory, element addresses, and objects it allocates.

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::{Index, Slot};
use tearpoint_machine::{Stamp, WriterKind};
use tearpoint_runtime::error::{ErrorKind, Res, Unwind};
use tearpoint_runtime::rtype::RtypeId;

impl Interpreter {
    /// Memory into the frame.
    #[inline]
    pub(super) fn read(&self, g: &mut Goroutine, d: Slot, addr: u64, len: u32) -> Res<()> {
        let mem = self.process.mem.borrow();
        mem.read(addr, g.bytes_mut(d, len as usize))?;
        Ok(())
    }

    /// As [`Interpreter::write`], by the instruction before `pc`. While the collector marks, a value without pointers is
    /// stored without a barrier, as compiled code does.
    #[inline]
    pub(super) fn store(
        &self,
        g: &Goroutine,
        marking: bool,
        pc: usize,
        (addr, len): (u64, u32),
        s: Slot,
    ) -> Res<()> {
        if !marking {
            return self.write(g, addr, s, len);
        }
        let func = g.frames.last().map_or(0, |frame| frame.func);
        let plain = &self.code.funcs[func as usize].plain;
        let barrier = plain.binary_search(&(pc as u32 - 1)).is_err();
        self.process.mem.borrow_mut().set_marking(barrier);
        let stored = self.write(g, addr, s, len);
        self.process.mem.borrow_mut().set_marking(true);
        stored
    }

    /// From the frame into memory.
    #[inline]
    pub(super) fn write(&self, g: &Goroutine, addr: u64, s: Slot, len: u32) -> Res<()> {
        self.write_bytes(addr, g.bytes(s, len as usize))
    }

    /// A store of the program. A word that the runtime wrote is none of its business: the stamp says so.
    #[inline]
    pub(super) fn write_bytes(&self, addr: u64, bytes: &[u8]) -> Res<()> {
        let mut mem = self.process.mem.borrow_mut();
        let writer = mem.writer(addr);
        if writer.step().is_none() || writer.kind() == WriterKind::Program {
            mem.write(addr, bytes)?;
            return Ok(());
        }
        let stamp = mem.stamp();
        mem.set_stamp(Stamp::new(self.process.sim.step(), WriterKind::Unsafe));
        let done = mem.write(addr, bytes);
        mem.set_stamp(stamp);
        Ok(done?)
    }

    /// The address of element `i` of the slice at `s`.
    #[inline]
    pub(super) fn element(
        &self,
        g: &Goroutine,
        how: Index,
        s: Slot,
        i: Slot,
        size: u32,
    ) -> Res<u64> {
        let (index, len) = (g.r8(i), g.r8(s + 8));
        if index >= len || (how == Index::Folded && (len as i64) < 0) {
            return self.index_error(index, len, how);
        }
        Ok(g.r8(s).wrapping_add(index.wrapping_mul(size.into())))
    }

    /// An object of a type, or an array of its objects.
    #[inline]
    pub(super) fn new_of(&self, ty: RtypeId, size: u64) -> Res<u64> {
        self.process
            .new_typed(size, &self.code.rtypes.get(ty).map_of)
    }

    /// A closure: the function's address, then what it holds.
    pub(super) fn closure_object(&self, func: u32, held: &[u8]) -> Res<u64> {
        let size = 8 + held.len().next_multiple_of(8) as u64;
        let object = self.process.newobject(size, false)?;
        let mut mem = self.process.mem.borrow_mut();
        mem.store(object, 8, self.func_addr(func))?;
        mem.write(object + 8, held)?;
        Ok(object)
    }
}

/// `panic(boundsError{…})`
pub(super) fn bounds_error(text: &str) -> Box<Unwind> {
    Unwind::runtime(ErrorKind::BoundsError, format!("runtime error: {text}"))
}

impl Interpreter {
    /// The panic of an index that is out of range.
    #[cold]
    pub(super) fn index_error<T>(&self, index: u64, len: u64, how: Index) -> Res<T> {
        let unsigned = how == Index::Unsigned;
        // Where index 0 is too large, gc knows that the length is 0.
        let len = if how == Index::Folded && index == 0 {
            0
        } else {
            len
        };
        let text = if !unsigned && (index as i64) < 0 {
            format!("index out of range [{}]", index as i64)
        } else {
            format!("index out of range [{index}] with length {}", len as i64)
        };
        let function = if unsigned {
            "runtime.goPanicIndexU"
        } else {
            "runtime.goPanicIndex"
        };
        Err(bounds_error(&text).bounds(self.process.profile.get().bounds_panic, function))
    }
}
