//! What the host does for our library's text: see [`Intrinsic`].
//!
//! Deviations: what `unicode` and `strconv.IsPrint` say of runes beyond Latin-1 is what Rust's tables say, which are of a
//! later version of Unicode and know no categories but letters, numbers, upper and lower case, and white space.

use super::cooked::COOKED;
use crate::code::{Num, Slot};
use crate::reflectdata::{descriptor, type_of};
use crate::vm::goroutine::Goroutine;
use crate::vm::iface::find_itab;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::intrinsic::Intrinsic;
use tearpoint_front::types::Type;
use tearpoint_runtime::alg::Alg;
use tearpoint_runtime::error::Res;

use tearpoint_harness::contract::Stream;

/// Bits of a program counter that say which instruction.
const PC_BITS: u32 = 24;

fn f(bits: u64) -> f64 {
    f64::from_bits(bits)
}

impl Interpreter {
    /// Does `what`; the slots are the result's and the arguments'.
    pub(super) fn intrinsic(
        &self,
        g: &mut Goroutine,
        what: Intrinsic,
        slots: [Slot; 4],
    ) -> Res<()> {
        let [d, a, b, c] = slots;
        match what {
            Intrinsic::Write => {
                let bytes = crate::vm::strings::load(&self.process, (g.r8(b), g.r8(b + 8)))?;
                return self.process.write(g.r8(a) == 1, &bytes);
            }
            Intrinsic::Float64Bits
            | Intrinsic::Float64FromBits
            | Intrinsic::FormatFloat64Bits
            | Intrinsic::FormatFloat64FromBits => g.copy(d, a, 8),
            Intrinsic::Float32Bits | Intrinsic::Float32FromBits | Intrinsic::FormatFloat32Bits => {
                g.copy(d, a, 4)
            }
            Intrinsic::Sqrt => g.w8(d, f(g.r8(a)).sqrt().to_bits()),
            Intrinsic::Floor => g.w8(d, f(g.r8(a)).floor().to_bits()),
            Intrinsic::Ceil => g.w8(d, f(g.r8(a)).ceil().to_bits()),
            Intrinsic::Trunc => g.w8(d, f(g.r8(a)).trunc().to_bits()),
            Intrinsic::Fma => {
                let v = f(g.r8(a)).mul_add(f(g.r8(b)), f(g.r8(c)));
                g.w8(d, v.to_bits());
            }
            Intrinsic::PowerOfTen => {
                let text = format!("1e{}", g.r8(a) as i64);
                g.w8(d, text.parse().unwrap_or(f64::NAN).to_bits());
            }
            Intrinsic::FormatDigits | Intrinsic::FormatFixed => {
                let fixed = what == Intrinsic::FormatFixed;
                let text = float_text(g.r8(a), g.r8(b), g.r8(c) as i64, fixed);
                self.string_to(g, d, text.as_bytes())?;
            }
            Intrinsic::ParseDecimal => {
                let text = crate::vm::strings::load(&self.process, (g.r8(a), g.r8(a + 8)))?;
                let text = String::from_utf8_lossy(&text);
                let v = if g.r8(b) == 32 {
                    f64::from(text.parse::<f32>().unwrap_or(f32::NAN))
                } else {
                    text.parse::<f64>().unwrap_or(f64::NAN)
                };
                g.w8(d, v.to_bits());
            }
            Intrinsic::Printable => {
                let v = printable(g.num(Num::I32, a) as u32);
                g.w1(d, v);
            }
            Intrinsic::RuneIs => {
                let v = rune_is(g.num(Num::I32, a) as u32, g.r8(b));
                g.w1(d, v);
            }
            Intrinsic::RuneTo => {
                let rune = g.num(Num::I32, a) as u32;
                let v = rune_to(rune, g.r1(b));
                g.put(d, 4, v.into());
            }
            Intrinsic::Cooked => {
                let v = COOKED.get(g.r8(a) as usize).copied().unwrap_or(0);
                g.w8(d, v as u64);
            }
            Intrinsic::Random => g.w8(d, self.process.sim.choose(Stream::Program, 0)),
            Intrinsic::SeededFromStart => g.w1(d, self.process.profile.get().seeded_with_1),
            Intrinsic::HeapInUse => g.w8(d, self.process.heap.borrow().live()),
            Intrinsic::GoVersion => {
                let text = format!("go{}", self.process.profile.get().name);
                self.string_to(g, d, text.as_bytes())?;
            }
            Intrinsic::SetGcPercent => {
                let percent = g.r8(a) as i32;
                let old = self.process.heap.borrow_mut().set_gc_percent(percent);
                g.w8(d, i64::from(old) as u64);
            }
            Intrinsic::SetPanicOnFault => {
                let new = g.r1(a);
                let old = std::mem::replace(&mut g.panic_on_fault, new);
                g.w1(d, old);
            }
            Intrinsic::Callers => {
                let pcs = self.callers(g, g.r8(a), g.r8(b + 8));
                let at = g.r8(b);
                for (i, pc) in pcs.iter().enumerate() {
                    self.process
                        .mem
                        .borrow_mut()
                        .store(at.wrapping_add(8 * i as u64), 8, *pc)?;
                }
                g.w8(d, pcs.len() as u64);
            }
            Intrinsic::FuncName | Intrinsic::FuncFile | Intrinsic::FuncLine => {
                return self.func_info(g, what, d, g.r8(a));
            }
            _ => return self.type_info(g, what, slots),
        }
        Ok(())
    }

