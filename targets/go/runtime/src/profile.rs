//! Profiles: what differs between Go versions, as data.
//!
//! Each difference has a name here, with what Go does, since when, and the file of Go's sources that says so. Code elsewhere
//! asks for the name; the number of a version is compared nowhere (`tests/tidy.rs` holds that). Adding a Go version is adding
//! a [`Profile`] that says what changed since the one before.
//!
//! Source: the runtimes of go1.19.8, 1.21.13, 1.22.10, 1.23.9, 1.24.11, 1.25.5, 1.26.6 and 1.27.3 (linux/amd64).

use crate::layout::{self, Layout};
use crate::variants;
use tearpoint_machine::heap::HeapRules;

/// What the runtime's own random numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rand {
    /// `fastrand`: 32 bits (runtime/stubs.go).
    Fastrand,
    /// `rand`: 64 bits, since 1.22 (runtime/rand.go).
    Rand,
}

/// What a lookup or a deletion in an empty map does with a key whose hash may panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyMapKey {
    /// Hashes it (runtime/map.go `mapaccess1`).
    Hash,
    /// Looks for what would panic, and hashes nothing: since 1.22 (runtime/alg.go `mapKeyError`).
    Check,
}

/// Where timers live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timers {
    /// In the heap of a P, from when they are started until they fire; values wait in the channel's buffer
    /// (runtime/time.go `addtimer`).
    Heap,
    /// In their channel: in the heap only while somebody waits, and no stale value is ever received. Since 1.23
    /// (runtime/time.go `newTimer`, `maybeRunChan`; not with `GODEBUG=asynctimerchan=1`).
    InChannel,
}

/// How `growslice` is told the new length, and so what it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowSlice {
    /// By the capacity that is wanted: refused if below the old one, as "cap out of range" (runtime/slice.go).
    ByCap,
    /// By the new length: refused if negative, as "len out of range". Since 1.20.
    ByLen,
}

/// When the array of a slice that `append` makes or grows lies in the frame first, as long as it has at most 32 bytes
/// (cmd/compile/internal/ssagen `append`). A program sees it by capacities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendBuffers {
    /// Never.
    Never,
    /// Where it does not outlive the function: since 1.25.
    NotEscaping,
    /// Also where it leaves the function in one place, and moves to the heap there: since 1.26 (cmd/compile/internal/slice).
    Exclusive,
    /// The same, but ranging over it is such a place, and taking the address of an element's part is another way to it: since 1.27.
    ExclusiveUnlessRanged,
}

/// What the word of a runtime lock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locks {
    /// 0: nobody holds it; 1: somebody does; 2: and somebody sleeps (runtime/lock_futex.go).
    Futex,
    /// A bit each, and the thread that sleeps: since 1.24 (runtime/lock_spinbit.go).
    SpinBit,
}

/// What a failed bounds check has on its stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundsPanic {
    /// A function for each kind of check: `goPanicIndex` (runtime/panic.go).
    Each,
    /// `panicBounds`, which finds the kind by the address of the code, and `panicBounds64`: since 1.26.
    Decoded,
}

/// How a fault on the system stack is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemFault {
    /// `fatal error: unexpected signal during runtime execution` (runtime/signal_unix.go `sigpanic`).
    Throw,
    /// By the signal alone, since 1.21 (runtime/signal_unix.go `fatalsignal`).
    Signal,
}

/// What a failed assertion to an interface has on its stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterfaceAssertion {
    /// `assertE2I` (runtime/iface.go).
    AssertE2I,
    /// `typeAssert`, which goes through a cache: since 1.22.
    TypeAssert,
}

/// Which assignments turn tombstones of a full table into empty slots before the table grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prune {
    /// None.
    Never,
    /// Those of the fast variants, but for keys that are pointers.
    NotPointers,
    /// Those of the fast variants.
    Fast,
}

/// What Swiss maps do in a version (internal/runtime/maps).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwissRules {
    /// Which assignments prune.
    pub prune: Prune,
    /// A map of one group that counts less than eight entries and has no free slot is fatal, and one that is full becomes a table
    /// even for an update. Else it becomes a table when a key is new (`putSlotSmall`).
    pub full_small_map_is_fatal: bool,
    /// `mapaccess1` and its variants call `mapaccess2` and theirs.
    pub access1_calls_access2: bool,
    /// `maps.Clone` copies slot by slot (`Map.Clone`); else it stores each entry anew (`mapclone2`).
    pub clones_slots: bool,
    /// `maxGrowthLeft` refuses a capacity whose product with the load is too large for 16 bits; else one whose product has become
    /// smaller.
    pub growth_left_is_bounded: bool,
    /// A lookup in an empty map says `hash of unhashable type: []int`; else it has the text of the hash function, `runtime error:
    /// hash of unhashable type []int`.
    pub own_key_error: bool,
}

