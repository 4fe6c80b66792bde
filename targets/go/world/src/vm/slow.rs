//! Every instruction that the loop in [`super::exec`] leaves out.

use super::action::Action;
use super::arith;
use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use super::strings;
use crate::code::{Num, Op, Slot};
use tearpoint_front::tast::BinOp;
use tearpoint_runtime::equal::{Src, equal};
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::map::maplen;
use tearpoint_runtime::race::shadow::What;

impl Interpreter {
    /// Does one instruction.
    pub(super) fn slow(&self, g: &mut Goroutine, op: Op) -> Res<Option<Action>> {
        let process = &*self.process;
        match op {
            Op::NilCheck { p } => {
                process.mem.borrow().load(g.r8(p), 1)?;
            }
            Op::Bounds { how, i, len } => {
                let index = g.r8(i);
                if index >= len {
                    return self.index_error(index, len, how);
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
            Op::LengthDivide {
                op,
                by_const,
                d,
                a,
                b,
            } => {
                let unsigned = process.profile.get().divides_lengths_unsigned;
                let (a, b) = (g.r8(a), g.r8(b));
                let num = if unsigned { Num::U64 } else { Num::I64 };
                let v = match op {
                    BinOp::Shr => arith::shift(false, num, a, Num::I64, b)?,
                    BinOp::Div | BinOp::Rem if by_const => {
                        arith::length_divide(op == BinOp::Rem, unsigned, a, b as i64)
                    }
                    _ => arith::bin(op, num, a, b)?,
                };
                g.w8(d, v);
            }
            Op::ComplexDivide { d, a, b } => {
                let part = |slot: Slot| f64::from_bits(g.r8(slot));
                let (n, m) = ((part(a), part(a + 8)), (part(b), part(b + 8)));
                let (re, im) = arith::complex_divide(n, m);
                g.w8(d, re.to_bits());
                g.w8(d + 8, im.to_bits());
            }
            Op::SliceOf { .. } => self.slice_of(g, op)?,
            Op::SliceToArray { d, s, len } => self.slice_to_array(g, d, s, len)?,
            Op::MakeSlice { d, at, ty } => self.make_slice(g, d, at, ty)?,
            Op::AppendElems { n, d, s, v, ty } => self.append_elems(g, n, d, s, v, ty)?,
            Op::AppendBuffered { .. } => self.append_buffered(g, op)?,
            Op::MoveToHeap { keep, s, buf, ty } => self.move_to_heap(g, (s, buf), keep, ty)?,
            Op::CheckAlign { .. } | Op::CheckArithmetic { .. } => self.check_pointer(g, op)?,
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
            Op::DeferToken { d } => {
                let token = g.defer_token();
                g.w8(d, token);
            }
            Op::DeferTo { call, token } => self.defer_to(g, call, token)?,
            Op::Recover { d } => self.recover(g, d)?,
            Op::Panic { s } => return Err(self.panic_value(g, s)),
            Op::Provided { f, call } => return self.provided(g, f, call),
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
}

/// A string in the frame.
pub(super) fn string(g: &Goroutine, s: Slot) -> (u64, u64) {
    (g.r8(s), g.r8(s + 8))
}
