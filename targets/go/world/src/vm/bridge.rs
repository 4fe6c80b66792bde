//! Calls with arguments in memory: `reflect.call` and `reflect.makeFuncStub`.
//!
//! Follows `reflectcall` of runtime/asm_amd64.s and reflect/asm_amd64.s, on a machine that passes all arguments in memory (internal/abi
//! with no argument registers): parameters one after the other, each aligned as its type, then the results from an aligned place on.
//!
//! Misses: `methodValueCall`, so a method value that package reflect has made cannot be called as a function.

use super::goroutine::{FrameKind, Goroutine};
use super::interpreter::Interpreter;
use crate::code::{AbiFunc, Bridge, Op};
use tearpoint_runtime::error::{Res, Unwind};
use tearpoint_runtime::layout::rtype;

/// Slots of `reflect.call`'s parameters.
const FUNC: u16 = 8;
const ARGS: u16 = 16;
const RET_OFFSET: u16 = 32;
/// Offset of the descriptor of the function's type in `makeFuncImpl`.
const MAKE_FUNC_TYPE: u64 = 32;
/// What is added to a method's address where it takes the word of an interface as its receiver.
use crate::compile::IFACE_ENTRY;

/// Where one value lies: its place in a frame from the start of the call's window, its offset in memory, its bytes.
struct Passed {
    slot: usize,
    offset: u64,
    size: usize,
    /// In memory lies a pointer to it.
    by_pointer: bool,
}

/// The values of a call.
struct Passing {
    params: Vec<Passed>,
    results: Vec<Passed>,
    /// Bytes of the window, and of the arguments in memory, results not counted.
    window: usize,
    bytes: u64,
}

impl Passing {
    /// How a function passes its values; a receiver may come `by_pointer`.
    fn of(abi: &AbiFunc, by_pointer: bool) -> Passing {
        let mut slot = 0;
        let mut place = |size: u32| {
            let at = slot;
            slot = (slot + size as usize).next_multiple_of(8);
            at
        };
        let mut results: Vec<Passed> = abi
            .results
            .iter()
            .map(|&(size, _)| Passed {
                slot: place(size),
                offset: 0,
                size: size as usize,
                by_pointer: false,
            })
            .collect();
        let mut bytes = 0_u64;
        let mut params = Vec::new();
        for (n, &(size, align)) in abi.params.iter().enumerate() {
            let by_pointer = by_pointer && n == 0;
            let (in_memory, align) = if by_pointer { (8, 8) } else { (size, align) };
            bytes = bytes.next_multiple_of(u64::from(align.max(1)));
            params.push(Passed {
                slot: place(size),
                offset: bytes,
                size: size as usize,
                by_pointer,
            });
            bytes += u64::from(in_memory);
        }
        let bytes = bytes.next_multiple_of(8);
        let mut end = bytes;
        for (result, &(size, align)) in results.iter_mut().zip(&abi.results) {
            end = end.next_multiple_of(u64::from(align.max(1)));
            result.offset = end - bytes;
            end += u64::from(size);
        }
        Passing {
            params,
            results,
            window: slot,
            bytes,
        }
    }

    /// Bytes of arguments and results in memory.
    fn total(&self) -> u64 {
        let last = self.results.last();
        let results = last.map_or(0, |last| last.offset + last.size as u64);
        self.bytes + results
    }
}

impl Interpreter {
    /// The function that `reflect.call` is to call, and how it passes its values.
    fn called(&self, g: &Goroutine) -> Res<(u32, Passing)> {
        let value = g.r8(FUNC);
        let code = self.process.load(value, 8)?;
        let entry = code.wrapping_sub(self.code.text) % 16 == IFACE_ENTRY;
        let func = self.func_of(if entry { code - IFACE_ENTRY } else { code })?;
        let ops = &self.code.funcs[func as usize].ops;
        if matches!(ops.first(), Some(Op::Bridge { step: Bridge::Stub })) {
            return Ok((func, self.made(value)?));
        }
        // A method is found through an itab, which lies in the image, but not where function values do.
        let image = self.code.text..self.code.data_base;
        let in_itab = image.contains(&value) && !self.code.funcvals.contains(&value);
        let by_word = entry || in_itab;
        let indirect = self.code.funcs[func as usize].indirect_recv.is_some();
        let abi = self.code.abi.get(func as usize).cloned();
        let abi =
            abi.ok_or_else(|| Unwind::throw("reflect: call of a function without signature"))?;
        Ok((func, Passing::of(&abi, by_word && indirect)))
    }

    /// Where the window of what a function calls begins: behind its own frame.
    fn behind(&self, g: &Goroutine) -> usize {
        let frame = g.frames.last();
        frame.map_or(g.fp, |frame| {
            let size = self.code.funcs[frame.func as usize].frame as usize;
            frame.base + size.next_multiple_of(8)
        })
    }

