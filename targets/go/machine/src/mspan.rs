//! The bytes of a span's descriptor, at Go's offsets.
//!
//! Follows runtime/mheap.go `mspan` as the compilers of go1.19.8, 1.21.13, 1.22.10 and 1.23.9 lay it out (DWARF).

use super::sizeclass::CLASS_TO_SIZE;

/// A field: offset and width in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    pub at: u64,
    pub width: usize,
}

const fn at(at: u64, width: usize) -> Field {
    Field { at, width }
}

/// Where the fields of a version's `mspan` lie.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    pub size: u64,
    pub start_addr: Field,
    pub npages: Field,
    pub freeindex: Field,
    pub nelems: Field,
    pub free_index_for_scan: Field,
    pub alloc_cache: Field,
    pub alloc_bits: Field,
    pub gcmark_bits: Field,
    pub pinner_bits: Option<Field>,
    pub sweepgen: Field,
    pub div_mul: Field,
    pub alloc_count: Field,
    pub spanclass: Field,
    pub state: Field,
    pub needzero: Field,
    pub is_user_arena_chunk: Option<Field>,
    pub alloc_count_before_cache: Field,
    pub elemsize: Field,
    pub limit: Field,
    pub specials: Field,
    pub large_type: Option<Field>,
}

/// go1.19
pub static GO1_19: Layout = Layout {
    size: 144,
    start_addr: at(24, 8),
    npages: at(32, 8),
    freeindex: at(48, 8),
    nelems: at(56, 8),
    alloc_cache: at(64, 8),
    alloc_bits: at(72, 8),
    gcmark_bits: at(80, 8),
    pinner_bits: None,
    sweepgen: at(88, 4),
    div_mul: at(92, 4),
    alloc_count: at(96, 2),
    spanclass: at(98, 1),
    state: at(99, 1),
    needzero: at(100, 1),
    is_user_arena_chunk: None,
    alloc_count_before_cache: at(102, 2),
    elemsize: at(104, 8),
    limit: at(112, 8),
    specials: at(128, 8),
    free_index_for_scan: at(136, 8),
    large_type: None,
};

/// go1.20 and 1.21
pub static GO1_21: Layout = Layout {
    size: 168,
    start_addr: at(24, 8),
    npages: at(32, 8),
    freeindex: at(48, 8),
    nelems: at(56, 8),
    alloc_cache: at(64, 8),
    alloc_bits: at(72, 8),
    gcmark_bits: at(80, 8),
    pinner_bits: Some(at(88, 8)),
    sweepgen: at(96, 4),
    div_mul: at(100, 4),
    alloc_count: at(104, 2),
    spanclass: at(106, 1),
    state: at(107, 1),
    needzero: at(108, 1),
    is_user_arena_chunk: Some(at(109, 1)),
    alloc_count_before_cache: at(110, 2),
    elemsize: at(112, 8),
    limit: at(120, 8),
    specials: at(136, 8),
    free_index_for_scan: at(160, 8),
    large_type: None,
};

/// From go1.22 on.
pub static GO1_22: Layout = Layout {
    size: 160,
    start_addr: at(24, 8),
    npages: at(32, 8),
    freeindex: at(48, 2),
    nelems: at(50, 2),
    free_index_for_scan: at(52, 2),
    alloc_cache: at(56, 8),
    alloc_bits: at(64, 8),
    gcmark_bits: at(72, 8),
    pinner_bits: Some(at(80, 8)),
    sweepgen: at(88, 4),
    div_mul: at(92, 4),
    alloc_count: at(96, 2),
    spanclass: at(98, 1),
    state: at(99, 1),
    needzero: at(100, 1),
    is_user_arena_chunk: Some(at(101, 1)),
    alloc_count_before_cache: at(102, 2),
    elemsize: at(104, 8),
    limit: at(112, 8),
    specials: at(128, 8),
    large_type: Some(at(152, 8)),
};

impl Layout {
    /// The field that Go calls `name`.
    pub fn field(&self, name: &str) -> Option<Field> {
        Some(match name {
            // The same in every version; none of them means anything to a span of the heap.
            "next" => at(0, 8),
            "prev" => at(8, 8),
            "list" => at(16, 8),
            "manualFreeList" => at(40, 8),
            "startAddr" => self.start_addr,
            "npages" => self.npages,
            "freeindex" => self.freeindex,
            "nelems" => self.nelems,
            "freeIndexForScan" => self.free_index_for_scan,
            "allocCache" => self.alloc_cache,
            "allocBits" => self.alloc_bits,
            "gcmarkBits" => self.gcmark_bits,
            "pinnerBits" => return self.pinner_bits,
            "sweepgen" => self.sweepgen,
            "divMul" => self.div_mul,
            "allocCount" => self.alloc_count,
            "spanclass" => self.spanclass,
            "state" => self.state,
            "needzero" => self.needzero,
            "isUserArenaChunk" => return self.is_user_arena_chunk,
            "allocCountBeforeCache" => self.alloc_count_before_cache,
            "elemsize" => self.elemsize,
            "limit" => self.limit,
            "specials" => self.specials,
            "largeType" => return self.large_type,
            _ => return None,
        })
    }
}

/// `mspan.state`
pub mod state {
    pub const DEAD: u64 = 0;
    pub const IN_USE: u64 = 1;
    pub const MANUAL: u64 = 2;
}

/// `class_to_divmagic`
pub fn div_magic(class: usize) -> u64 {
    match CLASS_TO_SIZE[class] {
        0 => 0,
        size => u64::from(u32::MAX / size) + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_by_multiplication_is_exact_within_a_span() {
        for (class, &size) in CLASS_TO_SIZE.iter().enumerate().skip(1) {
            for offset in (0..10 * 8192).step_by(7) {
                assert_eq!((offset * div_magic(class)) >> 32, offset / u64::from(size));
            }
        }
    }
}