/// How much of its heap a process has used before the program starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeapStart {
    /// A few pages, and the lowest that are free are taken next.
    FewPages,
    /// About as much as real Go, as the run's choices say: spans of the usual classes have room, Ps have pages put by
    /// (runtime/mpagecache.go), and which of them the program goes on with after a collection varies.
    Process,
}

/// A Go version's constants, behaviours and texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// `1.23`
    pub name: &'static str,
    /// 23 for Go 1.23: for the front end, which checks a program by its rules, and for showing. Not for comparing.
    pub minor: u32,
    /// runtime/map.go `loadFactorNum`, with `loadFactorDen` 2: 1.21 computes it as `8*13/16*2`, which truncates.
    pub load_factor_num: u64,
    /// `memhash` mixes with `hashkey[0] ^ m1, m2, m3, m4` (false) or with `hashkey[0..4]` (true, since 1.23;
    /// runtime/hash64.go).
    pub hash_keys_only: bool,
    /// `mapclear` marks buckets empty so that iterators notice (since 1.21; runtime/map.go).
    pub clear_marks_empty: bool,
    /// What a key does that may be unhashable, in an empty map.
    pub empty_map_key: EmptyMapKey,
    /// Random numbers: seeds of maps, where an iteration starts.
    pub rand: Rand,
    /// Pointerful objects above 512 bytes carry an 8-byte malloc header, and spans of smaller ones their pointer bitmap (since
    /// 1.22; runtime/mbitmap_allocheaders.go).
    pub malloc_headers: bool,
    /// A span's limit is the end of its last object: a pointer behind it is bad (since 1.24; runtime/mheap.go `initSpan`).
    pub exact_span_limits: bool,
    /// A goroutine that waits for a lock says for which: `sync.Mutex.Lock`, not `semacquire` (since 1.20; runtime/sema.go
    /// `sync_runtime_SemacquireRWMutex`).
    pub lock_wait_reasons: bool,
    /// Where timers live.
    pub timers: Timers,
    /// What the words of runtime locks say.
    pub locks: Locks,
    /// What a failed bounds check has on its stack.
    pub bounds_panic: BoundsPanic,
    /// Methods of internal/runtime/atomic have frames of their own on tracebacks although they are inlined (1.26 alone).
    pub atomic_frames: bool,
    /// Whoever uses a channel of a bubble from outside of it panics, and could recover (1.24 alone; runtime/chan.go).
    pub foreign_bubble_panics: bool,
    /// How a fault on the system stack is reported.
    pub system_fault: SystemFault,
    /// `panic(nil)` is a `*runtime.PanicNilError` (since 1.21; runtime/panic.go).
    pub panic_nil_is_error: bool,
    /// What a failed assertion to an interface has on its stack.
    pub interface_assertion: InterfaceAssertion,
    /// What `growslice` refuses.
    pub grow_slice: GrowSlice,
    /// Which arrays of `append` lie in the frame first.
    pub append_buffers: AppendBuffers,
    /// A slice converts to an array, not only to a pointer to one, and the panic's text says so (since 1.20; runtime/error.go
    /// `boundsConvert`).
    pub slice_to_array: bool,
    /// The panics of `unsafe.Slice` and `unsafe.String` have an inner function, `panicunsafeslicelen1` (since 1.21;
    /// runtime/unsafe.go).
    pub unsafe_panic_inner: bool,
    /// What names of functions start with that the compiler makes for a type: `type..eq.T`, since 1.20 `type:.eq.T`
    /// (cmd/compile/internal/reflectdata/alg.go).
    pub type_function_prefix: &'static str,
    /// The global source of math/rand starts from seed 1 (before 1.20; math/rand/rand.go).
    pub seeded_with_1: bool,
    /// `rand.Seed` does nothing (since 1.24, unless GODEBUG has `randseednop=0`; math/rand/rand.go).
    pub seed_ignored: bool,
    /// Random numbers of sorting are shifted by 13, 7 and 17, not by 13, 17 and 5 (since 1.24; sort/sort.go, slices/sort.go).
    pub sort_shifts_7_17: bool,
    /// The linker refuses linknames of the runtime's that were not marked for it, unless told `-checklinkname=0` (since 1.23;
    /// cmd/link/internal/loader).
    pub checks_linknames: bool,
    /// A panic whose value was recovered and is the next one's, too, is told once, as `[recovered, repanicked]` (since 1.25;
    /// runtime/panic.go `preprintpanics`).
    pub says_repanicked: bool,
    /// `print` shows a float by the fewest digits that tell it from all others (since 1.26; runtime/print.go `printfloat64`).
    pub prints_shortest_floats: bool,
    /// gc divides a length as a number without sign, since it is taken for not negative (since 1.26;
    /// cmd/compile/internal/ssa/_gen/divmod.rules). Before, only powers of two were special.
    pub divides_lengths_unsigned: bool,
    /// gc concludes that a slice has room where its first index is below its last by a constant (since 1.26;
    /// cmd/compile/internal/ssa/prove.go).
    pub proves_strict_bounds: bool,
    /// The runtime finds leaked goroutines when it is asked for the profile of them (since 1.27, before by experiment;
    /// runtime/mgc.go `findGoroutineLeaks`).
    pub leak_profile: bool,
    /// How many reasons to wait there are, if the collector looks up that of each goroutine whose stack it scans (since 1.26, before only
    /// under a trace; runtime/stack.go `isShrinkStackSafe`).
    pub scanned_wait_reasons: Option<u64>,
    /// Bytes of a weak pointer's handle: 8, which share a block with other small objects, and since 1.26 a block of its own
    /// (runtime/mheap.go `getOrAddWeakHandle`, go.dev/issue/76007).
    pub weak_handle_bytes: u64,
    /// A weak pointer to a package variable is for ever; before 1.25 it was a throw (runtime/mheap.go `getWeakHandle`).
    pub immortal_weak_handles: bool,
    /// Waiting for a mutex is durable in a bubble. No Go does that; go.dev/issue/77687 asks for it, and so does who chooses
    /// that [variant](crate::variants).
    pub mutexes_are_durable: bool,
    /// How much of the heap is used before the program starts.
    pub heap_start: HeapStart,
    /// The heap's arena starts at a random address, where [`HeapStart::Process`] is asked for (since 1.26; runtime/malloc.go
    /// `randomizeHeapBase`).
    pub random_heap_base: bool,
    /// Conversions of `unsafe.Pointer` are checked, as `-race` and `-gcflags=all=-d=checkptr` do.
    pub checkptr: bool,
    /// Then `unsafe.Add` is, too (since 1.26; cmd/compile/internal/walk/expr.go).
    pub checks_unsafe_add: bool,
    /// Cleanups run in goroutines of their own, not in that of finalizers (since 1.25; runtime/mcleanup.go `gcCleanups`).
    pub cleanup_goroutines: bool,
    /// What Swiss maps do, where `layout.maps` says that maps are such.
    pub swiss: SwissRules,
    /// Offsets of the fields of runtime structures.
    pub layout: &'static Layout,
}

