//! Runs Go files in the model: `gorun GO SEED FILE…`. Prints what they print, then class, message and frames.

use std::fs;
use std::rc::Rc;

use tearpoint_harness::contract::{Density, Limits, World};
use tearpoint_harness::native::Native;
use tearpoint_harness::scheduler::RunOn;
use tearpoint_harness::sim::RunConfig;
use tearpoint_targets::go::profile::profile;
use tearpoint_targets::go::world::GoScenario;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let profile = profile(&args[1]).expect("a known version");
    let seed: u64 = args[2].parse().expect("a seed");
    let limits = Limits::default();
    for file in &args[3..] {
        let source = fs::read(file).expect("a file");
        let mut scenario = match GoScenario::load(file, &source, profile, &limits) {
            Ok(scenario) => scenario,
            Err(error) => {
                println!("{error}");
                continue;
            }
        };
        let mut native = Native::default();
        let sim = native.sim().clone();
        let world: Rc<dyn World> = scenario.start(&sim);
        let config = RunConfig {
            seed,
            deviations: &[],
            density: Density::Operation,
            limits,
            log: false,
            expected: None,
        };
        let (end, _) = native.run(&world, config, Box::new(RunOn));
        let report = world.report(&sim, &end);
        print!("{}", String::from_utf8_lossy(&report.stderr));
        for finding in &report.findings {
            println!("finding: {} {}", finding.class, finding.message);
        }
        println!(
            "{} {} exit {} {:?} steps {}",
            report.class,
            report.message,
            report.exit,
            report.frames,
            sim.step()
        );
    }
}
