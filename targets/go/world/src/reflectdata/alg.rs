//! The algorithm by which values of a type are compared and hashed, as the compiler picks it.
//!
//! Follows cmd/compile/internal/types/alg.go (`AlgType`) and cmd/compile/internal/compare (`Memrun`, `IsPaddedField`).
//!
//! Invariants: `Alg::NoEq` exactly for the types that Go calls incomparable; padding and blank fields never count.

use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_runtime::alg::{Alg, FieldAlg};

/// The algorithm of type `id` (`AlgType`).
pub(super) fn alg_of(types: &Types, id: TypeId) -> Alg {
    match types.underlying(id) {
        Type::Slice(_) | Type::Map { .. } | Type::Func(_) | Type::Tuple(_) => Alg::NoEq,
        Type::Float32 => Alg::F32,
        Type::Float64 | Type::UntypedFloat => Alg::F64,
        Type::Complex64 => Alg::C64,
        Type::Complex128 => Alg::C128,
        Type::String | Type::UntypedString => Alg::Str,
        Type::Interface(methods) if methods.is_empty() => Alg::NilInter,
        Type::Interface(_) => Alg::Inter,
        Type::Array { elem, len } => alg_of_array(types, *elem, *len),
        Type::Struct(_) => alg_of_struct(types, id),
        _ => Alg::Mem(types.size(id)),
    }
}

fn alg_of_array(types: &Types, elem: TypeId, len: u64) -> Alg {
    let size = types.size(elem);
    match alg_of(types, elem) {
        Alg::NoEq => Alg::NoEq,
        Alg::Mem(_) => Alg::Mem(size.saturating_mul(len)),
        _ if len == 0 => Alg::Mem(0),
        alg if len == 1 => alg,
        alg => Alg::Array {
            elem: Box::new(alg),
            len,
            size,
        },
    }
}

fn alg_of_struct(types: &Types, id: TypeId) -> Alg {
    let Type::Struct(fields) = types.underlying(id) else {
        return Alg::NoEq;
    };
    let (size, offsets) = (types.size(id), types.offsets(id));
    let algs: Vec<Alg> = fields.iter().map(|f| alg_of(types, f.ty)).collect();
    let blank = |i: usize| fields[i].name == "_" && !fields[i].embedded;
    if algs.contains(&Alg::NoEq) {
        return Alg::NoEq;
    }
    if let [only] = algs.as_slice()
        && !blank(0)
    {
        return only.clone();
    }
    let end = |i: usize| offsets[i] + types.size(fields[i].ty);
    let padded = |i: usize| end(i) != offsets.get(i + 1).copied().unwrap_or(size);
    let plain = |i: usize| matches!(algs[i], Alg::Mem(_)) && !blank(i);
    if (0..fields.len()).all(|i| plain(i) && !padded(i)) {
        return Alg::Mem(size);
    }
    let mut kept = Vec::new();
    let mut run_end = 0;
    for i in 0..fields.len() {
        if blank(i) {
            continue;
        }
        let mut run = 0;
        if plain(i) && i >= run_end {
            run_end = i + 1;
            while run_end < fields.len() && !padded(run_end - 1) && plain(run_end) {
                run_end += 1;
            }
            run = end(run_end - 1) - offsets[i];
        }
        kept.push(FieldAlg {
            offset: offsets[i],
            alg: algs[i].clone(),
            run,
        });
    }
    Alg::Struct(kept)
}
