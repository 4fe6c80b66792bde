//! Calls: entering functions, starting goroutines, deferring calls.

use super::action::Action;
use super::goroutine::{Defer, Frame, FrameKind, Goroutine, MAX_STACK};
use super::interpreter::Interpreter;
use crate::code::{CallSpec, Slot, Target};
use crate::reflectdata::FUNCS;
use tearpoint_harness::contract::{End, Limit};
use tearpoint_machine::{Fault, FaultClass};
use tearpoint_runtime::error::{FrameExt, Res, Unwind};

/// Bytes from one function's address to the next.
const TEXT_STRIDE: u64 = 16;
/// Offset of the first method in an itab.
const ITAB_FUN: u64 = 24;

impl Interpreter {
    /// A function's address.
    pub(super) fn func_addr(&self, func: u32) -> u64 {
        self.code.text + TEXT_STRIDE * u64::from(func)
    }

    /// The function at an address; jumping anywhere else faults.
    pub(super) fn func_of(&self, addr: u64) -> Res<u32> {
        let offset = addr.wrapping_sub(self.code.text);
        let func = offset / TEXT_STRIDE;
        if offset.is_multiple_of(TEXT_STRIDE) && func < self.code.funcs.len() as u64 {
            return Ok(func as u32);
        }
        self.process.mem.borrow().load(addr, 1)?;
        let fault = Fault {
            addr,
            write: false,
            class: FaultClass::Protected,
        };
        Err(fault.into())
    }

    /// The function of a function value.
    #[inline]
    pub(super) fn func_at(&self, closure: u64) -> Res<u32> {
        if FUNCS.contains(&closure) {
            return Err(self.hash_function());
        }
        let addr = self.process.mem.borrow().load(closure, 8)?;
        self.func_of(addr)
    }

    /// A descriptor's `Equal` or `Hasher` was called as a value: there is no function there.
    #[cold]
    fn hash_function(&self) -> Box<Unwind> {
        let name = "a type's own hash or comparison as a function value".to_owned();
        self.end(End::Limit(Limit::Missing(name)));
        Unwind::ended()
    }

    /// Enters `func` at `base`.
    #[inline]
    pub(super) fn push(
        &self,
        g: &mut Goroutine,
        func: u32,
        base: usize,
        ret: u32,
        kind: FrameKind,
    ) -> Res<()> {
        let size = self.code.funcs[func as usize].frame as usize;
        if !g.reserve(base, size) || g.frames.len() > MAX_STACK / 64 {
            return Err(Unwind::throw("stack overflow"));
        }
        g.frames.push(Frame {
            func,
            ret,
            base,
            kind,
            path: 0,
        });
        g.fp = base;
        g.pc = 0;
        g.fuel -= 1;
        Ok(())
    }

    /// Finds method `method` of the interface at `i` and puts its receiver into the window.
    pub(super) fn bind_iface(
        &self,
        g: &mut Goroutine,
        i: Slot,
        method: u8,
        base: Slot,
        recv: Slot,
        end: Slot,
    ) -> Res<u32> {
        let (itab, data) = (g.r8(i), g.r8(i + 8));
        let fun = itab.wrapping_add(ITAB_FUN + 8 * u64::from(method));
        let addr = self.process.mem.borrow().load(fun, 8)?;
        let func = self.func_of(addr)?;
        let Some(size) = self.code.funcs[func as usize].indirect_recv else {
            g.w8(base + recv, data);
            return Ok(func);
        };
        // The callee takes the receiver by value; the other parameters make room for it.
        let room = size.next_multiple_of(8) as usize;
        let at = g.at(base + recv);
        let args = usize::from(end - recv - 8);
        if !g.reserve(at, room + args) {
            return Err(Unwind::throw("stack overflow"));
        }
        g.stack.copy_within(at + 8..at + 8 + args, at + room);
        let into = &mut g.stack[at..at + size as usize];
        self.process.mem.borrow().read(data, into)?;
        Ok(func)
    }

