//! The instruction loop: what is done for the instructions that programs execute most.

use tearpoint_harness::contract::Access;

use super::action::{Action, Async};
use super::arith::{bin, compare, convert, min_max, negate, shift};
use super::goroutine::{FUEL, FrameKind, Goroutine};
use super::interpreter::Interpreter;
use crate::code::Bridge;
use crate::code::Op;
use tearpoint_runtime::error::Res;
use tearpoint_runtime::points;

/// At how little fuel a function's loops yield: one that only computes goes on for long.
fn empty(quiet: bool) -> i32 {
    if quiet { -(100 * FUEL) } else { 0 }
}

impl Interpreter {
    /// Runs the goroutine until something outside the loop is to be done.
    pub(super) fn run(&self, g: &mut Goroutine) -> Action {
        loop {
            let result = self.exec(g);
            self.report_use(g);
            let action = match result {
                Ok(Some(action)) => return action,
                // A deferred call, or a method for printing a panic, has returned.
                Ok(None) => self.resume_panic(g),
                Err(unwind) => self.raise(g, *unwind),
            };
            if let Some(action) = action {
                return action;
            }
        }
    }

    /// Runs instructions. Nothing comes out when a call made by a panic returns.
    fn exec(&self, g: &mut Goroutine) -> Res<Option<Action>> {
        let code = &*self.code;
        let Some(frame) = g.frames.last() else {
            return Ok(Some(Action::Done));
        };
        let func = &code.funcs[frame.func as usize];
        let mut ops = func.ops.as_slice();
        let mut racing = self.checks(frame.func);
        let mut pc = g.pc as usize;
        let (all_calls, all_accesses) = (self.call_points.get(), self.access_points.get());
        // Something was freed: each access may be to that. It is found out at the next instruction.
        let watching = self.process.mem.borrow().is_watching();
        let marking = self.process.mem.borrow().is_marking();
        let mut calls = all_calls && !func.quiet;
        let mut accesses = all_accesses && !func.quiet;
        let mut empty = empty(func.quiet);
        // Whether the point before this access is still ahead.
        macro_rules! access_point {
            ($point:ident, $addr:expr, $access:ident) => {
                if accesses && !std::mem::replace(&mut g.passed, false) {
                    g.passed = true;
                    g.pc = pc as u32 - 1;
                    return Ok(Some(Action::Point(&points::$point, $addr, Access::$access)));
                }
            };
        }
        // What goes wrong goes wrong here: a traceback names the line.
        macro_rules! or_fail {
            ($result:expr) => {
                match $result {
                    Ok(value) => value,
                    Err(error) => {
                        g.pc = pc as u32;
                        return Err(error.into());
                    }
                }
            };
        }
        // A collection may start here: everything the goroutine needs is in its frames.
        macro_rules! safe_point {
            () => {
                if self.process.gc_due.get() {
                    g.pc = pc as u32;
                    return Ok(Some(Action::Collect));
                }
            };
        }
        macro_rules! enter {
            () => {{
                let frame = &g.frames[g.frames.len() - 1];
                let func = &code.funcs[frame.func as usize];
                ops = func.ops.as_slice();
                racing = self.checks(frame.func);
                pc = 0;
                calls = all_calls && !func.quiet;
                accesses = all_accesses && !func.quiet;
                empty = self::empty(func.quiet);
                if calls {
                    g.pc = 0;
                    return Ok(Some(Action::Point(&points::CALL, 0, Access::None)));
                }
            }};
        }
        loop {
            let op = ops[pc];
            pc += 1;
            if watching {
                self.report_use(g);
            }
            match op {
                Op::Imm { width, d, v } => {
                    if width == 8 {
                        g.w8(d, v);
                    } else {
                        g.put(d, width.into(), v);
                    }
                }
                Op::Zero { d, len } => g.bytes_mut(d, len as usize).fill(0),
                Op::Move { d, s, len } => g.copy(d, s, len as usize),
                Op::Move8 { d, s } => {
                    let v = g.r8(s);
                    g.w8(d, v);
                }
                Op::Add8 { d, a, b } => {
                    let v = g.r8(a).wrapping_add(g.r8(b));
                    g.w8(d, v);
                }
                Op::AddImm8 { d, a, v } => {
                    let v = g.r8(a).wrapping_add(v as u64);
                    g.w8(d, v);
                }
                Op::Bin { op, num, d, a, b } => {
                    let v = or_fail!(bin(op, num, g.num(num, a), g.num(num, b)));
                    g.put(d, num.width(), v);
                }
                Op::Shift {
                    left,
                    num,
                    by,
                    d,
                    a,
                    b,
                } => {
                    let v = or_fail!(shift(left, num, g.num(num, a), by, g.num(by, b)));
                    g.put(d, num.width(), v);
                }
                Op::Neg { num, d, a } => {
                    let v = negate(num, g.num(num, a));
                    g.put(d, num.width(), v);
                }
                Op::Complement { num, d, a } => {
                    let v = !g.num(num, a);
                    g.put(d, num.width(), v);
                }
                Op::Not { d, a } => {
                    let v = !g.r1(a);
                    g.w1(d, v);
                }
                Op::MinMax { max, num, d, a, b } => {
                    let v = min_max(max, num, g.num(num, a), g.num(num, b));
                    g.put(d, num.width(), v);
                }
                Op::Cmp { op, num, d, a, b } => {
                    let v = compare(op, num, g.num(num, a), g.num(num, b));
                    g.w1(d, v);
                }
                Op::EqMem { d, a, b, len } => {
                    let v = g.bytes(a, len as usize) == g.bytes(b, len as usize);
                    g.w1(d, v);
                }
                Op::Convert { from, to, d, a } => {
                    let v = convert(from, to, g.num(from, a));
                    g.put(d, to.width(), v);
                }
                Op::Jump { to } => pc = to as usize,
                Op::JumpIf { a, to } => {
                    if g.r1(a) {
                        pc = to as usize;
                    }
                }
                Op::JumpIfNot { a, to } => {
                    if !g.r1(a) {
                        pc = to as usize;
                    }
                }
                Op::JumpCmp { op, num, a, b, to } => {
                    if compare(op, num, g.num(num, a), g.num(num, b)) {
                        pc = to as usize;
                    }
                }
                Op::JumpCmpImm { op, num, a, v, to } => {
                    if compare(op, num, g.num(num, a), i64::from(v) as u64) {
                        pc = to as usize;
                    }
                }
                Op::Back { cost, to } => {
                    pc = to as usize;
                    g.fuel -= cost as i32;
                    if calls || g.fuel < empty {
                        g.pc = pc as u32;
                        let point = if g.fuel < empty {
                            &points::ASYNC_PREEMPT
                        } else {
                            &points::LOOP
                        };
                        return Ok(Some(Action::Point(point, 0, Access::None)));
                    }
                }
                Op::Load8 { d, p, off } => {
                    let addr = g.r8(p).wrapping_add(off.into());
                    access_point!(LOAD, addr, Read);
                    let v = or_fail!(self.process.mem.borrow().load(addr, 8));
                    g.w8(d, v);
                    if racing {
                        self.race_load(g, d, addr, 8, pc);
                    }
                }
                Op::Load { d, p, off, len } => {
                    let addr = g.r8(p).wrapping_add(off.into());
                    access_point!(LOAD, addr, Read);
                    or_fail!(self.read(g, d, addr, len));
                    if racing {
                        self.race_load(g, d, addr, len, pc);
                    }
                }
                Op::Store8 { p, s, off } => {
                    let addr = g.r8(p).wrapping_add(off.into());
                    access_point!(STORE, addr, Write);
                    if racing {
                        self.race_store(g, addr, 8, pc);
                    }
                    or_fail!(self.store(g, marking, pc, (addr, 8), s));
                }
                Op::Store { p, s, off, len } => {
                    let addr = g.r8(p).wrapping_add(off.into());
                    access_point!(STORE, addr, Write);
                    if racing {
                        self.race_store(g, addr, len, pc);
                    }
                    or_fail!(self.store(g, marking, pc, (addr, len), s));
                }
                Op::Init { p, s, off, len } => {
                    let addr = g.r8(p).wrapping_add(off.into());
                    if racing {
                        self.race_store(g, addr, len, pc);
                    }
                    let bytes = g.bytes(s, len as usize);
                    or_fail!(self.process.mem.borrow_mut().write(addr, bytes));
                }
                Op::LoadGlobal { d, addr, len } => {
                    access_point!(LOAD, addr.into(), Read);
                    or_fail!(self.read(g, d, addr.into(), len));
                    if racing {
                        self.race_load(g, d, addr.into(), len, pc);
                    }
                }
                Op::StoreGlobal { s, addr, len } => {
                    access_point!(STORE, addr.into(), Write);
                    if racing {
                        self.race_store(g, addr.into(), len, pc);
                    }
                    or_fail!(self.store(g, marking, pc, (addr.into(), len), s));
                }
                Op::IndexLoad { how, d, s, i, size } => {
                    let addr = or_fail!(self.element(g, how, s, i, size));
                    access_point!(LOAD, addr, Read);
                    or_fail!(self.read(g, d, addr, size));
                    if racing {
                        self.race_load(g, d, addr, size, pc);
                    }
                }
                Op::IndexStore { how, v, s, i, size } => {
                    let addr = or_fail!(self.element(g, how, s, i, size));
                    access_point!(STORE, addr, Write);
                    if racing {
                        self.race_store(g, addr, size, pc);
                    }
                    or_fail!(self.store(g, marking, pc, (addr, size), v));
                }
                Op::IndexAddr { how, d, s, i, size } => {
                    let addr = or_fail!(self.element(g, how, s, i, size));
                    g.w8(d, addr);
                }
                Op::ScaleAdd { d, p, i, size } => {
                    let at = g.r8(i).wrapping_mul(size.into());
                    let v = g.r8(p).wrapping_add(at);
                    g.w8(d, v);
                }
                Op::FrameLoad { d, base, off, len } => {
                    let from = g.r8(off) as usize + g.at(base);
                    let to = g.at(d);
                    g.stack.copy_within(from..from + len as usize, to);
                }
                Op::FrameStore { s, base, off, len } => {
                    let to = g.r8(off) as usize + g.at(base);
                    let from = g.at(s);
                    g.stack.copy_within(from..from + len as usize, to);
                }
                Op::New { d, ty } => {
                    let alloc = code.allocs[ty as usize];
                    let p = or_fail!(self.new_of(alloc.ty, alloc.size));
                    g.w8(d, p);
                    self.process.watch(p, &code.alloc_watched[ty as usize]);
                    safe_point!();
                }
                Op::Call { base, func } => {
                    let base = g.at(base);
                    or_fail!(self.push(g, func, base, pc as u32, FrameKind::Call));
                    enter!();
                }
                Op::CallClosure { f, base } => {
                    let closure = g.r8(f);
                    let func = or_fail!(self.func_at(closure));
                    let base = g.at(base);
                    g.closure = closure;
                    or_fail!(self.push(g, func, base, pc as u32, FrameKind::Call));
                    enter!();
                }
                Op::CallIface {
                    method,
                    i,
                    base,
                    recv,
                    end,
                } => {
                    let func = or_fail!(self.bind_iface(g, i, method, base, recv, end));
                    let base = g.at(base);
                    or_fail!(self.push(g, func, base, pc as u32, FrameKind::Call));
                    enter!();
                }
                Op::Bridge { step } => match step {
                    Bridge::Call => {
                        or_fail!(self.reflect_call(g, pc as u32));
                        enter!();
                    }
                    Bridge::Returned => or_fail!(self.reflect_returned(g)),
                    Bridge::Stub => {
                        or_fail!(self.func_stub(g, pc as u32));
                        enter!();
                    }
                    Bridge::StubReturned => or_fail!(self.func_stub_returned(g)),
                },
                Op::RunDefers => {
                    let depth = g.frames.len() - 1;
                    if g.last_deferred(depth).is_some() {
                        // Comes back to this instruction.
                        or_fail!(self.call_deferred(g, pc as u32 - 1, FrameKind::Call));
                        enter!();
                    }
                }
                Op::Ret => {
                    let Some(frame) = g.frames.pop() else {
                        return Ok(Some(Action::Done));
                    };
                    match (frame.kind, g.frames.last()) {
                        (FrameKind::Call, Some(caller)) => {
                            let func = &code.funcs[caller.func as usize];
                            ops = func.ops.as_slice();
                            racing = self.checks(caller.func);
                            pc = frame.ret as usize;
                            calls = all_calls && !func.quiet;
                            accesses = all_accesses && !func.quiet;
                            empty = self::empty(func.quiet);
                            g.fp = caller.base;
                        }
                        (FrameKind::PanicDefer | FrameKind::Show, _) => {
                            g.fp = frame.base;
                            return Ok(None);
                        }
                        _ => return Ok(Some(Action::Done)),
                    }
                    g.fuel -= 1;
                }
                Op::Map { op } => {
                    g.pc = pc as u32;
                    return Ok(Some(Action::Async(Async::Map(op))));
                }
                Op::Chan { op } => {
                    g.pc = pc as u32;
                    return Ok(Some(Action::Async(Async::Chan(op))));
                }
                Op::Select { op } => {
                    g.pc = pc as u32;
                    return Ok(Some(Action::Async(Async::Select(op))));
                }
                op => {
                    g.pc = pc as u32;
                    if let Some(action) = self.slow(g, op)? {
                        return Ok(Some(action));
                    }
                    safe_point!();
                }
            }
        }
    }
}
