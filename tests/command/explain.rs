//! `tearpoint explain` of runs that are worth a second look.

use super::tearpoint;
use serde_json::Value;

fn explained(recording: &str) -> (String, Value) {
    let file = format!("corpus/recordings/{recording}.rec");
    let (_, text, _) = tearpoint(&["explain", &file]);
    let (_, json, _) = tearpoint(&["explain", &file, "--format", "json"]);
    (text, serde_json::from_str(&json).unwrap())
}

/// A program that hangs prints nothing. What ended it is then its class, and never a line with nothing in it.
#[test]
fn an_end_without_a_message_is_told_all_the_same() {
    for (recording, line) in [
        (
            "map/259304039e3c",
            "step 123: goroutine 1: hang: it never ends, and nothing notices\n    in runtime.mapaccess1_faststr < main.main\n",
        ),
        (
            "channel/0adf9c007143",
            "step 6 (+1): hang: it never ends, and nothing notices\n",
        ),
    ] {
        let (text, json) = explained(recording);
        assert!(text.contains(line), "{text}");
        assert!(!text.lines().any(|line| line.ends_with(": ")), "{text}");
        let chain = json["chain"].as_array().unwrap();
        assert!(chain.iter().all(|link| link["what"] != ""), "{json}");
    }
}

/// A word that a tampering wrote and the runtime read: the tampering is named once, with both values.
#[test]
fn a_tampering_is_told_once() {
    let (text, json) = explained("map/259304039e3c");
    assert_eq!(text.matches("wrote").count(), 1, "{text}");
    assert!(text.contains("step 104: tampering wrote bmap[2.4].overflow: 0x0 -> 0xc000016000\n"));
    assert!(text.contains("step 123 (+19): goroutine 1: read it in the runtime\n"));
    assert_eq!(json["steps_between"], 19);
    assert_eq!(json["chain"].as_array().unwrap().len(), 3);
}

/// What a goroutine waits for is what it said when it began to wait. A tampering that came later, while it was the last to have run, is not its
/// doing.
#[test]
fn a_tampering_does_not_change_what_is_waited_for() {
    let (text, json) = explained("channel/0adf9c007143");
    assert!(
        text.contains(
            "goroutine 1 waits since step 4 [chan receive] in main.main, for 0xc000010000\n"
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "goroutine 2 waits since step 6 [runtime lock] in main.g1, for 0xc000010000\n"
        ),
        "{text}"
    );
    assert_eq!(json["waiting"][0]["since"], 4);
}
