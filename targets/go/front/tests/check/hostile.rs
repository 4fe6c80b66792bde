//! Sources that mean harm: whatever they are, it is told, and nothing panics.

use tearpoint_front::check_source;

use super::GO;

#[test]
fn hostile_sources_are_refused() {
    let nest =
        |open: &str, mid: &str, close: &str, n: usize| open.repeat(n) + mid + &close.repeat(n);
    let main = "\nfunc main() {}\n";
    let n = 5_000;
    let bodies = [
        format!("var x = {}{main}", nest("(", "1", ")", n)),
        format!("var x = {}1{main}", "-".repeat(n)),
        format!("var x = 1{}{main}", " + 1".repeat(n)),
        format!("var x = {}{main}", nest("[]int{len(", "nil", ")}", n)),
        format!("var x {}int{main}", "*".repeat(n)),
        format!("var x {}int{main}", "[]".repeat(n)),
        format!("var x {}int{main}", "chan ".repeat(n)),
        format!("var x {}{main}", nest("func(", "", ")", n)),
        format!("func f() {}{main}", nest("{", "", "}", n)),
        format!("func f() {{ {} }}{main}", nest("if true {", "", "}", n)),
        format!(
            "func f() {{ if true {{}} {} }}{main}",
            "else if true {}".repeat(n)
        ),
        format!("func f() {{ {} }}{main}", nest("func() {", "", "}()", n)),
        format!("func f() {{ {} {{}} }}{main}", "L: ".repeat(n)),
        format!("var x = f{}{main}", "()".repeat(n)),
        format!("var x = f{}{main}", ".a".repeat(n)),
    ];
    for body in bodies {
        assert!(
            check_source("x.go", &format!("package main\n{body}"), GO).is_err(),
            "{}",
            &body[..40]
        );
    }
    let chain = |item: &dyn Fn(usize) -> String| (0..n).map(item).collect::<String>();
    let chains = [
        chain(&|i| format!("var a{i} = a{}\n", i + 1)) + &format!("var a{n} = 1\n"),
        chain(&|i| format!("const a{i} = a{}\n", i + 1)) + &format!("const a{n} = 1\n"),
        chain(&|i| format!("type a{i} = *a{}\n", i + 1)) + &format!("type a{n} = int\n"),
        chain(&|i| format!("type a{i} struct {{ x a{} }}\n", i + 1)) + &format!("type a{n} int\n"),
        (0..70)
            .map(|i| format!("type a{i} struct {{ x, y a{} }}\n", i + 1))
            .collect::<String>()
            + "type a70 struct{}\n",
        (0..30)
            .map(|i| format!("type a{i} [1 << 20]a{}\n", i + 1))
            .collect::<String>()
            + "type a30 int\n",
    ];
    for text in chains {
        assert!(
            check_source("x.go", &format!("package main\n{text}{main}"), GO).is_err(),
            "{}",
            &text[..40]
        );
    }
    let locals = chain(&|i| format!("\tx{} := &x{i}\n", i + 1));
    let text = format!("package main\nfunc main() {{\n\tx0 := 1\n{locals}\t_ = x{n}\n}}\n");
    assert!(check_source("x.go", &text, GO).is_err());
    for junk in [
        "",
        "package",
        "package main\x00",
        "\u{feff}package main",
        "package main\nfunc main() { \"",
        "}{",
        "'",
    ] {
        assert!(check_source("x.go", junk, GO).is_err(), "{junk:?}");
    }
}

