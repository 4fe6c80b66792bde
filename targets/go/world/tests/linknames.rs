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

/// Memory, hashes, semaphores and the like, as libraries pull them.
#[test]
fn the_hall_of_shame() {
    check(
        "//go:linkname rawbyteslice runtime.rawbyteslice\nfunc rawbyteslice(size int) []byte\n\n\
         //go:linkname memmove runtime.memmove\nfunc memmove(to, from unsafe.Pointer, n uintptr)\n\n\
         //go:linkname memequal runtime.memequal\nfunc memequal(p, q unsafe.Pointer, n uintptr) bool\n\n\
         //go:linkname memclr runtime.memclrNoHeapPointers\nfunc memclr(p unsafe.Pointer, n uintptr)",
        "b := rawbyteslice(600)\nfor i := range b {\n\tb[i] = byte(i)\n}\nc := make([]byte, 600)\n\
         memmove(unsafe.Pointer(&c[0]), unsafe.Pointer(&b[0]), 600)\nsame := memequal(unsafe.Pointer(&c[0]), unsafe.Pointer(&b[0]), 600)\n\
         memclr(unsafe.Pointer(&c[0]), 300)\nprintln(len(b), cap(b), same, c[299], c[300])",
        "600 640 true 0 44",
    );
    check(
        "//go:linkname strhash runtime.strhash\nfunc strhash(p unsafe.Pointer, h uintptr) uintptr\n\n\
         //go:linkname memhash runtime.memhash\nfunc memhash(p unsafe.Pointer, h, s uintptr) uintptr\n\n\
         //go:linkname nilinterhash runtime.nilinterhash\nfunc nilinterhash(p unsafe.Pointer, h uintptr) uintptr",
        "s, t := \"abc\", string([]byte{'a', 'b', 'c'})\nvar x, y any = s, t\n\
         println(strhash(unsafe.Pointer(&s), 7) == strhash(unsafe.Pointer(&t), 7), strhash(unsafe.Pointer(&s), 7) == strhash(unsafe.Pointer(&s), 8), \
         strhash(unsafe.Pointer(&s), 7) == memhash(*(*unsafe.Pointer)(unsafe.Pointer(&t)), 7, 3), nilinterhash(unsafe.Pointer(&x), 1) == nilinterhash(unsafe.Pointer(&y), 1))",
        "true false true true",
    );
    check(
        "//go:linkname semacquire runtime.semacquire\nfunc semacquire(addr *uint32)\n\n\
         //go:linkname semrelease sync.runtime_Semrelease\nfunc semrelease(addr *uint32, handoff bool, skipframes int)\n\n\
         //go:linkname procPin runtime.procPin\nfunc procPin() int\n\n\
         //go:linkname procUnpin runtime.procUnpin\nfunc procUnpin()\n\nvar sem uint32",
        "n := 0\ngo func() {\n\tn = 3\n\tsemrelease(&sem, false, 0)\n}()\nsemacquire(&sem)\np := procPin()\nprocUnpin()\nprintln(n, p >= 0)",
        "3 true",
    );
    check(
        "//go:linkname newobject runtime.newobject\nfunc newobject(typ unsafe.Pointer) unsafe.Pointer\n\n\
         //go:linkname newarray reflect.unsafe_NewArray\nfunc newarray(typ unsafe.Pointer, n int) unsafe.Pointer\n\n\
         //go:linkname typedmemmove runtime.typedmemmove\nfunc typedmemmove(typ, dst, src unsafe.Pointer)\n\n\
         //go:linkname fastrandn runtime.fastrandn\nfunc fastrandn(n uint32) uint32",
        "type pair struct{ a, b int }\nvar i any = pair{1, 2}\nw := (*[2]unsafe.Pointer)(unsafe.Pointer(&i))\n\
         p := (*pair)(newobject(w[0]))\ntypedmemmove(w[0], unsafe.Pointer(p), w[1])\n\
         a := (*[4]pair)(newarray(w[0], 4))\na[3].b = int(fastrandn(1))\nprintln(p.a, p.b, a[3].b)",
        "1 2 0",
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
