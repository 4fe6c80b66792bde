//! The command as a user meets it: exit statuses, errors, JSON.

use serde_json::Value;
use tearpoint_harness::scheduler::SCHEDULERS;

use crate::tearpoint;

/// One clear error on standard error, status 2, and never a trace.
pub fn refused(args: &[&str], says: &str) {
    let (status, _, errors) = tearpoint(args);
    assert_eq!(status, 2, "{args:?}: {errors}");
    assert!(errors.contains(says), "{args:?}: {errors}");
    assert!(
        !errors.contains("panicked") && !errors.contains("RUST_BACKTRACE"),
        "{args:?}: {errors}"
    );
}

#[test]
fn bad_input_gets_one_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    refused(
        &["hunt", "no/such.go"],
        "no such file, folder or built-in scenario",
    );
    refused(
        &["hunt", "races", "--seeds", "9..3"],
        "not a range of seeds",
    );
    refused(&["hunt", "races", "--time", "soon"], "not a time");
    refused(&["hunt", "races", "--shard", "3/2"], "no shard 3/2");
    refused(
        &["hunt", "races", "--go", "1.18"],
        "no profile of Go `1.18`",
    );
    refused(
        &["hunt", "races", "--scheduler", "best"],
        "portfolio, random",
    );
    refused(&["run", "races"], "run takes one scenario");
    refused(
        &["run", "races/lazy_init", "--plan", "hmap"],
        "`hmap` is not a tamper",
    );
    refused(
        &["run", &file("syntax.go", b"package main\nfunc main() {\n")],
        "syntax.go:",
    );
    refused(
        &[
            "run",
            &file("type.go", b"package main\nfunc main() { x := 1 }\n"),
        ],
        "type.go:2:15: declared and not used: x",
    );
    refused(
        &[
            "run",
            &file(
                "package.go",
                b"package main\nimport \"reflect\"\nvar _ = reflect.TypeOf\nfunc main() {}\n",
            ),
        ],
        "package.go:2:8: not supported yet: package \"reflect\"",
    );
    refused(&["run", &file("bytes.go", b"\xff\xfe")], "not UTF-8");
    refused(
        &["replay", "no/such.rec"],
        "give a recording's file or a token",
    );
    refused(&["replay", "tp1.AAAA"], "tearpoint:");
    refused(
        &["replay", &file("foreign.rec", b"hello")],
        "not a tearpoint recording",
    );
    refused(&["frobnicate"], "no such file, folder or built-in scenario");
    refused(&["hunt", "--frobnicate"], "unexpected argument");
}

#[test]
fn a_hunt_prints_json_and_writes_recordings_that_replay() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let (status, lines, _) = tearpoint(&[
        "hunt",
        "races/concurrent_writes",
        "--seeds",
        "0..50",
        "--out",
        out,
        "--format",
        "json",
    ]);
    assert_eq!(status, 1);
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let (summary, found) = lines.split_last().unwrap();
    assert_eq!(summary["summary"]["executions"], 50);
    assert_eq!(summary["summary"]["signatures"], found.len());
    let wanted = "fatal error: concurrent map writes";
    let first = found.iter().find(|one| one["message"] == wanted).unwrap();
    assert_eq!(first["frames"][0], "internal/runtime/maps.fatal");
    assert_eq!(first["frames"][1], "runtime.mapassign_fast64");
    assert_eq!(first["exit"], 2);
    assert!(first["runs"].as_u64().unwrap() > 0);
    for what in [
        first["recording"].as_str().unwrap(),
        first["token"].as_str().unwrap(),
    ] {
        let (status, text, _) = tearpoint(&["replay", what]);
        assert_eq!(status, 1);
        assert!(text.contains("EXACT"), "{text}");
        let (_, line, _) = tearpoint(&["replay", what, "--format", "json", "--engine", "shuttle"]);
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(
            (&line["replay"], &line["digest"]),
            (&Value::from("EXACT"), &first["digest"])
        );
    }
}

#[test]
fn a_pass_a_limit_and_a_finding_have_their_status() {
    let out = tempfile::tempdir().unwrap();
    let out = out.path().to_str().unwrap();
    assert_eq!(
        tearpoint(&[
            "hunt",
            "claims/2_5_iter_growth",
            "--seeds",
            "0..20",
            "--check",
            "--out",
            out
        ])
        .0,
        0
    );
    assert_eq!(
        tearpoint(&[
            "hunt",
            "claims/2_5_iter_growth",
            "--seeds",
            "0..5",
            "--max-steps",
            "20",
            "--out",
            out
        ])
        .0,
        3
    );
    let classic = ["run", "claims/2_4_hash_writing", "--go", "1.23"];
    assert_eq!(tearpoint(&classic).0, 1);
    assert_eq!(tearpoint(&["--help"]).0, 0);
    assert_eq!(tearpoint(&["--version"]).0, 0);
}

