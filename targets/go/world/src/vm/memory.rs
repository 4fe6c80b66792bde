//! The program's own accesses to memory, and the instructions that are not in the loop itself.

use super::frame::Goroutine;
use super::strings;
use super::{Action, Interpreter};
use crate::code::{Index, Op, Slot};
use tearpoint_machine::{Stamp, WriterKind};
use tearpoint_runtime::equal::{Src, equal};
use tearpoint_runtime::error::{ErrorKind, FrameExt, Res, Unwind};
use tearpoint_runtime::map::maplen;
use tearpoint_runtime::race::shadow::What;
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
        if index >= len || (how == Index::Constant && (len as i64) < 0) {
            return index_error(index, len, how);
        }
        Ok(g.r8(s).wrapping_add(index.wrapping_mul(size.into())))
    }

    /// Every other instruction.
    pub(super) fn slow(&self, g: &mut Goroutine, op: Op) -> Res<Option<Action>> {
        let process = &*self.process;
        match op {
            Op::NilCheck { p } => {
                process.mem.borrow().load(g.r8(p), 1)?;
            }
            Op::Bounds { how, i, len } => {
                let index = g.r8(i);
                if index >= len {
                    return index_error(index, len, how);
                }
            }
            Op::StrIndex { how, d, s, i } => {
                let addr = self.element(g, how, s, i, 1)?;
                self.read(g, d, addr, 1)?;
            }
            Op::StrCmp { op, d, a, b } => {
                let v = strings::compare(process, op, string(g, a), string(g, b))?;
                g.w1(d, v);
            }
            Op::EqType { d, a, b, ty } => {
                let rtype = self.code.rtypes.get(ty);
                let size = rtype.size as usize;
                let (a, b) = (Src::Host(g.bytes(a, size)), Src::Host(g.bytes(b, size)));
                let v = equal(process, &rtype.alg, a, b)?;
                g.w1(d, v);
            }
            Op::SliceOf { .. } => self.slice_of(g, op)?,
            Op::SliceToArray { d, s, len } => self.slice_to_array(g, d, s, len)?,
            Op::MakeSlice { d, at, ty } => self.make_slice(g, d, at, ty)?,
            Op::AppendElems { n, d, s, v, ty } => self.append_elems(g, n, d, s, v, ty)?,
            Op::AppendSlice { d, s, v, ty } => self.append_slice(g, d, s, v, ty)?,
            Op::CopySlice { d, to, from, size } => self.copy_slice(g, d, to, from, size)?,
            Op::ClearSlice { s, size } => {
                let len = g.r8(s + 8).wrapping_mul(size.into());
                self.race_range(g, g.r8(s), len, true, What::Plain);
                let cleared = process.mem.borrow_mut().zero(g.r8(s), len as usize);
                Res::from(cleared.map_err(Into::into)).frame("runtime.memclrNoHeapPointers")?;
            }
            Op::UnsafeSlice {
                string,
                d,
                p,
                n,
                size,
            } => self.unsafe_slice(g, string, d, p, n, size)?,
            Op::Concat { n, d, a } => self.concat(g, n, d, a)?,
            Op::StrConv { kind, d, a } => self.str_conv(g, kind, d, a)?,
            Op::DecodeRune { d, s, i } => {
                let at = g.r8(i);
                let (rune, size) = strings::decode(process, string(g, s), at)?;
                g.w8(d, u64::from(rune));
                g.w8(d + 8, at + size);
            }
            Op::MakeIface { d, a, conv } => self.make_iface(g, d, a, conv)?,
            Op::Assert { d, a, assert } => self.assert(g, d, a, assert)?,
            Op::Closure { n, d, a, func } => {
                let words = g.bytes(a, 8 * usize::from(n)).to_vec();
                let object = self.closure_object(func, &words)?;
                g.w8(d, object);
            }
            Op::BindMethod { d, a, func, len } => {
                let bytes = g.bytes(a, len as usize).to_vec();
                let object = self.closure_object(func, &bytes)?;
                g.w8(d, object);
            }
            Op::Capture { d, index } => {
                let addr = g.closure.wrapping_add(8 + 8 * u64::from(index));
                self.read(g, d, addr, 8)?;
            }
            Op::Go { call } => return self.go_statement(g, call).map(Some),
            Op::Defer { call } => self.defer_statement(g, call)?,
            Op::Recover { d } => self.recover(g, d)?,
            Op::Panic { s } => return Err(self.panic_value(g, s)),
            Op::Rt { f, d, a, b, c } => return self.runtime(g, f, [d, a, b, c]),
            Op::ChanLen { cap, d, c } => {
                let len = tearpoint_runtime::chan::length(&self.process, g.r8(c), cap)?;
                g.w8(d, len);
            }
            Op::MapLen { d, m } => {
                self.race_range(g, g.r8(m), 8, false, What::MapLen);
                let v = maplen(process, g.r8(m))?;
                g.w8(d, v);
            }
            Op::Print { kind, s } => self.print(g, kind, s)?,
            Op::PrintEnd => self.print_end(g)?,
            _ => return Err(Unwind::throw("tearpoint: an instruction out of place")),
        }
        Ok(None)
    }

    /// An object of a type, or an array of its objects.
    #[inline]
    pub(super) fn new_of(&self, ty: RtypeId, size: u64) -> Res<u64> {
        self.process
            .new_typed(size, &self.code.rtypes.get(ty).map_of)
    }

    /// A closure: the function's address, then what it holds.
    fn closure_object(&self, func: u32, held: &[u8]) -> Res<u64> {
        let size = 8 + held.len().next_multiple_of(8) as u64;
        let object = self.process.newobject(size, false)?;
        let mut mem = self.process.mem.borrow_mut();
        mem.store(object, 8, self.func_addr(func))?;
        mem.write(object + 8, held)?;
        Ok(object)
    }
}

/// A string in the frame.
pub(super) fn string(g: &Goroutine, s: Slot) -> (u64, u64) {
    (g.r8(s), g.r8(s + 8))
}

/// `panic(boundsError{…})`
pub(super) fn bounds_error(text: &str) -> Box<Unwind> {
    Unwind::runtime(ErrorKind::BoundsError, format!("runtime error: {text}"))
}

/// The panic of an index that is out of range.
#[cold]
fn index_error<T>(index: u64, len: u64, how: Index) -> Res<T> {
    let unsigned = how == Index::Unsigned;
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
    Err(bounds_error(&text)).frame(function)
}
