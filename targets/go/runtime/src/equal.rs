//! Comparing values, and copying them.
//!
//! Follows runtime/alg.go (`strequal`, `interequal`, `nilinterequal`, `efaceeq`, `ifaceeq`) and mbarrier.go (`typedmemmove`).
//!
//! Deviations: fields of a struct are compared in order, where the compiler may put cheap ones first; that can only
//! change which of two bad pointers faults.

use crate::alg::Alg;
use crate::error::{FrameExt, Res, Unwind};
use crate::process::Process;
use crate::rtype::RtypeId;
use tearpoint_machine::{Fault, FaultClass};

/// What a word past the end of a key on the host reads as: a stale return address on the goroutine's stack.
const STALE: u64 = 0x48_1f05;

/// A value: in simulated memory, or bytes on the host (a temporary whose address is never taken).
#[derive(Clone, Copy, Debug)]
pub enum Src<'a> {
    /// At this address.
    Mem(u64),
    /// These bytes.
    Host(&'a [u8]),
}

impl<'a> Src<'a> {
    /// The value `offset` bytes on.
    #[inline]
    pub fn at(self, offset: u64) -> Src<'a> {
        match self {
            Src::Mem(addr) => Src::Mem(addr.wrapping_add(offset)),
            Src::Host(bytes) => Src::Host(bytes.get(offset as usize..).unwrap_or(&[])),
        }
    }

    /// An unsigned number of `width` bytes at the start.
    #[inline]
    pub fn load(self, process: &Process, width: usize) -> Res<u64> {
        match self {
            Src::Mem(addr) => process.load(addr, width),
            Src::Host(bytes) => {
                let mut word = STALE.to_le_bytes();
                let have = bytes.len().min(width);
                if have > 0 {
                    word = [0; 8];
                    word[..have].copy_from_slice(&bytes[..have]);
                }
                let mask = if width == 8 {
                    u64::MAX
                } else {
                    (1 << (8 * width)) - 1
                };
                Ok(u64::from_le_bytes(word) & mask)
            }
        }
    }

    /// The first `size` bytes, into simulated memory at `to` (`typedmemmove`).
    pub fn copy_to(self, process: &Process, to: u64, size: u64) -> Res<()> {
        match self {
            Src::Mem(from) => typedmemmove(process, to, from, size),
            Src::Host(bytes) => {
                let bytes = &bytes[..bytes.len().min(size as usize)];
                let done = process
                    .mem
                    .borrow_mut()
                    .write(to, bytes)
                    .map_err(Into::into);
                memmove_frames(done)
            }
        }
    }
}

/// `typedmemmove`: `size` bytes from one place of simulated memory to another.
pub fn typedmemmove(process: &Process, to: u64, from: u64, size: u64) -> Res<()> {
    let width @ (1 | 2 | 4 | 8) = size as usize else {
        let done = process.mem.borrow_mut().copy(to, from, size as usize);
        return memmove_frames(done.map_err(Into::into));
    };
    if to == from {
        return Ok(());
    }
    let value = process.load(from, width);
    memmove_frames(value.and_then(|value| process.store(to, width, value)))
}

fn memmove_frames(result: Res<()>) -> Res<()> {
    if result.is_ok() {
        return result;
    }
    result
        .frame("runtime.memmove")
        .frame("runtime.typedmemmove")
}

/// The type named by the first word of an interface: a descriptor, or an itab that has one at offset 8.
pub(super) fn dynamic_type(process: &Process, word: u64) -> Res<RtypeId> {
    let rtypes = process.rtypes.borrow();
    if let Some(id) = rtypes.by_addr(word) {
        return Ok(id);
    }
    let inner = process.load(word.wrapping_add(8), 8)?;
    // A wild type word: what real code makes of the garbage behind it ends in a bad access.
    let wild = Fault {
        addr: inner,
        write: false,
        class: FaultClass::Unmapped,
    };
    rtypes.by_addr(inner).ok_or_else(|| wild.into())
}

