//! The collector and the allocator as programs see them.

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Cause, Class, Density, Limits, functions};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::profile::{PROFILES, Profile};

fn run(program: &str, profile: &'static Profile, seed: u64, always: bool) -> Run {
    let limits = Limits::default();
    let mut scenario = GoScenario::load("main.go", program.as_bytes(), profile, &limits)
        .unwrap_or_else(|error| panic!("{error:?}"));
    if always {
        scenario.collect_always();
    }
    let plan = Plan {
        density: Density::Access,
        seed,
        limits,
        ..Plan::default()
    };
    Runner::new(EngineKind::Native)
        .run(&mut scenario, &plan)
        .unwrap()
}

fn printed(run: &Run) -> String {
    String::from_utf8_lossy(&run.report.stderr)
        .trim()
        .to_owned()
}

/// A random graph of objects: links are changed, roots dropped, garbage collected; a copy of the links in plain
/// numbers says what must still be reachable, and what each object holds.
const GRAPH: &str = r#"
package main

import "runtime"

type node struct {
	id    int
	links [3]*node
	names []string
	any   any
}

const size = 40

var roots [8]*node
var rootIds [8]int
var links [4000][3]int
var made, seen int
var state uint64 = SEED

func draw(n int) int {
	state = state*6364136223846793005 + 1442695040888963407
	return int(state>>33) % n
}

func text(id int) string {
	b := []byte("object 0000")
	for i := 10; id > 0; i-- {
		b[i] = byte('0' + id%10)
		id /= 10
	}
	return string(b)
}

func check(n *node, id int, depth int) {
	if n == nil || depth == 0 {
		return
	}
	seen++
	if n.id != id || n.names[0] != text(id) || n.any.(int) != id+1000 {
		println("object", id, "is", n.id, n.names[0])
	}
	for i, next := range n.links {
		if (next == nil) != (links[id][i] == 0) {
			println("object", id, "has lost a link")
		}
		check(next, links[id][i], depth-1)
	}
}

func main() {
	for step := 0; step < 300; step++ {
		at := draw(len(roots))
		switch draw(4) {
		case 0, 1:
			made++
			n := &node{id: made, names: []string{text(made)}, any: made + 1000}
			for i := range n.links {
				from := draw(len(roots))
				n.links[i], links[made][i] = roots[from], rootIds[from]
			}
			roots[at], rootIds[at] = n, made
		case 2:
			if n := roots[at]; n != nil {
				i, from := draw(3), draw(len(roots))
				n.links[i], links[n.id][i] = roots[from], rootIds[from]
			}
		case 3:
			roots[at], rootIds[at] = nil, 0
		}
		if draw(20) == 0 {
			runtime.GC()
		}
		check(roots[at], rootIds[at], 4)
	}
	println("seen", seen > 100)
}
"#;

#[test]
fn what_can_be_reached_is_never_freed() {
    for (n, profile) in PROFILES.iter().enumerate() {
        for seed in 0..2 {
            let program = GRAPH.replace("SEED", &(seed * 4 + n).to_string());
            for always in [false, true] {
                let run = run(&program, profile, seed as u64, always);
                assert_eq!(printed(&run), "seen true", "{} seed {seed}", profile.name);
                assert!(run.report.findings.is_empty(), "{:?}", run.report.findings);
            }
        }
    }
}

/// The only pointer to an object is hidden, or is not.
const HIDDEN: &str = r#"
package main

import (
	"runtime"
	"unsafe"
)

type object struct {
	a, b uint64
	w    [20]uint64
}

var number uintptr
var pointer unsafe.Pointer

//go:noinline
func hide() {
	o := &object{a: 0xd05}
	KEEP
}

func main() {
	hide()
	runtime.GC()
	o := (*object)(unsafe.Pointer(BACK))
	println(o.a)
	o.b = 1
	println(o.b)
}
"#;

