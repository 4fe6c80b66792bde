//! The descriptors' bytes in read-only data (`writeType`; the pointer masks: `dgcptrmask`).

use super::describe::descriptor;
use super::typemap::ptrdata;
use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_machine::PtrMap;
use tearpoint_machine::memory::RODATA_BASE;
use tearpoint_runtime::alg::Alg;
use tearpoint_runtime::layout::{Layout, Maps, map_type, rtype, swiss_map_type};
use tearpoint_runtime::rtype::{
    BUCKET_TYPE, GROUP_STRIDE, Group, MapType, RTYPE_STRIDE, RTYPES_BASE, Rtype, Rtypes,
};

/// Offsets of the pointer masks of a type, of a map type, and of its bucket in its slot.
const GCDATA: u64 = 144;
const MAP_GCDATA: u64 = 152;
const BUCKET_GCDATA: u64 = 168;
/// Offset of the pointer mask of a group in its slot.
const GROUP_GCDATA: u64 = 64;
/// Where the addresses that stand for functions (`equal`, `hasher`) lie: below the descriptors.
const FUNCS_BASE: u64 = RODATA_BASE + 0x100;
/// All of these addresses.
pub const FUNCS: std::ops::Range<u64> = FUNCS_BASE..RTYPES_BASE;
/// Bytes of a pointer mask in a descriptor's slot.
const GCDATA_BYTES: usize = 24;

/// The image of the descriptors, for read-only data at [`RTYPES_BASE`](tearpoint_runtime::rtype::RTYPES_BASE): those of types, and
/// behind them those of the groups of Swiss maps.
pub fn image(rtypes: &Rtypes, types: &Types, layout: &Layout) -> Vec<u8> {
    let mut image = vec![0; rtypes.all().len() * RTYPE_STRIDE as usize];
    let mut groups = match rtypes.maps() {
        Maps::Classic => Vec::new(),
        Maps::Swiss => vec![0; rtypes.all().len() * GROUP_STRIDE as usize],
    };
    let in_flags = layout.direct_in_tflag;
    for (n, rtype) in rtypes.all().iter().enumerate() {
        let slot = &mut image[n * RTYPE_STRIDE as usize..][..RTYPE_STRIDE as usize];
        let id = TypeId(n as u32);
        let (_, align) = types.size_align(id);
        let header = Header {
            size: rtype.size,
            ptrdata: ptrdata(rtype.size, rtype.map_of.ptrs.as_ref()),
            hash: (n as u32 + 1).wrapping_mul(0x9e37_79b1),
            flags: tflag(rtype) | u8::from(in_flags && rtype.direct_iface) << 5,
            align: align as u8,
            kind: rtype.kind | u8::from(!in_flags && rtype.direct_iface) << 5,
            equal: function(&rtype.alg, 0),
            name: n as u32 + 1,
        };
        header.write(slot);
        gcdata(
            slot,
            0,
            if rtype.map.is_some() {
                MAP_GCDATA
            } else {
                GCDATA
            },
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
        match (&rtype.map, rtypes.maps()) {
            (Some(map), Maps::Classic) => map_image(slot, map),
            (Some(map), Maps::Swiss) => {
                swiss_map_image(slot, map, layout);
                let group = &mut groups[n * GROUP_STRIDE as usize..][..GROUP_STRIDE as usize];
                group_image(group, &map.group);
            }
            (None, _) => {}
        }
    }
    image.append(&mut groups);
    image
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

fn swiss_map_image(slot: &mut [u8], map: &MapType, layout: &Layout) {
    let (fields, group) = (&layout.swiss_map_type, &map.group);
    put(slot, swiss_map_type::GROUP, 8, group.map.addr);
    put(slot, swiss_map_type::HASHER, 8, function(&map.key, 1));
    put(slot, swiss_map_type::GROUP_SIZE, 8, group.size);
    put(slot, fields.elem_off, 8, group.elem_off);
    put(slot, fields.flags, 4, swiss_map_flags(map).into());
    for (field, value) in [
        (fields.slot_size, group.slot_size),
        (fields.keys_off, 8),
        (fields.key_stride, group.slot_size),
        (fields.elems_off, 8 + group.elem_off),
        (fields.elem_stride, group.slot_size),
    ] {
        if let Some(at) = field {
            put(slot, at, 8, value);
        }
    }
}

/// `MapType.Flags`: from bit 0 on, keys may differ though equal, hashing may panic, keys and elements are indirect.
fn swiss_map_flags(map: &MapType) -> u32 {
    u32::from(map.need_key_update)
        | u32::from(map.hash_might_panic) << 1
        | u32::from(map.indirect_key) << 2
        | u32::from(map.indirect_elem) << 3
}

/// The descriptor of a map type's group.
fn group_image(slot: &mut [u8], group: &Group) {
    let ptrs = group.map.ptrs.as_ref();
    let header = Header {
        size: group.size,
        ptrdata: ptrdata(group.size, ptrs),
        hash: 0,
        flags: 0,
        align: 8,
        kind: 25,
        equal: 0,
        name: 0,
    };
    header.write(slot);
    gcdata(slot, 0, GROUP_GCDATA, group.map.addr, group.size, ptrs);
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

/// Writes the pointer mask of the descriptor at `header` of a slot to `at`, and where it is to the descriptor.
fn gcdata(slot: &mut [u8], header: u64, at: u64, base: u64, size: u64, ptrs: Option<&PtrMap>) {
    let Some(ptrs) = ptrs.filter(|_| size / 8 <= 8 * GCDATA_BYTES as u64) else {
        return;
    };
    for (word, chunk) in slot[at as usize..][..GCDATA_BYTES]
        .chunks_exact_mut(8)
        .enumerate()
    {
        let bits = ptrs.bits(64 * word as u64, size / 8);
        chunk.copy_from_slice(&bits.to_le_bytes());
    }
    put(slot, header + rtype::GCDATA, 8, base + at);
}