const SWISS_1_24: SwissRules = SwissRules {
    prune: Prune::Never,
    full_small_map_is_fatal: true,
    access1_calls_access2: false,
    clones_slots: false,
    growth_left_is_bounded: false,
    own_key_error: false,
};

const SWISS_1_25: SwissRules = SwissRules {
    prune: Prune::NotPointers,
    clones_slots: true,
    growth_left_is_bounded: true,
    own_key_error: true,
    ..SWISS_1_24
};

const SWISS_1_27: SwissRules = SwissRules {
    prune: Prune::Fast,
    full_small_map_is_fatal: false,
    access1_calls_access2: true,
    ..SWISS_1_25
};

const GO1_19: Profile = Profile {
    name: "1.19",
    minor: 19,
    load_factor_num: 13,
    hash_keys_only: false,
    clear_marks_empty: false,
    empty_map_key: EmptyMapKey::Hash,
    rand: Rand::Fastrand,
    malloc_headers: false,
    exact_span_limits: false,
    lock_wait_reasons: false,
    timers: Timers::Heap,
    locks: Locks::Futex,
    atomic_frames: false,
    foreign_bubble_panics: false,
    bounds_panic: BoundsPanic::Each,
    system_fault: SystemFault::Throw,
    panic_nil_is_error: false,
    interface_assertion: InterfaceAssertion::AssertE2I,
    grow_slice: GrowSlice::ByCap,
    append_buffers: AppendBuffers::Never,
    slice_to_array: false,
    unsafe_panic_inner: false,
    type_function_prefix: "type..",
    seeded_with_1: true,
    seed_ignored: false,
    sort_shifts_7_17: false,
    checks_linknames: false,
    says_repanicked: false,
    prints_shortest_floats: false,
    divides_lengths_unsigned: false,
    proves_strict_bounds: false,
    cleanup_goroutines: false,
    swiss: SWISS_1_24,
    leak_profile: false,
    scanned_wait_reasons: None,
    weak_handle_bytes: 8,
    immortal_weak_handles: false,
    mutexes_are_durable: false,
    heap_start: HeapStart::FewPages,
    random_heap_base: false,
    checkptr: false,
    checks_unsafe_add: false,
    layout: &layout::GO1_19,
};

