//! Classic maps, up to Go 1.23 (runtime/map.go).

tearpoint_machine::structure! {
    /// runtime/map.go `hmap`: a map.
    hmap "hmap" [GO1_19] size 48
    same {
        COUNT "count" Int 8 @ 0;
        FLAGS "flags" Uint 1 @ 8;
        B "B" Uint 1 @ 9;
        NOVERFLOW "noverflow" Uint 2 @ 10;
        HASH0 "hash0" Uint 4 @ 12;
        BUCKETS "buckets" Pointer 8 @ 16;
        OLDBUCKETS "oldbuckets" Pointer 8 @ 24;
        NEVACUATE "nevacuate" Uint 8 @ 32;
        EXTRA "extra" Pointer 8 @ 40;
    }
}

tearpoint_machine::structure! {
    /// runtime/map.go `bmap`: a bucket. For each map type the compiler puts keys, elements and a pointer to the next bucket
    /// behind it (cmd/compile/internal/reflectdata `MapBucketType`).
    bmap "bmap" [GO1_19] size 8
    same {
        TOPHASH "tophash" Uint 1 x 8 @ 0;
        // The keys' width is the map type's.
        KEYS "keys" Part 8 x 8 @ 8;
        // Counted from the end of the bucket.
        OVERFLOW "overflow" Part 8 @ 8;
    }
}

tearpoint_machine::structure! {
    /// runtime/map.go `mapextra`: overflow buckets of a map.
    mapextra "mapextra" [GO1_19] size 24
    same {
        OVERFLOW "overflow" Pointer 8 @ 0;
        OLDOVERFLOW "oldoverflow" Pointer 8 @ 8;
        NEXT_OVERFLOW "nextOverflow" Pointer 8 @ 16;
    }
}

tearpoint_machine::structure! {
    /// runtime/map.go `hiter`: an iteration over a map.
    hiter "hiter" [GO1_19] size 96
    same {
        KEY "key" Pointer 8 @ 0;
        ELEM "elem" Pointer 8 @ 8;
        T "t" Pointer 8 @ 16;
        H "h" Pointer 8 @ 24;
        BUCKETS "buckets" Pointer 8 @ 32;
        BPTR "bptr" Pointer 8 @ 40;
        OVERFLOW "overflow" Pointer 8 @ 48;
        OLDOVERFLOW "oldoverflow" Pointer 8 @ 56;
        START_BUCKET "startBucket" Uint 8 @ 64;
        OFFSET "offset" Uint 1 @ 72;
        WRAPPED "wrapped" Bool 1 @ 73;
        B "B" Uint 1 @ 74;
        I "i" Uint 1 @ 75;
        BUCKET "bucket" Uint 8 @ 80;
        CHECK_BUCKET "checkBucket" Uint 8 @ 88;
    }
}
