//! Random operations against a model: no entry is lost, doubled or made up, and the shadow is silent.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;

#[derive(Clone, Debug)]
enum Op {
    Put(u16, u8),
    Get(u16),
    Delete(u16),
    Clear,
    Len,
    /// A whole iteration.
    Range,
    /// An iteration that does something to the map after each entry.
    RangeWith(Vec<(u16, bool)>),
}

#[derive(Clone, Copy, Debug)]
enum KeyType {
    Int64,
    Int32,
    Int8,
    Pointer,
    String,
    LongString,
    Float,
    Any,
    Struct,
    Big,
}

const KEYS: [KeyType; 10] = [
    KeyType::Int64,
    KeyType::Int32,
    KeyType::Int8,
    KeyType::Pointer,
    KeyType::String,
    KeyType::LongString,
    KeyType::Float,
    KeyType::Any,
    KeyType::Struct,
    KeyType::Big,
];

impl KeyType {
    fn id(self, types: &mut Types) -> TypeId {
        match self {
            KeyType::Int64 => Types::INT64,
            KeyType::Int32 => Types::INT32,
            KeyType::Int8 => Types::INT8,
            KeyType::Pointer => types.intern(Type::Pointer(Types::INT)),
            KeyType::String | KeyType::LongString => Types::STRING,
            KeyType::Float => Types::FLOAT64,
            KeyType::Any => types.intern(Type::Interface(vec![])),
            KeyType::Struct => {
                let field = |name: &str, ty| Field {
                    name: name.to_owned(),
                    ty,
                    embedded: false,
                    tag: Vec::new(),
                };
                types.intern(Type::Struct(vec![
                    field("s", Types::STRING),
                    field("n", Types::INT16),
                    field("f", Types::FLOAT32),
                ]))
            }
            KeyType::Big => types.intern(Type::Array {
                elem: Types::UINT8,
                len: 200,
            }),
        }
    }

    /// The bytes of the `n`-th key: each time with fresh pointers.
    fn bytes(self, go: &Process, n: u16) -> Vec<u8> {
        let text = |text: &str| {
            let at = go.newobject(text.len() as u64, true).unwrap();
            go.mem.borrow_mut().write(at, text.as_bytes()).unwrap();
            let mut header = at.to_le_bytes().to_vec();
            header.extend((text.len() as u64).to_le_bytes());
            header
        };
        match self {
            KeyType::Int64 | KeyType::Pointer => u64::from(n).to_le_bytes().to_vec(),
            KeyType::Int32 => u32::from(n).to_le_bytes().to_vec(),
            KeyType::Int8 => vec![n as u8],
            KeyType::String => text(&format!("k{n}")),
            KeyType::LongString => text(&format!("{n:04}-{}-{:04}", "x".repeat(30), n % 7)),
            KeyType::Float => (f64::from(n) / 4.0).to_le_bytes().to_vec(),
            KeyType::Any => {
                let rtypes = Rc::clone(&go.rtypes.borrow());
                let boxed = go.newobject(16, false).unwrap();
                let (ty, value) = if n.is_multiple_of(2) {
                    (Types::INT, u64::from(n).to_le_bytes().to_vec())
                } else {
                    (Types::STRING, text(&format!("k{n}")))
                };
                go.mem.borrow_mut().write(boxed, &value).unwrap();
                let mut bytes = rtypes
                    .get(reflectdata::descriptor(ty))
                    .addr
                    .to_le_bytes()
                    .to_vec();
                bytes.extend(boxed.to_le_bytes());
                bytes
            }
            KeyType::Struct => {
                let mut bytes = text(&format!("k{}", n / 2));
                bytes.extend(n.to_le_bytes());
                // Padding: must not matter.
                bytes.extend([n as u8, 0xaa]);
                bytes.extend((f32::from(n % 3) - 1.0).to_le_bytes());
                bytes
            }
            KeyType::Big => {
                let mut bytes = vec![7; 200];
                bytes[..2].copy_from_slice(&n.to_le_bytes());
                bytes
            }
        }
    }

    /// The number of the key with these bytes.
    fn number(self, go: &Process, bytes: &[u8]) -> u16 {
        let word = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        let text = |ptr: u64, len: u64| {
            let mut text = vec![0; len as usize];
            go.mem.borrow().read(ptr, &mut text).unwrap();
            String::from_utf8(text).unwrap()
        };
        match self {
            KeyType::Int64 | KeyType::Pointer => word(0) as u16,
            KeyType::Int32 => u16::from_le_bytes([bytes[0], bytes[1]]),
            KeyType::Int8 => u16::from(bytes[0]),
            KeyType::String => text(word(0), word(8))[1..].parse().unwrap(),
            KeyType::LongString => text(word(0), word(8))[..4].parse().unwrap(),
            KeyType::Float => (f64::from_bits(word(0)) * 4.0) as u16,
            KeyType::Any => {
                let data = |at: u64| go.mem.borrow().load(word(8) + at, 8).unwrap();
                let rtypes = Rc::clone(&go.rtypes.borrow());
                if word(0) == rtypes.get(reflectdata::descriptor(Types::INT)).addr {
                    data(0) as u16
                } else {
                    text(data(0), data(8))[1..].parse().unwrap()
                }
            }
            KeyType::Struct => u16::from_le_bytes([bytes[16], bytes[17]]),
            KeyType::Big => u16::from_le_bytes([bytes[0], bytes[1]]),
        }
    }

