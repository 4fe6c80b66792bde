//! Generated programs: the typed form and its printed Go source are one program, on both engines.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tearpoint_go::program::{
    Case, CellDecl, ChanDecl, ChanOp, Elem, Ending, HeapOp, KeyType, MapDecl, MapOp, Op, Program,
    SelectOp, SliceDecl, SliceOp, SyncOp, TimeOp, build::build, print::print,
};
use tearpoint_go::scenario::GoScenario;
use tearpoint_go::tamper;
use tearpoint_harness::contract::{Class, Density, Limits, functions};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::RANDOM;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_harness::verdict::Verdict;
use tearpoint_runtime::profile::PROFILES;

fn map_op() -> impl Strategy<Value = MapOp> {
    let (m, k, v) = (any::<u8>(), any::<u8>(), any::<u8>());
    (0..12, m, k, v).prop_map(|(kind, m, k, v)| match kind {
        0 => MapOp::Assign { m, k, v },
        1 => MapOp::Read { m, k },
        2 => MapOp::ReadOk { m, k },
        3 => MapOp::Delete { m, k },
        4 => MapOp::Len { m },
        5 => MapOp::Clear { m },
        6 => MapOp::Range { m },
        7 => MapOp::RangeAssign { m, k },
        8 => MapOp::Fill { m, from: k, n: v },
        9 => MapOp::Add { m, k, v },
        10 => MapOp::Remake { m, hint: v },
        _ => MapOp::Gosched,
    })
}

fn slice_op() -> impl Strategy<Value = SliceOp> {
    let (s, t, i, j, max) = (0..4u8, 0..4u8, 0..12u8, 0..12u8, any::<u8>());
    (0..12, s, t, i, j, max).prop_map(|(kind, s, t, i, j, max)| match kind {
        0 => SliceOp::Append { s, v: j },
        1 => SliceOp::AppendAll { s, t },
        2 => SliceOp::Get { s, i: i / 2 },
        3 => SliceOp::Set { s, i: i / 2, v: j },
        4 => SliceOp::Len { s },
        5 => SliceOp::Cut { s, t, lo: i, hi: j },
        6 => SliceOp::Cut3 {
            s,
            t,
            lo: i,
            hi: j,
            max,
        },
        7 => SliceOp::Copy { s, t },
        8 => SliceOp::Range { s },
        9 => SliceOp::Make { s, len: i, cap: j },
        10 => SliceOp::Alias { s, t },
        _ => SliceOp::Nil { s },
    })
}

fn chan_op() -> impl Strategy<Value = ChanOp> {
    (0..14, 0..4u8, any::<u8>()).prop_map(|(kind, c, v)| match kind {
        0..3 => ChanOp::Send { c, v },
        3..5 => ChanOp::Recv { c },
        5 => ChanOp::Drop { c },
        6 => ChanOp::RecvOk { c },
        7 => ChanOp::TrySend { c, v },
        8 => ChanOp::TryRecv { c },
        9 => ChanOp::Close { c },
        10 => ChanOp::Len { c },
        11 => ChanOp::Range { c },
        12 => ChanOp::Make { c, cap: v },
        _ => ChanOp::Nil { c },
    })
}

fn case() -> impl Strategy<Value = Case> {
    (0..4u8, any::<bool>(), any::<u8>()).prop_map(|(c, send, v)| Case { c, send, v })
}

fn select_op() -> impl Strategy<Value = SelectOp> {
    let (first, second, third) = (case(), case(), prop::option::of(case()));
    (first, second, third, any::<bool>()).prop_map(|(first, second, third, default)| SelectOp {
        first,
        second,
        third,
        default,
    })
}

fn heap_op() -> impl Strategy<Value = HeapOp> {
    (0..8, any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(kind, p, i, v)| match kind {
        0 => HeapOp::New { p },
        1 => HeapOp::Link { p, i },
        2 => HeapOp::Set { p, i, v },
        3 => HeapOp::Get { p, i },
        4 => HeapOp::Share { p, q: v, i },
        5 => HeapOp::Drop { p },
        6 => HeapOp::Garbage { p, n: v },
        _ => HeapOp::Gc,
    })
}

fn sync_op() -> impl Strategy<Value = SyncOp> {
    (0..20, 0..2u8, 0..4u8).prop_map(|(kind, m, k)| match kind {
        0 => SyncOp::Lock { m },
        1 => SyncOp::Unlock { m },
        2 => SyncOp::TryLock { m, k },
        3 => SyncOp::Guarded { m, k },
        4 => SyncOp::RLock,
        5 => SyncOp::RUnlock,
        6 => SyncOp::WLock,
        7 => SyncOp::WUnlock,
        8 => SyncOp::Reads { k },
        9 => SyncOp::Writes { k },
        10 => SyncOp::Add { n: k },
        11 => SyncOp::Done,
        12 => SyncOp::Wait,
        13 => SyncOp::Once { k },
        14 => SyncOp::CondWait,
        15 => SyncOp::Signal,
        16 => SyncOp::Broadcast,
        17 => SyncOp::Incr { k },
        18 => SyncOp::AtomicAdd { k },
        _ => SyncOp::AtomicLoad { k },
    })
}

fn time_op() -> impl Strategy<Value = TimeOp> {
    (0..8, 0..4u8, 0..8u8, 0..4u8).prop_map(|(kind, c, ms, k)| match kind {
        0 => TimeOp::Sleep { ms },
        1 => TimeOp::After { ms },
        2 => TimeOp::Timeout { c, ms },
        3 => TimeOp::AfterFunc { ms, k },
        4 => TimeOp::NewTimer { ms },
        5 => TimeOp::Stop,
        6 => TimeOp::Reset { ms },
        _ => TimeOp::TimerRecv,
    })
}

