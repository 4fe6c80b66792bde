//! Channels and select in the model: rules of single operations, and random programs beside all that the rules allow.

mod reference;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Class, Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::{RANDOM, RUN_ON, SchedulerSpec};
use tearpoint_harness::session::{Plan, Run, Runner};

use crate::common;
use reference::{Comm, Op, Outcome, Program, outcomes};

fn load(text: &str) -> GoScenario {
    common::load("channels.go", text.as_bytes(), "1.21", &Limits::default())
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn plan(seed: u64, scheduler: SchedulerSpec) -> Plan {
    Plan {
        seed,
        scheduler,
        density: Density::Operation,
        ..Plan::default()
    }
}

fn printed(run: &Run) -> Vec<String> {
    common::printed(run).lines().map(str::to_owned).collect()
}

fn run_on(body: &str) -> Vec<String> {
    let text = format!(
        "package main\n\nimport \"runtime\"\n\n{body}\nfunc settle() {{\n\tfor i := 0; i < 9; i++ {{\n\t\truntime.Gosched()\n\t}}\n}}\n"
    );
    let mut scenario = load(&text);
    let run = Runner::new(EngineKind::Native).run(&mut scenario, &plan(0, RUN_ON.spec()));
    printed(&run.unwrap())
}

#[test]
fn waiters_are_served_first_come_first_served() {
    let body = "func main() {
	c := make(chan int)
	for i := 0; i < 4; i++ {
		i := i
		go func() { println(i, <-c) }()
		settle()
	}
	for v := 10; v < 14; v++ {
		c <- v
	}
	settle()
	for i := 0; i < 3; i++ {
		i := i
		go func() { c <- 20 + i }()
		settle()
	}
	println(<-c, <-c, <-c)
}";
    let mut lines = run_on(body);
    let last = lines.pop();
    lines.sort();
    assert_eq!(lines, ["0 10", "1 11", "2 12", "3 13"]);
    assert_eq!(last.as_deref(), Some("20 21 22"));
}

#[test]
fn a_full_buffer_takes_in_the_first_sender_that_waits() {
    let body = "func main() {
	c := make(chan int, 2)
	c <- 1
	c <- 2
	for i := 3; i < 6; i++ {
		i := i
		go func() { c <- i }()
		settle()
	}
	for i := 0; i < 5; i++ {
		n := len(c)
		v := <-c
		println(v, n, len(c))
	}
	println(cap(c))
}";
    let expected = ["1 2 2", "2 2 2", "3 2 2", "4 2 1", "5 1 0", "2"];
    assert_eq!(run_on(body), expected);
}

