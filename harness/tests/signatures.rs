//! Crashes and their signatures, as data.

use std::collections::BTreeMap;

use tearpoint_harness::contract::{Cause, Crash, End, Frame, Limit, Place, Report, Role};
use tearpoint_harness::signature::{Signature, normalise};
use tearpoint_harness::verdict::Verdict;

fn crash(line: &str) -> Crash {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [class, message, fault, invariant, frames] = parts[..] else {
        panic!("{line}: five parts");
    };
    Crash {
        message: message.into(),
        fault: fault.into(),
        invariant: invariant.into(),
        frames: frames.split_whitespace().map(frame).collect(),
        causes: vec![Cause::seen("anything")],
        ..Crash::of(class.parse().unwrap())
    }
}

/// A function of the system's; with an `!` behind it one of those by which the system gives up, with a `*` one of the scenario's own. Where in
/// its file is not part of the identity.
fn frame(text: &str) -> Frame {
    let name = text.trim_end_matches(['!', '*']);
    let role = match &text[name.len()..] {
        "!" => Role::GivingUp,
        "*" => Role::User,
        _ => Role::System,
    };
    Frame {
        place: Some(Place {
            file: "any.go".into(),
            line: text.len() as u32,
            offset: 7,
        }),
        ..Frame::new(name.to_owned(), role)
    }
}

#[test]
fn crashes_have_these_signatures() {
    let mut last: Option<Signature> = None;
    let mut ids = BTreeMap::new();
    let mut crash_line = "";
    for line in include_str!("golden/signatures.txt").lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let Some(expected) = line.strip_prefix("    ") else {
            crash_line = line;
            continue;
        };
        let signature = Signature::of(&crash(crash_line));
        match expected.split_once(' ') {
            Some(("title", title)) => {
                assert_eq!(signature.title, title);
                let other = ids.insert(signature.id.clone(), crash_line);
                assert_eq!(other, None, "{crash_line}");
            }
            _ => assert_eq!(Some(&signature), last.as_ref(), "{crash_line}"),
        }
        last = Some(signature);
    }
    assert!(ids.len() > 10);
}

#[test]
fn the_text_and_the_id_are_pinned() {
    let signature = Signature::of(&crash(
        "segv | fatal error: fault\\n[signal 11 addr=0x18] | nil page | | runtime.a runtime.a runtime.b main.f* main.g*",
    ));
    assert_eq!(
        signature.text,
        "class: segv\nmessage: fatal error: fault\\n[signal N addr=0x?]\nfault: nil page\nframes:\n  runtime.a\n  \
         runtime.b\n  user code\n"
    );
    assert_eq!(signature.id, "66fa431f0dce");
}

#[test]
fn numbers_are_normalised_and_names_are_not() {
    for (text, normal) in [
        ("mapaccess1_fast64 of int64", "mapaccess1_fast64 of int64"),
        ("goroutine 12 [running]", "goroutine N [running]"),
        ("x.go:12 +0x1d", "x.go:N +0x?"),
        ("took 1.5 of -3, 0x", "took N of N, 0x"),
        ("a-1 é7 7é", "a-N é7 Né"),
        ("main.main.func1.2", "main.main.func1.N"),
        ("", ""),
    ] {
        assert_eq!(normalise(text), normal, "{text}");
    }
}

#[test]
fn a_limit_is_no_pass_and_a_finding_is_a_failure() {
    let race = crash("race | x | | |");
    let report = |findings| Report {
        findings,
        ..Report::default()
    };
    let limit = End::Limit(Limit::Steps(5));
    assert_eq!(Verdict::of(&End::Exit(0), &report(vec![])), Verdict::Pass);
    assert_eq!(
        Verdict::of(&limit, &report(vec![])),
        Verdict::Unknown(Limit::Steps(5))
    );
    let failed = Verdict::Fail(Signature::of(&race));
    assert_eq!(Verdict::of(&limit, &report(vec![race.clone()])), failed);
    assert_eq!(
        Verdict::of(&End::Exit(1), &report(vec![race.clone()])),
        failed
    );
    let exit = Verdict::of(&End::Exit(1), &report(vec![]));
    assert_eq!(exit.signature().unwrap().title, "exit status 1");
    let crashed = End::Crash(Box::new(crash("panic | panic: x | | |")));
    let verdict = Verdict::of(&crashed, &report(vec![race]));
    assert_eq!(verdict.signature().unwrap().title, "panic: x");
}
