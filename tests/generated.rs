//! Generated programs: the typed form and its printed Go source are one program, on both engines.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_harness::verdict::Verdict;
use tearpoint_targets::go::profile::PROFILES;
use tearpoint_targets::go::program::{
    KeyType, MapDecl, MapOp, Program, build::build, print::print,
};
use tearpoint_targets::go::tamper;
use tearpoint_targets::go::world::GoScenario;

fn op() -> impl Strategy<Value = MapOp> {
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

fn program() -> impl Strategy<Value = Program> {
    let key = (0..KeyType::ALL.len()).prop_map(|at| KeyType::ALL[at]);
    let map = (key, any::<u8>(), any::<u8>()).prop_map(|(key, hint, filled)| MapDecl {
        key,
        hint,
        filled,
    });
    let ops = prop::collection::vec(op(), 0..8);
    (
        prop::collection::vec(map, 1..3),
        prop::collection::vec(ops, 1..4),
    )
        .prop_map(|(maps, goroutines)| {
            let mut program = Program { maps, goroutines };
            program.normalise();
            program
        })
}

fn run(engine: EngineKind, scenario: &mut GoScenario, plan: &Plan) -> Run {
    Runner::new(engine).run(scenario, plan).unwrap()
}

/// What two forms of one program must have in common.
fn seen(run: &Run) -> (u128, &Verdict, &str, &[String], &[u8]) {
    (
        run.digest,
        &run.verdict,
        &run.report.class,
        &run.report.frames,
        &run.report.stderr,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

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
            scheduler: SchedulerSpec::Random,
            density: [Density::Operation, Density::Call, Density::Access][density],
            limits: Limits { steps: 50_000, ..Limits::default() },
            tampers: if tampered { tamper::Plan::draw(seed, &rows).to_string().into_bytes() } else { Vec::new() },
            ..Plan::default()
        };
        let profile = &PROFILES[version];
        let mut typed = GoScenario::from_checked("generated.go", build(&program), profile).unwrap();
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
