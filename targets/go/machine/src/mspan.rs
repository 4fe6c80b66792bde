//! The bytes of a span's descriptor, at Go's offsets.
//!
//! Follows runtime/mheap.go `mspan` as the compilers of go1.19.8, 1.21.13, 1.22.10 and 1.23.9 lay it out (DWARF).

use super::sizeclass::CLASS_TO_SIZE;

pub use descriptor::{GO1_19, GO1_20, GO1_22, GO1_25, GO1_26, Layout, ROWS};

crate::structure! {
    /// runtime/mheap.go `mspan`.
    descriptor "mspan" [GO1_19, GO1_20, GO1_22, GO1_25, GO1_26] sizes [144, 168, 160, 160, 160]
    same {
        // None of these means anything to a span of the heap.
        NEXT "next" Pointer 8 @ 0;
        PREV "prev" Pointer 8 @ 8;
        LIST "list" Pointer 8 @ 16;
        MANUAL_FREE_LIST "manualFreeList" Uint 8 @ 40;
    }
    resized {
        start_addr "startAddr" Uint @ [at(24, 8), at(24, 8), at(24, 8), at(24, 8), at(24, 8)];
        npages "npages" Uint @ [at(32, 8), at(32, 8), at(32, 8), at(32, 8), at(32, 8)];
        freeindex "freeindex" Uint @ [at(48, 8), at(48, 8), at(48, 2), at(48, 2), at(48, 2)];
        nelems "nelems" Uint @ [at(56, 8), at(56, 8), at(50, 2), at(50, 2), at(50, 2)];
        free_index_for_scan "freeIndexForScan" Uint @ [at(136, 8), at(160, 8), at(52, 2), at(52, 2), at(52, 2)];
        alloc_cache "allocCache" Uint @ [at(64, 8), at(64, 8), at(56, 8), at(56, 8), at(56, 8)];
        alloc_bits "allocBits" Pointer @ [at(72, 8), at(72, 8), at(64, 8), at(64, 8), at(64, 8)];
        gcmark_bits "gcmarkBits" Pointer @ [at(80, 8), at(80, 8), at(72, 8), at(72, 8), at(72, 8)];
        sweepgen "sweepgen" Uint @ [at(88, 4), at(96, 4), at(88, 4), at(88, 4), at(88, 4)];
        div_mul "divMul" Uint @ [at(92, 4), at(100, 4), at(92, 4), at(92, 4), at(92, 4)];
        alloc_count "allocCount" Uint @ [at(96, 2), at(104, 2), at(96, 2), at(96, 2), at(96, 2)];
        spanclass "spanclass" Uint @ [at(98, 1), at(106, 1), at(98, 1), at(98, 1), at(98, 1)];
        state "state" Uint @ [at(99, 1), at(107, 1), at(99, 1), at(99, 1), at(99, 1)];
        needzero "needzero" Uint @ [at(100, 1), at(108, 1), at(100, 1), at(100, 1), at(100, 1)];
        alloc_count_before_cache "allocCountBeforeCache" Uint @ [at(102, 2), at(110, 2), at(102, 2), at(102, 2), at(102, 2)];
        elemsize "elemsize" Uint @ [at(104, 8), at(112, 8), at(104, 8), at(104, 8), at(104, 8)];
        limit "limit" Uint @ [at(112, 8), at(120, 8), at(112, 8), at(112, 8), at(112, 8)];
        speciallock "speciallock" Uint @ [at(120, 8), at(128, 8), at(120, 8), at(120, 8), at(120, 8)];
        specials "specials" Pointer @ [at(128, 8), at(136, 8), at(128, 8), at(128, 8), at(128, 8)];
    }
    some_resized {
        pinner_bits "pinnerBits" Pointer @ [None, Some(at(88, 8)), Some(at(80, 8)), Some(at(80, 8)), Some(at(80, 8))];
        is_user_arena_chunk "isUserArenaChunk" Bool @ [None, Some(at(109, 1)), Some(at(101, 1)), Some(at(101, 1)), Some(at(101, 1))];
        // Where the collector goes on in the span: an experiment of 1.25.
        scan_idx "scanIdx" Uint @ [None, None, None, Some(at(54, 2)), None];
        large_type "largeType" Pointer @ [None, None, Some(at(152, 8)), Some(at(152, 8)), Some(at(152, 8))];
    }
}

/// `mspan.state`
pub mod state {
    /// `mSpanDead`
    pub const DEAD: u64 = 0;
    /// `mSpanInUse`: of the heap.
    pub const IN_USE: u64 = 1;
    /// `mSpanManual`: a stack, or the like.
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
