//! `print`, `println`, and how a panic's value is printed.
//!
//! Follows runtime/print.go and `printpanicval`, `printanycustomtype` of runtime/error.go.

use std::io::Write;

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::{Num, PrintKind, Slot};
use tearpoint_runtime::error::Res;
use tearpoint_runtime::points;
use tearpoint_runtime::process::Process;

/// Digits that `printfloat` shows.
const DIGITS: usize = 7;

impl Interpreter {
    pub(super) fn print(&self, g: &mut Goroutine, kind: PrintKind, s: Slot) -> Res<()> {
        let mut out = std::mem::take(&mut g.print);
        match kind {
            PrintKind::Space => out.push(b' '),
            PrintKind::Newline => out.push(b'\n'),
            PrintKind::Bool => out.extend_from_slice(if g.r1(s) { b"true" } else { b"false" }),
            PrintKind::Int(num) => decimal(&mut out, g.num(num, s) as i64),
            PrintKind::Uint(num) => unsigned(&mut out, g.num(num, s)),
            PrintKind::Float(num) => float(&mut out, float_of(num, g.num(num, s))),
            PrintKind::Pointer => hex(&mut out, g.r8(s)),
            PrintKind::Str => {
                out.extend(super::strings::load(&self.process, (g.r8(s), g.r8(s + 8)))?);
            }
            PrintKind::Slice => {
                out.push(b'[');
                decimal(&mut out, g.r8(s + 8) as i64);
                out.push(b'/');
                decimal(&mut out, g.r8(s + 16) as i64);
                out.push(b']');
                hex(&mut out, g.r8(s));
            }
            PrintKind::Iface => {
                out.push(b'(');
                hex(&mut out, g.r8(s));
                out.push(b',');
                hex(&mut out, g.r8(s + 8));
                out.push(b')');
            }
        }
        g.print = out;
        Ok(())
    }

    pub(super) fn print_end(&self, g: &mut Goroutine) -> Res<()> {
        self.process.sim.note(&points::PRINT, 0);
        let printed = self.process.print(&g.print);
        g.print.clear();
        printed
    }
}

fn float_of(num: Num, bits: u64) -> f64 {
    if num == Num::F32 {
        f64::from(f32::from_bits(bits as u32))
    } else {
        f64::from_bits(bits)
    }
}

fn decimal(out: &mut Vec<u8>, n: i64) {
    if n < 0 {
        out.push(b'-');
    }
    unsigned(out, n.unsigned_abs());
}

fn unsigned(out: &mut Vec<u8>, mut n: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

fn hex(out: &mut Vec<u8>, n: u64) {
    // Writing to a vector cannot fail.
    let _ = write!(out, "{n:#x}");
}

/// `printfloat`
fn float(out: &mut Vec<u8>, mut v: f64) {
    if v.is_nan() {
        return out.extend_from_slice(b"NaN");
    }
    if v.is_infinite() {
        return out.extend_from_slice(if v > 0.0 { b"+Inf" } else { b"-Inf" });
    }
    let sign = if v.is_sign_negative() { b'-' } else { b'+' };
    let mut exp = 0i32;
    v = v.abs();
    if v != 0.0 {
        while v >= 10.0 {
            exp += 1;
            v /= 10.0;
        }
        while v < 1.0 {
            exp -= 1;
            v *= 10.0;
        }
        let mut half = 5.0;
        for _ in 0..DIGITS {
            half /= 10.0;
        }
        v += half;
        if v >= 10.0 {
            exp += 1;
            v /= 10.0;
        }
    }
    out.push(sign);
    for i in 0..DIGITS {
        let digit = v as u8;
        out.push(b'0' + digit);
        if i == 0 {
            out.push(b'.');
        }
        v = (v - f64::from(digit)) * 10.0;
    }
    out.push(b'e');
    out.push(if exp < 0 { b'-' } else { b'+' });
    let exp = exp.unsigned_abs();
    for unit in [100, 10, 1] {
        out.push(b'0' + (exp / unit % 10) as u8);
    }
}

/// `printpanicval` of an interface value without `Error` or `String`.
pub(super) fn panic_value(process: &Process, type_word: u64, data: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if type_word == 0 {
        return b"nil".to_vec();
    }
    let rtypes = process.rtypes.borrow();
    let Some(id) = rtypes.by_addr(type_word) else {
        return out;
    };
    let rtype = rtypes.get(id);
    let named = rtype.name.contains('.');
    let size = (rtype.size as usize).min(8);
    let bits = |num: Num| -> u64 {
        let word = process.mem.borrow().load(data, size).unwrap_or(0);
        match num {
            Num::I8 => word as i8 as u64,
            Num::I16 => word as i16 as u64,
            Num::I32 => word as i32 as u64,
            _ => word,
        }
    };
    let mut value = Vec::new();
    match rtype.kind {
        1 => value.extend_from_slice(if bits(Num::U8) != 0 {
            b"true"
        } else {
            b"false"
        }),
        2 | 6 => decimal(&mut value, bits(Num::I64) as i64),
        3 => decimal(&mut value, bits(Num::I8) as i64),
        4 => decimal(&mut value, bits(Num::I16) as i64),
        5 => decimal(&mut value, bits(Num::I32) as i64),
        7..=12 => unsigned(&mut value, bits(Num::U64)),
        13 => float(&mut value, float_of(Num::F32, bits(Num::F32))),
        14 => float(&mut value, float_of(Num::F64, bits(Num::F64))),
        24 => {
            let ptr = process.mem.borrow().load(data, 8).unwrap_or(0);
            let len = process.mem.borrow().load(data + 8, 8).unwrap_or(0);
            value = super::strings::load(process, (ptr, len)).unwrap_or_default();
            if named {
                value.insert(0, b'"');
                value.push(b'"');
            }
        }
        _ => {
            out.push(b'(');
            out.extend_from_slice(rtype.name.as_bytes());
            out.extend_from_slice(b") ");
            hex(&mut out, data);
            return out;
        }
    }
    if !named {
        return value;
    }
    out.extend_from_slice(rtype.name.as_bytes());
    out.push(b'(');
    out.append(&mut value);
    out.push(b')');
    out
}
