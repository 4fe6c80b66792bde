//! Arithmetic, comparison and conversion of numbers. They wrap as Go's do, and panic as Go's do.

use crate::code::Num;
use tearpoint_front::tast::{BinOp, CmpOp};
use tearpoint_runtime::error::{FrameExt, Res, Unwind};

fn f64_of(num: Num, bits: u64) -> f64 {
    if num == Num::F32 {
        f64::from(f32::from_bits(bits as u32))
    } else {
        f64::from_bits(bits)
    }
}

/// `a op b` for numbers as [`super::goroutine::Goroutine::num`] reads them; the low bytes of the result count.
#[inline]
pub(super) fn bin(op: BinOp, num: Num, a: u64, b: u64) -> Res<u64> {
    match num {
        Num::F32 => {
            let (x, y) = (f32::from_bits(a as u32), f32::from_bits(b as u32));
            let z = match op {
                BinOp::Add => x + y,
                BinOp::Sub => x - y,
                BinOp::Mul => x * y,
                _ => x / y,
            };
            return Ok(u64::from(z.to_bits()));
        }
        Num::F64 => {
            let (x, y) = (f64::from_bits(a), f64::from_bits(b));
            let z = match op {
                BinOp::Add => x + y,
                BinOp::Sub => x - y,
                BinOp::Mul => x * y,
                _ => x / y,
            };
            return Ok(z.to_bits());
        }
        _ => {}
    }
    Ok(match op {
        BinOp::Add => a.wrapping_add(b),
        BinOp::Sub => a.wrapping_sub(b),
        BinOp::Mul => a.wrapping_mul(b),
        BinOp::And => a & b,
        BinOp::Or => a | b,
        BinOp::Xor => a ^ b,
        BinOp::AndNot => a & !b,
        BinOp::Div | BinOp::Rem => {
            if b == 0 {
                let unwind = Unwind::error_string("integer divide by zero");
                return Err(unwind).frame("runtime.panicdivide");
            }
            match (num.signed(), op) {
                (true, BinOp::Div) => (a as i64).wrapping_div(b as i64) as u64,
                (true, _) => (a as i64).wrapping_rem(b as i64) as u64,
                (false, BinOp::Div) => a / b,
                (false, _) => a % b,
            }
        }
        // Shifts have an instruction of their own.
        BinOp::Shl | BinOp::Shr => a,
    })
}

/// A length divided by a constant. gc takes a length for not negative: it shifts for a power of two, and otherwise
/// divides without sign or, before, multiplies in a way that rounds down.
pub(super) fn length_divide(rem: bool, unsigned: bool, a: u64, by: i64) -> u64 {
    let size = by.unsigned_abs();
    let quotient = if unsigned || size.is_power_of_two() {
        a / size
    } else {
        (a as i64).div_euclid(size as i64) as u64
    };
    match rem {
        true => a.wrapping_sub(quotient.wrapping_mul(size)),
        false if by < 0 => quotient.wrapping_neg(),
        false => quotient,
    }
}

/// `a << b` or `a >> b`.
pub(super) fn shift(left: bool, num: Num, a: u64, by: Num, b: u64) -> Res<u64> {
    if by.signed() && (b as i64) < 0 {
        let unwind = Unwind::error_string("negative shift amount");
        return Err(unwind).frame("runtime.panicshift");
    }
    let bits = num.width() as u64 * 8;
    Ok(match (left, num.signed()) {
        (true, _) if b >= bits => 0,
        (true, _) => a << b,
        (false, true) => ((a as i64) >> b.min(63)) as u64,
        (false, false) if b >= bits => 0,
        (false, false) => a >> b,
    })
}

#[inline]
pub(super) fn compare(op: CmpOp, num: Num, a: u64, b: u64) -> bool {
    match num {
        Num::F32 | Num::F64 => {
            let (x, y) = (f64_of(num, a), f64_of(num, b));
            match op {
                CmpOp::Eq => x == y,
                CmpOp::Ne => x != y,
                CmpOp::Lt => x < y,
                CmpOp::Le => x <= y,
                CmpOp::Gt => x > y,
                CmpOp::Ge => x >= y,
            }
        }
        _ if num.signed() => order(op, (a as i64).cmp(&(b as i64))),
        _ => order(op, a.cmp(&b)),
    }
}

