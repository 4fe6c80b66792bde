//! What each instruction reads and writes of its frame. Stack maps are computed from it.
//!
//! Invariants: it may say that more is read than is, never less; it may say that less is written than is, never more.

use super::{
    AssertTarget, ChanKind, Code, FuncCode, MapKind, MapOp, Op, PrintKind, Sliced, Slot, StrConv,
    Target,
};

/// A part of a frame that an instruction touches: bytes from a slot on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It reads these bytes.
    Reads(Slot, u32),
    /// It writes these bytes, and all of them.
    Writes(Slot, u32),
}

use Effect::{Reads, Writes};

/// Calls `f` for every part of the frame of `func` that `op` touches.
pub fn effects(code: &Code, func: &FuncCode, op: &Op, f: &mut impl FnMut(Effect)) {
    let mut all = |list: &[Effect]| list.iter().for_each(|&effect| f(effect));
    match *op {
        Op::Imm { width, d, .. } => all(&[Writes(d, width.into())]),
        Op::Zero { d, len } => all(&[Writes(d, len)]),
        Op::Move { d, s, len } => all(&[Reads(s, len), Writes(d, len)]),
        Op::Move8 { d, s } => all(&[Reads(s, 8), Writes(d, 8)]),
        Op::Add8 { d, a, b } => all(&[Reads(a, 8), Reads(b, 8), Writes(d, 8)]),
        Op::AddImm8 { d, a, .. } => all(&[Reads(a, 8), Writes(d, 8)]),
        Op::Bin { num, d, a, b, .. } | Op::MinMax { num, d, a, b, .. } => {
            let len = num.width() as u32;
            all(&[Reads(a, len), Reads(b, len), Writes(d, len)]);
        }
        Op::LengthDivide { d, a, b, .. } => all(&[Reads(a, 8), Reads(b, 8), Writes(d, 8)]),
        Op::Shift {
            num, by, d, a, b, ..
        } => {
            let len = num.width() as u32;
            all(&[Reads(a, len), Reads(b, by.width() as u32), Writes(d, len)]);
        }
        Op::Neg { num, d, a } | Op::Complement { num, d, a } => {
            let len = num.width() as u32;
            all(&[Reads(a, len), Writes(d, len)]);
        }
        Op::Not { d, a } => all(&[Reads(a, 1), Writes(d, 1)]),
        Op::Cmp { num, d, a, b, .. } => {
            let len = num.width() as u32;
            all(&[Reads(a, len), Reads(b, len), Writes(d, 1)]);
        }
        Op::StrCmp { d, a, b, .. } => all(&[Reads(a, 16), Reads(b, 16), Writes(d, 1)]),
        Op::EqMem { d, a, b, len } => all(&[Reads(a, len), Reads(b, len), Writes(d, 1)]),
        Op::EqType { d, a, b, ty } => {
            let len = code.rtypes.get(ty).size as u32;
            all(&[Reads(a, len), Reads(b, len), Writes(d, 1)]);
        }
        Op::Convert { from, to, d, a } => {
            all(&[Reads(a, from.width() as u32), Writes(d, to.width() as u32)]);
        }
        Op::Provided { call, .. } => {
            let call = &code.provided[call as usize];
            for (&arg, &len) in call.args.iter().zip(&call.sizes) {
                f(Reads(arg, len));
            }
            f(Writes(call.d, call.gives));
        }
        Op::Jump { .. } | Op::Back { .. } | Op::RunDefers | Op::PrintEnd => {}
        Op::JumpIf { a, .. } | Op::JumpIfNot { a, .. } => all(&[Reads(a, 1)]),
        Op::JumpCmp { num, a, b, .. } => {
            let len = num.width() as u32;
            all(&[Reads(a, len), Reads(b, len)]);
        }
        Op::JumpCmpImm { num, a, .. } => all(&[Reads(a, num.width() as u32)]),
        Op::Load { d, p, len, .. } => all(&[Reads(p, 8), Writes(d, len)]),
        Op::Load8 { d, p, .. } => all(&[Reads(p, 8), Writes(d, 8)]),
        Op::Store { p, s, len, .. } | Op::Init { p, s, len, .. } => {
            all(&[Reads(p, 8), Reads(s, len)]);
        }
        Op::Store8 { p, s, .. } => all(&[Reads(p, 8), Reads(s, 8)]),
        Op::LoadGlobal { d, len, .. } => all(&[Writes(d, len)]),
        Op::StoreGlobal { s, len, .. } => all(&[Reads(s, len)]),
        Op::NilCheck { p } => all(&[Reads(p, 8)]),
        Op::ScaleAdd { d, p, i, .. } => all(&[Reads(p, 8), Reads(i, 8), Writes(d, 8)]),
        Op::Bounds { i, .. } => all(&[Reads(i, 8)]),
        Op::IndexAddr { d, s, i, .. } => all(&[Reads(s, 16), Reads(i, 8), Writes(d, 8)]),
        Op::IndexLoad { d, s, i, size, .. } => {
            all(&[Reads(s, 16), Reads(i, 8), Writes(d, size)]);
        }
        Op::IndexStore { v, s, i, size, .. } => {
            all(&[Reads(s, 16), Reads(i, 8), Reads(v, size)]);
        }
        Op::StrIndex { d, s, i, .. } => all(&[Reads(s, 16), Reads(i, 8), Writes(d, 1)]),
        // Where the array in the frame ends is not known here.
        Op::FrameLoad { d, base, off, len } => {
            all(&[Reads(base, rest(func, base)), Reads(off, 8), Writes(d, len)]);
        }
        Op::FrameStore { s, off, len, .. } => all(&[Reads(s, len), Reads(off, 8)]),
        Op::SliceOf {
            kind,
            has,
            d,
            s,
            at,
            ..
        } => {
            let len = if kind == Sliced::Str { 16 } else { 24 };
            all(&[Reads(s, len), Writes(d, len)]);
            let given = (0..3).filter(|bit| has >> bit & 1 != 0);
            given.for_each(|bit| f(Reads(at + 8 * bit, 8)));
        }
        Op::SliceToArray { d, s, .. } => all(&[Reads(s, 16), Writes(d, 8)]),
        Op::New { d, .. } | Op::Capture { d, .. } => all(&[Writes(d, 8)]),
        Op::MakeSlice { d, at, .. } => all(&[Reads(at, 16), Writes(d, 24)]),
        Op::AppendElems { n, d, s, v, ty } => {
            let len = u32::from(n) * code.allocs[ty as usize].size as u32;
            all(&[Reads(s, 24), Reads(v, len), Writes(d, 24)]);
        }
        Op::AppendBuffered {
            n,
            d,
            s,
            v,
            buf,
            ty,
            ..
        } => {
            let len = u32::from(n) * code.allocs[ty as usize].size as u32;
            all(&[Reads(s, 24), Reads(v, len), Reads(buf, 8)]);
            all(&[Writes(buf, 8), Writes(d, 24)]);
        }
        Op::CheckAlign { counted, p, n, .. } => {
            all(&[Reads(p, 8)]);
            if counted {
                all(&[Reads(n, 8)]);
            }
        }
        Op::CheckArithmetic { n, p, a } => all(&[Reads(p, 8), Reads(a, 8 * u32::from(n))]),
        Op::MoveToHeap { s, buf, .. } => all(&[Reads(s, 24), Reads(buf, 8), Writes(s, 24)]),
        Op::AppendSlice { d, s, v, .. } => all(&[Reads(s, 24), Reads(v, 16), Writes(d, 24)]),
        Op::CopySlice { d, to, from, .. } => {
            all(&[Reads(to, 16), Reads(from, 16), Writes(d, 8)]);
        }
        Op::ClearSlice { s, .. } => all(&[Reads(s, 16)]),
        Op::UnsafeSlice {
            string, d, p, n, ..
        } => {
            let len = if string { 16 } else { 24 };
            all(&[Reads(p, 8), Reads(n, 8), Writes(d, len)]);
        }
        Op::Concat { n, d, a } => all(&[Reads(a, 16 * u32::from(n)), Writes(d, 16)]),
        Op::StrConv { kind, d, a } => {
            let (from, to) = match kind {
                StrConv::FromRune => (8, 16),
                StrConv::FromBytes | StrConv::FromRunes => (16, 16),
                StrConv::ToBytes | StrConv::ToRunes => (16, 24),
            };
            all(&[Reads(a, from), Writes(d, to)]);
        }
        Op::DecodeRune { d, s, i } => all(&[Reads(s, 16), Reads(i, 8), Writes(d, 16)]),
        Op::MakeIface { d, a, conv } => {
            all(&[Reads(a, code.convs[conv as usize].size), Writes(d, 16)]);
        }
        Op::Assert { d, a, assert } => {
            let len = match code.asserts[assert as usize].target {
                AssertTarget::Concrete { size, .. } => size,
                AssertTarget::Iface(_) => 16,
            };
            all(&[Reads(a, 16), Writes(d, len)]);
        }
        Op::Closure { n, d, a, .. } => all(&[Reads(a, 8 * u32::from(n)), Writes(d, 8)]),
        Op::BindMethod { d, a, len, .. } => all(&[Reads(a, len), Writes(d, 8)]),
        Op::Call { base, func } => {
            let callee = &code.funcs[func as usize];
            let args = base + callee.results as Slot;
            let window = callee.window.saturating_sub(callee.results);
            all(&[Reads(args, window), Writes(base, callee.results)]);
        }
        Op::CallClosure { f: closure, base } => {
            all(&[Reads(closure, 8), Reads(base, rest(func, base))]);
        }
        Op::Bridge { .. } => all(&[Reads(0, func.frame)]),
        Op::CallIface {
            i, base, recv, end, ..
        } => {
            let args = u32::from(end - recv);
            all(&[
                Reads(i, 16),
                Reads(base + recv, args),
                Writes(base, recv.into()),
            ]);
        }
        Op::ComplexDivide { d, a, b } => all(&[Reads(a, 16), Reads(b, 16), Writes(d, 16)]),
        Op::DeferToken { d } => all(&[Writes(d, 8)]),
        Op::Go { call } | Op::Defer { call } | Op::DeferTo { call, .. } => {
            if let Op::DeferTo { token, .. } = *op {
                all(&[Reads(token, 8)]);
            }
            let call = &code.calls[call as usize];
            all(&[Reads(call.base, call.end.into())]);
            match call.target {
                Target::Static(_) => {}
                Target::Closure(closure) => f(Reads(closure, 8)),
                Target::Iface { i, .. } => f(Reads(i, 16)),
            }
        }
        Op::Ret => all(&[Reads(0, func.results)]),
        Op::Recover { d } => all(&[Writes(d, 16)]),
        Op::Panic { s } => all(&[Reads(s, 16)]),
        Op::Map { op } => map_effects(code, &code.maps[op as usize], f),
        Op::MapLen { d, m } => all(&[Reads(m, 8), Writes(d, 8)]),
        Op::Chan { op } => {
            let op = &code.chans[op as usize];
            let size = code.rtypes.get(op.elem).size as u32;
            all(&[Reads(op.c, 8)]);
            let Some(value) = op.value else { return };
            match op.kind {
                ChanKind::Make => f(Reads(value, 8)),
                ChanKind::Send | ChanKind::TrySend => f(Reads(value, size)),
                ChanKind::Recv1 | ChanKind::Recv2 => f(Writes(value, size)),
                ChanKind::TryRecv | ChanKind::Close => {}
            }
        }
        Op::Select { op } => {
            let Some(op) = code.selects.get(op as usize) else {
                return;
            };
            for case in &op.cases {
                f(Reads(case.c, 8));
                if let Some(value) = case.value.filter(|_| case.sends) {
                    f(Reads(value, code.rtypes.get(case.elem).size as u32));
                }
            }
            f(Writes(op.d, 8));
        }
        Op::ChanLen { d, c, .. } => all(&[Reads(c, 8), Writes(d, 8)]),
        Op::Print { kind, s } => {
            let len = match kind {
                PrintKind::Space | PrintKind::Newline => 0,
                PrintKind::Complex(num) => 2 * num.width() as u32,
                PrintKind::Str | PrintKind::Iface => 16,
                PrintKind::Slice => 24,
                _ => 8,
            };
            all(&[Reads(s, len)]);
        }
    }
}