    fn keys(self) -> u16 {
        if matches!(self, KeyType::Int8) {
            120
        } else {
            400
        }
    }
}

struct Case {
    key: KeyType,
    map: TypeId,
    hint: i64,
    ops: Vec<Op>,
}

type Entries = BTreeMap<u16, u8>;

struct Player {
    go: Rc<Process>,
    t: MapType,
    h: u64,
    key: KeyType,
    model: Entries,
}

impl Player {
    async fn put(&mut self, n: u16, v: u8) {
        let bytes = self.key.bytes(&self.go, n);
        let elem = vec![v; self.t.elem_size as usize];
        put(&self.go, &self.t, self.h, &bytes, &elem).await.unwrap();
        self.model.insert(n, v);
    }

    async fn delete(&mut self, n: u16) {
        let bytes = self.key.bytes(&self.go, n);
        let key = Key::new(&self.t, &bytes);
        mapdelete(&self.go, &self.t, self.h, key).await.unwrap();
        self.model.remove(&n);
    }

    async fn step(&mut self, op: &Op) {
        let keys = self.key.keys();
        match op {
            Op::Put(n, v) => self.put(n % keys, *v).await,
            Op::Delete(n) => self.delete(n % keys).await,
            Op::Get(n) => {
                let bytes = self.key.bytes(&self.go, n % keys);
                let got = get(&self.go, &self.t, self.h, &bytes).await.unwrap();
                let v = self.model.get(&(n % keys));
                assert_eq!(got, v.map(|v| vec![*v; self.t.elem_size as usize]));
            }
            Op::Clear => {
                mapclear(&self.go, &self.t, self.h).await.unwrap();
                self.model.clear();
            }
            Op::Len => {
                let len = maplen(&self.go, self.h).unwrap();
                assert_eq!(len, self.model.len() as u64);
            }
            Op::Range => {
                let seen = range(&self.go, &self.t, self.h).await.unwrap();
                let count = seen.len();
                let seen: Entries = seen
                    .iter()
                    .map(|(k, e)| (self.key.number(&self.go, k), e.first().map_or(0, |v| *v)))
                    .collect();
                assert_eq!(seen.len(), count, "a key was visited twice");
                let zero_size = self.t.elem_size == 0;
                let right = self
                    .model
                    .iter()
                    .map(|(k, v)| (*k, if zero_size { 0 } else { *v }));
                assert_eq!(seen, right.collect());
            }
            Op::RangeWith(changes) => self.range_with(changes).await,
        }
    }

    /// Go's promise: what stays is visited once; what is deleted first is not; what is added may be.
    async fn range_with(&mut self, changes: &[(u16, bool)]) {
        let before = self.model.clone();
        let mut touched = Vec::new();
        let mut seen = Vec::new();
        let it = self.go.new_metadata(hiter::SIZE, false).unwrap();
        mapiterinit(&self.go, &self.t, self.h, it).await.unwrap();
        let mut changes = changes.iter().cycle().take(600);
        while let Some((k, _)) = current(&self.go, &self.t, it).unwrap() {
            let n = self.key.number(&self.go, &k);
            assert!(self.model.contains_key(&n), "{n} is not in the map");
            assert!(!seen.contains(&n) || touched.contains(&n), "{n} twice");
            seen.push(n);
            if let Some((n, add)) = changes.next() {
                // Others than are cycled through, as the loop goes on.
                let n = (n + seen.len() as u16) % self.key.keys();
                touched.push(n);
                if *add {
                    self.put(n, 1).await;
                } else {
                    self.delete(n).await;
                }
            }
            mapiternext(&self.go, it).await.unwrap();
        }
        for n in before.keys() {
            assert!(seen.contains(n) || touched.contains(n), "{n} was missed");
        }
    }
}

fn play(profile: &'static Profile, types: &Types, case: Case) {
    let (done, end, go) = run(profile, types, &[], move |go| async move {
        let t = descriptor(&go, case.map);
        let h = if case.hint == 0 {
            makemap_small(&go, &t).unwrap()
        } else {
            makemap(&go, &t, case.hint).unwrap()
        };
        let mut player = Player {
            go,
            t,
            h,
            key: case.key,
            model: Entries::new(),
        };
        for op in &case.ops {
            player.step(op).await;
        }
        player.step(&Op::Len).await;
        player.step(&Op::Range).await;
    });
    assert!(done.is_some(), "ended early: {end:?}");
    assert_eq!(*go.findings.borrow(), []);
}

