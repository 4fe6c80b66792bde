//! Numbers and their texts, as Go's own portable code would give them bit for bit.

use super::cooked::COOKED;
use crate::code::ProvidedCall;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use crate::vm::strings;
use tearpoint_front::provided::table::Number;
use tearpoint_runtime::error::Res;

impl Interpreter {
    #[inline(never)]
    pub(super) fn number(&self, g: &mut Goroutine, what: Number, call: &ProvidedCall) -> Res<()> {
        let (d, [a, b, c, ..]) = (call.d, call.args);
        match what {
            Number::Bits64 => g.copy(d, a, 8),
            Number::Bits32 => g.copy(d, a, 4),
            Number::Sqrt => g.w8(d, f(g.r8(a)).sqrt().to_bits()),
            Number::Floor => g.w8(d, f(g.r8(a)).floor().to_bits()),
            Number::Ceil => g.w8(d, f(g.r8(a)).ceil().to_bits()),
            Number::Trunc => g.w8(d, f(g.r8(a)).trunc().to_bits()),
            Number::Fma => {
                let v = f(g.r8(a)).mul_add(f(g.r8(b)), f(g.r8(c)));
                g.w8(d, v.to_bits());
            }
            Number::PowerOfTen => {
                let text = format!("1e{}", g.r8(a) as i64);
                g.w8(d, text.parse().unwrap_or(f64::NAN).to_bits());
            }
            Number::FormatDigits | Number::FormatFixed => {
                let fixed = what == Number::FormatFixed;
                let text = float_text(g.r8(a), g.r8(b), g.r8(c) as i64, fixed);
                self.string_to(g, d, text.as_bytes())?;
            }
            Number::ParseDecimal => {
                let text = strings::load(&self.process, (g.r8(a), g.r8(a + 8)))?;
                let text = String::from_utf8_lossy(&text);
                let v = if g.r8(b) == 32 {
                    f64::from(text.parse::<f32>().unwrap_or(f32::NAN))
                } else {
                    text.parse::<f64>().unwrap_or(f64::NAN)
                };
                g.w8(d, v.to_bits());
            }
            Number::Cooked => {
                let v = COOKED.get(g.r8(a) as usize).copied().unwrap_or(0);
                g.w8(d, v as u64);
            }
        }
        Ok(())
    }
}

fn f(bits: u64) -> f64 {
    f64::from_bits(bits)
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
