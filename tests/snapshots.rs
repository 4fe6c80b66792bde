//! Every recording under `corpus/recordings` replays exactly, and its crash report is the snapshot of its signature.

#[path = "common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use tearpoint_harness::recording::Recording;
use tearpoint_harness::session::Replay;
use tearpoint_trials::{Trials, Verdict};

use common::{crash_report, files, replay, root};

fn main() -> ExitCode {
    let mut trials = Trials::default();
    let mut first = BTreeMap::new();
    for (name, path) in files("corpus/recordings", "rec") {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let other = first.insert(id.clone(), name.clone());
        trials.add(name.clone(), move || match other {
            Some(other) => Err(format!("{other} is a recording of it, too")),
            None => is_its_snapshot(&format!("corpus/recordings/{name}.rec"), &path, id),
        });
    }
    trials.main()
}

fn is_its_snapshot(name: &str, path: &Path, id: String) -> Verdict {
    let recording = Recording::decode(&fs::read(path).unwrap()).map_err(|e| e.to_string())?;
    let run = match replay(&recording, None).map_err(|e| e.to_string())? {
        Replay::Exact(run) => run,
        Replay::Diverged { difference, .. } => return Err(difference.to_string()),
    };
    let signature = run.verdict.signature().ok_or("it does not fail")?;
    if signature.id != id {
        return Err(format!(
            "its signature is {}, its name is not",
            signature.id
        ));
    }
    let report = crash_report(&recording, &run.report, &run.verdict, name);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_input_file();
    settings.bind(|| insta::assert_snapshot!(id, report));
    Ok(())
}
