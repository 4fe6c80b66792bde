//! Times runs of a Go file in the model: `bench GO RUNS FILE [call|access]`.

use std::fs;
use std::rc::Rc;
use std::time::Instant;

use tearpoint_harness::contract::{Density, Limits, World};
use tearpoint_harness::native::Native;
use tearpoint_harness::scheduler::{Random, Scheduler};
use tearpoint_harness::sim::RunConfig;
use tearpoint_targets::go::profile::profile;
use tearpoint_targets::go::world::GoScenario;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let profile = profile(&args[1]).expect("a known version");
    let runs: u64 = args[2].parse().expect("a number");
    let density = match args.get(4).map(String::as_str) {
        Some("call") => Density::Call,
        Some("access") => Density::Access,
        _ => Density::Operation,
    };
    let limits = Limits::default();
    let source = fs::read(&args[3]).expect("a file");
    let mut scenario = match GoScenario::load(&args[3], &source, profile, &limits) {
        Ok(scenario) => scenario,
        Err(error) => return println!("{error}"),
    };
    let mut native = Native::default();
    let sim = native.sim().clone();
    let world: Rc<dyn World> = scenario.start(&sim);
    let mut scheduler: Box<dyn Scheduler> = Box::new(Random);
    let started = Instant::now();
    let mut steps = 0;
    let mut classes = std::collections::BTreeMap::new();
    for seed in 0..runs {
        let config = RunConfig {
            seed,
            deviations: &[],
            density,
            limits,
            log: false,
            expected: None,
        };
        let (end, back) = native.run(&world, config, scheduler);
        scheduler = back;
        steps += sim.step();
        *classes.entry(world.report(&sim, &end).class).or_insert(0) += 1;
    }
    let time = started.elapsed().as_secs_f64() * 1e6 / runs as f64;
    let mean = steps as f64 / runs as f64;
    println!(
        "{time:.2} us a run, {mean:.1} steps, {:.1} ns a step, {classes:?}",
        time * 1e3 / mean
    );
}
