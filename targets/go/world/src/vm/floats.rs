//! How `print` shows floats and complex numbers.
//!
//! Follows runtime/print.go: `printfloat` and `printcomplex` up to 1.25; `printfloat64`, `printcomplex128` and their narrow
//! kin from 1.26, which are `AppendFloat` and `AppendComplex` of internal/strconv with the format `g` and the fewest digits.

use crate::code::Num;

/// Digits that `printfloat` shows.
const DIGITS: usize = 7;
/// From this exponent on, `g` shows one.
const LARGE: i32 = 6;

fn float_of(num: Num, bits: u64) -> f64 {
    if num == Num::F32 {
        f64::from(f32::from_bits(bits as u32))
    } else {
        f64::from_bits(bits)
    }
}

/// A float of the kind `num`.
pub(super) fn show(out: &mut Vec<u8>, shortest: bool, num: Num, bits: u64) {
    let v = float_of(num, bits);
    if v.is_nan() {
        out.extend_from_slice(b"NaN");
    } else if v.is_infinite() {
        out.extend_from_slice(if v > 0.0 { b"+Inf" } else { b"-Inf" });
    } else if shortest {
        fewest_digits(out, num, v);
    } else {
        seven_digits(out, v);
    }
}

/// A complex number with parts of the kind `num`.
pub(super) fn show_complex(out: &mut Vec<u8>, shortest: bool, num: Num, parts: [u64; 2]) {
    out.push(b'(');
    for (i, bits) in parts.into_iter().enumerate() {
        let mut part = Vec::new();
        show(&mut part, shortest, num, bits);
        // The imaginary part has a sign; before 1.26 only that of NaN is missing.
        if i == 1 && shortest && !part.starts_with(b"+") && !part.starts_with(b"-") {
            out.push(b'+');
        }
        out.append(&mut part);
    }
    out.extend_from_slice(b"i)");
}

fn fewest_digits(out: &mut Vec<u8>, num: Num, v: f64) {
    let scientific = match num {
        Num::F32 => format!("{:e}", v as f32),
        _ => format!("{v:e}"),
    };
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..LARGE).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        let text = format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs());
        return out.extend_from_slice(text.as_bytes());
    }
    let plain = match num {
        Num::F32 => (v as f32).to_string(),
        _ => v.to_string(),
    };
    out.extend_from_slice(plain.as_bytes());
}

/// `printfloat` of Go up to 1.25.
fn seven_digits(out: &mut Vec<u8>, mut v: f64) {
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
