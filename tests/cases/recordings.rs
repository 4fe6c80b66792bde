//! Every stored recording replays exactly on both engines and through its token. (`snapshots` holds them to their reports.)

use std::fs;
use std::path::Path;

use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::session::Replay;
use tearpoint_trials::{Trials, Verdict};

use crate::common::{files, replay};

/// A case for each file.
pub fn cases(trials: &mut Trials) {
    for (name, path) in files("corpus/recordings", "rec") {
        trials.add(format!("recordings::{name}"), move || is_exact(&path));
    }
}

fn is_exact(path: &Path) -> Verdict {
    let recording = Recording::decode(&fs::read(path).unwrap()).map_err(|e| e.to_string())?;
    let token = Recording::from_token(&recording.token().unwrap()).map_err(|e| e.to_string())?;
    if token != recording.without_history() {
        return Err("its token is another recording".to_owned());
    }
    for (what, recording, engine) in [
        ("the file", &recording, EngineKind::Native),
        ("the file", &recording, EngineKind::Shuttle),
        ("the token", &token, EngineKind::Native),
    ] {
        let outcome = replay(recording, Some(engine)).map_err(|e| e.to_string())?;
        if !matches!(outcome, Replay::Exact(_)) {
            return Err(format!("{what} on {engine}: {outcome:?}"));
        }
    }
    Ok(())
}
