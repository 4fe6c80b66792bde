//! Protocol scenarios as a user of the command meets them.

use serde_json::Value;

use crate::tearpoint;

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_protocol_is_hunted_searched_replayed_explained_and_made_small() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let base = ["hunt", "hikari_bag_2", "--seeds", "0..300", "--out", out];
    let json = [&base[..], &["--format", "json"]].concat();
    let (status, printed, errors) = tearpoint(&json);
    assert_eq!(status, 0, "{errors}");
    let lines = lines(&printed);
    let (summary, rows) = lines.split_last().unwrap();
    assert_eq!(summary["summary"]["unknown"], 0);
    let sound = &rows[0];
    assert_eq!(sound["profile"], "sound");
    assert_eq!(sound["signatures"].as_array().unwrap().len(), 0);
    assert_eq!(sound["explored"]["complete"], true);
    assert_eq!(sound["explored"]["hopeless"], 0);
    assert!(sound["explored"]["states"].as_u64().unwrap() > 1000);
    let defects = &rows[1..];
    assert!(defects.len() >= 5);
    for row in defects {
        assert_eq!(row["needed"]["found"], row["needed"]["hunts"], "{row}");
        assert!(row["needed"]["median"].as_u64().unwrap() > 0);
    }
    let found = &defects[0]["signatures"][0];
    let (file, id) = (
        found["recording"].as_str().unwrap(),
        found["signature"].as_str().unwrap(),
    );

    let (status, printed, _) = tearpoint(&["replay", file]);
    assert_eq!(status, 1);
    assert!(printed.contains("EXACT"), "{printed}");
    let (status, printed, _) = tearpoint(&["explain", file]);
    assert_eq!(status, 1);
    assert!(
        printed.contains("planted: ") && printed.contains("client 0"),
        "{printed}"
    );
    let small = folder.path().join("small.rec");
    let (status, printed, _) = tearpoint(&["minimize", file, "-o", small.to_str().unwrap()]);
    assert_eq!(status, 1);
    assert!(printed.contains(id), "{printed}");
    let (status, _, _) = tearpoint(&["replay", small.to_str().unwrap(), "--engine", "shuttle"]);
    assert_eq!(status, 1);
}

#[test]
fn one_run_shows_its_steps_and_what_was_printed() {
    let (status, printed, _) = tearpoint(&["run", "hikari_bag_2", "--seed", "3"]);
    assert_eq!(status, 0);
    for part in [
        "client 1  borrow: waiters.incrementAndGet",
        "verdict: pass",
        "again: tearpoint replay tp1.",
    ] {
        assert!(printed.contains(part), "{part} is not in\n{printed}");
    }
    let args = [
        "run",
        "hikari_bag_2",
        "--seed",
        "3",
        "--check",
        "--format",
        "json",
    ];
    let (status, printed, _) = tearpoint(&args);
    assert_eq!(status, 0);
    assert_eq!(lines(&printed)[0]["profile"], "sound");
}

#[test]
fn what_means_nothing_to_a_protocol_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let unknown = folder.path().join("unknown.toml");
    std::fs::write(&unknown, "title = \"t\"\nprotocol = \"c3p0\"\n").unwrap();
    let unknown = unknown.to_str().unwrap();
    for (args, says) in [
        (
            &["hunt", "hikari_bag_2", "--policy", "nope"][..],
            "there are: sound, requite",
        ),
        (
            &["hunt", "hikari_bag_2", "--tamper"],
            "--tamper is for Go scenarios",
        ),
        (
            &["hunt", "hikari_bag_2", "--time", "3s"],
            "--time and --shard mean nothing",
        ),
        (&["hunt", "hikari_bag_2", "avalanche"], "one kind at a time"),
        (
            &["hunt", "races", "--scheduler", "states", "--seeds", "0..9"],
            "does not name its states",
        ),
        (&["hunt", unknown], "no protocol `c3p0`; there are: "),
        (&["run", unknown], "no protocol `c3p0`"),
    ] {
        let (status, _, errors) = tearpoint(args);
        assert_eq!(status, 2, "{args:?}: {errors}");
        assert!(errors.contains(says), "{args:?}: {errors}");
    }
}

#[test]
fn every_built_in_scenario_is_listed_with_a_sentence() {
    let (status, printed, _) = tearpoint(&["list", "scenarios"]);
    assert_eq!(status, 0);
    let lines = printed.lines().filter(|line| !line.is_empty()).skip(1);
    for line in lines {
        assert!(
            line.split_whitespace().count() > 3,
            "{line:?} has no sentence"
        );
    }
    assert!(printed.contains("tomcat_zombie"));
}
