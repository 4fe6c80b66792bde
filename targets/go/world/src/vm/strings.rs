//! Strings: concatenation, comparison, conversion, decoding of UTF-8.
//!
//! Follows runtime/string.go and runtime/utf8.go.

use super::arith::order;
use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::{Slot, StrConv};
use tearpoint_front::tast::CmpOp;
use tearpoint_machine::roundupsize;
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::process::Process;

/// `utf8.RuneError`
const RUNE_ERROR: u32 = 0xfffd;
/// Strings that the host copies are checked against the address space first, so this bounds nothing real.
const CHUNK: usize = 64;

/// The string's bytes, on the host.
pub(super) fn load(process: &Process, (ptr, len): (u64, u64)) -> Res<Vec<u8>> {
    let mem = process.mem.borrow();
    mem.check(ptr, (len as usize).max(1), false)
        .or_else(|fault| if len == 0 { Ok(()) } else { Err(fault) })?;
    let mut bytes = vec![0; len as usize];
    mem.read(ptr, &mut bytes)?;
    Ok(bytes)
}

/// Compares two strings.
pub(super) fn compare(process: &Process, op: CmpOp, a: (u64, u64), b: (u64, u64)) -> Res<bool> {
    if matches!(op, CmpOp::Eq | CmpOp::Ne) && a.1 != b.1 {
        return Ok(op == CmpOp::Ne);
    }
    let common = a.1.min(b.1);
    let mut at = 0;
    while at < common && a.0 != b.0 {
        let step = (common - at).min(CHUNK as u64) as usize;
        let (mut x, mut y) = ([0; CHUNK], [0; CHUNK]);
        let function = if matches!(op, CmpOp::Eq | CmpOp::Ne) {
            "runtime.memequal"
        } else {
            "runtime.cmpstring"
        };
        let mem = process.mem.borrow();
        let read = mem
            .read(a.0.wrapping_add(at), &mut x[..step])
            .and_then(|()| mem.read(b.0.wrapping_add(at), &mut y[..step]));
        Res::from(read.map_err(Into::into)).frame(function)?;
        if x[..step] != y[..step] {
            return Ok(order(op, x[..step].cmp(&y[..step])));
        }
        at += step as u64;
    }
    Ok(order(op, a.1.cmp(&b.1)))
}

/// The rune at byte `at`, and its width (`decoderune`).
pub(super) fn decode(process: &Process, (ptr, len): (u64, u64), at: u64) -> Res<(u32, u64)> {
    let mut bytes = [0; 4];
    let have = len.wrapping_sub(at).min(4) as usize;
    process
        .mem
        .borrow()
        .read(ptr.wrapping_add(at), &mut bytes[..have])?;
    Ok(decode_bytes(&bytes[..have]))
}

fn decode_bytes(bytes: &[u8]) -> (u32, u64) {
    let Some(&first) = bytes.first() else {
        return (RUNE_ERROR, 1);
    };
    let width = match first {
        0..0x80 => return (first.into(), 1),
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return (RUNE_ERROR, 1),
    };
    let text = bytes.get(..width).and_then(|b| std::str::from_utf8(b).ok());
    match text.and_then(|text| text.chars().next()) {
        Some(rune) => (rune.into(), width as u64),
        None => (RUNE_ERROR, 1),
    }
}

/// `encoderune`
fn encode(rune: u32, out: &mut Vec<u8>) {
    let rune = char::from_u32(rune).unwrap_or('\u{fffd}');
    out.extend_from_slice(rune.encode_utf8(&mut [0; 4]).as_bytes());
}

impl Interpreter {
    /// New memory for bytes without pointers.
    fn new_bytes(&self, bytes: &[u8], room: u64) -> Res<u64> {
        let ptr = self.process.newobject(room, true)?;
        self.process.mem.borrow_mut().write(ptr, bytes)?;
        Ok(ptr)
    }

