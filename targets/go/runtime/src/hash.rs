//! Hashing without AES instructions.
//!
//! Follows runtime/hash64.go (`memhashFallback`, `memhash32Fallback`, `memhash64Fallback`), runtime/alg.go (`typehash`,
//! `f64hash`, `nilinterhash`, `mapKeyError`) and cmd/compile/internal/reflectdata/alg.go (`genhash`).
//!
//! Invariants: equal values hash equally, but for NaN, whose hash is drawn anew each time.
//! Deviations: a real process with AES instructions hashes by those; this is what it does with `GODEBUG=cpu.aes=off`.

use tearpoint_harness::contract::Stream;

use crate::alg::Alg;
use crate::equal::{Src, dynamic_type, generated};
use crate::error::{FrameExt, Res, Unwind};
use crate::layout::Maps;
use crate::process::Process;
use crate::profile::{EmptyMapKey, Rand};

const C0: u64 = 33_054_211_828_000_289;
const C1: u64 = 23_344_194_077_549_503;
const M5: u64 = 0x1d8e_4e27_c47d_124f;
/// runtime/hash64.go before Go 1.23: `m1` to `m4`.
const M: [u64; 4] = [
    0xa076_1d64_78bd_642f,
    0xe703_7ed1_a0b4_28db,
    0x8ebc_6af0_9c88_c6e3,
    0x5899_65cc_7537_4cc3,
];

#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

/// The four words that this version mixes with.
#[inline]
fn keys(process: &Process) -> [u64; 4] {
    let key = process.hashkey.get();
    if process.profile.get().hash_keys_only {
        key
    } else {
        [key[0] ^ M[0], M[1], M[2], M[3]]
    }
}

/// `memhash64` of a value.
#[inline]
pub fn memhash64(process: &Process, a: u64, seed: u64) -> u64 {
    let k = keys(process);
    mix(M5 ^ 8, mix(a ^ k[1], a ^ seed ^ k[0]))
}

/// `memhash32` of a value.
#[inline]
pub fn memhash32(process: &Process, a: u32, seed: u64) -> u64 {
    let (k, a) = (keys(process), u64::from(a));
    mix(M5 ^ 4, mix(a ^ k[1], a ^ seed ^ k[0]))
}

/// `memhash(p, seed, n)`. A bad access shows the frame of the assembly that a real process runs.
pub fn memhash(process: &Process, p: Src<'_>, seed: u64, n: u64) -> Res<u64> {
    fallback(process, p, seed, n).frame("aeshashbody")
}

fn fallback(process: &Process, p: Src<'_>, seed: u64, n: u64) -> Res<u64> {
    let k = keys(process);
    let r8 = |at: u64| p.at(at).load(process, 8);
    let mut seed = seed ^ k[0];
    let (a, b) = match n {
        0 => return Ok(seed),
        1..=3 => {
            let a = p.load(process, 1)? | p.at(n >> 1).load(process, 1)? << 8;
            (a | p.at(n - 1).load(process, 1)? << 16, 0)
        }
        4..=7 => (p.load(process, 4)?, p.at(n - 4).load(process, 4)?),
        8..=16 => (r8(0)?, r8(n - 8)?),
        _ => {
            let (mut at, mut left) = (0, n);
            if left > 48 {
                let (mut seed1, mut seed2) = (seed, seed);
                while left > 48 {
                    seed = mix(r8(at)? ^ k[1], r8(at + 8)? ^ seed);
                    seed1 = mix(r8(at + 16)? ^ k[2], r8(at + 24)? ^ seed1);
                    seed2 = mix(r8(at + 32)? ^ k[3], r8(at + 40)? ^ seed2);
                    at += 48;
                    left -= 48;
                }
                seed ^= seed1 ^ seed2;
            }
            while left > 16 {
                seed = mix(r8(at)? ^ k[1], r8(at + 8)? ^ seed);
                at += 16;
                left -= 16;
            }
            (r8((at + left).wrapping_sub(16))?, r8(at + left - 8)?)
        }
    };
    Ok(mix(M5 ^ n, mix(a ^ k[1], b ^ seed)))
}

/// `strhash` of a string's pointer and length.
pub fn strhash(process: &Process, ptr: u64, len: u64, seed: u64) -> Res<u64> {
    memhash(process, Src::Mem(ptr), seed, len)
}

/// `t.Hasher(p, h)` of a map with keys of the type `name`: its frame is on the stack.
pub(super) fn hash_func(process: &Process, alg: &Alg, name: &str, p: Src<'_>, h: u64) -> Res<u64> {
    hasher(process, alg, p, h).map_err(|mut unwind| {
        let function = match alg {
            Alg::Mem(size @ (1 | 2 | 4 | 8 | 16)) => format!("runtime.memhash{}", size * 8),
            Alg::Mem(_) => "runtime.memhash_varlen".to_owned(),
            Alg::F32 => "runtime.f32hash".to_owned(),
            Alg::F64 => "runtime.f64hash".to_owned(),
            Alg::C64 => "runtime.c64hash".to_owned(),
            Alg::C128 => "runtime.c128hash".to_owned(),
            Alg::Array { .. } | Alg::Struct(_) => generated(process, "hash", name),
            // These put their frames there themselves.
            Alg::NoEq | Alg::Str | Alg::NilInter | Alg::Inter => return unwind,
        };
        unwind.frames.push(function);
        unwind
    })
}