fn op() -> impl Strategy<Value = Op> {
    let key = 0..400u16;
    let few = 0..12u16;
    let changes = prop::collection::vec((key.clone(), any::<bool>()), 1..40);
    prop_oneof![
        20 => (key.clone(), any::<u8>()).prop_map(|(k, v)| Op::Put(k, v)),
        8 => (few.clone(), any::<u8>()).prop_map(|(k, v)| Op::Put(k, v)),
        6 => key.clone().prop_map(Op::Get),
        4 => few.clone().prop_map(Op::Get),
        6 => key.prop_map(Op::Delete),
        4 => few.prop_map(Op::Delete),
        1 => Just(Op::Clear),
        2 => Just(Op::Len),
        1 => Just(Op::Range),
        2 => changes.prop_map(Op::RangeWith),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 160,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_map_is_a_map(
        profile in 0..PROFILES.len(),
        key in 0..KEYS.len(),
        elem in 0..4usize,
        hint in prop::sample::select(vec![0, 5, 9, 60, 300]),
        ops in prop::collection::vec(op(), 1..250),
    ) {
        let mut types = Types::default();
        let key_id = KEYS[key].id(&mut types);
        let big = types.intern(Type::Array { elem: Types::INT64, len: 20 });
        let none = types.intern(Type::Struct(vec![]));
        let elem = [Types::INT64, Types::UINT8, big, none][elem];
        let map = map_type(&mut types, key_id, elem);
        play(&PROFILES[profile], &types, Case { key: KEYS[key], map, hint, ops });
    }
}

#[test]
fn nan_keys_are_kept_apart() {
    let mut types = Types::default();
    let id = map_type(&mut types, Types::FLOAT64, Types::INT64);
    for profile in &PROFILES {
        let (_, _, go) = run(profile, &types, &[], move |go| async move {
            let t = descriptor(&go, id);
            let h = makemap_small(&go, &t).unwrap();
            for n in 0..100u64 {
                put(&go, &t, h, &f64::NAN.to_le_bytes(), &n.to_le_bytes())
                    .await
                    .unwrap();
            }
            assert_eq!(
                get(&go, &t, h, &f64::NAN.to_le_bytes()).await.unwrap(),
                None
            );
            assert_eq!(maplen(&go, h).unwrap(), 100);
            let mut seen = range(&go, &t, h).await.unwrap();
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 100);
        });
        assert_eq!(*go.findings.borrow(), []);
    }
}

/// Entries that `range` still visits after the map grew and was cleared in its middle.
fn ghosts(profile: &'static Profile, seed: u64) -> (usize, usize) {
    let mut types = Types::default();
    let id = map_type(&mut types, Types::INT64, Types::INT64);
    let (ghosts, _, go) = run_seed(seed, profile, &types, &[], move |go| async move {
        let t = descriptor(&go, id);
        let h = makemap_small(&go, &t).unwrap();
        let mut stored = 0..u64::MAX;
        while maplen(&go, h).unwrap() < 90 {
            let key = stored.next().unwrap().to_le_bytes();
            put(&go, &t, h, &key, &[1; 8]).await.unwrap();
        }
        let it = go.new_metadata(hiter::SIZE, false).unwrap();
        mapiterinit(&go, &t, h, it).await.unwrap();
        // Now it grows, and the range goes on in what become the old buckets.
        while go.load(h + hmap::B, 1).unwrap() == 4 {
            let key = stored.next().unwrap().to_le_bytes();
            put(&go, &t, h, &key, &[1; 8]).await.unwrap();
        }
        mapclear(&go, &t, h).await.unwrap();
        let mut ghosts = 0;
        mapiternext(&go, it).await.unwrap();
        while current(&go, &t, it).unwrap().is_some() {
            ghosts += 1;
            mapiternext(&go, it).await.unwrap();
        }
        ghosts
    });
    let findings = go.findings.borrow().len();
    (ghosts.unwrap_or(0), findings)
}

/// Go issue 59411: before 1.21 the range went on in the old buckets.
#[test]
fn clearing_ends_a_range_since_1_21() {
    for profile in classic() {
        let all: Vec<_> = (0..20).map(|seed| ghosts(profile, seed)).collect();
        let haunted = all.iter().any(|&(ghosts, _)| ghosts > 0);
        assert_eq!(haunted, !profile.clear_marks_empty, "{}", profile.name);
        // The oracle sees each of them.
        assert!(
            all.iter()
                .all(|&(ghosts, found)| (ghosts > 0) == (found > 0))
        );
    }
}
