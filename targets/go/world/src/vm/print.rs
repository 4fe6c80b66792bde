//! `print`, `println`, and how a panic's value is printed.
//!
//! Follows runtime/print.go and `printpanicval`, `printanycustomtype` of runtime/error.go.

use std::io::Write;

use super::floats;
use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::{Num, PrintKind, Slot};
use tearpoint_runtime::error::Res;
use tearpoint_runtime::points;
use tearpoint_runtime::process::Process;

impl Interpreter {
    pub(super) fn print(&self, g: &mut Goroutine, kind: PrintKind, s: Slot) -> Res<()> {
        let mut out = std::mem::take(&mut g.print);
        match kind {
            PrintKind::Space => out.push(b' '),
            PrintKind::Newline => out.push(b'\n'),
            PrintKind::Bool => out.extend_from_slice(if g.r1(s) { b"true" } else { b"false" }),
            PrintKind::Int(num) => decimal(&mut out, g.num(num, s) as i64),
            PrintKind::Uint(num) => unsigned(&mut out, g.num(num, s)),
            PrintKind::Float(num) => {
                floats::show(&mut out, self.shortest_floats(), num, g.num(num, s))
            }
            PrintKind::Complex(num) => {
                let imaginary = g.num(num, s + num.width() as Slot);
                let parts = [g.num(num, s), imaginary];
                floats::show_complex(&mut out, self.shortest_floats(), num, parts);
            }
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

    fn shortest_floats(&self) -> bool {
        self.process.profile.get().prints_shortest_floats
    }

    pub(super) fn print_end(&self, g: &mut Goroutine) -> Res<()> {
        self.process.sim.note(&points::PRINT, 0);
        let printed = self.process.print(&g.print);
        g.print.clear();
        printed
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
    let shortest = process.profile.get().prints_shortest_floats;
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
        13 => floats::show(&mut value, shortest, Num::F32, bits(Num::F32)),
        14 => floats::show(&mut value, shortest, Num::F64, bits(Num::F64)),
        15 | 16 => {
            let num = if rtype.kind == 15 { Num::F32 } else { Num::F64 };
            let width = num.width() as u64;
            let part = |at: u64| {
                let mem = process.mem.borrow();
                mem.load(data + at, num.width()).unwrap_or(0)
            };
            floats::show_complex(&mut value, shortest, num, [part(0), part(width)]);
        }
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