/// A map type's hash function, as the compiler generates it for keys with algorithm `alg` (`genhash`).
pub fn hasher(process: &Process, alg: &Alg, p: Src<'_>, h: u64) -> Res<u64> {
    match alg {
        Alg::Mem(0) => Ok(h),
        Alg::Struct(fields) => {
            let mut h = h;
            for field in fields {
                let at = p.at(field.offset);
                h = match field.alg {
                    Alg::Mem(_) if field.run == 0 => h,
                    Alg::Mem(_) => memhash(process, at, h, field.run)?,
                    _ => hasher(process, &field.alg, at, h)?,
                };
            }
            Ok(h)
        }
        Alg::Array { elem, len, size } => {
            (0..*len).try_fold(h, |h, i| hasher(process, elem, p.at(i * size), h))
        }
        _ => typehash(process, alg, p, h),
    }
}

/// `typehash`: field by field, as the runtime does for values in interfaces.
pub fn typehash(process: &Process, alg: &Alg, p: Src<'_>, h: u64) -> Res<u64> {
    match alg {
        // Interfaces are checked before; a type inside another is never incomparable.
        Alg::NoEq => Ok(h),
        Alg::Mem(4) => Ok(memhash32(process, p.load(process, 4)? as u32, h)),
        Alg::Mem(8) => Ok(memhash64(process, p.load(process, 8)?, h)),
        Alg::Mem(size) => memhash(process, p, h, *size),
        Alg::F32 => floathash(process, p, h, 4),
        Alg::F64 => floathash(process, p, h, 8),
        Alg::C64 => floathash(process, p.at(4), floathash(process, p, h, 4)?, 4),
        Alg::C128 => floathash(process, p.at(8), floathash(process, p, h, 8)?, 8),
        Alg::Str => strhash(process, p.load(process, 8)?, p.at(8).load(process, 8)?, h),
        Alg::NilInter | Alg::Inter => {
            let function = if *alg == Alg::Inter {
                "runtime.interhash"
            } else {
                "runtime.nilinterhash"
            };
            interhash(process, p, h).frame(function)
        }
        Alg::Array { elem, len, size } => {
            (0..*len).try_fold(h, |h, i| typehash(process, elem, p.at(i * size), h))
        }
        Alg::Struct(fields) => fields.iter().try_fold(h, |h, field| {
            typehash(process, &field.alg, p.at(field.offset), h)
        }),
    }
}

/// `f32hash`, `f64hash`
fn floathash(process: &Process, p: Src<'_>, h: u64, width: usize) -> Res<u64> {
    let bits = p.load(process, width)?;
    let float = if width == 4 {
        f64::from(f32::from_bits(bits as u32))
    } else {
        f64::from_bits(bits)
    };
    if float == 0.0 {
        return Ok(C1.wrapping_mul(C0 ^ h));
    }
    if float.is_nan() {
        return Ok(C1.wrapping_mul(C0 ^ h ^ rand(process)));
    }
    memhash(process, p, h, width as u64)
}

/// `rand`, or `fastrand` before Go 1.22: 32 bits only.
pub(super) fn rand(process: &Process) -> u64 {
    let bits = process.sim.choose(Stream::HashSeed, 0);
    match process.profile.get().rand {
        Rand::Fastrand => bits & 0xffff_ffff,
        Rand::Rand => bits,
    }
}

/// `interhash`, `nilinterhash`
fn interhash(process: &Process, p: Src<'_>, h: u64) -> Res<u64> {
    let word = p.load(process, 8)?;
    if word == 0 {
        return Ok(h);
    }
    let id = dynamic_type(process, word)?;
    let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
    let rtype = rtypes.get(id);
    if rtype.alg == Alg::NoEq {
        let text = format!("hash of unhashable type {}", rtype.name);
        return Err(Unwind::error_string(&text));
    }
    let data = if rtype.direct_iface {
        p.at(8)
    } else {
        Src::Mem(p.at(8).load(process, 8)?)
    };
    let hash = typehash(process, &rtype.alg, data, h ^ C0);
    Ok(C1.wrapping_mul(hash.frame("runtime.typehash")?))
}

/// What an operation on an empty or nil map does with a key whose hash might panic: `mapKeyError`, and before Go 1.22
/// a call of the hash function.
pub(super) fn map_key_error(process: &Process, alg: &Alg, p: Src<'_>) -> Res<()> {
    if process.profile.get().empty_map_key == EmptyMapKey::Hash {
        return hasher(process, alg, p, 0).map(|_| ());
    }
    match alg {
        Alg::NilInter | Alg::Inter => {
            let word = p.load(process, 8)?;
            if word == 0 {
                return Ok(());
            }
            let id = dynamic_type(process, word)?;
            let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
            let rtype = rtypes.get(id);
            if rtype.alg == Alg::NoEq {
                return Err(unhashable(process, &rtype.name));
            }
            if rtype.direct_iface {
                return map_key_error(process, &rtype.alg, p.at(8));
            }
            map_key_error(process, &rtype.alg, Src::Mem(p.at(8).load(process, 8)?))
        }
        Alg::Array { elem, len, size } => {
            (0..*len).try_for_each(|i| map_key_error(process, elem, p.at(i * size)))
        }
        Alg::Struct(fields) => fields
            .iter()
            .try_for_each(|field| map_key_error(process, &field.alg, p.at(field.offset))),
        _ => Ok(()),
    }
}

/// What an operation on an empty map says of a key that cannot be hashed.
fn unhashable(process: &Process, name: &str) -> Box<Unwind> {
    if process.profile.get().swiss.own_key_error && process.profile.get().layout.maps == Maps::Swiss
    {
        return Unwind::plain_error(&format!("hash of unhashable type: {name}"));
    }
    Unwind::error_string(&format!("hash of unhashable type {name}"))
}
