//! What flags and JSON say of bubbles of testing/synctest, and of leaks.

use serde_json::Value;

use crate::tearpoint;

const MUTEX: &str = "corpus/go/cases/synctest/mutex_not_durable_test.go";
const LEAKS: &str = "corpus/go/cases/objects/leak_profile.go";

#[test]
fn waiting_for_a_mutex_is_durable_if_asked_for() {
    let file = std::env::temp_dir().join(format!("tearpoint-mutex-{}.rec", std::process::id()));
    let file = file.to_str().unwrap();
    let run = ["run", MUTEX, "--seed", "1", "--go", "1.27"];
    let (status, printed, _) = tearpoint(&run);
    assert_eq!(status, 1, "{printed}");
    assert!(printed.contains("all goroutines are asleep"), "{printed}");

    let durable = [&run[..], &["--synctest-mutex-durable", "--record", file]].concat();
    let (status, printed, errors) = tearpoint(&durable);
    assert_eq!((status, errors.as_str()), (0, ""), "{printed}");
    let (_, printed, _) = tearpoint(&["replay", file]);
    assert!(printed.contains("EXACT"), "{printed}");
    std::fs::remove_file(file).unwrap();

    let (status, _, errors) =
        tearpoint(&["run", MUTEX, "--go", "1.23", "--synctest-mutex-durable"]);
    assert_eq!(status, 2);
    assert!(errors.contains("1.23 has no testing/synctest"), "{errors}");
}

#[test]
fn a_leak_says_whether_the_profile_of_go_reports_it() {
    let args = [
        "run", LEAKS, "--seed", "1", "--go", "1.27", "--format", "json",
    ];
    let (_, printed, _) = tearpoint(&args);
    let run: Value = serde_json::from_str(&printed).unwrap();
    let detected = run["findings"][0]["detected"].as_array().unwrap();
    let kept: Vec<&str> = detected
        .iter()
        .filter(|one| one["reported"] == false)
        .filter_map(|one| one["kept_by"].as_str())
        .collect();
    assert_eq!(kept, ["package variable main.mu"]);
    assert!(detected.iter().any(|one| one["reported"] == true));
    let (_, old, _) = tearpoint(&["run", LEAKS, "--go", "1.23", "--format", "json"]);
    assert!(!old.contains("detected"), "{old}");
}