    /// The function, function value and window of a call that is made later.
    fn later(&self, g: &mut Goroutine, call: CallSpec) -> Res<(Option<u32>, u64, usize)> {
        let window = usize::from(call.end);
        Ok(match call.target {
            Target::Static(func) => (Some(func), 0, window),
            Target::Closure(f) => (None, g.r8(f), window),
            Target::Iface { i, method, recv } => {
                let func = self.bind_iface(g, i, method, call.base, recv, call.end)?;
                let window = self.code.funcs[func as usize].window as usize;
                (Some(func), 0, window)
            }
        })
    }

    pub(super) fn go_statement(&self, g: &mut Goroutine, call: u32) -> Res<Action> {
        let call = self.code.calls[call as usize];
        let (func, closure, window) = self.later(g, call)?;
        let func = match func {
            Some(func) => func,
            None if closure == 0 => return Err(Unwind::throw("go of nil func value")),
            None => self.func_at(closure)?,
        };
        let at = g.at(call.base);
        let slot = self.new_goroutine(func, &g.stack[at..at + window], closure);
        let by = g.frames.last().map(|frame| (frame.func, g.pc, g.task));
        self.with(slot, |new| new.created_by = by);
        Ok(Action::Spawn(slot))
    }

    pub(super) fn defer_statement(&self, g: &mut Goroutine, call: u32) -> Res<()> {
        let call = self.code.calls[call as usize];
        let (func, closure, window) = self.later(g, call)?;
        let args = g.defer_args.len();
        let at = g.at(call.base);
        g.defer_args.extend_from_slice(&g.stack[at..at + window]);
        g.defers.push(Defer {
            frame: g.frames.len() - 1,
            func,
            closure,
            args,
            token: 0,
            place: false,
        });
        Ok(())
    }

    /// `deferprocat`: defers a call for the function whose call `token` is of, not for the one that runs.
    pub(super) fn defer_to(&self, g: &mut Goroutine, call: u32, token: Slot) -> Res<()> {
        let token = g.r8(token);
        let call = self.code.calls[call as usize];
        let (func, closure, window) = self.later(g, call)?;
        let Some(place) = g.defers.iter().rposition(|defer| defer.token == token) else {
            let throw = Err(Unwind::throw("defer after range func returned"));
            return throw.frame("runtime.deferprocat");
        };
        let at = g.at(call.base);
        let bytes = g.stack[at..at + window].to_vec();
        let args = g.defers.get(place + 1).map(|next| next.args);
        let args = args.unwrap_or(g.defer_args.len());
        g.defer_args.splice(args..args, bytes);
        for later in &mut g.defers[place + 1..] {
            later.args += window;
        }
        let frame = g.defers[place].frame;
        g.defers.insert(
            place + 1,
            Defer {
                frame,
                func,
                closure,
                args,
                token,
                place: false,
            },
        );
        Ok(())
    }

    /// Enters the call deferred last, above the current frame.
    pub(super) fn call_deferred(&self, g: &mut Goroutine, ret: u32, kind: FrameKind) -> Res<()> {
        let Some(defer) = g.defers.pop() else {
            return Ok(());
        };
        let args = g.defer_args.split_off(defer.args);
        let base = self.stack_top(g);
        let func = match defer.func {
            Some(func) => func,
            None => self.func_at(defer.closure)?,
        };
        g.closure = defer.closure;
        self.push(g, func, base, ret, kind)?;
        if !g.reserve(base, args.len()) {
            return Err(Unwind::throw("stack overflow"));
        }
        g.stack[base..base + args.len()].copy_from_slice(&args);
        Ok(())
    }

    /// The first byte above the current frame.
    pub(super) fn stack_top(&self, g: &Goroutine) -> usize {
        g.frames.last().map_or(0, |frame| {
            frame.base + self.code.funcs[frame.func as usize].frame as usize
        })
    }
}
