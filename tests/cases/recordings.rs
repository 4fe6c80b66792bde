//! Every stored recording replays exactly on both engines and through its token. (`snapshots` holds them to their reports.)
//! With `TEARPOINT_BLESS` (`cargo bless recordings`) those that do not are made anew first.

use std::fs;
use std::path::Path;

use tearpoint_harness::recording::{EngineKind, Recording};
use tearpoint_harness::session::{Replay, Runner};
use tearpoint_trials::{Trials, Verdict};

use crate::common::{blessing, files, open_recording, replay};

/// A case for each file.
pub fn cases(trials: &mut Trials) {
    for (name, path) in files("corpus/recordings", "rec") {
        trials.add(format!("recordings::{name}"), move || is_exact(&path));
    }
}

fn is_exact(path: &Path) -> Verdict {
    let mut recording = Recording::decode(&fs::read(path).unwrap()).map_err(|e| e.to_string())?;
    if blessing() {
        recording = made_anew(recording, path)?;
    }
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
        if let Replay::Diverged { difference, .. } = outcome {
            return Err(format!(
                "{what} on {engine}: {difference}\nIf a run takes other steps on purpose, `cargo bless recordings` makes it anew."
            ));
        }
    }
    Ok(())
}

/// The recording as it is now: if it does not replay, what its seed and choices give, as long as that is the same signature.
fn made_anew(recording: Recording, path: &Path) -> Result<Recording, String> {
    let mut scenario = open_recording(&recording).map_err(|e| e.to_string())?;
    let mut runner = Runner::new(recording.engine);
    let replayed = runner.replay(&recording, scenario.as_mut());
    if matches!(replayed, Ok(Replay::Exact(_))) {
        return Ok(recording);
    }
    let anew = runner
        .record_anew(&recording, scenario.as_mut())
        .map_err(|e| e.to_string())?;
    if anew.outcome.id != recording.outcome.id {
        return Err(format!(
            "its seed and choices show {} {} now: hunt for {} again",
            anew.outcome.id, anew.outcome.title, recording.outcome.id
        ));
    }
    let bytes = anew.encode().map_err(|e| e.to_string())?;
    fs::write(path, bytes).map_err(|e| e.to_string())?;
    Ok(anew)
}