#[test]
fn close_wakes_everybody() {
    let body = "func main() {
	c, d := make(chan int), make(chan int)
	for i := 0; i < 3; i++ {
		go func() {
			v, ok := <-c
			println(\"receiver\", v, ok)
		}()
		go func() {
			defer func() { println(\"sender\", recover() != nil) }()
			d <- 1
		}()
	}
	go func() {
		select {
		case v, ok := <-c:
			println(\"select\", v, ok)
		case <-make(chan int):
		}
	}()
	settle()
	close(c)
	close(d)
	settle()
	v, ok := <-c
	println(v, ok)
}";
    let mut lines = run_on(body);
    assert_eq!(lines.pop().as_deref(), Some("0 false"));
    lines.sort();
    let of = |line: &str| vec![line.to_owned(); 3];
    let expected = [
        of("receiver 0 false"),
        vec!["select 0 false".to_owned()],
        of("sender true"),
    ];
    assert_eq!(lines, expected.concat());
}

#[test]
fn nil_channels_are_never_ready() {
    let body = "func main() {
	var n chan int
	c := make(chan int, 1)
	c <- 5
	select {
	case <-n:
		println(\"nil\")
	case n <- 1:
		println(\"nil\")
	case v := <-c:
		println(v)
	}
	select {
	case <-n:
	case n <- 1:
	default:
		println(\"default\", len(n), cap(n))
	}
	<-n
}";
    assert_eq!(run_on(body), ["5", "default 0 0"]);
}

#[test]
fn select_takes_each_ready_case_as_often() {
    let mut scenario = load(
        "package main

func main() {
	a, b, c, d := make(chan int, 1), make(chan int, 1), make(chan int, 1), make(chan int, 1)
	a <- 1
	b <- 1
	select {
	case <-a:
		println(0)
	case <-b:
		println(1)
	case c <- 1:
		println(2)
	case d <- 1:
		println(3)
	}
}",
    );
    let mut runner = Runner::new(EngineKind::Native);
    let mut counts = BTreeMap::new();
    for seed in 0..400 {
        let run = runner
            .run(&mut scenario, &plan(seed, RUN_ON.spec()))
            .unwrap();
        *counts.entry(printed(&run)).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 4, "{counts:?}");
    assert!(
        counts.values().all(|&n| (70..=130).contains(&n)),
        "{counts:?}"
    );
}

fn comm(chans: usize) -> impl Strategy<Value = Comm> {
    prop_oneof![
        (0..chans).prop_map(Comm::Send),
        (0..chans).prop_map(Comm::Recv),
    ]
}

fn op(chans: usize) -> impl Strategy<Value = Op> {
    prop_oneof![
        4 => comm(chans).prop_map(|comm| Op::Select(vec![comm], false)),
        2 => comm(chans).prop_map(|comm| Op::Select(vec![comm], true)),
        3 => (proptest::collection::vec(comm(chans), 2..4), any::<bool>())
            .prop_map(|(comms, default)| Op::Select(comms, default)),
        1 => (0..chans).prop_map(Op::Close),
    ]
}

fn programs() -> impl Strategy<Value = Program> {
    let caps = proptest::collection::vec(0..3usize, 1..4);
    caps.prop_flat_map(|caps| {
        let ops = proptest::collection::vec(op(caps.len()), 1..4);
        let goroutines = proptest::collection::vec(ops, 2..4);
        goroutines.prop_map(move |goroutines| Program {
            caps: caps.clone(),
            goroutines,
        })
    })
}

/// What each goroutine printed.
fn outcome(run: &Run, goroutines: usize) -> Outcome {
    let mut said = vec![Vec::new(); goroutines];
    for line in printed(run) {
        let (of, what) = line.split_once(' ').unwrap();
        said[of.parse::<usize>().unwrap()].push(what.to_owned());
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn programs_do_what_channels_allow(program in programs(), seed in 0..1u64 << 32) {
        let text = program.text();
        let allowed = outcomes(&program);
        let mut scenario = load(&text);
        for seed in seed..seed + 3 {
            let plan = plan(seed, RANDOM.spec());
            let run = Runner::new(EngineKind::Native).run(&mut scenario, &plan).unwrap();
            let got = outcome(&run, program.goroutines.len());
            prop_assert!(allowed.contains(&got), "{text}\n{got:?} is none of {} outcomes", allowed.len());
            // A close and a send that nothing orders are a race, and said to be one.
            let wrong = run.report.findings.iter().find(|finding| finding.class != Class::Race);
            prop_assert!(wrong.is_none(), "{text}\n{wrong:?}");
            prop_assert_eq!(&run.report.class, &Class::Deadlock);
            let other = Runner::new(EngineKind::Shuttle).run(&mut scenario, &plan).unwrap();
            prop_assert_eq!(run.digest, other.digest, "{}", text);
        }
    }
}

#[test]
fn every_allowed_outcome_is_reached() {
    let send = |c| Op::Select(vec![Comm::Send(c)], false);
    let recv = |c| Op::Select(vec![Comm::Recv(c)], false);
    let programs = [
        Program {
            caps: vec![0],
            goroutines: vec![
                vec![send(0), send(0)],
                vec![send(0)],
                vec![recv(0), recv(0)],
            ],
        },
        Program {
            caps: vec![1, 0],
            goroutines: vec![
                vec![Op::Select(vec![Comm::Send(0), Comm::Recv(1)], false)],
                vec![
                    Op::Select(vec![Comm::Recv(0), Comm::Send(1)], true),
                    Op::Close(0),
                ],
                vec![Op::Select(vec![Comm::Recv(0)], true)],
            ],
        },
        Program {
            caps: vec![2],
            goroutines: vec![
                vec![Op::Close(0)],
                vec![Op::Close(0)],
                vec![send(0), recv(0)],
            ],
        },
    ];
    for program in programs {
        let allowed = outcomes(&program);
        assert!(allowed.len() >= 3, "{}", program.text());
        let mut scenario = load(&program.text());
        let mut runner = Runner::new(EngineKind::Native);
        let reached: BTreeSet<Outcome> = (0..600)
            .map(|seed| {
                let run = runner.run(&mut scenario, &plan(seed, RANDOM.spec()));
                outcome(&run.unwrap(), program.goroutines.len())
            })
            .collect();
        assert_eq!(reached, allowed, "{}", program.text());
    }
}
