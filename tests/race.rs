//! Race reports: the article's broken program and its mended form, the report's text, what makes two races one.

use std::collections::BTreeSet;

use tearpoint::open;
use tearpoint::render;
use tearpoint::scenarios::Source;
use tearpoint_harness::contract::{Cause, Class, Crash, Density, Limits, RaceAccess};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_harness::signature::Signature;
use tearpoint_runtime::profile::profile;

/// Runs `text` under `seeds` seeds.
fn runs(name: &str, text: &str, seeds: u64) -> Vec<Run> {
    let source = Source {
        name: name.to_owned(),
        text: text.as_bytes().to_vec(),
    };
    let limits = Limits {
        steps: 3000,
        ..Limits::default()
    };
    let mut scenario = open(&source, profile("1.23").unwrap(), &limits).unwrap();
    let mut runner = Runner::new(EngineKind::Native);
    let plan = |seed| Plan {
        seed,
        density: Density::Access,
        limits,
        ..Plan::default()
    };
    (0..seeds)
        .map(|seed| runner.run(&mut scenario, &plan(seed)).unwrap())
        .collect()
}

fn races(run: &Run) -> Vec<&Crash> {
    let findings = run.report.findings.iter();
    findings
        .filter(|finding| finding.class == Class::Race)
        .collect()
}

fn accesses(crash: &Crash) -> &[RaceAccess; 2] {
    match crash.causes.as_slice() {
        [Cause::Race(race)] => &race.accesses,
        other => panic!("a race is told as one: {other:?}"),
    }
}

fn printed(run: &Run) -> String {
    String::from_utf8_lossy(&run.report.stderr).into_owned()
}

const BROKEN: &str = "package main

var x int
var done bool

func setup() {
	x = 42
	done = true
}

func main() {
	go setup()
	for !done {
	}
	print(x)
}
";

#[test]
fn the_broken_program_prints_42_or_0_or_never_ends() {
    let runs = runs("broken.go", BROKEN, 300);
    let mut seen = BTreeSet::new();
    for run in &runs {
        assert!(!races(run).is_empty(), "not reported");
        seen.insert((run.report.class.clone(), printed(run)));
        if run.report.class == Class::Hang {
            let message = &run.report.message;
            assert!(message.starts_with("spins on main.done: "), "{message}");
        }
    }
    let wanted = [(Class::Hang, ""), (Class::Ok, "0"), (Class::Ok, "42")];
    let wanted = wanted.map(|(class, text)| (class, text.to_owned()));
    assert_eq!(seen, BTreeSet::from(wanted));
}

#[test]
fn the_mended_program_prints_42() {
    let mended = BROKEN
        .replace("var done bool", "var done = make(chan bool)")
        .replace("done = true", "close(done)")
        .replace("for !done {\n\t}", "<-done");
    for run in runs("mended.go", &mended, 300) {
        assert_eq!(run.report.class, Class::Ok);
        assert_eq!(printed(&run), "42");
        assert!(races(&run).is_empty());
    }
}

#[test]
fn the_report_reads_as_go_s_own() {
    let runs = runs("broken.go", BROKEN, 20);
    let main_reads = |run: &&Run| !accesses(races(run)[0])[0].write;
    let run = runs.iter().find(main_reads).unwrap();
    let text = render::causes(races(run)[0], &run.report.tasks).join("\n");
    let wanted = "==================
WARNING: DATA RACE
Read at 0x000000550808 by main goroutine:
  main.main()
      broken.go:13 +0x1

Previous write at 0x000000550808 by goroutine 2:
  main.setup()
      broken.go:8 +0x3

Goroutine 2 (finished) created at:
  main.main()
      broken.go:12 +0x0

Nothing orders the two accesses to main.done.
";
    assert!(
        text.starts_with(wanted) || text.starts_with(&wanted.replace("finished", "running")),
        "{text}"
    );
}

#[test]
fn a_race_is_one_bug_whichever_access_comes_first() {
    let mut signatures = BTreeSet::new();
    let mut orders = BTreeSet::new();
    for run in runs("broken.go", BROKEN, 100) {
        for race in races(&run) {
            orders.insert(accesses(race)[0].write);
            signatures.insert(Signature::of(race).title);
        }
    }
    assert_eq!(orders.len(), 2, "both orders come up");
    let title = "race: data race (read-write) on a package variable: main.main and main.setup";
    assert_eq!(signatures, BTreeSet::from([title.to_owned()]));
}

#[test]
fn wide_values_tear() {
    let text = "package main

var s = []int{1}
var done = make(chan bool)

func main() {
	long := make([]int, 1000)
	go func() {
		s = long
		done <- true
	}()
	t := s
	println(len(t), cap(t), &t[0] == &long[0])
	<-done
}
";
    let seen: BTreeSet<String> = runs("tear.go", text, 600).iter().map(printed).collect();
    for wanted in [
        "1 1 false\n",
        "1000 1000 true\n",
        "1000 1000 false\n",
        "1 1000 true\n",
    ] {
        assert!(seen.contains(wanted), "{wanted:?} is not in {seen:?}");
    }
}

#[test]
fn goroutines_that_come_and_go_one_after_another_never_race() {
    let text = "package main

var n int

func main() {
	done := make(chan bool)
	for i := 0; i < 2000; i++ {
		go func() {
			n++
			done <- true
		}()
		<-done
	}
	println(n)
}
";
    let limits = Limits::default();
    let source = Source {
        name: "many.go".to_owned(),
        text: text.as_bytes().to_vec(),
    };
    let mut scenario = open(&source, profile("1.23").unwrap(), &limits).unwrap();
    let mut runner = Runner::new(EngineKind::Native);
    let plan = Plan {
        density: Density::Access,
        ..Plan::default()
    };
    let run = runner.run(&mut scenario, &plan).unwrap();
    assert_eq!((printed(&run).as_str(), races(&run).len()), ("2000\n", 0));
}
