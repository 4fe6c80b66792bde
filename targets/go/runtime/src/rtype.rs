//! Type descriptors: what the compiler tells the runtime of each type.
//!
//! Follows internal/abi/type.go (`Type`, `MapType`). Whoever compiles a program makes them. The runtime model reads the
//! host's copy; the image in read-only data is there for programs that look at descriptors.
//!
//! Invariants: descriptors never change during a run; a descriptor's address determines its type.
//! Misses: changing a (copied) descriptor has no effect; `ptrToThis` and uncommon types are not there, nor `gcdata` of
//! types above 1536 bytes. A type with more than 8192 pointers that is not an array is scanned word by word.

use tearpoint_machine::memory::RODATA_BASE;
use tearpoint_machine::{GcType, PtrMap};

use crate::alg::Alg;
use crate::layout::Maps;

/// Where the descriptors start.
pub const RTYPES_BASE: u64 = RODATA_BASE + 0x1000;
/// Bytes from one descriptor to the next.
pub const RTYPE_STRIDE: u64 = 192;
/// Offset of a map type's bucket descriptor in its own slot.
pub const BUCKET_TYPE: u64 = 104;
/// Bytes from the descriptor of one map type's group to the next.
pub const GROUP_STRIDE: u64 = 96;
/// The descriptor of `unsafe.Pointer`.
pub const UNSAFE_POINTER_ADDR: u64 = RTYPES_BASE + 17 * RTYPE_STRIDE;

/// A type's number among the descriptors of its program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RtypeId(pub u32);

impl RtypeId {
    /// The address of the type's descriptor.
    pub fn addr(self) -> u64 {
        RTYPES_BASE + u64::from(self.0) * RTYPE_STRIDE
    }
}

/// Where the descriptor of a map type's group lies, in a program of so many types: behind those of the types.
pub fn group_addr(types: usize, id: RtypeId) -> u64 {
    RTYPES_BASE + types as u64 * RTYPE_STRIDE + u64::from(id.0) * GROUP_STRIDE
}

/// Which words of a type hold pointers.
#[derive(Clone, Debug)]
pub struct TypeMap {
    /// The descriptor's address.
    pub addr: u64,
    /// Nothing if it has no pointers.
    pub ptrs: Option<PtrMap>,
}

impl TypeMap {
    /// What the allocator is told.
    #[inline]
    pub fn gc(&self) -> Option<GcType<'_>> {
        self.ptrs.as_ref().map(|ptrs| GcType {
            addr: self.addr,
            ptrs,
        })
    }
}

/// What the runtime knows of a type.
#[derive(Clone, Debug)]
pub struct Rtype {
    /// The descriptor's address.
    pub addr: u64,
    /// As `%T` and panics print it.
    pub name: String,
    /// Bytes of a value.
    pub size: u64,
    /// No pointers inside.
    pub noscan: bool,
    /// Pointer-shaped: stored in an interface's data word itself.
    pub direct_iface: bool,
    /// How values are compared and hashed.
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
    /// `mapaccess1` and its kin.
    Generic,
    /// `mapaccess1_fast32` and its kin.
    Fast32,
    /// The same, with a pointer as the key: `mapassign_fast32ptr`.
    Fast32Ptr,
    /// `mapaccess1_fast64` and its kin.
    Fast64,
    /// The same, with a pointer as the key: `mapassign_fast64ptr`.
    Fast64Ptr,
    /// `mapaccess1_faststr` and its kin.
    FastStr,
}

/// How a group of a Swiss map is laid out.
#[derive(Clone, Debug)]
pub struct Group {
    /// Bytes from one slot to the next.
    pub slot_size: u64,
    /// Where a slot's element lies.
    pub elem_off: u64,
    /// Bytes of a group.
    pub size: u64,
    /// Which words of a group are pointers.
    pub map: TypeMap,
}