#[test]
fn lists_are_not_empty() {
    for what in [
        "targets",
        "scenarios",
        "tampers",
        "signatures",
        "profiles",
        "schedulers",
    ] {
        let (status, lines, _) = tearpoint(&["list", what, "--format", "json"]);
        assert_eq!(status, 0);
        assert!(
            lines
                .lines()
                .all(|line| serde_json::from_str::<Value>(line).is_ok())
                && !lines.is_empty(),
            "{what}"
        );
    }
}

#[test]
fn help_and_list_name_every_scheduler() {
    let (_, help, _) = tearpoint(&["hunt", "--help"]);
    let (_, text, _) = tearpoint(&["list", "schedulers"]);
    let (_, json, _) = tearpoint(&["list", "schedulers", "--format", "json"]);
    let usage = |line| serde_json::from_str::<Value>(line).unwrap()["scheduler"].clone();
    let listed: Vec<Value> = json.lines().map(usage).collect();
    for row in SCHEDULERS {
        let word = |text: &str| {
            text.split([',', ';', '.', ' ', '\n'])
                .any(|w| w == row.name)
        };
        assert!(word(&help), "{} is not in the help: {help}", row.name);
        assert!(text.contains(&row.usage()), "{} is not in {text}", row.name);
        assert!(listed.contains(&row.usage().into()), "{listed:?}");
    }
}

#[test]
fn a_plan_of_tampering_is_carried_out_and_blamed() {
    let (status, line, _) = tearpoint(&[
        "run",
        "claims/2_5_iter_growth",
        "--plan",
        "@9 hmap[0].flags ^0x4",
        "--go",
        "1.23",
        "--format",
        "json",
    ]);
    assert_eq!(status, 1);
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["message"], "fatal error: concurrent map writes");
    let cause = line["cause"].to_string();
    assert!(
        cause.contains("tampering wrote hmap[0].flags") && cause.contains("wrote hmap.flags"),
        "{cause}"
    );
}

/// Records a run of `source` with a plan of tampering, and gives what `explain` says of it as JSON and as text.
fn explained(source: &str, plan: &str) -> (Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (file, recording) = (path("main.go"), path("run.rec"));
    std::fs::write(&file, source).unwrap();
    let run = ["run", &file, "--scheduler", "run-on", "--plan", plan];
    tearpoint(&[&run[..], &["--record", &recording]].concat());
    let (status, line, errors) = tearpoint(&["explain", &recording, "--format", "json"]);
    assert_eq!(status, 1, "{line}{errors}");
    let (_, text, _) = tearpoint(&["explain", &recording]);
    (serde_json::from_str(&line).unwrap(), text)
}

#[test]
fn explain_names_the_write_the_read_and_the_steps_between() {
    let source = "package main\nfunc main() {\n\tc := make(chan int, 1)\n\tc <- 1\n\tprintln(<-c)\n\tc <- 2\n}\n";
    let (json, text) = explained(source, "@3 hchan[0].closed =0x1");
    assert_eq!(json["message"], "panic: send on closed channel");
    let chain = json["chain"].as_array().unwrap();
    let what = |at: usize| chain[at]["what"].as_str().unwrap();
    assert_eq!(what(0), "tampering wrote hchan[0].closed: 0x0 -> 0x1");
    assert!(chain[0].get("goroutine").is_none());
    assert_eq!(what(1), "read it in the runtime");
    assert_eq!(chain[1]["goroutine"], 1);
    let steps = |at: usize| chain[at]["step"].as_u64().unwrap();
    let end = chain.len() - 1;
    assert_eq!(json["steps_between"], steps(end) - steps(0));
    assert!(
        text.contains("in runtime.chansend < runtime.chansend1 < main.main"),
        "{text}"
    );
}

