//! What a crash knows beside its text: places of its frames, who waits for what.

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Crash, Limits, Role};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_harness::signature::Signature;
use tearpoint_runtime::profile::PROFILES;

fn crash(source: &str) -> Crash {
    let profile = &PROFILES[PROFILES.len() - 1];
    let mut scenario = GoScenario::load(
        "scenario.go",
        source.as_bytes(),
        profile,
        &Limits::default(),
    )
    .unwrap();
    let mut runner = Runner::new(EngineKind::Native);
    let run = runner.run(&mut scenario, &Plan::default()).unwrap();
    run.report.crash.expect("it breaks")
}

/// `function:line` of each frame that has a place, the function alone of the others.
fn places(crash: &Crash) -> Vec<String> {
    let place = |frame: &tearpoint_harness::contract::Frame| match &frame.place {
        Some(place) => {
            assert_eq!(&*place.file, "scenario.go");
            format!("{}:{}", frame.function, place.line)
        }
        None => frame.function.to_string(),
    };
    crash.frames.iter().map(place).collect()
}

const DEEP: &str = "package main

func inner(at int) int {
	numbers := []int{1}
	return numbers[at]
}

func outer() int {
	sum := inner(0)
	sum += inner(1)
	return sum
}

func main() {
	outer()
}
";

#[test]
fn frames_have_their_lines() {
    let crash = crash(DEEP);
    assert_eq!(
        places(&crash),
        [
            "runtime.panicBounds64",
            "runtime.panicBounds",
            "main.inner:5",
            "main.outer:10",
            "main.main:15"
        ]
    );
    assert_eq!(crash.frames[0].role, Role::GivingUp);
    assert_eq!(crash.frames[1].role, Role::GivingUp);
    assert_eq!(crash.frames[2].role, Role::User);
}

#[test]
fn a_panic_in_a_deferred_call_has_the_frames_of_both() {
    let source = "package main

func main() {
	defer func() {
		panic(\"second\")
	}()
	panic(\"first\")
}
";
    let crash = crash(source);
    assert_eq!(places(&crash), ["main.main.func1:5", "main.main:7"]);
}

/// Lines above a crash can come and go: it stays the same crash.
#[test]
fn places_are_not_part_of_the_identity() {
    let moved = DEEP.replace("package main\n", "package main\n\n// A comment.\n");
    let (here, there) = (crash(DEEP), crash(&moved));
    assert_ne!(here.frames, there.frames);
    assert_eq!(Signature::of(&here), Signature::of(&there));
}

#[test]
fn waiters_know_what_they_wait_for() {
    let source = "package main

func worker(c, done chan int) {
	<-c
	done <- 1
}

func main() {
	c, done := make(chan int), make(chan int)
	go worker(c, done)
	<-done
	<-c
}
";
    let crash = crash(source);
    let [main, worker] = &crash.waiters[..] else {
        panic!("{:?}", crash.waiters)
    };
    assert_eq!(
        (&*main.reason, &*main.function),
        ("chan receive", "main.main")
    );
    assert_eq!(
        (&*worker.reason, &*worker.function),
        ("chan receive", "main.worker")
    );
    assert!(main.object != 0 && worker.object != 0 && main.object != worker.object);
    assert!(main.since.is_some());
}
