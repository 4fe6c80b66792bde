//! Where types have pointers: for the allocator, the collector and the descriptors.

use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_machine::PtrMap;

/// Arrays above this many bytes are described by their element.
const MAX_UNROLLED: u64 = 512;
/// Pointers of a type that are listed one by one.
const MAX_POINTERS: usize = 8192;

/// The pointer words of a type.
pub fn ptr_map(types: &Types, id: TypeId) -> Option<PtrMap> {
    if let Type::Array { elem, len } = *types.underlying(id)
        && len > 1
        && types.size(id) > MAX_UNROLLED
    {
        return ptr_map(types, elem);
    }
    if !types.has_pointers(id) {
        return None;
    }
    let mut offsets = Vec::new();
    if pointers(types, id, 0, &mut offsets) {
        Some(PtrMap::of(types.size(id), &offsets))
    } else {
        Some(PtrMap::ALL)
    }
}

/// Lists the offsets of a type's pointers. False if there are too many.
pub(super) fn pointers(types: &Types, id: TypeId, base: u64, out: &mut Vec<u64>) -> bool {
    if out.len() > MAX_POINTERS {
        return false;
    }
    match types.underlying(id) {
        Type::String | Type::UntypedString | Type::UntypedNil | Type::Slice(_) => out.push(base),
        Type::UnsafePointer | Type::Pointer(_) | Type::Func(_) => out.push(base),
        Type::Map { .. } | Type::Chan { .. } => out.push(base),
        Type::Interface(_) => out.extend([base, base + 8]),
        Type::Array { elem, len } => {
            let (elem, len, size) = (*elem, *len, types.size(*elem));
            if types.has_pointers(elem) {
                return (0..len).all(|i| pointers(types, elem, base + i * size, out));
            }
        }
        Type::Struct(fields) => {
            let offsets = types.offsets(id);
            return fields
                .iter()
                .zip(offsets)
                .all(|(field, at)| pointers(types, field.ty, base + at, out));
        }
        Type::Tuple(items) => {
            let offsets = types.offsets(id);
            return items
                .iter()
                .zip(offsets)
                .all(|(&ty, at)| pointers(types, ty, base + at, out));
        }
        _ => {}
    }
    true
}

/// Bytes of an object up to the end of its last pointer.
pub(super) fn ptrdata(size: u64, ptrs: Option<&PtrMap>) -> u64 {
    let Some(ptrs) = ptrs else { return 0 };
    let words = (size / 8).min(1 << 20);
    let last = (0..words).rev().find(|&word| ptrs.is_pointer(8 * word));
    last.map_or(0, |word| 8 * (word + 1))
}
