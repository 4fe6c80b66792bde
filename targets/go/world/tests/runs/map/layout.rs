//! Hash vectors, descriptors, growth points: numbers measured on real Go.

use super::*;
use tearpoint_runtime::equal::Src;
use tearpoint_runtime::hash::{hasher, memhash, memhash32, memhash64, strhash};
use tearpoint_runtime::rtype::{RTYPE_STRIDE, RTYPES_BASE};

#[test]
fn hashes_are_those_of_go() {
    let expected = [
        (
            0x4351_e206_f721_c5b5,
            0x1bfb_ac60_4f5d_fd05,
            0x9d92_3d3e_fd3f_65f7,
        ),
        (
            0x4351_e206_f721_c5b5,
            0x1bfb_ac60_4f5d_fd05,
            0x9d92_3d3e_fd3f_65f7,
        ),
        (
            0x4351_e206_f721_c5b5,
            0x1bfb_ac60_4f5d_fd05,
            0x9d92_3d3e_fd3f_65f7,
        ),
        (
            0x8e84_75ea_66d9_5eef,
            0xdc24_de5d_d369_87b8,
            0x4d56_c02a_ce13_aa43,
        ),
    ];
    for (profile, expected) in PROFILES.iter().zip(expected) {
        let types = Types::default();
        let (got, ..) = run(profile, &types, &[], |go| async move {
            let seed = 0x0123_4567;
            let abc = go.newobject(3, true).unwrap();
            go.mem.borrow_mut().write(abc, b"abc").unwrap();
            let bytes = 3u64.to_le_bytes();
            let host = memhash(&go, Src::Host(&bytes), seed, 8).unwrap();
            assert_eq!(host, memhash64(&go, 3, seed));
            (
                memhash64(&go, 3, seed),
                memhash32(&go, 3, seed),
                strhash(&go, abc, 3, seed).unwrap(),
            )
        });
        assert_eq!(got, Some(expected), "{}", profile.name);
    }
}

#[test]
fn zeros_hash_alike_and_nan_does_not() {
    let mut types = Types::default();
    let id = map_type(&mut types, Types::FLOAT64, Types::INT);
    run(&PROFILES[3], &types, &[], move |go| async move {
        let t = descriptor(&go, id);
        let hash = |f: f64| hasher(&go, &t.key, Src::Host(&f.to_le_bytes()), 5).unwrap();
        assert_eq!(hash(0.0), hash(-0.0));
        assert_ne!(hash(f64::NAN), hash(f64::NAN));
        assert_eq!(hash(1.5), hash(1.5));
    })
    .0
    .unwrap();
}

fn field(name: &str, ty: TypeId) -> Field {
    Field {
        name: name.to_owned(),
        ty,
        embedded: false,
        tag: Vec::new(),
    }
}

