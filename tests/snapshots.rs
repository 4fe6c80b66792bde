//! Every recording under `corpus/recordings` replays exactly, and its crash report is the snapshot of its signature.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint::crash_report;
use tearpoint::replay;
use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::Replay;

fn recordings(folder: &Path, list: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            recordings(&path, list);
        } else if path.extension().is_some_and(|ext| ext == "rec") {
            list.push(path);
        }
    }
}

#[test]
fn every_signature_has_its_snapshot() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    recordings(&root.join("corpus/recordings"), &mut files);
    assert!(files.len() >= 20, "only {} recordings", files.len());

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root.join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_input_file();
    let mut seen = BTreeSet::new();
    settings.bind(|| {
        for path in &files {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            let recording = Recording::decode(&fs::read(path).unwrap())
                .unwrap_or_else(|e| panic!("{name}: {e}"));
            let outcome = replay(&recording, None).unwrap_or_else(|e| panic!("{name}: {e}"));
            let Replay::Exact(run) = outcome else {
                panic!("{name}: {outcome:?}")
            };
            let id = run
                .verdict
                .signature()
                .unwrap_or_else(|| panic!("{name}: it does not fail"))
                .id
                .clone();
            assert_eq!(
                path.file_stem().unwrap().to_string_lossy(),
                id,
                "{name}: named after its signature"
            );
            assert!(
                seen.insert(id.clone()),
                "{name}: a second recording of {id}"
            );
            insta::assert_snapshot!(
                id,
                crash_report(&recording, &run.report, &run.verdict, &name)
            );
        }
    });
}
