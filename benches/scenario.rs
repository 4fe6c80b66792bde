//! Executions a second of a two-goroutine map scenario of about 40 steps: both engines, recording on and off.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tearpoint_command::Source;
use tearpoint_go_command::open;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::profile;

fn scenario(c: &mut Criterion) {
    let source = Source {
        name: "two_goroutines.go".to_owned(),
        text: include_bytes!("two_goroutines.go").to_vec(),
    };
    let profile = profile("1.23").expect("there is a 1.23");
    let mut scenario = open(&source, profile, &Limits::default()).expect("it loads");
    let mut group = c.benchmark_group("two goroutines on maps, one execution");
    let mut plan = Plan {
        density: Density::Operation,
        ..Plan::default()
    };
    let steps: u64 = (0..100)
        .map(|seed| {
            plan.seed = seed;
            Runner::new(EngineKind::Native)
                .run(&mut scenario, &plan)
                .expect("it runs")
                .steps
        })
        .sum();
    println!(
        "steps of an execution: {} on average over 100 seeds",
        steps / 100
    );
    group.throughput(Throughput::Elements(1));
    for (name, engine, log) in [
        ("native", EngineKind::Native, false),
        ("native, recording", EngineKind::Native, true),
        ("shuttle", EngineKind::Shuttle, false),
        ("shuttle, recording", EngineKind::Shuttle, true),
    ] {
        let mut runner = Runner::new(engine);
        let mut driver = runner
            .driver(&plan.scheduler, 0)
            .expect("random is everybody's");
        group.bench_function(name, |bench| {
            bench.iter(|| {
                plan.seed += 1;
                let run = runner
                    .run_with(&mut scenario, &plan, log, &mut driver)
                    .expect("it runs");
                black_box(run.digest)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, scenario);
criterion_main!(benches);