/// Bytes from a slot to the frame's end.
fn rest(func: &FuncCode, from: Slot) -> u32 {
    func.frame.saturating_sub(from.into())
}

fn map_effects(code: &Code, op: &MapOp, f: &mut impl FnMut(Effect)) {
    let (key, elem) = match &code.rtypes.get(op.ty).map {
        Some(map) => (map.key_size as u32, map.elem_size as u32),
        None => (8, 8),
    };
    let (m, k) = (Reads(op.m, 8), Reads(op.k, key));
    let mut all = |list: &[Effect]| list.iter().for_each(|&effect| f(effect));
    match op.kind {
        MapKind::MakeSmall => all(&[Writes(op.d, 8)]),
        MapKind::Make => all(&[Reads(op.k, 8), Writes(op.d, 8)]),
        MapKind::Access1 | MapKind::Access2 => all(&[m, k, Writes(op.d, elem)]),
        MapKind::Assign => all(&[m, k, Reads(op.v, elem)]),
        MapKind::AssignAddr => all(&[m, k, Writes(op.d, 8)]),
        MapKind::Store => all(&[m, k, Reads(op.d, 8), Reads(op.v, elem)]),
        MapKind::Delete => all(&[m, k]),
        MapKind::Clear => all(&[m]),
        MapKind::IterInit => all(&[m, Reads(op.d, 8), Writes(op.v, 8)]),
        MapKind::IterNext => all(&[Reads(op.d, 8), Writes(op.v, 8)]),
    }
}
