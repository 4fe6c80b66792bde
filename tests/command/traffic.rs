//! The command on scenarios of traffic, as a user meets it: tables, files, JSON, recordings, errors.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::tearpoint_in;

/// Forty seconds: a fault that fills a small server, and that heals.
const SMALL: &str = "title = \"small <b>&\"\nduration-ms = 40000\n[clients]\ndeadline-ms = 3000\n\
    [tomcat]\nmax-connections = 50\nmax-threads = 20\n[pool]\nconnection-timeout-ms = 2000\n\
    [oracles]\nrecover-within-ms = 1000\n\
    [[fault]]\nat-ms = 10000\nhold-ms = 5000\nlock-ms = 1\n\
    [[policy]]\nname = \"none\"\n\
    [[policy]]\nname = \"cache\"\ndefences = [{ kind = \"cache-fallback\" }]\n";

struct Shown {
    status: i32,
    out: String,
    err: String,
}

fn tearpoint(folder: &Path, args: &[&str]) -> Shown {
    let (status, out, err) = tearpoint_in(folder, args);
    Shown { status, out, err }
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("small.toml"), SMALL).unwrap();
    folder
}

fn lines(shown: &Shown) -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).unwrap();
    shown.out.lines().map(parse).collect()
}

/// Policy `none` under seed 1, recorded: the file's name.
fn recorded(folder: &Path) -> &'static str {
    let shown = tearpoint(
        folder,
        &["run", "small.toml", "--seed", "1", "--record", "run.rec"],
    );
    assert_eq!(shown.status, 1, "{}{}", shown.out, shown.err);
    "run.rec"
}

#[test]
fn a_hunt_shows_policies_side_by_side_and_writes_plot_page_and_recordings() {
    let folder = folder();
    let shown = tearpoint(
        folder.path(),
        &["hunt", "small.toml", "--seeds", "0..2", "--check"],
    );
    assert_eq!(shown.status, 1, "{}{}", shown.out, shown.err);
    for words in [
        "against policy none",
        "executor's queue, 0 to 30",
        "collapse: users came and nobody got a good answer",
        "plot: out/small.svg",
        "page: out/small.html",
        "4 runs, ",
    ] {
        assert!(shown.out.contains(words), "no {words:?} in:\n{}", shown.out);
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let svg = read("out/small.svg");
    assert!(svg.starts_with("<svg") && svg.contains("99th percentile"));
    let page = read("out/small.html");
    assert!(page.contains("<svg") && page.contains("tearpoint replay out/"));
    assert!(page.contains("small &lt;b&gt;&amp;") && !page.contains("small <b>"));
    let files = std::fs::read_dir(folder.path().join("out")).unwrap();
    let recording = files
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ext| ext == "rec"))
        .unwrap();
    let shown = tearpoint(folder.path(), &["replay", recording.to_str().unwrap()]);
    assert_eq!(shown.status, 1);
    assert!(
        shown.out.contains("EXACT") && shown.out.contains("policy "),
        "{}",
        shown.out
    );
    assert!(
        !shown.out.contains("go ") && !shown.out.contains("program"),
        "{}",
        shown.out
    );
}

