//! Headers of slices and strings, and descriptors of types (runtime/slice.go, string.go, type.go; from Go 1.21 on
//! internal/abi/type.go).

tearpoint_machine::structure! {
    /// runtime/slice.go `slice`.
    slice "slice" [GO1_19] size 24
    same {
        ARRAY "array" Pointer 8 @ 0;
        LEN "len" Int 8 @ 8;
        CAP "cap" Int 8 @ 16;
    }
}

tearpoint_machine::structure! {
    /// runtime/string.go `stringStruct`.
    string "string" [GO1_19] size 16
    same {
        STR "str" Pointer 8 @ 0;
        LEN "len" Int 8 @ 8;
    }
}

tearpoint_machine::structure! {
    /// runtime/mgcmark_greenteagc.go `spanInlineMarkBits`, at the end of a span's only page.
    span_inline_mark_bits "spanInlineMarkBits" [GO1_26] size 128
    same {
        SCANS "scans" Uint 1 x 63 @ 0;
        OWNED "owned" Uint 1 @ 63;
        MARKS "marks" Uint 1 x 63 @ 64;
        CLASS "class" Uint 1 @ 127;
    }
}

tearpoint_machine::structure! {
    /// runtime/type.go `_type`, internal/abi `Type`: what every descriptor starts with. Names are those of 1.19.
    rtype "_type" [GO1_19] size 48
    same {
        BYTES "size" Uint 8 @ 0;
        PTRDATA "ptrdata" Uint 8 @ 8;
        HASH "hash" Uint 4 @ 16;
        TFLAG "tflag" Uint 1 @ 20;
        ALIGN "align" Uint 1 @ 21;
        FIELD_ALIGN "fieldAlign" Uint 1 @ 22;
        KIND "kind" Uint 1 @ 23;
        EQUAL "equal" Pointer 8 @ 24;
        GCDATA "gcdata" Pointer 8 @ 32;
        STR "str" Int 4 @ 40;
        PTR_TO_THIS "ptrToThis" Int 4 @ 44;
    }
}

tearpoint_machine::structure! {
    /// runtime/type.go `maptype`, internal/abi `MapType`: a map type's descriptor, behind its `_type`. Names are those of 1.19.
    map_type "maptype" [GO1_19] size 88
    same {
        KEY "key" Pointer 8 @ 48;
        ELEM "elem" Pointer 8 @ 56;
        BUCKET "bucket" Pointer 8 @ 64;
        HASHER "hasher" Pointer 8 @ 72;
        KEYSIZE "keysize" Uint 1 @ 80;
        ELEMSIZE "elemsize" Uint 1 @ 81;
        BUCKETSIZE "bucketsize" Uint 2 @ 82;
        FLAGS "flags" Uint 4 @ 84;
    }
}

tearpoint_machine::structure! {
    /// internal/abi `MapType` (1.24, 1.25: `SwissMapType`): a Swiss map type's descriptor, behind its `Type`.
    swiss_map_type "MapType" [GO1_24, GO1_27] sizes [112, 136]
    same {
        KEY "Key" Pointer 8 @ 48;
        ELEM "Elem" Pointer 8 @ 56;
        GROUP "Group" Pointer 8 @ 64;
        HASHER "Hasher" Pointer 8 @ 72;
        GROUP_SIZE "GroupSize" Uint 8 @ 80;
    }
    moved {
        elem_off "ElemOff" Uint 8 @ [96, 120];
        flags "Flags" Uint 4 @ [104, 128];
    }
    some {
        slot_size "SlotSize" Uint 8 @ [Some(88), None];
        keys_off "KeysOff" Uint 8 @ [None, Some(88)];
        key_stride "KeyStride" Uint 8 @ [None, Some(96)];
        elems_off "ElemsOff" Uint 8 @ [None, Some(104)];
        elem_stride "ElemStride" Uint 8 @ [None, Some(112)];
    }
}
