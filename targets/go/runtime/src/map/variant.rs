//! The variants of map functions that the compiler picks by key type: their names, and where they look in a bucket
//! (runtime/map_fast32.go, map_fast64.go, map_faststr.go).

use super::bucket::{BUCKET_CNT, DATA_OFFSET};
use crate::rtype::{MapKind, MapType};

/// The names of a variant's functions.
pub(super) struct Names {
    /// `v := m[k]`
    pub access1: &'static str,
    /// `v, ok := m[k]`
    pub access2: &'static str,
    /// `m[k] = v`
    pub assign: &'static str,
    /// `delete(m, k)`
    pub delete: &'static str,
    /// What grows a map further.
    pub grow_work: &'static str,
    /// What moves one bucket.
    pub evacuate: &'static str,
}

macro_rules! names {
    ($suffix:literal, $assign:literal) => {
        Names {
            access1: concat!("runtime.mapaccess1", $suffix),
            access2: concat!("runtime.mapaccess2", $suffix),
            assign: concat!("runtime.mapassign", $assign),
            delete: concat!("runtime.mapdelete", $suffix),
            grow_work: concat!("runtime.growWork", $suffix),
            evacuate: concat!("runtime.evacuate", $suffix),
        }
    };
}

impl MapKind {
    pub(super) fn names(self) -> &'static Names {
        static NAMES: [Names; 6] = [
            names!("", ""),
            names!("_fast32", "_fast32"),
            names!("_fast32", "_fast32ptr"),
            names!("_fast64", "_fast64"),
            names!("_fast64", "_fast64ptr"),
            names!("_faststr", "_faststr"),
        ];
        &NAMES[self as usize]
    }

    /// Bytes from one key to the next in a bucket, as this variant's code has it.
    fn key_stride(self, t: &MapType) -> u64 {
        match self {
            MapKind::Generic => t.key_slot_size,
            MapKind::Fast32 | MapKind::Fast32Ptr => 4,
            MapKind::Fast64 | MapKind::Fast64Ptr => 8,
            MapKind::FastStr => 16,
        }
    }

    /// Address of slot `i`'s key in bucket `b`.
    pub(super) fn key_at(self, t: &MapType, b: u64, i: u64) -> u64 {
        b.wrapping_add(DATA_OFFSET + i * self.key_stride(t))
    }

    /// Address of slot `i`'s element in bucket `b`.
    pub(super) fn elem_at(self, t: &MapType, b: u64, i: u64) -> u64 {
        let keys = BUCKET_CNT * self.key_stride(t);
        b.wrapping_add(DATA_OFFSET + keys + i * t.elem_slot_size)
    }
}
