//! Type descriptors: what the compiler tells the runtime of each type.
//!
//! Follows internal/abi/type.go (`Type`, `MapType`), cmd/compile/internal/reflectdata (`MapBucketType`, the map flags),
//! cmd/compile/internal/walk (`mapfast`) and cmd/compile/internal/types (`IsDirectIface`). The runtime model reads the
//! host's copy; the image in read-only data is there for programs that look at descriptors.
//!
//! Invariants: descriptors never change during a run; a descriptor's address determines its type.
//! Misses: changing a (copied) descriptor has no effect; `ptrToThis` and uncommon types are not there, nor `gcdata` of
//! types above 1536 bytes. A type with more than 8192 pointers that is not an array is scanned word by word.

mod typemap;

pub use typemap::{TypeMap, ptr_map};

use super::alg::Alg;
use crate::go::lang::types::{Type, TypeId, Types};
use crate::go::machine::PtrMap;
use crate::go::machine::memory::RODATA_BASE;
use typemap::{gcdata, pointers, ptrdata};

/// Where the descriptors start.
pub const RTYPES_BASE: u64 = RODATA_BASE + 0x1000;
/// Bytes from one descriptor to the next.
pub const RTYPE_STRIDE: u64 = 192;
/// Offset of a map type's bucket descriptor in its own slot.
const BUCKET_TYPE: u64 = 96;
/// Offsets of the pointer masks of a type and of its bucket in its slot.
const GCDATA: u64 = 144;
const BUCKET_GCDATA: u64 = 168;
/// The descriptor of `unsafe.Pointer`.
pub const UNSAFE_POINTER_ADDR: u64 = RTYPES_BASE + 17 * RTYPE_STRIDE;
/// Where the addresses that stand for functions (`equal`, `hasher`) lie: below the descriptors.
const FUNCS_BASE: u64 = RODATA_BASE + 0x100;

/// What the runtime knows of a type.
#[derive(Clone, Debug)]
pub struct Rtype {
    /// The descriptor's address.
    pub addr: u64,
    /// As `%T` and panics print it.
    pub name: String,
    pub size: u64,
    /// No pointers inside.
    pub noscan: bool,
    /// Pointer-shaped: stored in an interface's data word itself.
    pub direct_iface: bool,
    pub alg: Alg,
    /// Where its pointers are.
    pub map_of: TypeMap,
    /// `abi.Kind`
    pub kind: u8,
    /// Of a map type.
    pub map: Option<Box<MapType>>,
}

/// Which functions the compiler calls for a map type (`mapfast`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MapKind {
    Generic,
    Fast32,
    Fast32Ptr,
    Fast64,
    Fast64Ptr,
    FastStr,
}

/// A map type's descriptor.
#[derive(Clone, Debug)]
pub struct MapType {
    pub addr: u64,
    pub id: TypeId,
    pub key: Alg,
    pub elem: Alg,
    /// The key type's name.
    pub key_name: String,
    /// Where keys, elements and buckets have pointers.
    pub key_map: TypeMap,
    pub elem_map: TypeMap,
    pub bucket_map: TypeMap,
    pub key_size: u64,
    pub elem_size: u64,
    /// Bytes of a key in a bucket: 8 if it is indirect.
    pub key_slot_size: u64,
    /// Bytes of an element in a bucket: 8 if it is indirect.
    pub elem_slot_size: u64,
    pub bucket_size: u64,
    pub indirect_key: bool,
    pub indirect_elem: bool,
    pub reflexive_key: bool,
    pub need_key_update: bool,
    pub hash_might_panic: bool,
    pub key_noscan: bool,
    pub elem_noscan: bool,
    /// `!t.Bucket.Pointers()`
    pub bucket_noscan: bool,
    pub kind: MapKind,
}

/// Keys and elements larger than this are stored by pointer.
const MAX_INLINE: u64 = 128;

impl MapType {
    fn new(types: &Types, id: TypeId, key: TypeId, elem: TypeId) -> MapType {
        let (key_size, elem_size) = (types.size(key), types.size(elem));
        let (indirect_key, indirect_elem) = (key_size > MAX_INLINE, elem_size > MAX_INLINE);
        let slot = |size: u64, indirect: bool| if indirect { 8 } else { size };
        let key_slot_size = slot(key_size, indirect_key);
        let elem_slot_size = slot(elem_size, indirect_elem);
        let alg = Alg::of(types, key);
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
        let (key_map, elem_map) = (TypeMap::of(types, key), TypeMap::of(types, elem));
        let bucket_noscan = key_noscan && elem_noscan && !indirect_key && !indirect_elem;
        let bucket_size = 8 + 8 * (key_slot_size + elem_slot_size) + 8;
        let bucket_map = TypeMap {
            addr: address(id) + BUCKET_TYPE,
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
            addr: address(id),
            id,
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
            elem: Alg::of(types, elem),
            key: alg,
        }
    }