#[test]
fn an_object_that_only_a_hidden_pointer_reaches_is_freed_and_its_use_is_found() {
    let cases = [
        ("number = uintptr(unsafe.Pointer(o))", "number", 1),
        ("number = ^uintptr(unsafe.Pointer(o))", "^number", 1),
        (
            "number = uintptr(unsafe.Pointer(o)) + 176",
            "number - 176",
            1,
        ),
        ("pointer = unsafe.Pointer(o)", "pointer", 0),
        (
            "pointer = unsafe.Add(unsafe.Pointer(o), 5)",
            "uintptr(pointer) - 5",
            0,
        ),
    ];
    for profile in &PROFILES {
        for (keep, back, findings) in cases {
            let program = HIDDEN.replace("KEEP", keep).replace("BACK", back);
            let run = run(&program, profile, 0, false);
            let found = &run.report.findings;
            assert_eq!(run.report.class, Class::Ok);
            // Once an object, though it is used three times.
            assert_eq!(found.len(), findings, "{} {keep}: {found:?}", profile.name);
            for crash in found {
                assert_eq!(functions(&crash.frames), ["main.main"]);
                let [Cause::Freed { by, frames, .. }, Cause::Used { .. }] = &crash.causes[..]
                else {
                    panic!("{:?}", crash.causes)
                };
                assert_eq!(by, "collection 1");
                assert_eq!(functions(frames), ["runtime.GC", "main.main"]);
            }
        }
    }
}

/// A pointer moves from a heap object to a stack that is scanned already, while the collector marks.
const MOVED: &str = r#"
package main

import (
	"runtime"
	"unsafe"
)

type node struct {
	next *node
	v    int
	w    [8]int
}

var head *node

func move(n *node) *node {
	MOVE
}

func main() {
	for i := 0; i < 100; i++ {
		head = &node{next: head, v: i}
	}
	n := head
	for i := 0; i < 90; i++ {
		n = n.next
	}
	done := make(chan bool)
	go func() {
		runtime.GC()
		done <- true
	}()
	runtime.Gosched()
	x := move(n)
	<-done
	runtime.GC()
	if x.v != 8 {
		println("x is", x.v)
	}
	_ = unsafe.Pointer(nil)
}
"#;

#[test]
fn a_store_without_a_write_barrier_loses_an_object_and_one_with_never() {
    let typed = "x := n.next\n\tn.next = nil\n\treturn x";
    let untyped = "x := *(*uintptr)(unsafe.Pointer(&n.next))\n\
                   \t*(*uintptr)(unsafe.Pointer(&n.next)) = 0\n\
                   \treturn *(**node)(unsafe.Pointer(&x))";
    for profile in &PROFILES {
        let lost = |body: &str| {
            let program = MOVED.replace("MOVE", body);
            (0..80)
                .map(|seed| run(&program, profile, seed, false).report)
                .filter(|report| report.class != Class::Ok || !report.findings.is_empty())
                .map(|report| report.message)
                .collect::<Vec<String>>()
        };
        assert_eq!(lost(typed), Vec::<String>::new(), "{}", profile.name);
        let lost = lost(untyped);
        let zombie = "fatal error: found pointer to free object";
        assert!(!lost.is_empty(), "{}", profile.name);
        assert!(lost.iter().all(|message| message == zombie), "{lost:?}");
    }
}

#[test]
fn memory_that_is_freed_is_used_again() {
    let program = r#"
package main

func main() {
	sum := 0
	for i := 0; i < 10000; i++ {
		b := make([]int, 4096)
		b[i%4096] = i
		sum += b[i%4096]
	}
	println(sum)
}
"#;
    // 320 MB in all, where a run may have 256.
    for profile in &PROFILES {
        let run = run(program, profile, 0, false);
        assert_eq!(
            (run.report.class.word(), printed(&run).as_str()),
            ("ok", "49995000")
        );
    }
}