    /// Questions about the type whose descriptor is at slot `a`.
    fn type_info(&self, g: &mut Goroutine, what: Intrinsic, [d, a, b, _]: [Slot; 4]) -> Res<()> {
        let word = g.r8(a);
        if what == Intrinsic::Itab {
            let itab = self.itab_of(word, g.r8(b));
            g.w8(d, itab);
            return Ok(());
        }
        let rtypes = &self.code.rtypes;
        let Some(id) = rtypes.by_addr(word) else {
            self.process.load(word, 8)?;
            if matches!(what, Intrinsic::TypeName | Intrinsic::FieldName) {
                return self.string_to(g, d, b"?");
            }
            g.w1(d, false);
            return Ok(());
        };
        let fields = match self.code.types.underlying(type_of(id)) {
            Type::Struct(fields) => fields.as_slice(),
            _ => &[],
        };
        let index = g.r8(b) as usize;
        match what {
            Intrinsic::TypeName => self.string_to(g, d, rtypes.get(id).name.as_bytes())?,
            Intrinsic::NumField => g.w8(d, fields.len() as u64),
            Intrinsic::FieldName => {
                let name = fields.get(index).map_or("", |field| &field.name);
                self.string_to(g, d, name.as_bytes())?;
            }
            Intrinsic::FieldType => {
                let ty = fields.get(index).map_or(id, |field| descriptor(field.ty));
                g.w8(d, rtypes.get(ty).addr);
            }
            Intrinsic::FieldOffset => {
                let offsets = self.code.types.offsets(type_of(id));
                g.w8(d, offsets.get(index).copied().unwrap_or(0));
            }
            Intrinsic::NumMethod => {
                let count = match self.code.types.underlying(type_of(id)) {
                    Type::Interface(methods) => methods.len(),
                    _ => 0,
                };
                g.w8(d, count as u64);
            }
            _ => {
                let comparable = !matches!(rtypes.get(id).alg, Alg::NoEq);
                g.w1(d, comparable);
            }
        }
        Ok(())
    }

    /// What stands in front of a value of the type at `ty` in an interface of the type at `iface`; 0 if it lacks a method.
    fn itab_of(&self, iface: u64, ty: u64) -> u64 {
        let rtypes = &self.code.rtypes;
        let Some(id) = rtypes.by_addr(iface) else {
            return 0;
        };
        let id = self.code.types.underlying_id(type_of(id));
        let known = self.code.iface_of.get(&descriptor(id));
        known
            .and_then(|&index| find_itab(&self.code.ifaces[index as usize], ty))
            .unwrap_or(0)
    }

    /// Return addresses of the goroutine's frames, as numbers of our own; at most `max`.
    fn callers(&self, g: &Goroutine, skip: u64, max: u64) -> Vec<u64> {
        let mut pc = g.pc;
        let mut out = Vec::new();
        let mut skip = skip;
        for frame in g.frames.iter().rev() {
            let here = u64::from(frame.func + 1) << PC_BITS | u64::from(pc);
            pc = frame.ret;
            if self.code.funcs[frame.func as usize].hidden {
                continue;
            }
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if out.len() as u64 == max {
                break;
            }
            out.push(here);
        }
        out
    }

