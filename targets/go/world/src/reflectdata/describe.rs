//! Describes each type to the runtime: size, pointers, how it is compared and hashed, how its maps are laid out.

use super::alg::alg_of;
use super::typemap::{pointers, ptr_map};
use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_machine::PtrMap;
use tearpoint_runtime::alg::Alg;
use tearpoint_runtime::layout::Maps;
use tearpoint_runtime::rtype::{
    BUCKET_TYPE, Group, MapKind, MapType, Rtype, RtypeId, Rtypes, TypeMap, group_addr,
};

/// Keys and elements larger than this are stored by pointer.
const MAX_INLINE: u64 = 128;

/// The number of a type's descriptor: types and descriptors are numbered alike.
pub fn descriptor(id: TypeId) -> RtypeId {
    RtypeId(id.0)
}

/// The type of a descriptor.
pub fn type_of(id: RtypeId) -> TypeId {
    TypeId(id.0)
}

/// Where a type has pointers.
pub fn type_map(types: &Types, id: TypeId) -> TypeMap {
    TypeMap {
        addr: descriptor(id).addr(),
        ptrs: ptr_map(types, id),
    }
}

/// The descriptors of every type.
pub fn build(types: &Types, maps: Maps) -> Rtypes {
    let describe = |n: usize| {
        let id = TypeId(n as u32);
        let map = match types.underlying(id) {
            Type::Map { key, elem } => Some(Box::new(map_type(types, id, *key, *elem))),
            _ => None,
        };
        Rtype {
            addr: descriptor(id).addr(),
            name: types.name(id),
            size: types.size(id),
            noscan: !types.has_pointers(id),
            direct_iface: direct_iface(types, id),
            alg: alg_of(types, id),
            map_of: type_map(types, id),
            kind: kind(types.underlying(id)),
            map,
        }
    };
    Rtypes::new((0..types.len()).map(describe).collect(), maps)
}

fn map_type(types: &Types, id: TypeId, key: TypeId, elem: TypeId) -> MapType {
    let (key_size, elem_size) = (types.size(key), types.size(elem));
    let (indirect_key, indirect_elem) = (key_size > MAX_INLINE, elem_size > MAX_INLINE);
    let slot = |size: u64, indirect: bool| if indirect { 8 } else { size };
    let key_slot_size = slot(key_size, indirect_key);
    let elem_slot_size = slot(elem_size, indirect_elem);
    let alg = alg_of(types, key);
    let key_noscan = !types.has_pointers(key);
    let elem_noscan = !types.has_pointers(elem);
    let kind = match alg {
        _ if indirect_elem => MapKind::Generic,
        Alg::Mem(4) if key_noscan => MapKind::Fast32,
        Alg::Mem(8) if key_noscan => MapKind::Fast64,
        Alg::Mem(8) => MapKind::Fast64Ptr,
        Alg::Str => MapKind::FastStr,
        _ => MapKind::Generic,
    };
    let (key_map, elem_map) = (type_map(types, key), type_map(types, elem));
    let bucket_noscan = key_noscan && elem_noscan && !indirect_key && !indirect_elem;
    let bucket_size = 8 + 8 * (key_slot_size + elem_slot_size) + 8;
    let bucket_map = TypeMap {
        addr: descriptor(id).addr() + BUCKET_TYPE,
        ptrs: (!bucket_noscan).then(|| {
            let mut offsets = vec![bucket_size - 8];
            for (ty, indirect, size, start) in [
                (key, indirect_key, key_slot_size, 8),
                (elem, indirect_elem, elem_slot_size, 8 + 8 * key_slot_size),
            ] {
                for at in (0..8).map(|i| start + i * size) {
                    if indirect {
                        offsets.push(at);
                    } else {
                        pointers(types, ty, at, &mut offsets);
                    }
                }
            }
            PtrMap::of(bucket_size, &offsets)
        }),
    };
    MapType {
        addr: descriptor(id).addr(),
        id: descriptor(id),
        key_map,
        elem_map,
        bucket_map,
        key_size,
        elem_size,
        key_slot_size,
        elem_slot_size,
        // The overflow pointer is aligned, and the last word.
        bucket_size,
        indirect_key,
        indirect_elem,
        reflexive_key: alg.is_reflexive(),
        need_key_update: alg.need_key_update(),
        hash_might_panic: alg.hash_might_panic(),
        key_noscan,
        elem_noscan,
        bucket_noscan,
        kind,
        group: group(types, id, (key, indirect_key), (elem, indirect_elem)),
        key_name: types.name(key),
        elem: alg_of(types, elem),
        key: alg,
    }
}

