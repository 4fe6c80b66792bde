//! Overwritten metadata: what real Go does, this does. The expectations are outcomes of real runs.

use super::*;
use tearpoint_runtime::error::PanicValue;

/// What a damaged map is asked to do.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ask {
    ReadHit,
    ReadMiss,
    Write,
    Fill,
    Delete,
    Clear,
    Range,
}

use Ask::*;

/// A stored word: offset in the hmap (or, from 100, in the first bucket), width, value.
type Damage = &'static [(u64, usize, u64)];

/// How the program ends: the fatal or panic line, or `ok`; `fault` before it if a bad access is behind it.
fn outcome(result: &Res<()>) -> String {
    let Err(unwind) = result else {
        return "ok".to_owned();
    };
    let line = match &unwind.why {
        Why::Throw(text) => text.clone(),
        Why::Panic(PanicValue::Runtime(error)) => format!("panic: {}", error.text),
        other => format!("{other:?}"),
    };
    format!("{line} @ {}", unwind.frames.join(" < "))
}

/// Stores `entries` in a `map[int64]int64`, damages it, asks.
fn damaged(
    profile: &'static Profile,
    entries: u64,
    damage: Damage,
    ask: Ask,
) -> (String, Vec<String>) {
    let mut types = Types::default();
    let id = map_type(&mut types, Types::INT64, Types::INT64);
    let (line, _, go) = run(profile, &types, &[], move |go| async move {
        let t = descriptor(&go, id);
        let h = makemap_small(&go, &t).unwrap();
        for n in 0..entries {
            put(&go, &t, h, &n.to_le_bytes(), &n.to_le_bytes())
                .await
                .unwrap();
        }
        let buckets = go.load(h + hmap::BUCKETS, 8).unwrap();
        for &(at, width, value) in damage {
            let base = if at < 100 { h } else { buckets - 100 };
            let value = if value == SELF { buckets } else { value };
            go.store(base + at, width, value).unwrap();
        }
        outcome(&perform(&go, &t, h, ask).await)
    });
    let findings = go.findings.borrow();
    let findings = findings.iter().map(|f| f.invariant.clone()).collect();
    (line.unwrap_or_default(), findings)
}

/// Stands for the bucket array's own address.
const SELF: u64 = 0x5e1f;
const UNMAPPED: u64 = 0x7000_0000_0000;

async fn perform(go: &Process, t: &MapType, h: u64, ask: Ask) -> Res<()> {
    let key = |n: u64| Key::new(t, &n.to_le_bytes());
    match ask {
        ReadHit => mapaccess1(go, t, h, key(3)).await.map(|_| ()),
        ReadMiss => mapaccess2(go, t, h, key(999)).await.map(|_| ()),
        Write => put(go, t, h, &1000u64.to_le_bytes(), &[7; 8]).await,
        Fill => {
            for n in 2000..2100u64 {
                put(go, t, h, &n.to_le_bytes(), &[7; 8]).await?;
            }
            Ok(())
        }
        Delete => mapdelete(go, t, h, key(3)).await,
        Clear => mapclear(go, t, h).await,
        Range => range(go, t, h).await.map(|_| ()),
    }
}

fn check(entries: u64, damage: Damage, ask: Ask, expected: &str) {
    for profile in classic() {
        let (line, _) = damaged(profile, entries, damage, ask);
        let what = format!("{} {damage:x?} {ask:?}", profile.name);
        assert!(line.starts_with(expected), "{what}: {line}");
    }
}

#[test]
fn the_writing_flag_is_fatal() {
    let writing: Damage = &[(hmap::FLAGS, 1, 4)];
    let read = "concurrent map read and map write @ runtime.mapaccess1_fast64";
    check(5, writing, ReadHit, read);
    let read = "concurrent map read and map write @ runtime.mapaccess2_fast64";
    check(5, writing, ReadMiss, read);
    let write = "concurrent map writes @ runtime.mapassign_fast64";
    check(5, writing, Write, write);
    let delete = "concurrent map writes @ runtime.mapdelete_fast64";
    check(5, writing, Delete, delete);
    check(
        5,
        writing,
        Clear,
        "concurrent map writes @ runtime.mapclear",
    );
    let range =
        "concurrent map iteration and map write @ runtime.mapiternext < runtime.mapiterinit";
    check(5, writing, Range, range);
    // An empty map is not looked at, but for writing.
    for ask in [ReadHit, Delete, Clear, Range] {
        check(0, writing, ask, "ok");
    }
    check(0, writing, Write, "concurrent map writes");
    // The iterator flags mean no harm.
    for ask in [ReadHit, Write, Fill, Delete, Clear, Range] {
        check(20, &[(hmap::FLAGS, 1, 3)], ask, "ok");
    }
}

