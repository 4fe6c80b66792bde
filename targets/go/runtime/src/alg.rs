//! The algorithm of a type: how its values are compared and hashed.
//!
//! Follows cmd/compile/internal/types/alg.go (`AlgKind`; the compiler's side, `AlgType`, is the world's). What carries it out is in
//! [`crate::equal`] and [`crate::hash`].
//!
//! Invariants: `Alg::NoEq` exactly for the types that Go calls incomparable; padding and blank fields never count.

/// The algorithm of a type (`types.AlgKind`, with what it needs).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alg {
    /// Not comparable.
    NoEq,
    /// Plain bytes: so many.
    Mem(u64),
    /// `float32`
    F32,
    /// `float64`
    F64,
    /// `complex64`
    C64,
    /// `complex128`
    C128,
    /// `string`
    Str,
    /// An interface without methods.
    NilInter,
    /// An interface with methods.
    Inter,
    /// `len` elements of `size` bytes.
    Array {
        /// How an element is compared and hashed.
        elem: Box<Alg>,
        /// Elements.
        len: u64,
        /// Bytes of an element.
        size: u64,
    },
    /// The fields that count.
    Struct(Vec<FieldAlg>),
}

/// A field of a struct: where it is, and the bytes of the memory run that starts here (as `Memrun` finds it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldAlg {
    /// Bytes from the struct's start.
    pub offset: u64,
    /// How it is compared and hashed.
    pub alg: Alg,
    /// For a plain field: bytes that the compiler's hash function takes at once, or 0 if an earlier run has them.
    pub run: u64,
}

impl Alg {
    /// `k == k` for every `k` (`types.IsReflexive`): no floats and no interfaces inside.
    pub fn is_reflexive(&self) -> bool {
        match self {
            Alg::F32 | Alg::F64 | Alg::C64 | Alg::C128 | Alg::NilInter | Alg::Inter => false,
            Alg::Array { elem, .. } => elem.is_reflexive(),
            Alg::Struct(fields) => fields.iter().all(|f| f.alg.is_reflexive()),
            _ => true,
        }
    }

    /// Equal keys may have different bytes (`needkeyupdate`).
    pub fn need_key_update(&self) -> bool {
        match self {
            Alg::NoEq | Alg::Mem(_) => false,
            Alg::Array { elem, .. } => elem.need_key_update(),
            Alg::Struct(fields) => fields.iter().any(|f| f.alg.need_key_update()),
            _ => true,
        }
    }

    /// Hashing may panic (`hashMightPanic`): an interface is inside.
    pub fn hash_might_panic(&self) -> bool {
        match self {
            Alg::NilInter | Alg::Inter => true,
            Alg::Array { elem, .. } => elem.hash_might_panic(),
            Alg::Struct(fields) => fields.iter().any(|f| f.alg.hash_might_panic()),
            _ => false,
        }
    }
}