/// `MapGroupType`: a control word, and eight slots of a key and an element, each by pointer if it is `indirect`.
fn group(
    types: &Types,
    id: TypeId,
    (key, indirect_key): (TypeId, bool),
    (elem, indirect_elem): (TypeId, bool),
) -> Group {
    let laid_out = |ty: TypeId, indirect: bool| match indirect {
        true => (8, 8),
        false => types.size_align(ty),
    };
    let (key_size, key_align) = laid_out(key, indirect_key);
    let (elem_size, elem_align) = laid_out(elem, indirect_elem);
    let elem_off = key_size.next_multiple_of(elem_align.max(1));
    // What ends in a field without a size is a byte longer, so that the field's address is within.
    let padding = u64::from(elem_size == 0 && elem_off > 0);
    let align = key_align.max(elem_align).max(1);
    let slot_size = (elem_off + elem_size + padding).next_multiple_of(align);
    let size = match slot_size {
        0 => 16,
        slot_size => (8 + 8 * slot_size).next_multiple_of(8),
    };
    let noscan = |ty: TypeId, indirect: bool| !indirect && !types.has_pointers(ty);
    let ptrs = (!noscan(key, indirect_key) || !noscan(elem, indirect_elem)).then(|| {
        let mut offsets = Vec::new();
        for slot in (0..8).map(|i| 8 + i * slot_size) {
            for (ty, indirect, at) in [
                (key, indirect_key, slot),
                (elem, indirect_elem, slot + elem_off),
            ] {
                if indirect {
                    offsets.push(at);
                } else {
                    pointers(types, ty, at, &mut offsets);
                }
            }
        }
        PtrMap::of(size, &offsets)
    });
    Group {
        slot_size,
        elem_off,
        size,
        map: TypeMap {
            addr: group_addr(types.len(), descriptor(id)),
            ptrs,
        },
    }
}

/// `types.IsDirectIface`
fn direct_iface(types: &Types, id: TypeId) -> bool {
    match types.underlying(id) {
        Type::Pointer(_) | Type::Func(_) | Type::Map { .. } | Type::Chan { .. } => true,
        Type::UnsafePointer => true,
        Type::Array { elem, len: 1 } => direct_iface(types, *elem),
        Type::Struct(fields) => match fields.as_slice() {
            [only] => direct_iface(types, only.ty),
            _ => false,
        },
        _ => false,
    }
}

/// `abi.Kind`
fn kind(ty: &Type) -> u8 {
    match ty {
        Type::Bool | Type::UntypedBool => 1,
        Type::Int | Type::UntypedInt => 2,
        Type::Int8 => 3,
        Type::Int16 => 4,
        Type::Int32 | Type::UntypedRune => 5,
        Type::Int64 => 6,
        Type::Uint => 7,
        Type::Uint8 => 8,
        Type::Uint16 => 9,
        Type::Uint32 => 10,
        Type::Uint64 => 11,
        Type::Uintptr => 12,
        Type::Float32 => 13,
        Type::Float64 | Type::UntypedFloat => 14,
        Type::Complex64 => 15,
        Type::Complex128 | Type::UntypedComplex => 16,
        Type::Array { .. } => 17,
        Type::Chan { .. } => 18,
        Type::Func(_) => 19,
        Type::Interface(_) => 20,
        Type::Map { .. } => 21,
        Type::Pointer(_) => 22,
        Type::Slice(_) => 23,
        Type::String | Type::UntypedString => 24,
        Type::Struct(_) => 25,
        Type::UnsafePointer => 26,
        Type::UntypedNil
        | Type::Tuple(_)
        | Type::Named(_)
        | Type::Param(_)
        | Type::Constraint(_) => 0,
    }
}