#[test]
fn bad_bucket_pointers_fault() {
    let nil = "panic: runtime error: invalid memory address or nil pointer dereference";
    for ask in [ReadHit, Write, Delete, Range] {
        check(
            5,
            &[(hmap::BUCKETS, 8, UNMAPPED)],
            ask,
            "fault @ runtime.map",
        );
        check(5, &[(hmap::BUCKETS, 8, 8)], ask, nil);
    }
    // mapassign allocates a bucket where there is none; then every lookup in the one bucket ends in it.
    check(5, &[(hmap::BUCKETS, 8, 0)], Write, "ok");
    check(5, &[(hmap::BUCKETS, 8, 0)], ReadHit, "ok");
    check(5, &[(hmap::BUCKETS, 8, 0)], Range, nil);
    let evacuated = "fault @ runtime.evacuated < runtime.mapaccess2_fast64";
    check(14, &[(hmap::OLDBUCKETS, 8, UNMAPPED)], ReadMiss, evacuated);
    let evacuated = "fault @ runtime.evacuated < runtime.evacuate_fast64 < runtime.growWork_fast64 < runtime.mapassign_fast64";
    check(5, &[(hmap::OLDBUCKETS, 8, UNMAPPED)], Write, evacuated);
    let extra = "panic: runtime error: invalid memory address or nil pointer dereference @ runtime.(*hmap).createOverflow < runtime.mapiterinit";
    check(5, &[(hmap::EXTRA, 8, 8)], Range, extra);
    let extra = "panic: runtime error: invalid memory address or nil pointer dereference @ runtime.hashGrow < runtime.mapassign_fast64";
    check(8, &[(hmap::EXTRA, 8, 8)], Fill, extra);
}

#[test]
fn a_chain_that_ends_in_itself_hangs() {
    let looped: Damage = &[(100 + 136, 8, SELF)];
    check(8, looped, ReadHit, "ok");
    check(8, looped, ReadMiss, "Hang @ runtime.mapaccess2_fast64");
    check(8, looped, Write, "Hang @ runtime.mapassign_fast64");
    check(5, looped, ReadMiss, "Hang @ runtime.mapaccess2_fast64");
    // The keys are found before the chain is walked.
    check(5, looped, Delete, "ok");
    for profile in classic() {
        let (line, _) = damaged(profile, 5, looped, Clear);
        let hangs = profile.clear_marks_empty;
        assert_eq!(line.starts_with("Hang @ runtime.mapclear"), hangs, "{line}");
    }
    // A wrong count: it grows to the same size again and again.
    check(
        8,
        &[(hmap::COUNT, 8, 0)],
        Fill,
        "Hang @ runtime.mapassign_fast64",
    );
}

#[test]
fn damaged_growth_is_noticed() {
    // Slot 3 of the first bucket looks evacuated.
    check(
        8,
        &[(103, 1, 2)],
        Fill,
        "bad map state @ runtime.evacuate_fast64",
    );
    // B=64 is B=0, until it grows.
    check(5, &[(hmap::B, 1, 64)], ReadHit, "ok");
    let size = "panic: runtime: allocation size out of range @ runtime.newarray < runtime.makeBucketArray < runtime.hashGrow < runtime.mapassign_fast64";
    check(20, &[(hmap::B, 1, 64)], Fill, size);
    // noverflow only makes it grow.
    check(20, &[(hmap::NOVERFLOW, 2, 0xffff)], Fill, "ok");
}

#[test]
fn the_shadow_sees_what_the_runtime_does_not() {
    let cases: [(u64, Damage, Ask, &str); 7] = [
        (
            20,
            &[(hmap::COUNT, 8, 0)],
            ReadHit,
            "a key that was stored is found",
        ),
        (5, &[(103, 1, 0)], ReadHit, "a key that was stored is found"),
        (5, &[(103, 1, 4)], Range, "an iteration visits every entry"),
        (
            20,
            &[(hmap::COUNT, 8, 0)],
            Range,
            "an iteration visits every entry",
        ),
        (
            5,
            &[(108 + 64 + 24, 8, 99)],
            ReadHit,
            "a stored element is read back",
        ),
        (
            5,
            &[(108 + 24, 8, 77)],
            Range,
            "an iteration visits only keys of the map",
        ),
        (
            5,
            &[(108 + 24, 8, 999)],
            ReadMiss,
            "a key that is not in the map is not found",
        ),
    ];
    for profile in classic() {
        for (entries, damage, ask, invariant) in cases {
            let (line, findings) = damaged(profile, entries, damage, ask);
            assert_eq!(line, "ok");
            assert_eq!(findings, [invariant], "{} {damage:?}", profile.name);
        }
    }
}