#[test]
fn explain_says_who_waits_for_whom() {
    let source = "package main\nfunc worker(a, b chan int) {\n\ta <- 1\n\t<-b\n}\n\
        func main() {\n\ta, b := make(chan int), make(chan int)\n\tgo worker(a, b)\n\tprintln(<-a)\n\tprintln(<-a)\n}\n";
    let (json, text) = explained(source, "");
    assert_eq!(json["class"], "deadlock");
    let waiting = json["waiting"].as_array().unwrap();
    assert_eq!(waiting.len(), 2);
    assert_eq!(waiting[0]["reason"], "chan receive");
    let last = waiting[0]["others"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["goroutine"], &last["what"]),
        (&2.into(), &"chansend".into())
    );
    assert!(
        text.contains("no other goroutine ever touched it"),
        "{text}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_bug() {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("tearpoint"))
        .args(["list", "scenarios"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
    assert_eq!(out.status.code(), Some(0));
}

/// What the article pulls or pushes through linkname and real Go does not link.
#[test]
fn what_does_not_link_is_refused_with_the_linkers_text() {
    let files = [
        (
            "3_2_linkname",
            "link: duplicated definition of symbol runtime.makeslice, from ",
        ),
        (
            "4_1_linkname",
            "main.main: relocation target runtime.checkSudogInQueue not defined",
        ),
        (
            "4_2_linkname",
            "link: duplicated definition of symbol runtime.chansend, from ",
        ),
    ];
    for (name, text) in files {
        let file = format!("{}/corpus/go/refused/{name}.go", env!("CARGO_MANIFEST_DIR"));
        refused(&["run", &file], text);
    }
}

#[test]
fn a_report_is_one_page_and_one_trace() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (recording, page, trace) = (path("run.rec"), path("run.html"), path("run.json"));
    let run = [
        "run",
        "goker/moby_28462",
        "--seed",
        "3",
        "--record",
        &recording,
    ];
    assert_eq!(tearpoint(&run).0, 1);
    let report = ["report", &recording, "-o", &page, "--trace", &trace];
    let (status, printed, errors) = tearpoint(&report);
    assert_eq!(status, 0, "{errors}");
    assert!(printed.contains("ui.perfetto.dev"), "{printed}");
    let html = std::fs::read_to_string(&page).unwrap();
    for part in [
        "<h1>fail: 0b706abd2c99 leak",
        "<th>goroutine 3</th>",
        "chansend",
        "-- waiting",
        "func main() {",
    ] {
        assert!(html.contains(part), "{part} is not on the page");
    }
    assert!(!html.contains("<script") && !html.contains("http-equiv"));
    let trace: Value = serde_json::from_str(&std::fs::read_to_string(&trace).unwrap()).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    let steps = events.iter().filter(|event| event["ph"] == "X").count();
    let names = events.iter().filter(|event| event["ph"] == "M").count();
    assert_eq!((steps, names), (20, 3));
    refused(
        &["report", &recording, "-o", "/no/such/place.html"],
        "/no/such/place.html",
    );
}

#[test]
fn lint_prints_findings_and_their_runs() {
    let (status, lines, errors) =
        tearpoint(&["lint", "avalanche", "--no-runs", "--format", "json"]);
    assert_eq!((status, errors.as_str()), (1, ""));
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let balance = lines
        .iter()
        .find(|one| one["rule"] == "thread-balance")
        .unwrap();
    assert_eq!(balance["severity"], "error");
    assert_eq!(balance["key"], "pool.connection-timeout-ms");
    assert_eq!(
        (&balance["line"], &balance["column"]),
        (&26.into(), &1.into())
    );
    assert_eq!(balance["confirmation"], "not run");
    assert!(
        balance["formula"][0]
            .as_str()
            .unwrap()
            .contains("X_p (T_c + S)")
    );

    let (status, text, _) = tearpoint(&["lint", "metastable", "--runs", "1"]);
    assert_eq!(status, 1);
    assert!(text.contains("error[queue-patience]"), "{text}");
    assert!(text.contains("--> metastable:13:1"), "{text}");
    assert!(text.contains("confirmed by 1 run"), "{text}");

    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let sound = file(
        "sound.toml",
        b"title = \"sound\"\n[tomcat]\nmax-connections = 400\n[pool]\nconnection-timeout-ms = 1000\n",
    );
    let (status, text, _) = tearpoint(&["lint", &sound]);
    assert_eq!(status, 0, "{text}");
    assert!(text.ends_with("sound.toml: nothing found\n"), "{text}");
    let (status, text, _) = tearpoint(&["lint", &sound, "--format", "json"]);
    assert_eq!((status, text.as_str()), (0, ""));

    refused(&["lint"], "required");
    refused(&["lint", "no/such.toml"], "no/such.toml");
    refused(
        &["lint", "no_such"],
        "TOML files and names of built-in traffic scenarios",
    );
    refused(&["lint", &file("bytes.toml", b"\xff")], "not UTF-8");
    let low = b"title = \"x\"\n[pool]\nconnection-timeout-ms = 100\n";
    refused(
        &["lint", &file("low.toml", low)],
        "connectionTimeout cannot be less than 250ms",
    );
}
