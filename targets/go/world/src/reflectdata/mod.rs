//! Type descriptors as the compiler makes them: what the runtime is told of each type, and their image in read-only data.
//!
//! Follows cmd/compile/internal/reflectdata (`MapBucketType`, the map flags, `writeType`), cmd/compile/internal/walk
//! (`mapfast`) and cmd/compile/internal/types (`IsDirectIface`).
//!
//! Misses: `ptrToThis` and uncommon types; `gcdata` of types above 1536 bytes.

mod alg;
mod typemap;

use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_machine::PtrMap;
use tearpoint_machine::memory::RODATA_BASE;
use tearpoint_runtime::alg::Alg;
use tearpoint_runtime::layout::{map_type, rtype};
use tearpoint_runtime::rtype::{
    BUCKET_TYPE, MapKind, MapType, RTYPE_STRIDE, Rtype, RtypeId, Rtypes, TypeMap,
};

use alg::alg_of;
pub use typemap::ptr_map;
use typemap::{gcdata, pointers, ptrdata};

/// Offsets of the pointer masks of a type and of its bucket in its slot.
const GCDATA: u64 = 144;
const BUCKET_GCDATA: u64 = 168;
/// Where the addresses that stand for functions (`equal`, `hasher`) lie: below the descriptors.
const FUNCS_BASE: u64 = RODATA_BASE + 0x100;
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
pub fn build(types: &Types) -> Rtypes {
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
    Rtypes::new((0..types.len()).map(describe).collect())
}

/// The image of the descriptors, for read-only data at [`RTYPES_BASE`].
pub fn image(rtypes: &Rtypes, types: &Types) -> Vec<u8> {
    let mut image = vec![0; rtypes.all().len() * RTYPE_STRIDE as usize];
    for (n, rtype) in rtypes.all().iter().enumerate() {
        let slot = &mut image[n * RTYPE_STRIDE as usize..][..RTYPE_STRIDE as usize];
        let id = TypeId(n as u32);
        let (_, align) = types.size_align(id);
        let header = Header {
            size: rtype.size,
            ptrdata: ptrdata(rtype.size, rtype.map_of.ptrs.as_ref()),
            hash: (n as u32 + 1).wrapping_mul(0x9e37_79b1),
            flags: tflag(rtype),
            align: align as u8,
            kind: rtype.kind | u8::from(rtype.direct_iface) << 5,
            equal: function(&rtype.alg, 0),
            name: n as u32 + 1,
        };
        header.write(slot);
        gcdata(
            slot,
            0,
            GCDATA,
            rtype.addr,
            rtype.size,
            rtype.map_of.ptrs.as_ref(),
        );
        match types.underlying(id) {
            Type::Map { key, elem } => {
                put(slot, map_type::KEY, 8, descriptor(*key).addr());
                put(slot, map_type::ELEM, 8, descriptor(*elem).addr());
            }
            Type::Pointer(elem) | Type::Slice(elem) | Type::Chan { elem, .. } => {
                put(slot, 48, 8, descriptor(*elem).addr());
            }
            Type::Array { elem, len } => {
                put(slot, 48, 8, descriptor(*elem).addr());
                put(slot, 64, 8, *len);
            }
            _ => {}
        }
        if let Some(map) = &rtype.map {
            map_image(slot, map);
        }
    }
    image
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
        key_name: types.name(key),
        elem: alg_of(types, elem),
        key: alg,
    }
}

/// `maptype.flags`
fn map_flags(map: &MapType) -> u32 {
    u32::from(map.indirect_key)
        | u32::from(map.indirect_elem) << 1
        | u32::from(map.reflexive_key) << 2
        | u32::from(map.need_key_update) << 3
        | u32::from(map.hash_might_panic) << 4
}

/// `abi.Type`
struct Header {
    size: u64,
    /// `PtrBytes`: up to the end of the last pointer.
    ptrdata: u64,
    hash: u32,
    flags: u8,
    align: u8,
    kind: u8,
    equal: u64,
    name: u32,
}

impl Header {
    fn write(&self, slot: &mut [u8]) {
        put(slot, rtype::BYTES, 8, self.size);
        put(slot, rtype::PTRDATA, 8, self.ptrdata);
        put(slot, rtype::HASH, 4, self.hash.into());
        put(slot, rtype::TFLAG, 1, self.flags.into());
        put(slot, rtype::ALIGN, 1, self.align.into());
        put(slot, rtype::FIELD_ALIGN, 1, self.align.into());
        put(slot, rtype::KIND, 1, self.kind.into());
        put(slot, rtype::EQUAL, 8, self.equal);
        put(slot, rtype::STR, 4, self.name.into());
    }
}

fn map_image(slot: &mut [u8], map: &MapType) {
    put(slot, map_type::BUCKET, 8, map.addr + BUCKET_TYPE);
    put(slot, map_type::HASHER, 8, function(&map.key, 1));
    put(slot, map_type::KEYSIZE, 1, map.key_slot_size);
    put(slot, map_type::ELEMSIZE, 1, map.elem_slot_size);
    put(slot, map_type::BUCKETSIZE, 2, map.bucket_size);
    put(slot, map_type::FLAGS, 4, map_flags(map).into());
    let bucket = Header {
        size: map.bucket_size,
        ptrdata: ptrdata(map.bucket_size, map.bucket_map.ptrs.as_ref()),
        hash: 0,
        flags: 0,
        align: 8,
        kind: 25,
        equal: 0,
        name: 0,
    };
    bucket.write(&mut slot[BUCKET_TYPE as usize..]);
    let ptrs = map.bucket_map.ptrs.as_ref();
    let size = map.bucket_size;
    gcdata(slot, BUCKET_TYPE, BUCKET_GCDATA, map.addr, size, ptrs);
}

fn put(slot: &mut [u8], at: u64, width: usize, value: u64) {
    let at = at as usize;
    slot[at..at + width].copy_from_slice(&value.to_le_bytes()[..width]);
}

/// `tflag`: named (4), regular memory (8).
fn tflag(rtype: &Rtype) -> u8 {
    let named = (1..=16).contains(&rtype.kind) || rtype.kind == 24 || rtype.name.contains('.');
    u8::from(named) << 2 | u8::from(matches!(rtype.alg, Alg::Mem(_))) << 3
}

/// The address that stands for a type's `equal` (`which` 0) or hash function (1); nil if it has none.
fn function(alg: &Alg, which: u64) -> u64 {
    let n = match alg {
        Alg::NoEq => return 0,
        Alg::Mem(size @ (0 | 1 | 2 | 4 | 8 | 16)) => 16 + size,
        Alg::Mem(_) => 1,
        Alg::F32 => 2,
        Alg::F64 => 3,
        Alg::C64 => 4,
        Alg::C128 => 5,
        Alg::Str => 6,
        Alg::NilInter => 7,
        Alg::Inter => 8,
        Alg::Array { .. } => 9,
        Alg::Struct(_) => 10,
    };
    FUNCS_BASE + n * 16 + which * 8
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
        Type::Complex128 => 16,
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