#[test]
fn keys_that_cannot_be_hashed_panic() {
    let mut types = Types::default();
    let any = types.intern(Type::Interface(vec![]));
    let slice = types.intern(Type::Slice(Types::INT));
    let id = map_type(&mut types, any, Types::INT);
    for profile in classic() {
        run(profile, &types, &[], move |go| async move {
            let t = descriptor(&go, id);
            let h = makemap_small(&go, &t).unwrap();
            let mut bytes = go
                .rtypes
                .borrow()
                .get(reflectdata::descriptor(slice))
                .addr
                .to_le_bytes()
                .to_vec();
            bytes.extend(go.newobject(24, false).unwrap().to_le_bytes());
            let text = "panic: runtime error: hash of unhashable type []int @ ";
            // On an empty map too, and nothing is left behind.
            let read = mapaccess1(&go, &t, h, Key::new(&t, &bytes)).await;
            assert!(outcome(&read.map(|_| ())).starts_with(text));
            let write = put(&go, &t, h, &bytes, &[0; 8]).await;
            let expected = format!("{text}runtime.nilinterhash < runtime.mapassign");
            assert_eq!(outcome(&write), expected);
            assert_eq!(go.load(h + hmap::FLAGS, 1).unwrap(), 0);
            let nil = put(&go, &t, 0, &bytes, &[0; 8]).await;
            let expected = "panic: assignment to entry in nil map @ runtime.mapassign";
            assert_eq!(outcome(&nil), expected);
        })
        .0
        .unwrap();
    }
}

#[test]
fn a_fast_function_on_another_map_corrupts_it() {
    let mut types = Types::default();
    let id = map_type(&mut types, Types::INT32, Types::INT32);
    let (_, _, go) = run(&PROFILES[3], &types, &[], move |go| async move {
        let t = descriptor(&go, id);
        let h = makemap_small(&go, &t).unwrap();
        let key = Key::U64(3);
        let at = mapassign_as(&go, &t, MapKind::Fast64, h, key.clone())
            .await
            .unwrap();
        go.store(at, 4, 10).unwrap();
        let again = mapaccess1_as(&go, &t, MapKind::Fast64, h, key).await;
        assert_eq!(again.unwrap(), at);
        let native = get(&go, &t, h, &3u32.to_le_bytes()).await.unwrap();
        assert_ne!(native, Some(10u32.to_le_bytes().to_vec()));
    });
    assert_eq!(go.findings.borrow().len(), 1);
}

/// A map with one entry, whose first stored key word is made to point nowhere; frames as real Go prints them.
#[test]
fn bad_keys_fault_in_the_key_functions() {
    let mut types = Types::default();
    let any = types.intern(Type::Interface(vec![]));
    let big = types.intern(Type::Array {
        elem: Types::UINT8,
        len: 200,
    });
    let (package, pair) = types.declare("main", "S");
    let fields = [("s", Types::STRING), ("n", Types::INT16)].map(|(name, ty)| Field {
        name: name.to_owned(),
        ty,
        embedded: false,
        tag: Vec::new(),
    });
    let fields = types.intern(Type::Struct(fields.into()));
    types.set_underlying(package, fields);
    let cases = [
        (Types::STRING, 0, "memeqbody < runtime.mapassign_faststr"),
        (pair, 0, "memeqbody < type:.eq.main.S < runtime.mapassign"),
        (big, 0, "memeqbody < runtime.mapassign"),
        (
            any,
            8,
            "runtime.strequal < runtime.efaceeq < runtime.nilinterequal < runtime.mapassign",
        ),
    ];
    for (key, at, frames) in cases {
        let mut types = types.clone();
        let id = map_type(&mut types, key, Types::INT);
        run(&PROFILES[3], &types, &[], move |go| async move {
            let t = descriptor(&go, id);
            let h = makemap_small(&go, &t).unwrap();
            let text = go.newobject(32, true).unwrap();
            let boxed = go.newobject(16, false).unwrap();
            let mut bytes = vec![0; t.key_size as usize];
            let string = [text.to_le_bytes(), 9u64.to_le_bytes()].concat();
            if key == any {
                go.mem.borrow_mut().write(boxed, &string).unwrap();
                let word = go
                    .rtypes
                    .borrow()
                    .get(reflectdata::descriptor(Types::STRING))
                    .addr;
                bytes = [word.to_le_bytes(), boxed.to_le_bytes()].concat();
            } else if key != big {
                bytes[..16].copy_from_slice(&string);
            }
            put(&go, &t, h, &bytes, &[0; 8]).await.unwrap();
            let buckets = go.load(h + hmap::BUCKETS, 8).unwrap();
            go.store(buckets + DATA_OFFSET + at, 8, UNMAPPED).unwrap();
            let again = put(&go, &t, h, &bytes, &[0; 8]).await;
            assert_eq!(outcome(&again), format!("fault @ {frames}"));
        })
        .0
        .unwrap();
    }
}