const GO1_21: Profile = Profile {
    name: "1.21",
    minor: 21,
    load_factor_num: 12,
    clear_marks_empty: true,
    lock_wait_reasons: true,
    system_fault: SystemFault::Signal,
    panic_nil_is_error: true,
    grow_slice: GrowSlice::ByLen,
    slice_to_array: true,
    unsafe_panic_inner: true,
    type_function_prefix: "type:.",
    seeded_with_1: false,
    layout: &layout::GO1_21,
    ..GO1_19
};

const GO1_22: Profile = Profile {
    name: "1.22",
    minor: 22,
    load_factor_num: 13,
    empty_map_key: EmptyMapKey::Check,
    rand: Rand::Rand,
    malloc_headers: true,
    interface_assertion: InterfaceAssertion::TypeAssert,
    layout: &layout::GO1_22,
    ..GO1_21
};

const GO1_23: Profile = Profile {
    name: "1.23",
    minor: 23,
    hash_keys_only: true,
    timers: Timers::InChannel,
    checks_linknames: true,
    layout: &layout::GO1_23,
    ..GO1_22
};

const GO1_24: Profile = Profile {
    name: "1.24",
    minor: 24,
    foreign_bubble_panics: true,
    exact_span_limits: true,
    locks: Locks::SpinBit,
    seed_ignored: true,
    sort_shifts_7_17: true,
    layout: &layout::GO1_24,
    ..GO1_23
};

const GO1_25: Profile = Profile {
    name: "1.25",
    minor: 25,
    swiss: SWISS_1_25,
    append_buffers: AppendBuffers::NotEscaping,
    foreign_bubble_panics: false,
    says_repanicked: true,
    cleanup_goroutines: true,
    immortal_weak_handles: true,
    layout: &layout::GO1_25,
    ..GO1_24
};

const GO1_26: Profile = Profile {
    name: "1.26",
    minor: 26,
    append_buffers: AppendBuffers::Exclusive,
    random_heap_base: true,
    checks_unsafe_add: true,
    prints_shortest_floats: true,
    atomic_frames: true,
    bounds_panic: BoundsPanic::Decoded,
    scanned_wait_reasons: Some(47),
    weak_handle_bytes: 16,
    divides_lengths_unsigned: true,
    proves_strict_bounds: true,
    layout: &layout::GO1_26,
    ..GO1_25
};

const GO1_27: Profile = Profile {
    name: "1.27",
    minor: 27,
    append_buffers: AppendBuffers::ExclusiveUnlessRanged,
    swiss: SWISS_1_27,
    leak_profile: true,
    atomic_frames: false,
    layout: &layout::GO1_27,
    ..GO1_26
};

/// Every profile, oldest first.
pub static PROFILES: [Profile; 8] = [
    GO1_19, GO1_21, GO1_22, GO1_23, GO1_24, GO1_25, GO1_26, GO1_27,
];

/// The newest profile.
pub const NEWEST: &Profile = &PROFILES[PROFILES.len() - 1];

impl Profile {
    /// What the allocator goes by.
    pub fn heap_rules(&self) -> HeapRules {
        HeapRules {
            mspan: &self.layout.mspan,
            malloc_headers: self.malloc_headers,
            limit_is_exact: self.exact_span_limits,
            inline_marks: self.layout.inline_marks,
        }
    }

    /// Timers live in their channels.
    #[inline]
    pub fn timers_in_channels(&self) -> bool {
        self.timers == Timers::InChannel
    }
}

/// The profile of a version given as `1.23`, `go1.23` or `1.23.9`.
pub fn profile(version: &str) -> Option<&'static Profile> {
    let version = version.strip_prefix("go").unwrap_or(version);
    if let Some(variant) = variants::named(version) {
        return Some(variant);
    }
    PROFILES.iter().find(|profile| {
        version
            .strip_prefix(profile.name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