/// Whether two values of a type with algorithm `alg` are equal.
pub fn equal(process: &Process, alg: &Alg, a: Src<'_>, b: Src<'_>) -> Res<bool> {
    Ok(match alg {
        Alg::NoEq => false,
        Alg::Mem(size) => return mem_equal(process, a, b, *size),
        Alg::F32 => float(a.load(process, 4)?, 4) == float(b.load(process, 4)?, 4),
        Alg::F64 => float(a.load(process, 8)?, 8) == float(b.load(process, 8)?, 8),
        Alg::C64 => {
            equal(process, &Alg::F32, a, b)? && equal(process, &Alg::F32, a.at(4), b.at(4))?
        }
        Alg::C128 => {
            equal(process, &Alg::F64, a, b)? && equal(process, &Alg::F64, a.at(8), b.at(8))?
        }
        Alg::Str => {
            let len = a.at(8).load(process, 8)?;
            len == b.at(8).load(process, 8)?
                && memequal(process, a.load(process, 8)?, b.load(process, 8)?, len)?
        }
        Alg::NilInter | Alg::Inter => {
            let (word, other) = (a.load(process, 8)?, b.load(process, 8)?);
            word == other && interface_equal(process, alg, word, a.at(8), b.at(8))?
        }
        Alg::Array { elem, len, size } => {
            for i in 0..*len {
                if !equal(process, elem, a.at(i * size), b.at(i * size))? {
                    return Ok(false);
                }
            }
            true
        }
        Alg::Struct(fields) => {
            for field in fields {
                if !equal(process, &field.alg, a.at(field.offset), b.at(field.offset))? {
                    return Ok(false);
                }
            }
            true
        }
    })
}

fn mem_equal(process: &Process, a: Src<'_>, b: Src<'_>, size: u64) -> Res<bool> {
    let mut at = 0;
    while at < size {
        let width = match size - at {
            8.. => 8,
            4..8 => 4,
            2..4 => 2,
            _ => 1,
        };
        if a.at(at).load(process, width)? != b.at(at).load(process, width)? {
            return Ok(false);
        }
        at += width as u64;
    }
    Ok(true)
}

fn float(bits: u64, width: usize) -> f64 {
    if width == 4 {
        f64::from(f32::from_bits(bits as u32))
    } else {
        f64::from_bits(bits)
    }
}

/// `memequal` of `len` bytes at two addresses.
pub fn memequal(process: &Process, a: u64, b: u64, len: u64) -> Res<bool> {
    if a == b {
        return Ok(true);
    }
    let same = process.mem.borrow().equal(a, b, len as usize);
    same.map_err(Into::into).frame("memeqbody")
}

/// As [`equal`], through the function pointer of the type `name`: its frame is on the stack.
pub(super) fn equal_func(
    process: &Process,
    alg: &Alg,
    name: &str,
    a: Src<'_>,
    b: Src<'_>,
) -> Res<bool> {
    equal(process, alg, a, b).map_err(|mut unwind| {
        let function = match alg {
            Alg::NoEq => return unwind,
            Alg::Mem(size @ (1 | 2 | 4 | 8 | 16)) => format!("runtime.memequal{}", size * 8),
            Alg::Mem(_) => "memeqbody".to_owned(),
            Alg::F32 => "runtime.f32equal".to_owned(),
            Alg::F64 => "runtime.f64equal".to_owned(),
            Alg::C64 => "runtime.c64equal".to_owned(),
            Alg::C128 => "runtime.c128equal".to_owned(),
            Alg::Str => "runtime.strequal".to_owned(),
            Alg::NilInter => "runtime.nilinterequal".to_owned(),
            Alg::Inter => "runtime.interequal".to_owned(),
            Alg::Array { .. } | Alg::Struct(_) => generated(process, "eq", name),
        };
        unwind.frames.push(function);
        unwind
    })
}

/// The name of a function that the compiler generates for a type, as a traceback prints it.
pub(super) fn generated(process: &Process, what: &str, name: &str) -> String {
    let prefix = process.profile.get().type_function_prefix;
    let name = match (name.find('['), name.rfind(']')) {
        (Some(open), Some(close)) if open < close => {
            format!("{}[...]{}", &name[..open], &name[close + 1..])
        }
        _ => name.to_owned(),
    };
    format!("{prefix}{what}.{name}")
}

/// `efaceeq` and `ifaceeq`: the data words of two interfaces with the same type word.
fn interface_equal(process: &Process, alg: &Alg, word: u64, a: Src<'_>, b: Src<'_>) -> Res<bool> {
    if word == 0 {
        return Ok(true);
    }
    let function = if *alg == Alg::Inter {
        "runtime.ifaceeq"
    } else {
        "runtime.efaceeq"
    };
    let id = dynamic_type(process, word).frame(function)?;
    let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
    let rtype = rtypes.get(id);
    if rtype.alg == Alg::NoEq {
        let text = format!("comparing uncomparable type {}", rtype.name);
        return Err(Unwind::error_string(&text)).frame(function);
    }
    let (x, y) = (a.load(process, 8)?, b.load(process, 8)?);
    if rtype.direct_iface {
        return Ok(x == y);
    }
    equal_func(process, &rtype.alg, &rtype.name, Src::Mem(x), Src::Mem(y)).frame(function)
}
