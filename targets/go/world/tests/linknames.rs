//! Functions of the runtime that a program pulls with `//go:linkname`, declared as the program likes.

use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::Limits;
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};
use tearpoint_runtime::profile::PROFILES;

/// What a program of these declarations and this body of main prints, in every version.
fn check(declarations: &str, body: &str, printed: &str) {
    let program = format!(
        "package main\n\nimport \"unsafe\"\n\nvar _ unsafe.Pointer\n\n{declarations}\n\nfunc main() {{\n{body}\n}}\n"
    );
    for profile in &PROFILES {
        let limits = Limits::default();
        let mut scenario =
            GoScenario::load("main.go", program.as_bytes(), profile, &limits).expect("a program");
        let plan = Plan::default();
        let run = Runner::new(EngineKind::Native).run(&mut scenario, &plan);
        let report = run.expect("a run").report;
        let text = String::from_utf8_lossy(&report.stderr).into_owned();
        assert_eq!(text.trim(), printed, "{}: {program}", profile.name);
    }
}

/// A result that the program does not declare has its room: nothing of the caller's is overwritten.
#[test]
fn results_may_be_left_out() {
    check(
        "//go:linkname mallocgc runtime.mallocgc\nfunc mallocgc(size uintptr, typ unsafe.Pointer, zero bool)\n\n\
         func f(a int) (r int) {\n\tr = 10 * a\n\tmallocgc(16, nil, true)\n\treturn\n}",
        "println(f(4))",
        "40",
    );
    check(
        "//go:linkname findObject runtime.findObject\nfunc findObject(p, base, off uintptr) uintptr\n\n\
         var x = new(int)\n\n\
         func f() (b uintptr, r int) {\n\tr = 7\n\tb = findObject(uintptr(unsafe.Pointer(x)), 0, 0)\n\treturn\n}",
        "b, r := f()\nprintln(b == uintptr(unsafe.Pointer(x)), r)",
        "true 7",
    );
}

/// They can be deferred, and be function values.
#[test]
fn calls_of_all_kinds() {
    check(
        "//go:linkname closechan runtime.closechan\nfunc closechan(c unsafe.Pointer)\n\n\
         func f(c chan int) {\n\tdefer closechan(*(*unsafe.Pointer)(unsafe.Pointer(&c)))\n}",
        "c := make(chan int)\nf(c)\n_, ok := <-c\nprintln(ok)",
        "false",
    );
    check(
        "//go:linkname makeslice runtime.makeslice\nfunc makeslice(et unsafe.Pointer, len, cap int) unsafe.Pointer",
        "var a any = byte(1)\net := *(*unsafe.Pointer)(unsafe.Pointer(&a))\nmake := makeslice\np := make(et, 3, 3)\nprintln(p != nil)",
        "true",
    );
}