#[test]
fn hostile_generics_are_told() {
    let main = "\nfunc main() {}\n";
    let chain = |item: &dyn Fn(usize) -> String, n: usize| (0..n).map(item).collect::<String>();
    let refused = [
        "type T[P any] struct{ f *T[*P] }".to_owned(),
        "type T[P any] struct{ a *T[[]P]; b *T[map[string]P]; c *T[func(P) P] }".to_owned(),
        "type T[P any] P".to_owned(),
        "type T[P any] T[P]".to_owned(),
        "type T[P any] struct{ t T[P] }".to_owned(),
        "type T[P any] [2]T[[1]P]".to_owned(),
        "type T[P, P any] int".to_owned(),
        "func f[P any](n int, x P) { f(n, [1]P{x}) }".to_owned(),
        "func f[P any]() { g[*P]() }\nfunc g[P any]() { f[[]P]() }".to_owned(),
        "type L[T any] struct{}\nfunc (l L[T]) m() { L[*T]{}.m() }".to_owned(),
        "type I[T any] interface{ I[T] }".to_owned(),
        "type I interface{ I | int }\nfunc f[T I](x T) T { return x + 1 }\nvar x = f(\"a\")"
            .to_owned(),
        "func f[P interface{ *P }]() {}\nvar x = f()".to_owned(),
        "func f[A interface{ *B }, B interface{ []A }](a A) {}\nfunc g() { f(nil) }".to_owned(),
        "func f() { g[int]() }\nfunc g() {}".to_owned(),
        "var x = x[int]".to_owned(),
        "func f[T any]() {}\nvar x = f[f]".to_owned(),
        "func f[T any]() {}\nvar x = f[_]".to_owned(),
        "func f[T any](x T) { x[x](x).x }".to_owned(),
        "type T[P any] struct{}\nfunc (t T[T]) m() { var x T[int] }".to_owned(),
        "type T[P any] struct{}\nfunc (t T[P, Q]) m() {}\nfunc (t T) m() {}\nfunc (T[*P]) n() {}"
            .to_owned(),
        "type M[K any] map[K]int".to_owned(),
        "type A[P B[P]] int\ntype B[P A[P]] int".to_owned(),
        "type T[P interface{ m() T[P] }] struct{}".to_owned(),
        format!(
            "type T[P any] struct{{}}\nvar x {}int{}",
            "T[".repeat(3_000),
            "]".repeat(3_000)
        ),
        format!("func f[T int{}]() {{}}", " | string".repeat(3_000)),
        format!("func f[T any](x T) {{ _ = x{} }}", "[x]".repeat(3_000)),
        // Names twice as long at each step, but few types.
        "type P[A, B any] struct{}\n".to_owned()
            + &chain(
                &|i| format!("func f{i}[T any]() {{ f{}[P[T, T]]() }}\n", i + 1),
                60,
            )
            + "func f60[T any]() {}\nfunc g() { f0[int]() }",
        // Instances twice as many at each step.
        "type P[A any] struct{}\ntype Q[A any] struct{}\n".to_owned()
            + &chain(
                &|i| {
                    format!(
                        "func f{i}[T any]() {{ f{0}[P[T]](); f{0}[Q[T]]() }}\n",
                        i + 1
                    )
                },
                20,
            )
            + "func f20[T any]() {}\nfunc g() { f0[int]() }",
    ];
    for body in refused {
        let text = format!("package main\n{body}{main}");
        assert!(
            check_source("x.go", &text, GO).is_err(),
            "{}",
            &body[..body.len().min(200)]
        );
    }
    let accepted = [
        "type N[E any] interface{ Es() []E }\ntype E[N any] interface{ Ns() (N, N) }\ntype G[A N[B], B E[A]] struct{ a []A; b []B }".to_owned(),
        "func f[P interface{ *int | *string }](x P) bool { return x == nil }".to_owned(),
        format!("func f[{}T any](x T) {{}}\nfunc g() {{ f[{}int](1) }}", chain(&|i| format!("A{i}, "), 200), "int, ".repeat(200)),
        // Each interface embeds the next one twice.
        chain(&|i| format!("type I{i} interface{{ I{0}; I{0}; I{0} | I{0} }}\n", i + 1), 40)
            + "type I40 interface{ ~int }\nfunc f[T I0](x T) T { return x + 1 }\nvar x = f(1)",
    ];
    for body in accepted {
        let text = format!("package main\n{body}{main}");
        if let Err(diags) = check_source("x.go", &text, GO) {
            panic!("{}\n{}", diags[0], &body[..body.len().min(300)]);
        }
    }
}