    fn func_info(&self, g: &mut Goroutine, what: Intrinsic, d: Slot, pc: u64) -> Res<()> {
        let func = (pc >> PC_BITS).checked_sub(1);
        let func = func.and_then(|func| self.code.funcs.get(func as usize));
        // A return address is behind the call.
        let at = (pc & ((1 << PC_BITS) - 1)).saturating_sub(1) as u32;
        let pos = func.and_then(|func| func.pos(at));
        match what {
            Intrinsic::FuncName => {
                let name = func.map_or("", |func| &func.symbol);
                self.string_to(g, d, name.as_bytes())
            }
            Intrinsic::FuncFile => {
                let file = pos.and_then(|pos| self.code.files.get(&pos.file));
                let file = file.map_or("?", |file| &**file);
                self.string_to(g, d, file.as_bytes())
            }
            _ => {
                g.w8(d, pos.map_or(0, |pos| pos.line).into());
                Ok(())
            }
        }
    }
}

/// A float's digits: with `fixed` in plain notation, else with an exponent; `prec` behind the point, or if negative as
/// many as are needed.
fn float_text(bits: u64, size: u64, prec: i64, fixed: bool) -> String {
    // Go bounds nothing here, but no float has more digits than this.
    let prec = usize::try_from(prec).ok().map(|prec| prec.min(2000));
    if size == 32 {
        let v = f32::from_bits(bits as u32);
        // An exact number of digits is the same for the wider float.
        return match (prec, fixed) {
            (None, true) => format!("{v}"),
            (None, false) => format!("{v:e}"),
            (Some(prec), true) => format!("{:.prec$}", f64::from(v)),
            (Some(prec), false) => format!("{:.prec$e}", f64::from(v)),
        };
    }
    let v = f64::from_bits(bits);
    match (prec, fixed) {
        (None, true) => format!("{v}"),
        (None, false) => format!("{v:e}"),
        (Some(prec), true) => format!("{v:.prec$}"),
        (Some(prec), false) => format!("{v:.prec$e}"),
    }
}

fn printable(rune: u32) -> bool {
    let Some(c) = char::from_u32(rune) else {
        return false;
    };
    match rune {
        0..0x100 => (0x20..0x7f).contains(&rune) || rune >= 0xa1 && rune != 0xad,
        _ if c.is_whitespace() || c.is_control() => false,
        // Behind another character a mark is printed.
        _ => c.is_alphanumeric() || format!("x{c}").escape_debug().count() == 2,
    }
}

/// Classes as `unicode/unicode.go` numbers them.
fn rune_is(rune: u32, class: u64) -> bool {
    let Some(c) = char::from_u32(rune) else {
        return false;
    };
    match class {
        0 => c.is_alphabetic(),
        1 => c.is_uppercase(),
        2 => c.is_lowercase(),
        3 => c.is_numeric(),
        4 => c.is_whitespace(),
        5 => c.is_control(),
        6 => printable(rune),
        7 => {
            c.is_numeric()
                && c.to_digit(10).is_none()
                && !matches!(rune, 0xb2 | 0xb3 | 0xb9 | 0xbc..=0xbe)
        }
        8 => {
            matches!(rune, 0xa1 | 0xa7 | 0xab | 0xb6 | 0xb7 | 0xbb | 0xbf)
                || (0x2010..=0x205e).contains(&rune)
                    && !matches!(rune, 0x2028..=0x202f | 0x2044 | 0x2052)
                || (0x3001..=0x3003).contains(&rune)
                || (0x3008..=0x3011).contains(&rune)
        }
        _ => (0x300..0x370).contains(&rune) || (0x20d0..0x2100).contains(&rune),
    }
}

fn rune_to(rune: u32, upper: bool) -> u32 {
    let Some(c) = char::from_u32(rune) else {
        return rune;
    };
    let mut mapped: Vec<char> = if upper {
        c.to_uppercase().collect()
    } else {
        c.to_lowercase().collect()
    };
    // Go's mapping is of one rune to one.
    match (mapped.len(), mapped.pop()) {
        (1, Some(mapped)) => mapped.into(),
        _ => rune,
    }
}
