//! Classic maps, up to Go 1.23 (runtime/map.go), and Swiss maps, since 1.24 (internal/runtime/maps).

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

tearpoint_machine::structure! {
    /// internal/runtime/maps/map.go `Map`: a Swiss map.
    swiss_map "Map" [GO1_24, GO1_25] size 48
    same {
        USED "used" Uint 8 @ 0;
        SEED "seed" Uint 8 @ 8;
        // A group, or an array of tables.
        DIR_PTR "dirPtr" Pointer 8 @ 16;
        DIR_LEN "dirLen" Int 8 @ 24;
        GLOBAL_DEPTH "globalDepth" Uint 1 @ 32;
        GLOBAL_SHIFT "globalShift" Uint 1 @ 33;
        WRITING "writing" Uint 1 @ 34;
        CLEAR_SEQ "clearSeq" Uint 8 @ 40;
    }
    some {
        tombstone_possible "tombstonePossible" Bool 1 @ [None, Some(35)];
    }
}

tearpoint_machine::structure! {
    /// internal/runtime/maps/table.go `table`.
    swiss_table "table" [GO1_24] size 32
    same {
        USED "used" Uint 2 @ 0;
        CAPACITY "capacity" Uint 2 @ 2;
        GROWTH_LEFT "growthLeft" Uint 2 @ 4;
        LOCAL_DEPTH "localDepth" Uint 1 @ 6;
        INDEX "index" Int 8 @ 8;
        GROUPS "groups.data" Pointer 8 @ 16;
        LENGTH_MASK "groups.lengthMask" Uint 8 @ 24;
    }
}

tearpoint_machine::structure! {
    /// internal/runtime/maps/group.go `group`: for each map type the compiler puts eight slots behind the control word
    /// (cmd/compile/internal/reflectdata `MapGroupType`).
    swiss_group "group" [GO1_24] size 8
    same {
        CTRL "ctrl" Part 1 x 8 @ 0;
        // The first word of a slot; how far apart they are is the map type's.
        KEYS "keys" Part 8 x 8 @ 8;
    }
}

tearpoint_machine::structure! {
    /// internal/runtime/maps/table.go `Iter`: an iteration over a Swiss map.
    iter "Iter" [GO1_24] size 96
    same {
        KEY "key" Pointer 8 @ 0;
        ELEM "elem" Pointer 8 @ 8;
        TYP "typ" Pointer 8 @ 16;
        M "m" Pointer 8 @ 24;
        ENTRY_OFFSET "entryOffset" Uint 8 @ 32;
        DIR_OFFSET "dirOffset" Uint 8 @ 40;
        CLEAR_SEQ "clearSeq" Uint 8 @ 48;
        GLOBAL_DEPTH "globalDepth" Uint 1 @ 56;
        DIR_IDX "dirIdx" Int 8 @ 64;
        TAB "tab" Pointer 8 @ 72;
        GROUP "group.data" Pointer 8 @ 80;
        ENTRY_IDX "entryIdx" Uint 8 @ 88;
    }
}

tearpoint_machine::structure! {
    /// runtime/linkname_shim.go `linknameIter`: what those who pull `mapiterinit` hand in, since 1.24.
    linkname_iter "linknameIter" [GO1_24] size 32
    same {
        KEY "key" Pointer 8 @ 0;
        ELEM "elem" Pointer 8 @ 8;
        TYP "typ" Pointer 8 @ 16;
        IT "it" Pointer 8 @ 24;
    }
}
