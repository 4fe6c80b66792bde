//! The example's world through the verbs of the command, and `docs/worlds.md` held to code and output.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// Exit status, standard output and standard error of `tasks ARGS` in `folder`.
fn tasks(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tasks")
        .unwrap()
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_lost_wake_up_is_hunted_replayed_made_small_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| tasks(folder.path(), &[args, &["--format", "json"]].concat());
    let hunt = ["hunt", "lock/careless", "--seeds", "0..100", "--check"];
    let (status, printed, errors) = run(&hunt);
    assert_eq!(status, 1, "{errors}");
    let [found, summary] = lines(&printed).try_into().unwrap();
    assert_eq!(summary["summary"]["signatures"], 1);
    assert_eq!(
        (&found["class"], &found["profile"]),
        (&"deadlock".into(), &"".into())
    );
    assert!(found["runs"].as_u64().unwrap() > 1);
    let file = found["recording"].as_str().unwrap();
    for what in [file, found["token"].as_str().unwrap()] {
        for engine in ["native", "shuttle"] {
            let (status, printed, _) = run(&["replay", what, "--engine", engine]);
            let line = &lines(&printed)[0];
            assert_eq!((status, &line["replay"]), (1, &"EXACT".into()));
        }
    }
    let (status, printed, _) = run(&["minimize", file, "-o", "small.rec"]);
    assert_eq!(status, 1);
    assert_eq!(lines(&printed)[0]["signature"], found["signature"]);
    let (status, printed, _) = run(&["explain", "small.rec"]);
    assert_eq!(status, 1);
    let explained = &lines(&printed)[0];
    let [waiter] = explained["waiting"].as_array().unwrap().as_slice() else {
        panic!("one worker waits: {explained}")
    };
    assert_eq!(waiter["reason"], "the lock");
    let last = waiter["others"].as_array().unwrap().last().unwrap();
    assert_eq!(last["what"], "release");
    assert_eq!(
        last["step"].as_u64().unwrap() + 1,
        waiter["since"].as_u64().unwrap(),
        "it queues right after the lock was let go: {explained}"
    );
}

#[test]
fn one_run_and_its_page_name_the_workers() {
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", "lock/careless", "--seed", "3", "--record", "run.rec"];
    let (status, printed, _) = tasks(folder.path(), &run);
    assert_eq!(status, 1);
    assert!(
        printed.starts_with("lock/careless, seed 3, portfolio scheduler\n"),
        "{printed}"
    );
    assert!(printed.contains("worker 0  queue #0"), "{printed}");
    let (status, _, errors) = tasks(folder.path(), &["report", "run.rec", "--trace", "run.json"]);
    assert_eq!(status, 0, "{errors}");
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(page.contains("<th>worker 2</th>") && page.contains("Three workers and a lock"));
    let trace = fs::read_to_string(folder.path().join("run.json")).unwrap();
    assert!(trace.contains("worker 2"));
}

#[test]
fn every_schedule_of_the_careful_lock_with_few_branches_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let hunt = ["hunt", "lock/careful", "--scheduler", "dfs:n=8"];
    let (status, printed, _) = tasks(folder.path(), &hunt);
    assert_eq!(status, 0, "{printed}");
}

#[test]
fn the_other_worlds_are_still_there() {
    let folder = tempfile::tempdir().unwrap();
    let (_, printed, _) = tasks(folder.path(), &["list", "targets", "--format", "json"]);
    let targets: Vec<Value> = lines(&printed);
    let names: Vec<&str> = targets
        .iter()
        .map(|line| line["target"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["go", "resilience", "tasks"]);
    let (_, printed, _) = tasks(folder.path(), &["list", "scenarios"]);
    assert!(printed.contains("Three workers and a lock"), "{printed}");
    let (status, ..) = tasks(
        folder.path(),
        &["run", "claims/2_4_hash_writing", "--go", "1.23"],
    );
    assert_eq!(status, 1);
    for (args, says) in [
        (
            &["hunt", "lock/careful", "races"][..],
            "of Go, of traffic, of protocols and of tasks are hunted one kind at a time",
        ),
        (
            &["hunt", "lock/careful", "--tamper"],
            "--tamper is for Go scenarios: it means nothing to scenarios of tasks",
        ),
        (
            &["run", "lock/careful", "--policy", "none"],
            "--policy: only scenarios of traffic and of protocols have any",
        ),
    ] {
        let (status, _, errors) = tasks(folder.path(), args);
        assert_eq!(status, 2, "{args:?}: {errors}");
        assert!(errors.contains(says), "{args:?}: {errors}");
    }
}

/// The text with the time that something took left out.
fn timeless(text: &str) -> String {
    let mut out = String::new();
    for line in text.trim_end().lines() {
        match (line.find(" runs in "), line.find(" s, ")) {
            (Some(from), Some(to)) => out.push_str(&[&line[..from], &line[to..]].concat()),
            _ => out.push_str(line.trim_end()),
        }
        out.push('\n');
    }
    out
}

/// A `console` block with what its command, the first line, prints in `folder`.
fn renewed(block: &str, folder: &Path) -> String {
    let (command, _) = block.split_once('\n').unwrap();
    let args = command.strip_prefix("$ tasks ").unwrap();
    let args: Vec<&str> = args.split_whitespace().collect();
    let (_, printed, _) = tasks(folder, &args);
    let lines = printed.trim_end().lines().map(str::trim_end);
    let lines: Vec<&str> = std::iter::once(command).chain(lines).collect();
    lines.join("\n") + "\n"
}

/// With `TEARPOINT_BLESS` (`cargo bless worlds`) the output is written instead of compared.
#[test]
fn the_page_about_worlds_shows_this_code_and_this_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("../../../docs/worlds.md");
    let page = fs::read_to_string(&file).unwrap();
    let code: String = ["lock", "world", "main"]
        .map(|name| fs::read_to_string(root.join(format!("src/{name}.rs"))).unwrap())
        .concat();
    let folder = tempfile::tempdir().unwrap();
    let blessed = std::env::var_os("TEARPOINT_BLESS").is_some();
    let (mut parts, mut blocks) = (Vec::new(), [0, 0]);
    for (at, part) in page.split("```").enumerate() {
        parts.push(match part.split_once('\n') {
            _ if at % 2 == 0 => part.to_owned(),
            Some(("rust", block)) => {
                assert!(code.contains(block), "not in the example:\n{block}");
                blocks[0] += 1;
                part.to_owned()
            }
            Some(("console", block)) => {
                let now = renewed(block, folder.path());
                if !blessed {
                    assert_eq!(timeless(block), timeless(&now), "try `cargo bless worlds`");
                }
                blocks[1] += 1;
                format!("console\n{now}")
            }
            _ => panic!("a block of another kind:\n{part}"),
        });
    }
    assert_eq!(blocks, [6, 5]);
    if blessed {
        fs::write(file, parts.join("```")).unwrap();
    }
}