    /// `reflect.call`: puts the arguments into a window and enters the function.
    pub(super) fn reflect_call(&self, g: &mut Goroutine, ret: u32) -> Res<()> {
        let value = g.r8(FUNC);
        let (func, passing) = self.called(g)?;
        let args = g.r8(ARGS);
        let base = self.behind(g);
        if !g.reserve(base, passing.window) {
            return Err(Unwind::throw("stack overflow"));
        }
        g.stack[base..base + passing.window].fill(0);
        for param in &passing.params {
            let mut from = args.wrapping_add(param.offset);
            if param.by_pointer {
                from = self.process.load(from, 8)?;
            }
            let into = &mut g.stack[base + param.slot..][..param.size];
            self.process.mem.borrow().read(from, into)?;
        }
        g.closure = value;
        self.push(g, func, base, ret, FrameKind::Call)
    }

    /// The function has returned: its results go to memory.
    pub(super) fn reflect_returned(&self, g: &mut Goroutine) -> Res<()> {
        let (_, passing) = self.called(g)?;
        let to = g
            .r8(ARGS)
            .wrapping_add(g.num(crate::code::Num::U32, RET_OFFSET));
        let base = self.behind(g);
        for result in &passing.results {
            let bytes = &g.stack[base + result.slot..][..result.size];
            self.process
                .mem
                .borrow_mut()
                .write(to.wrapping_add(result.offset), bytes)?;
        }
        Ok(())
    }

    /// How a function value that package reflect has made passes its values: as the descriptor of its type says.
    fn made(&self, value: u64) -> Res<Passing> {
        let ty = self.process.load(value.wrapping_add(MAKE_FUNC_TYPE), 8)?;
        let (params, results) = (
            self.process.load(ty.wrapping_add(48), 2)?,
            self.process.load(ty.wrapping_add(50), 2)? & 0x7fff,
        );
        let uncommon = self.process.load(ty.wrapping_add(rtype::TFLAG), 1)? & 1;
        let list = ty.wrapping_add(56 + 16 * uncommon);
        let sizes = |from: u64, count: u64| -> Res<Vec<(u32, u32)>> {
            (from..from + count)
                .map(|n| {
                    let ty = self.process.load(list.wrapping_add(8 * n), 8)?;
                    let size = self.process.load(ty, 8)?;
                    let align = self.process.load(ty.wrapping_add(rtype::ALIGN), 1)?;
                    Ok((size as u32, align as u32))
                })
                .collect()
        };
        let abi = AbiFunc {
            params: sizes(0, params)?,
            results: sizes(params, results)?,
        };
        Ok(Passing::of(&abi, false))
    }

    /// `reflect.makeFuncStub`: its arguments go to memory, and `reflect.callReflect` is entered. Behind the window it keeps where.
    pub(super) fn func_stub(&self, g: &mut Goroutine, ret: u32) -> Res<()> {
        let value = g.closure;
        let Some(func) = self.code.call_reflect else {
            return Err(Unwind::throw("reflect: callReflect is not there"));
        };
        let passing = self.made(value)?;
        let (total, kept) = (passing.total(), self.kept(g, &passing));
        let base = kept + 16;
        if !g.reserve(base, 32) {
            return Err(Unwind::throw("stack overflow"));
        }
        // The frame, whether its results are valid, and registers that nothing is in.
        let memory = self.process.newobject(total + 8 + 64, false)?;
        for param in &passing.params {
            let bytes = &g.stack[g.fp + param.slot..][..param.size];
            let to = memory + param.offset;
            self.process.mem.borrow_mut().write(to, bytes)?;
        }
        // Calls that a panic has ended have left theirs.
        let depth = g.frames.len();
        g.stubs.retain(|(other, _)| *other < depth);
        g.stubs.push((depth, kept));
        g.stack[kept..kept + 8].copy_from_slice(&value.to_le_bytes());
        g.stack[kept + 8..kept + 16].copy_from_slice(&memory.to_le_bytes());
        let valid = memory + total.next_multiple_of(8);
        for (n, word) in [value, memory, valid, valid + 8].into_iter().enumerate() {
            g.stack[base + 8 * n..][..8].copy_from_slice(&word.to_le_bytes());
        }
        self.push(g, func, base, ret, FrameKind::Call)
    }

    /// Where a stub keeps what it needs afterwards: behind its window and its frame.
    fn kept(&self, g: &Goroutine, passing: &Passing) -> usize {
        self.behind(g).max(g.fp + passing.window)
    }

    /// `reflect.callReflect` has returned: the results go to where the caller looks for them.
    pub(super) fn func_stub_returned(&self, g: &mut Goroutine) -> Res<()> {
        let frame = g.frames.last().map_or(g.fp, |frame| frame.base);
        let depth = g.frames.len();
        g.stubs.retain(|(other, _)| *other <= depth);
        let Some((_, kept)) = g.stubs.pop() else {
            return Err(Unwind::throw("reflect: a call that was not made"));
        };
        let word = |g: &Goroutine, at: usize| {
            let bytes = g.stack[at..at + 8].try_into().unwrap_or_default();
            u64::from_le_bytes(bytes)
        };
        let (value, memory) = (word(g, kept), word(g, kept + 8));
        let passing = self.made(value)?;
        for result in &passing.results {
            let from = memory + passing.bytes + result.offset;
            let into = &mut g.stack[frame + result.slot..][..result.size];
            self.process.mem.borrow().read(from, into)?;
        }
        Ok(())
    }
}
