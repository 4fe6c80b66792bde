//! Characters: packages unicode and strconv.
//!
//! Deviations: what `unicode` and `strconv.IsPrint` say of runes beyond Latin-1 is what Rust's tables say, which are of a
//! later version of Unicode and know no categories but letters, numbers, upper and lower case, and white space.

use crate::code::{Num, ProvidedCall};
use crate::vm::goroutine::Goroutine;
use tearpoint_front::provided::table::Rune;

/// Does `call`.
#[inline(never)]
pub(super) fn run(g: &mut Goroutine, what: Rune, call: &ProvidedCall) {
    let (d, [a, b, ..]) = (call.d, call.args);
    match what {
        Rune::Printable => {
            let v = printable(g.num(Num::I32, a) as u32);
            g.w1(d, v);
        }
        Rune::Is => {
            let v = rune_is(g.num(Num::I32, a) as u32, g.r8(b));
            g.w1(d, v);
        }
        Rune::To => {
            let rune = g.num(Num::I32, a) as u32;
            let v = rune_to(rune, g.r1(b));
            g.put(d, 4, v.into());
        }
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
