//! The allocator on its own: addresses, reuse, and what overwritten spans do.

use super::*;
use crate::mspan::{self, state};
use crate::ptrmap::{GcType, PtrMap};
use crate::sizeclass::{PAGE_SIZE, size_class};

const ANY: GcType<'static> = GcType {
    addr: 0,
    ptrs: &PtrMap::ALL,
};

const GO1_19: HeapRules = rules(&mspan::GO1_19, false, false);
const GO1_21: HeapRules = rules(&mspan::GO1_20, false, false);
const GO1_22: HeapRules = rules(&mspan::GO1_22, true, false);
const GO1_26: HeapRules = rules(&mspan::GO1_26, true, true);

const fn rules(mspan: &'static Layout, malloc_headers: bool, inline_marks: bool) -> HeapRules {
    HeapRules {
        mspan,
        malloc_headers,
        limit_is_exact: inline_marks,
        inline_marks,
    }
}

fn fresh(rules: HeapRules) -> (Heap, Memory) {
    let (mut heap, mut memory) = (Heap::default(), Memory::default());
    heap.reset(&mut memory, rules, &Start::default(), 64 << 20);
    (heap, memory)
}

fn alloc(heap: &mut Heap, memory: &mut Memory, size: u64) -> u64 {
    heap.malloc(memory, size, None, true).unwrap()
}

fn thrown<T: std::fmt::Debug>(result: R<T>) -> String {
    match result.unwrap_err().why {
        Failure::Throw(text) => text,
        other => format!("{other:?}"),
    }
}

#[test]
fn objects_of_a_class_follow_each_other() {
    let (mut heap, mut memory) = fresh(GO1_22);
    let a = heap.malloc(&mut memory, 48, Some(ANY), true).unwrap();
    let b = heap.malloc(&mut memory, 41, Some(ANY), true).unwrap();
    assert_eq!(b, a + 48);
    assert_eq!(heap.object(&memory, b + 5), Some((b, 48)));
    assert_eq!(heap.object(&memory, b + 48), None);
}

#[test]
fn tiny_objects_share_a_block_and_large_ones_have_their_own() {
    let (mut heap, mut memory) = fresh(GO1_22);
    let a = alloc(&mut heap, &mut memory, 1);
    assert_eq!(alloc(&mut heap, &mut memory, 4), a + 4);
    let large = alloc(&mut heap, &mut memory, 100_000);
    assert_eq!(
        heap.object(&memory, large + 99_999),
        Some((large, 13 * 8192))
    );
    let refused = heap.malloc(&mut memory, 65 << 20, None, true);
    assert_eq!(refused.unwrap_err().why, Failure::Limit);
}

#[test]
fn a_span_holds_as_many_objects_as_in_go() {
    // Go 1.22 and later keep the pointer bitmap at the end of a span of small objects with pointers.
    for (rules, scan, noscan) in [
        (GO1_19, 128, 128),
        (GO1_21, 128, 128),
        (GO1_22, 126, 128),
        (GO1_26, 124, 126),
    ] {
        let (mut heap, mut memory) = fresh(rules);
        heap.malloc(&mut memory, 64, Some(ANY), true).unwrap();
        heap.malloc(&mut memory, 64, None, true).unwrap();
        let nelems = |spc| {
            let s = heap.cached_span(spc).unwrap();
            heap.get(&memory, s, heap.layout.nelems).unwrap()
        };
        let class = size_class(64);
        assert_eq!((nelems(2 * class), nelems(2 * class + 1)), (scan, noscan));
    }
}

#[test]
fn a_span_refills_after_it_is_full() {
    for rules in [GO1_19, GO1_21, GO1_22] {
        let (mut heap, mut memory) = fresh(rules);
        let mut seen: Vec<u64> = (0..1000)
            .map(|_| heap.malloc(&mut memory, 64, Some(ANY), true).unwrap())
            .collect();
        seen.sort_unstable();
        assert!(seen.windows(2).all(|pair| pair[0] + 64 <= pair[1]));
    }
}

#[test]
fn what_is_not_marked_is_free_and_is_handed_out_again() {
    for rules in [GO1_19, GO1_21, GO1_22, GO1_26] {
        let (mut heap, mut memory) = fresh(rules);
        let objects: Vec<u64> = (0..300)
            .map(|_| alloc(&mut heap, &mut memory, 64))
            .collect();
        heap.start_cycle();
        for &kept in objects.iter().step_by(2) {
            let Found::Object { base, span, index } =
                heap.find_object(&memory, kept, (0, 0)).unwrap()
            else {
                panic!("not an object");
            };
            heap.grey_object(&mut memory, base, span, index).unwrap();
        }
        heap.sweep_all(&mut memory).unwrap();
        assert!(heap.object(&memory, objects[0]).is_some());
        assert_eq!(heap.object(&memory, objects[1]), None);
        assert_eq!(memory.freed_by(objects[1]), 1);
        memory.store(objects[1], 8, 7).unwrap();
        let again: Vec<u64> = (0..150)
            .map(|_| alloc(&mut heap, &mut memory, 64))
            .collect();
        let mut freed: Vec<u64> = objects.iter().copied().skip(1).step_by(2).collect();
        let mut reused = again.clone();
        freed.sort_unstable();
        reused.sort_unstable();
        assert_eq!(reused, freed);
        assert_eq!(
            memory.load(objects[1], 8),
            Ok(0),
            "cleared when it is reused"
        );
    }
}