fn library_program() -> impl Strategy<Value = Program> {
    let op = prop_oneof![
        4 => sync_op().prop_map(Op::Sync),
        1 => time_op().prop_map(Op::Time),
        1 => chan_op().prop_map(Op::Chan),
    ];
    let ops = prop::collection::vec(op, 1..7);
    let chan = (0..4u8).prop_map(|cap| ChanDecl {
        elem: Elem::Int64,
        cap,
    });
    let parts = (
        prop::collection::vec(chan, 1..3),
        prop::collection::vec(ops, 1..4),
    );
    parts.prop_map(|(chans, goroutines)| {
        let mut program = Program {
            goroutines,
            chans,
            ending: Ending::Receive,
            ..Program::default()
        };
        program.normalise();
        program
    })
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        map_op().prop_map(Op::Map),
        slice_op().prop_map(Op::Slice),
        chan_op().prop_map(Op::Chan),
        select_op().prop_map(Op::Select),
        heap_op().prop_map(Op::Heap),
    ]
}

fn program() -> impl Strategy<Value = Program> {
    let key = (0..KeyType::ALL.len()).prop_map(|at| KeyType::ALL[at]);
    let map = (key, any::<u8>(), any::<u8>()).prop_map(|(key, hint, filled)| MapDecl {
        key,
        hint,
        filled,
    });
    let elem = || (0..Elem::ALL.len()).prop_map(|at| Elem::ALL[at]);
    let slice = (elem(), 0..5u8, 0..9u8).prop_map(|(elem, len, cap)| SliceDecl { elem, len, cap });
    let chan = (elem(), 0..4u8).prop_map(|(elem, cap)| ChanDecl { elem, cap });
    let cell = any::<u8>().prop_map(|size| CellDecl { size });
    let ending = (0..3usize).prop_map(|at| [Ending::Spin, Ending::Receive, Ending::Return][at]);
    let ops = prop::collection::vec(op(), 0..8);
    (
        prop::collection::vec(map, 0..3),
        prop::collection::vec(slice, 0..4),
        prop::collection::vec(chan, 0..4),
        prop::collection::vec(cell, 0..3),
        prop::collection::vec(ops, 1..4),
        ending,
    )
        .prop_map(|(maps, slices, chans, cells, goroutines, ending)| {
            let mut program = Program {
                maps,
                goroutines,
                slices,
                chans,
                cells,
                ending,
            };
            program.normalise();
            program
        })
}

fn run(engine: EngineKind, scenario: &mut GoScenario, plan: &Plan) -> Run {
    Runner::new(engine).run(scenario, plan).unwrap()
}

/// What two forms of one program must have in common.
fn seen(run: &Run) -> (u128, &Verdict, &Class, Vec<&str>, &[u8]) {
    (
        run.digest,
        &run.verdict,
        &run.report.class,
        functions(&run.report.frames),
        &run.report.stderr,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn typed_and_printed_programs_are_one(
        program in program(),
        seed in 0u64..1000,
        version in 0..PROFILES.len(),
        density in 0..3usize,
        tampered: bool,
    ) {
        let source = print(&program);
        let rows: Vec<usize> = (0..tamper::FIELDS.len()).collect();
        let plan = Plan {
            seed,
            scheduler: RANDOM.spec(),
            density: [Density::Operation, Density::Call, Density::Access][density],
            limits: Limits { steps: 50_000, ..Limits::default() },
            tampers: if tampered { tamper::Plan::draw(seed, &rows).to_string().into_bytes() } else { Vec::new() },
            ..Plan::default()
        };
        let profile = &PROFILES[version];
        let mut typed = GoScenario::from_checked("generated.go", build(&program).unwrap(), profile).unwrap();
        let mut printed = GoScenario::load("generated.go", source.as_bytes(), profile, &plan.limits)
            .unwrap_or_else(|error| panic!("{error}\n{source}"));
        let a = run(EngineKind::Native, &mut typed, &plan);
        let b = run(EngineKind::Native, &mut printed, &plan);
        // Read-only data lies elsewhere in the printed form, beside the library's: a tampered map may take an address of it
        // for something else.
        if !tampered {
            prop_assert_eq!(seen(&a), seen(&b), "{}", source);
        }
        let c = run(EngineKind::Shuttle, &mut typed, &plan);
        prop_assert_eq!((a.digest, &a.verdict, a.steps), (c.digest, &c.verdict, c.steps), "engines differ\n{}", source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, rng_seed: RngSeed::Fixed(2), ..ProptestConfig::default() })]

    /// Programs that call library packages have no typed form without text: their printed form is run.
    #[test]
    fn programs_of_locks_and_timers_are_the_same_on_both_engines(
        program in library_program(),
        seed in 0u64..1000,
        version in 0..PROFILES.len(),
        tampered: bool,
    ) {
        let profile = &PROFILES[version];
        let rows: Vec<usize> = tamper::rows_of(&tamper::Object::ALL, profile);
        let source = print(&program);
        let plan = Plan {
            seed,
            scheduler: RANDOM.spec(),
            density: Density::Call,
            limits: Limits { steps: 20_000, ..Limits::default() },
            tampers: if tampered { tamper::Plan::draw(seed, &rows).to_string().into_bytes() } else { Vec::new() },
            ..Plan::default()
        };
        let mut scenario = GoScenario::load("generated.go", source.as_bytes(), profile, &plan.limits)
            .unwrap_or_else(|error| panic!("{error}\n{source}"));
        prop_assert_eq!(build(&program).is_none(), program.needs_library());
        let a = run(EngineKind::Native, &mut scenario, &plan);
        let b = run(EngineKind::Shuttle, &mut scenario, &plan);
        prop_assert_eq!(seen(&a), seen(&b), "engines differ\n{}", source);
    }
}