#[test]
fn a_hunts_json_has_bands_values_and_paired_differences() {
    let folder = folder();
    let hunt = [
        "hunt",
        "small.toml",
        "--format",
        "json",
        "--shard",
        "1/2",
        "--seeds",
        "0..6",
    ];
    let all = lines(&tearpoint(folder.path(), &hunt));
    let (none, cache) = (&all[0], &all[1]);
    assert_eq!(
        (&none["policy"], &cache["policy"]),
        (&"none".into(), &"cache".into())
    );
    assert_eq!(none["seeds"], serde_json::json!([1, 3, 5]));
    let figure = |line: &Value, key: &str| line["figures"][key].clone();
    let values = figure(none, "ok_percent")["values"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!((none["runs"].as_u64(), values), (Some(3), 3));
    assert!(figure(none, "collapse_s")["median"].as_f64().unwrap() < 30.0);
    assert!(none.get("against").is_none());
    assert_eq!(cache["against"]["policy"], "none");
    let cached = &cache["against"]["difference"]["ok_or_cached_percent"];
    assert!(cached["min"].as_f64().unwrap() > 0.0, "{cached}");
    assert!(
        cache["outcomes"]["degraded"]["other"]["median"]
            .as_f64()
            .unwrap()
            > 0.0
    );
    assert_eq!(cache["outcomes"]["degraded"]["core"]["max"], 0.0);
    let summary = &all.last().unwrap()["summary"];
    assert_eq!(
        (&summary["executions"], &summary["unknown"]),
        (&6.into(), &0.into())
    );
    let one = [&hunt[..], &["--policy", "cache", "--engine", "shuttle"]].concat();
    let one = lines(&tearpoint(folder.path(), &one));
    assert_eq!(
        one[0]["figures"], cache["figures"],
        "the engine makes no difference"
    );
    let timed = [
        "hunt",
        "small.toml",
        "--format",
        "json",
        "--time",
        "1s",
        "--policy",
        "none",
    ];
    let timed = lines(&tearpoint(folder.path(), &timed));
    assert!(timed[0]["runs"].as_u64().unwrap() > 0);
}

#[test]
fn a_run_tells_its_course_and_explain_the_same_of_its_recording() {
    let folder = folder();
    let recording = recorded(folder.path());
    let shown = tearpoint(folder.path(), &["run", "small.toml", "--seed", "1"]);
    let told = tearpoint(folder.path(), &["explain", recording]);
    for shown in [&shown, &told] {
        let place = |words: &str| {
            shown
                .out
                .find(words)
                .unwrap_or_else(|| panic!("no {words:?} in:\n{}", shown.out))
        };
        assert!(
            place("a fault begins: a connection is held 5000 ms longer")
                < place("the pool is used up")
        );
        assert!(place("the threads are used up: all 20 busy") < place("the last good answer"));
        assert!(place("the last good answer") < place("for a second: collapse"));
    }
    let json = &lines(&tearpoint(
        folder.path(),
        &["explain", recording, "--format", "json"],
    ))[0];
    assert_eq!(
        (&json["class"], &json["profile"]),
        (&"collapse".into(), &"none".into())
    );
    assert!(json["chain"].as_array().unwrap().len() > 4);
    let run = [
        "run",
        "small.toml",
        "--policy",
        "cache",
        "--format",
        "json",
        "--check",
    ];
    let json = &lines(&tearpoint(folder.path(), &run))[0];
    assert!(
        json["figures"]["ok_or_cached_percent"].as_f64().unwrap() > 0.0,
        "{json}"
    );
}

#[test]
fn minimize_leaves_out_what_the_collapse_does_not_need() {
    let folder = folder();
    let recording = recorded(folder.path());
    let shown = tearpoint(folder.path(), &["minimize", recording, "-o", "small.rec"]);
    assert_eq!(shown.status, 1, "{}{}", shown.out, shown.err);
    assert!(shown.out.contains("hold-ms = 5000"), "{}", shown.out);
    for gone in ["lock-ms", "cache"] {
        assert!(!shown.out.contains(gone), "{gone} in:\n{}", shown.out);
    }
    let replayed = tearpoint(folder.path(), &["replay", "small.rec"]);
    assert!(replayed.out.contains("EXACT"), "{}", replayed.out);
    let again = tearpoint(folder.path(), &["minimize", "small.rec"]);
    assert_eq!(again.status, 0, "{}{}", again.out, again.err);
    assert!(
        again.out.starts_with("nothing to minimize: "),
        "{}",
        again.out
    );
}

#[test]
fn what_traffic_does_not_have_is_one_clear_error() {
    let folder = folder();
    std::fs::write(
        folder.path().join("bad.toml"),
        "title = \"x\"\n[pool]\nsize = 0\n",
    )
    .unwrap();
    for (args, says) in [
        (
            &["hunt", "small.toml", "--tamper"][..],
            "--tamper is for Go scenarios",
        ),
        (
            &["run", "small.toml", "--plan", "@1 hmap[0].flags ^0x4"],
            "for Go scenarios",
        ),
        (
            &["hunt", "small.toml", "--policy", "best"],
            "there are: none, cache",
        ),
        (
            &["run", "small.toml", "--policy", "best"],
            "there are: none, cache",
        ),
        (&["hunt", "small.toml", "--shard", "2/2"], "no shard 2/2"),
        (
            &["hunt", "small.toml", "--seeds", "5"],
            "not a range of seeds",
        ),
        (&["hunt", "small.toml", "races"], "one kind at a time"),
        (
            &["hunt", "races", "--policy", "none"],
            "only scenarios of traffic",
        ),
        (&["hunt", "no.toml"], "no.toml: "),
        (&["hunt", "bad.toml"], "line 3"),
        (&["hunt", "small.toml", "--max-source", "9"], "--max-source"),
    ] {
        let shown = tearpoint(folder.path(), args);
        assert_eq!(shown.status, 2, "{args:?}: {}{}", shown.out, shown.err);
        assert!(shown.err.contains(says), "{args:?}: {}", shown.err);
        assert!(!shown.err.contains("panicked"), "{args:?}: {}", shown.err);
    }
    let limited = ["hunt", "small.toml", "--seeds", "0..1", "--max-steps", "5"];
    assert_eq!(tearpoint(folder.path(), &limited).status, 3);
}

#[test]
fn the_built_in_scenarios_are_listed() {
    let folder = folder();
    let shown = tearpoint(folder.path(), &["list", "scenarios", "--format", "json"]);
    for name in ["avalanche", "incident", "metastable", "metastable_800"] {
        let listed = lines(&shown)
            .into_iter()
            .find(|line| line["scenario"] == name);
        assert!(listed.is_some_and(|line| line["what"] != ""), "{name}");
    }
}
