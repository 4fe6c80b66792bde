//! Sizes, alignments and offsets of types, in bytes.
//!
//! Follows cmd/compile/internal/types (`CalcSize`) for amd64.

use super::{Type, TypeId, Types};

impl Types {
    /// Size and alignment in bytes. Untyped kinds have those of their default type.
    pub fn size_align(&self, id: TypeId) -> (u64, u64) {
        match self.underlying(id) {
            Type::Bool | Type::Int8 | Type::Uint8 | Type::UntypedBool => (1, 1),
            Type::Int16 | Type::Uint16 => (2, 2),
            Type::Int32 | Type::Uint32 | Type::Float32 | Type::UntypedRune => (4, 4),
            Type::Complex64 => (8, 4),
            Type::Complex128
            | Type::UntypedComplex
            | Type::String
            | Type::UntypedString
            | Type::Interface(_) => (16, 8),
            Type::Slice(_) => (24, 8),
            Type::Array { elem, len } => {
                let (size, align) = self.size_align(*elem);
                (size * len, align)
            }
            Type::Struct(fields) => {
                let (mut end, mut max_align, mut last) = (0, 1, 1);
                for field in fields {
                    let (size, align) = self.size_align(field.ty);
                    end = round_up(end, align) + size;
                    max_align = max_align.max(align);
                    last = size;
                }
                // A trailing zero-size field gets a byte, so that its address stays inside the struct.
                if last == 0 && end > 0 {
                    end += 1;
                }
                (round_up(end, max_align), max_align)
            }
            Type::Tuple(items) => {
                let end = items.iter().fold(0, |end, &ty| {
                    let (size, align) = self.size_align(ty);
                    round_up(end, align) + size
                });
                (round_up(end, 8), 8)
            }
            _ => (8, 8),
        }
    }

    /// Size in bytes.
    pub fn size(&self, id: TypeId) -> u64 {
        self.size_align(id).0
    }

    /// Byte offset of each field of a struct type (or of each item of a tuple).
    pub fn offsets(&self, id: TypeId) -> Vec<u64> {
        let items: Vec<TypeId> = match self.underlying(id) {
            Type::Struct(fields) => fields.iter().map(|field| field.ty).collect(),
            Type::Tuple(items) => items.clone(),
            _ => Vec::new(),
        };
        let mut end = 0;
        items
            .iter()
            .map(|&ty| {
                let (size, align) = self.size_align(ty);
                let at = round_up(end, align);
                end = at + size;
                at
            })
            .collect()
    }

    /// Whether values of the type hold pointers the collector follows.
    pub fn has_pointers(&self, id: TypeId) -> bool {
        match self.underlying(id) {
            Type::String | Type::UnsafePointer | Type::Slice(_) | Type::Pointer(_) => true,
            Type::Func(_) | Type::Interface(_) | Type::Map { .. } | Type::Chan { .. } => true,
            Type::UntypedString | Type::UntypedNil => true,
            Type::Array { elem, len } => *len > 0 && self.has_pointers(*elem),
            Type::Struct(fields) => fields.iter().any(|field| self.has_pointers(field.ty)),
            Type::Tuple(items) => items.iter().any(|&ty| self.has_pointers(ty)),
            _ => false,
        }
    }
}

/// `n` rounded up to a multiple of `align`, a power of two.
pub fn round_up(n: u64, align: u64) -> u64 {
    (n + align - 1) & !(align - 1)
}