    /// `maptype.flags`
    fn flags(&self) -> u32 {
        u32::from(self.indirect_key)
            | u32::from(self.indirect_elem) << 1
            | u32::from(self.reflexive_key) << 2
            | u32::from(self.need_key_update) << 3
            | u32::from(self.hash_might_panic) << 4
    }
}

/// The descriptors of one program.
#[derive(Clone, Debug, Default)]
pub struct Rtypes {
    list: Vec<Rtype>,
}

fn address(id: TypeId) -> u64 {
    RTYPES_BASE + u64::from(id.0) * RTYPE_STRIDE
}

impl Rtypes {
    /// The descriptors of every type.
    pub fn build(types: &Types) -> Rtypes {
        let describe = |n: usize| {
            let id = TypeId(n as u32);
            let map = match types.underlying(id) {
                Type::Map { key, elem } => Some(Box::new(MapType::new(types, id, *key, *elem))),
                _ => None,
            };
            Rtype {
                addr: address(id),
                name: types.name(id),
                size: types.size(id),
                noscan: !types.has_pointers(id),
                direct_iface: direct_iface(types, id),
                alg: Alg::of(types, id),
                map_of: TypeMap::of(types, id),
                kind: kind(types.underlying(id)),
                map,
            }
        };
        Rtypes {
            list: (0..types.len()).map(describe).collect(),
        }
    }

    pub fn get(&self, id: TypeId) -> &Rtype {
        &self.list[id.0 as usize]
    }

    /// The type whose descriptor is at `addr`.
    #[inline]
    pub fn by_addr(&self, addr: u64) -> Option<TypeId> {
        let offset = addr.wrapping_sub(RTYPES_BASE);
        let n = offset / RTYPE_STRIDE;
        (offset.is_multiple_of(RTYPE_STRIDE) && n < self.list.len() as u64)
            .then_some(TypeId(n as u32))
    }

    /// The map type whose descriptor is at `addr`.
    #[inline]
    pub fn map_at(&self, addr: u64) -> Option<&MapType> {
        self.get(self.by_addr(addr)?).map.as_deref()
    }

    /// Where objects of the type have pointers whose descriptor (a type's or a bucket's) is at `addr`.
    pub fn map_of(&self, addr: u64) -> Option<&TypeMap> {
        if let Some(id) = self.by_addr(addr) {
            return Some(&self.get(id).map_of);
        }
        let map = self.map_at(addr.wrapping_sub(BUCKET_TYPE))?;
        Some(&map.bucket_map)
    }

    /// Bytes of read-only data, from its start, that the descriptors end at.
    pub fn rodata_end(&self) -> u64 {
        RTYPES_BASE - RODATA_BASE + self.list.len() as u64 * RTYPE_STRIDE
    }

    /// The image of the descriptors, for read-only data at [`RTYPES_BASE`].
    pub fn image(&self, types: &Types) -> Vec<u8> {
        let mut image = vec![0; self.list.len() * RTYPE_STRIDE as usize];
        for (n, rtype) in self.list.iter().enumerate() {
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
                    put(slot, 48, 8, address(*key));
                    put(slot, 56, 8, address(*elem));
                }
                Type::Pointer(elem) | Type::Slice(elem) | Type::Chan { elem, .. } => {
                    put(slot, 48, 8, address(*elem));
                }
                Type::Array { elem, len } => {
                    put(slot, 48, 8, address(*elem));
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
        put(slot, 0, 8, self.size);
        put(slot, 8, 8, self.ptrdata);
        put(slot, 16, 4, self.hash.into());
        put(slot, 20, 1, self.flags.into());
        put(slot, 21, 1, self.align.into());
        put(slot, 22, 1, self.align.into());
        put(slot, 23, 1, self.kind.into());
        put(slot, 24, 8, self.equal);
        put(slot, 40, 4, self.name.into());
    }
}

fn map_image(slot: &mut [u8], map: &MapType) {
    put(slot, 64, 8, map.addr + BUCKET_TYPE);
    put(slot, 72, 8, function(&map.key, 1));
    put(slot, 80, 1, map.key_slot_size);
    put(slot, 81, 1, map.elem_slot_size);
    put(slot, 82, 2, map.bucket_size);
    put(slot, 84, 4, map.flags().into());
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

fn put(slot: &mut [u8], at: usize, width: usize, value: u64) {
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