#[test]
fn overwritten_spans_throw_as_in_go() {
    let cases: [(&str, &str, u64); 3] = [
        ("s.freeindex > s.nelems", "freeindex", 0xffff),
        (
            "s.allocCount != s.nelems && freeIndex == s.nelems",
            "allocCount",
            40,
        ),
        ("bad sweepgen in refill", "sweepgen", 77),
    ];
    for rules in [GO1_19, GO1_21, GO1_22] {
        for (text, field, value) in cases {
            let (mut heap, mut memory) = fresh(rules);
            alloc(&mut heap, &mut memory, 64);
            let s = heap.cached_span(2 * size_class(64) + 1).unwrap();
            let field = heap.layout.structure().field(field).unwrap();
            heap.set(&mut memory, s, field, value).unwrap();
            let end = (0..200).find_map(|_| heap.malloc(&mut memory, 64, None, true).err());
            assert_eq!(thrown::<u64>(Err(end.unwrap())), text);
        }
    }
}

#[test]
fn pointers_to_dead_or_unused_places_are_bad() {
    let (mut heap, mut memory) = fresh(GO1_21);
    let object = alloc(&mut heap, &mut memory, 96);
    let s = heap.span_of(object);
    // 85 objects of 96 bytes leave a tail of 32.
    let tail = (object & !8191) + 8191;
    let text = "found bad pointer in Go heap (incorrect use of unsafe or cgo?)";
    assert_eq!(thrown(heap.find_object(&memory, tail, (0, 0))), text);
    heap.set(&mut memory, s, heap.layout.state, state::DEAD)
        .unwrap();
    assert_eq!(thrown(heap.find_object(&memory, object, (0, 0))), text);
    heap.set(&mut memory, s, heap.layout.state, state::MANUAL)
        .unwrap();
    assert_eq!(
        heap.find_object(&memory, object, (0, 0)).unwrap(),
        Found::Nothing
    );
}

/// Numbers that look random, from a seed.
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % below
    }
}

const FIELDS: [&str; 17] = [
    "startAddr",
    "npages",
    "freeindex",
    "nelems",
    "allocCache",
    "allocBits",
    "gcmarkBits",
    "sweepgen",
    "divMul",
    "allocCount",
    "spanclass",
    "state",
    "needzero",
    "elemsize",
    "limit",
    "specials",
    "largeType",
];

#[test]
fn whatever_a_span_says_ends_in_go_not_in_a_panic() {
    for seed in 0..300 {
        let mut draws = Draws(seed);
        let rules = [GO1_19, GO1_21, GO1_22, GO1_26][draws.next(4) as usize];
        let (mut heap, mut memory) = fresh(rules);
        let mut objects = Vec::new();
        let mut act = |heap: &mut Heap, memory: &mut Memory, draws: &mut Draws| -> R<()> {
            for _ in 0..draws.next(200) {
                let size = [16, 64, 600, 1024, 40_000][draws.next(5) as usize];
                let ty = (draws.next(2) == 0).then_some(ANY);
                objects.push(heap.malloc(memory, size, ty, true)?);
            }
            heap.start_cycle();
            for _ in 0..draws.next(50) {
                let at = draws.next(objects.len().max(1) as u64) as usize;
                let Some(&object) = objects.get(at) else {
                    break;
                };
                if heap.is_marked_inline(object) {
                    if let Some(waiting) = heap.mark_inline(memory, object)? {
                        for found in heap.take_inline(memory, waiting)? {
                            heap.inline_bits(memory, found)?;
                        }
                    }
                } else if let Found::Object { base, span, index } =
                    heap.find_object(memory, object, (0, 0))?
                    && heap.grey_object(memory, base, span, index)?
                {
                    let (size, words) = heap.pointer_words(memory, base)?;
                    if words == Words::Bits {
                        heap.heap_bits(memory, base, heap.words_with_bits(base, size / 8))?;
                    }
                }
            }
            heap.sweep_all(memory)
        };
        if act(&mut heap, &mut memory, &mut draws).is_err() {
            panic!("seed {seed}: nothing was overwritten yet");
        }
        for _ in 0..4 {
            let spans: Vec<u64> = (0..64)
                .map(|page| heap.span_of(ARENA + page * 8192))
                .collect();
            let s = spans[draws.next(64) as usize];
            let field = FIELDS[draws.next(FIELDS.len() as u64) as usize];
            if let (true, Some(field)) = (s != 0, heap.layout.structure().field(field)) {
                let old = heap.get(&memory, s, field).unwrap();
                let value = match draws.next(6) {
                    0 => 0,
                    1 => u64::MAX,
                    2 => old.wrapping_add(1),
                    3 => old.wrapping_sub(1),
                    4 => draws.next(300),
                    _ => u64::MAX / 2 - draws.next(1 << 20),
                };
                heap.set(&mut memory, s, field, value).unwrap();
            }
            // The end of a page, where inline mark bits lie.
            let page = ARENA + draws.next(64) * PAGE_SIZE;
            let at = page + PAGE_SIZE - 1 - draws.next(2) * draws.next(128);
            if memory.store_meta(at, 1, draws.next(256)).is_err() {
                continue;
            }
            if act(&mut heap, &mut memory, &mut draws).is_err() {
                break;
            }
        }
    }
}

const ARENA: u64 = crate::memory::ARENA_BASE;

#[test]
fn an_overwritten_class_of_a_page_makes_objects_of_more_than_64_words() {
    let (mut heap, mut memory) = fresh(GO1_26);
    let block = heap.malloc(&mut memory, 48, Some(ANY), true).unwrap();
    assert!(heap.is_marked_inline(block));
    let object = ToScan {
        base: block & !(PAGE_SIZE - 1),
        size: 1024,
    };
    assert_eq!(heap.inline_bits(&memory, object), Ok(0b11_1111));
}
