//! Keys as they lie in memory, in the form in which equal keys have equal bytes.

use super::blob::{Blob, INLINE};
use crate::alg::Alg;
use crate::equal::{Src, dynamic_type};
use crate::process::Process;

/// Longer strings are not followed.
const MAX_STRING: u64 = 1 << 20;

/// Whether these bytes are at `addr`.
#[inline]
pub(super) fn is_at(process: &Process, blob: &Blob, addr: u64) -> bool {
    let mem = process.mem.borrow();
    let bytes = match blob {
        Blob::Word(len, word) => return mem.load(addr, usize::from(*len)) == Ok(*word),
        Blob::Small(len, bytes) => &bytes[..usize::from(*len)],
        Blob::Large(bytes) => bytes,
    };
    let mut there = [0; 64];
    bytes.chunks(64).enumerate().all(|(n, part)| {
        let there = &mut there[..part.len()];
        mem.read(addr.wrapping_add(64 * n as u64), there).is_ok() && *there == *part
    })
}

/// A key in the form in which equal keys have equal bytes.
pub(super) enum Canon {
    Key(Blob),
    /// Equal to nothing.
    Nan,
    /// It cannot be read, or has no equality.
    Bad,
}

/// The canonical form of a key.
pub(super) fn canon(process: &Process, alg: &Alg, key: Src<'_>) -> Canon {
    match alg {
        Alg::Mem(size @ (1 | 2 | 4 | 8)) => match number(process, key, *size as usize) {
            Some(word) => Canon::Key(Blob::Word(*size as u8, word)),
            None => Canon::Bad,
        },
        Alg::Str => {
            let mut bytes = Vec::new();
            let header = (number(process, key, 8), number(process, key.at(8), 8));
            match header {
                (Some(ptr), Some(len)) => string(process, ptr, len, &mut bytes),
                _ => Canon::Bad,
            }
        }
        _ => {
            let mut bytes = Vec::new();
            match write(process, alg, key, &mut bytes) {
                Ok(()) => Canon::Key(Blob::new(&bytes)),
                Err(canon) => canon,
            }
        }
    }
}

fn number(process: &Process, src: Src<'_>, width: usize) -> Option<u64> {
    match src {
        Src::Mem(addr) => process.mem.borrow().load(addr, width).ok(),
        Src::Host(bytes) => {
            let mut word = [0; 8];
            word[..width].copy_from_slice(bytes.get(..width)?);
            Some(u64::from_le_bytes(word))
        }
    }
}

fn string(process: &Process, ptr: u64, len: u64, bytes: &mut Vec<u8>) -> Canon {
    let mut small = [0; INLINE];
    let mem = process.mem.borrow();
    if let Some(part) = small.get_mut(..len as usize) {
        return match mem.read(ptr, part) {
            Ok(()) => Canon::Key(Blob::new(&small[..len as usize])),
            Err(_) => Canon::Bad,
        };
    }
    if len > MAX_STRING {
        return Canon::Bad;
    }
    bytes.resize(len as usize, 0);
    match mem.read(ptr, bytes) {
        Ok(()) => Canon::Key(Blob::new(bytes)),
        Err(_) => Canon::Bad,
    }
}

/// Appends the canonical bytes of a value that is part of a key.
fn write(process: &Process, alg: &Alg, src: Src<'_>, out: &mut Vec<u8>) -> Result<(), Canon> {
    let number = |at: u64, width: usize| number(process, src.at(at), width).ok_or(Canon::Bad);
    match alg {
        Alg::NoEq => return Err(Canon::Bad),
        Alg::Mem(size) => {
            for at in 0..*size {
                out.push(number(at, 1)? as u8);
            }
        }
        Alg::F32 => float(f64::from(f32::from_bits(number(0, 4)? as u32)), out)?,
        Alg::F64 => float(f64::from_bits(number(0, 8)?), out)?,
        Alg::C64 => {
            write(process, &Alg::F32, src, out)?;
            write(process, &Alg::F32, src.at(4), out)?;
        }
        Alg::C128 => {
            write(process, &Alg::F64, src, out)?;
            write(process, &Alg::F64, src.at(8), out)?;
        }
        Alg::Str => {
            let (ptr, len) = (number(0, 8)?, number(8, 8)?);
            if len > MAX_STRING {
                return Err(Canon::Bad);
            }
            out.extend_from_slice(&len.to_le_bytes());
            let start = out.len();
            out.resize(start + len as usize, 0);
            let read = process.mem.borrow().read(ptr, &mut out[start..]);
            read.map_err(|_| Canon::Bad)?;
        }
        Alg::NilInter | Alg::Inter => {
            let word = number(0, 8)?;
            out.extend_from_slice(&word.to_le_bytes());
            if word == 0 {
                return Ok(());
            }
            let id = dynamic_type(process, word).map_err(|_| Canon::Bad)?;
            let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
            let rtype = rtypes.get(id);
            let data = if rtype.direct_iface {
                src.at(8)
            } else {
                Src::Mem(number(8, 8)?)
            };
            write(process, &rtype.alg, data, out)?;
        }
        Alg::Array { elem, len, size } => {
            for i in 0..*len {
                write(process, elem, src.at(i * size), out)?;
            }
        }
        Alg::Struct(fields) => {
            for field in fields {
                write(process, &field.alg, src.at(field.offset), out)?;
            }
        }
    }
    Ok(())
}

fn float(value: f64, out: &mut Vec<u8>) -> Result<(), Canon> {
    if value.is_nan() {
        return Err(Canon::Nan);
    }
    // Both zeros are equal.
    let value = if value == 0.0 { 0.0 } else { value };
    out.extend_from_slice(&value.to_bits().to_le_bytes());
    Ok(())
}