#[inline]
pub(super) fn order(op: CmpOp, order: std::cmp::Ordering) -> bool {
    match op {
        CmpOp::Eq => order.is_eq(),
        CmpOp::Ne => order.is_ne(),
        CmpOp::Lt => order.is_lt(),
        CmpOp::Le => order.is_le(),
        CmpOp::Gt => order.is_gt(),
        CmpOp::Ge => order.is_ge(),
    }
}

pub(super) fn negate(num: Num, a: u64) -> u64 {
    match num {
        Num::F32 => u64::from((-f32::from_bits(a as u32)).to_bits()),
        Num::F64 => (-f64::from_bits(a)).to_bits(),
        _ => a.wrapping_neg(),
    }
}

/// `min` and `max`: NaN wins, and negative zero is less than zero.
pub(super) fn min_max(max: bool, num: Num, a: u64, b: u64) -> u64 {
    if !matches!(num, Num::F32 | Num::F64) {
        let op = if max { CmpOp::Ge } else { CmpOp::Le };
        return if compare(op, num, a, b) { a } else { b };
    }
    let (x, y) = (f64_of(num, a), f64_of(num, b));
    if x.is_nan() {
        return a;
    }
    if y.is_nan() {
        return b;
    }
    let a_first = x < y || (x == y && x.is_sign_negative());
    if a_first != max { a } else { b }
}

/// Conversion between numbers. Out of range floats give what amd64 gives.
pub(super) fn convert(from: Num, to: Num, a: u64) -> u64 {
    let float = matches!(from, Num::F32 | Num::F64);
    match to {
        Num::F64 if float => f64_of(from, a).to_bits(),
        Num::F32 if from == Num::F32 => a,
        Num::F32 if float => u64::from((f64::from_bits(a) as f32).to_bits()),
        Num::F64 if from.signed() => (a as i64 as f64).to_bits(),
        Num::F64 => (a as f64).to_bits(),
        Num::F32 if from.signed() => u64::from((a as i64 as f32).to_bits()),
        Num::F32 => u64::from((a as f32).to_bits()),
        _ if !float => a,
        Num::U64 => float_to_uint(f64_of(from, a)),
        Num::I64 | Num::U32 => float_to_int(f64_of(from, a)),
        _ => float_to_int32(f64_of(from, a)),
    }
}

/// `CVTTSD2SQ`
fn float_to_int(x: f64) -> u64 {
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x) {
        x as i64 as u64
    } else {
        1 << 63
    }
}

/// `CVTTSD2SL`
fn float_to_int32(x: f64) -> u64 {
    let whole = x.trunc();
    if (-2_147_483_648.0..2_147_483_648.0).contains(&whole) {
        whole as i64 as u64
    } else {
        0x8000_0000
    }
}

/// gc's sequence for `uint64(x)` on amd64.
fn float_to_uint(x: f64) -> u64 {
    if x < 9_223_372_036_854_775_808.0 {
        float_to_int(x)
    } else {
        float_to_int(x - 9_223_372_036_854_775_808.0) ^ 1 << 63
    }
}

/// `complex128div` of runtime/complex.go: the quotient of two complex numbers, infinities and zeros as in C99.
pub(super) fn complex_divide((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    let (e, f) = if c.abs() >= d.abs() {
        let ratio = d / c;
        let denominator = c + ratio * d;
        ((a + b * ratio) / denominator, (b - a * ratio) / denominator)
    } else {
        let ratio = c / d;
        let denominator = d + ratio * c;
        ((a * ratio + b) / denominator, (b * ratio - a) / denominator)
    };
    if !(e.is_nan() && f.is_nan()) {
        return (e, f);
    }
    let to_one = |x: f64| f64::from(u8::from(x.is_infinite())).copysign(x);
    let infinity = f64::INFINITY;
    if c == 0.0 && d == 0.0 && !(a.is_nan() && b.is_nan()) {
        let infinity = infinity.copysign(c);
        return (infinity * a, infinity * b);
    }
    if (a.is_infinite() || b.is_infinite()) && c.is_finite() && d.is_finite() {
        let (a, b) = (to_one(a), to_one(b));
        return (infinity * (a * c + b * d), infinity * (b * c - a * d));
    }
    if (c.is_infinite() || d.is_infinite()) && a.is_finite() && b.is_finite() {
        let (c, d) = (to_one(c), to_one(d));
        return (0.0 * (a * c + b * d), 0.0 * (b * c - a * d));
    }
    (e, f)
}