#[test]
fn the_compiler_picks_the_variant() {
    let mut types = Types::default();
    let pointer = types.intern(Type::Pointer(Types::INT));
    let big = types.intern(Type::Array {
        elem: Types::UINT8,
        len: 200,
    });
    let pair = types.intern(Type::Struct(vec![
        field("a", Types::INT32),
        field("b", Types::INT32),
    ]));
    let padded = types.intern(Type::Struct(vec![
        field("a", Types::INT8),
        field("b", Types::INT32),
    ]));
    let any = types.intern(Type::Interface(vec![]));
    let cases = [
        (Types::INT, Types::INT, MapKind::Fast64, 144, 4),
        (Types::INT32, Types::INT32, MapKind::Fast32, 80, 4),
        (pointer, Types::INT, MapKind::Fast64Ptr, 144, 4),
        (Types::STRING, Types::INT, MapKind::FastStr, 208, 12),
        (pair, Types::BOOL, MapKind::Fast64, 88, 4),
        (padded, Types::BOOL, MapKind::Generic, 88, 4),
        (Types::FLOAT64, Types::INT, MapKind::Generic, 144, 8),
        (Types::INT16, Types::INT, MapKind::Generic, 96, 4),
        (any, Types::INT, MapKind::Generic, 208, 24),
        (big, big, MapKind::Generic, 144, 7),
        (Types::INT, big, MapKind::Generic, 144, 6),
    ];
    let maps: Vec<TypeId> = cases
        .iter()
        .map(|case| map_type(&mut types, case.0, case.1))
        .collect();
    let rtypes = reflectdata::build(&types, PROFILES[3].layout.maps);
    let image = reflectdata::image(&rtypes, &types, PROFILES[3].layout);
    for (id, (.., kind, bucket_size, flags)) in maps.iter().zip(cases) {
        let rtype = rtypes.get(reflectdata::descriptor(*id));
        let map = rtype.map.as_ref().unwrap();
        let name = &rtype.name;
        assert_eq!((map.kind, map.bucket_size), (kind, bucket_size), "{name}");
        assert_eq!(
            rtypes.by_addr(rtype.addr),
            Some(reflectdata::descriptor(*id))
        );
        let at = (rtype.addr - RTYPES_BASE) as usize;
        let word = |at: usize, width: usize| {
            let mut word = [0; 8];
            word[..width].copy_from_slice(&image[at..at + width]);
            u64::from_le_bytes(word)
        };
        assert_eq!(word(at, 8), 8, "size of {name}");
        assert_eq!(word(at + 23, 1), 21 | 32, "kind of {name}");
        assert_eq!(word(at + 80, 1), map.key_slot_size, "keysize of {name}");
        assert_eq!(word(at + 82, 2), bucket_size, "bucketsize of {name}");
        assert_eq!(word(at + 84, 4), flags, "flags of {name}");
        assert_eq!(word(at + 24, 8), 0, "maps are not comparable");
    }
    assert_eq!(rtypes.by_addr(RTYPES_BASE + RTYPE_STRIDE / 2), None);
}

/// The inserts at which B grew.
fn growth(profile: &'static Profile, inserts: u64) -> Vec<u64> {
    let mut types = Types::default();
    let id = map_type(&mut types, Types::INT64, Types::INT64);
    let (grown, ..) = run(profile, &types, &[], move |go| async move {
        let t = descriptor(&go, id);
        let h = makemap_small(&go, &t).unwrap();
        let (mut grown, mut b) = (Vec::new(), 0);
        for n in 1..=inserts {
            let word = n.to_le_bytes();
            put(&go, &t, h, &word, &word).await.unwrap();
            let now = go.load(h + hmap::B, 1).unwrap();
            if now != b {
                grown.push(n);
                b = now;
            }
        }
        grown
    });
    grown.unwrap()
}

#[test]
fn maps_grow_where_real_ones_do() {
    let six_and_a_half = [9, 14, 27, 53, 105, 209, 417, 833, 1665];
    let six = [9, 13, 25, 49, 97, 193, 385, 769, 1537];
    for profile in classic() {
        let expected = if profile.load_factor_num == 12 {
            six
        } else {
            six_and_a_half
        };
        assert_eq!(growth(profile, 1700), expected, "{}", profile.name);
    }
}

#[test]
fn hints_size_the_bucket_array() {
    let mut types = Types::default();
    let id = map_type(&mut types, Types::INT64, Types::INT64);
    for (hint, b, extra) in [(8, 0, false), (9, 1, false), (100, 4, true), (-5, 0, false)] {
        run(&PROFILES[3], &types, &[], move |go| async move {
            let t = descriptor(&go, id);
            let h = makemap(&go, &t, hint).unwrap();
            assert_eq!(go.load(h + hmap::B, 1).unwrap(), b);
            assert_eq!(go.load(h + hmap::EXTRA, 8).unwrap() != 0, extra);
            assert_eq!(
                go.maps.borrow().iter().map(|map| map.h).collect::<Vec<_>>(),
                [h]
            );
        })
        .0
        .unwrap();
    }
}