/// A map type's descriptor.
#[derive(Clone, Debug)]
pub struct MapType {
    /// The descriptor's address.
    pub addr: u64,
    /// The descriptor's number.
    pub id: RtypeId,
    /// How keys are compared and hashed.
    pub key: Alg,
    /// How elements are.
    pub elem: Alg,
    /// The key type's name.
    pub key_name: String,
    /// Which words of a key are pointers.
    pub key_map: TypeMap,
    /// Which words of an element are pointers.
    pub elem_map: TypeMap,
    /// Which words of a bucket are.
    pub bucket_map: TypeMap,
    /// Bytes of a key.
    pub key_size: u64,
    /// Bytes of an element.
    pub elem_size: u64,
    /// Bytes of a key in a bucket: 8 if it is indirect.
    pub key_slot_size: u64,
    /// Bytes of an element in a bucket: 8 if it is indirect.
    pub elem_slot_size: u64,
    /// Bytes of a bucket.
    pub bucket_size: u64,
    /// A bucket holds pointers to keys.
    pub indirect_key: bool,
    /// A bucket holds pointers to elements.
    pub indirect_elem: bool,
    /// `k == k` for every key.
    pub reflexive_key: bool,
    /// A store overwrites the key too: equal keys may have different bytes.
    pub need_key_update: bool,
    /// A key may be unhashable.
    pub hash_might_panic: bool,
    /// Keys hold no pointers.
    pub key_noscan: bool,
    /// Elements hold none.
    pub elem_noscan: bool,
    /// `!t.Bucket.Pointers()`
    pub bucket_noscan: bool,
    /// Which functions the compiler calls.
    pub kind: MapKind,
    /// Its groups, where maps are Swiss ones.
    pub group: Group,
}

/// The descriptors of one program.
#[derive(Clone, Debug, Default)]
pub struct Rtypes {
    list: Vec<Rtype>,
    maps: Maps,
}

impl Rtypes {
    /// These descriptors, the first of which is that of type 0, where maps are made so.
    pub fn new(list: Vec<Rtype>, maps: Maps) -> Rtypes {
        Rtypes { list, maps }
    }

    /// What maps are made of.
    pub fn maps(&self) -> Maps {
        self.maps
    }

    /// Where the descriptors of groups start: they lie behind those of types.
    fn groups_base(&self) -> u64 {
        group_addr(self.list.len(), RtypeId(0))
    }

    /// Every descriptor, by number.
    pub fn all(&self) -> &[Rtype] {
        &self.list
    }

    /// The descriptor of a type.
    pub fn get(&self, id: RtypeId) -> &Rtype {
        &self.list[id.0 as usize]
    }

    /// The type whose descriptor is at `addr`.
    #[inline]
    pub fn by_addr(&self, addr: u64) -> Option<RtypeId> {
        let offset = addr.wrapping_sub(RTYPES_BASE);
        let n = offset / RTYPE_STRIDE;
        (offset.is_multiple_of(RTYPE_STRIDE) && n < self.list.len() as u64)
            .then_some(RtypeId(n as u32))
    }

    /// The map type whose descriptor is at `addr`.
    #[inline]
    pub fn map_at(&self, addr: u64) -> Option<&MapType> {
        self.get(self.by_addr(addr)?).map.as_deref()
    }

    /// Where objects of the type have pointers whose descriptor (a type's, a bucket's or a group's) is at `addr`.
    pub fn map_of(&self, addr: u64) -> Option<&TypeMap> {
        if let Some(id) = self.by_addr(addr) {
            return Some(&self.get(id).map_of);
        }
        if self.maps == Maps::Classic {
            let map = self.map_at(addr.wrapping_sub(BUCKET_TYPE))?;
            return Some(&map.bucket_map);
        }
        let offset = addr.checked_sub(self.groups_base())?;
        let n = offset / GROUP_STRIDE;
        let known = offset.is_multiple_of(GROUP_STRIDE) && n < self.list.len() as u64;
        let map = known.then(|| &self.list[n as usize].map)?;
        map.as_deref().map(|map| &map.group.map)
    }

    /// Bytes of read-only data, from its start, that the descriptors end at.
    pub fn rodata_end(&self) -> u64 {
        let groups = match self.maps {
            Maps::Classic => 0,
            Maps::Swiss => self.list.len() as u64 * GROUP_STRIDE,
        };
        self.groups_base() - RODATA_BASE + groups
    }
}