    /// `concatstrings`
    pub(super) fn concat(&self, g: &mut Goroutine, n: u16, d: Slot, a: Slot) -> Res<()> {
        let (mut total, mut parts, mut last) = (0u64, 0, 0);
        for i in 0..n {
            let len = g.r8(a + 16 * i + 8);
            if len == 0 {
                continue;
            }
            let (sum, over) = total.overflowing_add(len);
            if over || (sum as i64) < 0 {
                return Err(Unwind::throw("string concatenation too long"))
                    .frame("runtime.concatstrings");
            }
            total = sum;
            parts += 1;
            last = i;
        }
        if parts <= 1 {
            let from = a + 16 * last;
            let (ptr, len) = (g.r8(from), if parts == 0 { 0 } else { g.r8(from + 8) });
            g.w8(d, if len == 0 { 0 } else { ptr });
            g.w8(d + 8, len);
            return Ok(());
        }
        let ptr = self.process.newobject(total, true)?;
        let mut at = ptr;
        for i in 0..n {
            let (from, len) = (g.r8(a + 16 * i), g.r8(a + 16 * i + 8));
            if len > 0 {
                self.memmove(at, from, len).frame("runtime.concatstrings")?;
                at += len;
            }
        }
        g.w8(d, ptr);
        g.w8(d + 8, total);
        Ok(())
    }

    pub(super) fn str_conv(&self, g: &mut Goroutine, kind: StrConv, d: Slot, a: Slot) -> Res<()> {
        let from = (g.r8(a), g.r8(a + 8));
        let headers = self.process.profile.get().malloc_headers;
        match kind {
            StrConv::FromBytes => {
                let bytes = load(&self.process, from)
                    .frame("runtime.memmove")
                    .frame("runtime.slicebytetostring")?;
                self.string_to(g, d, &bytes)
            }
            StrConv::FromRune => {
                let mut bytes = Vec::new();
                encode(u32::try_from(from.0).unwrap_or(RUNE_ERROR), &mut bytes);
                self.string_to(g, d, &bytes)
            }
            StrConv::FromRunes => {
                let (ptr, len) = from;
                let raw = load(&self.process, (ptr, len.saturating_mul(4)))
                    .frame("runtime.slicerunetostring")?;
                let mut bytes = Vec::new();
                for rune in raw.chunks_exact(4) {
                    encode(
                        u32::from_le_bytes([rune[0], rune[1], rune[2], rune[3]]),
                        &mut bytes,
                    );
                }
                self.string_to(g, d, &bytes)
            }
            StrConv::ToBytes => {
                let bytes = load(&self.process, from)
                    .frame("runtime.memmove")
                    .frame("runtime.stringtoslicebyte")?;
                let room = roundupsize(bytes.len() as u64, true, headers);
                self.slice_to(g, d, &bytes, 1, room)
            }
            StrConv::ToRunes => {
                let bytes = load(&self.process, from).frame("runtime.stringtoslicerune")?;
                let mut runes = Vec::new();
                let mut at = 0;
                while at < bytes.len() {
                    let (rune, width) = decode_bytes(&bytes[at..]);
                    runes.extend_from_slice(&rune.to_le_bytes());
                    at += width as usize;
                }
                let room = roundupsize(runes.len() as u64, true, headers);
                self.slice_to(g, d, &runes, 4, room)
            }
        }
    }

    pub(super) fn string_to(&self, g: &mut Goroutine, d: Slot, bytes: &[u8]) -> Res<()> {
        let len = bytes.len() as u64;
        let ptr = if len == 0 {
            0
        } else {
            self.new_bytes(bytes, len)?
        };
        g.w8(d, ptr);
        g.w8(d + 8, len);
        Ok(())
    }

    fn slice_to(&self, g: &mut Goroutine, d: Slot, bytes: &[u8], size: u64, room: u64) -> Res<()> {
        let len = bytes.len() as u64 / size;
        let (ptr, cap) = if len == 0 {
            (self.process.zerobase(), 0)
        } else {
            (self.new_bytes(bytes, room)?, room / size)
        };
        g.w8(d, ptr);
        g.w8(d + 8, len);
        g.w8(d + 16, cap);
        Ok(())
    }
}
