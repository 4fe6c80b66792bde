//! What varies with the heap's layout, and what is checked of pointers: `--heap-layout`, `--checkptr`.

use serde_json::Value;

use crate::tearpoint;

const BEYOND: &str = "corpus/go/cases/layout/one_past_the_end.go";
const STRADDLES: &str = "corpus/go/cases/checkptr/straddle.go";

#[test]
fn what_lies_behind_an_object_varies_if_asked_for() {
    for version in ["1.23", "1.27"] {
        let hunt = [
            "hunt", BEYOND, "--seeds", "0..40", "--format", "json", "--go", version,
        ];
        let (_, printed, _) = tearpoint(&hunt);
        assert!(!printed.contains("found bad pointer"), "{printed}");
        let (status, printed, _) = tearpoint(&[&hunt[..], &["--heap-layout"]].concat());
        assert_eq!(status, 1, "{printed}");
        let found: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
        let runs = found["runs"].as_u64().unwrap();
        assert!((1..40).contains(&runs), "{runs}");
        let token = found["token"].as_str().unwrap();
        let (_, printed, _) = tearpoint(&["replay", token]);
        assert!(printed.contains("EXACT"), "{printed}");
    }
}

#[test]
fn conversions_of_pointers_are_checked_if_asked_for() {
    let run = ["run", STRADDLES, "--seed", "1"];
    let (status, printed, _) = tearpoint(&run);
    assert_eq!(status, 0, "{printed}");
    let (status, printed, _) = tearpoint(&[&run[..], &["--checkptr", "--heap-layout"]].concat());
    assert_eq!(status, 1, "{printed}");
    let text = "checkptr: converted pointer straddles multiple allocations";
    assert!(printed.contains(text), "{printed}");
}
