//! Which signatures are known, and where new ones go: a recording, and a snapshot that waits for review.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint::crash_report;
use tearpoint_harness::minimize::Minimized;

/// The signatures of one fuzzing process.
pub struct Ledger {
    /// Where `corpus/` and `snapshots/` are.
    root: PathBuf,
    known: BTreeSet<String>,
    stop_on_new: bool,
}

impl Ledger {
    /// Knows the signatures that have a snapshot. Writes below `TEARPOINT_OUT`, or the project's folder; with
    /// `TEARPOINT_STOP_ON_NEW=1` a new signature ends the process.
    pub fn open() -> Ledger {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("fuzz lies in the project");
        let root =
            std::env::var_os("TEARPOINT_OUT").map_or_else(|| project.to_owned(), PathBuf::from);
        let mut known = BTreeSet::new();
        for folder in [project.join("snapshots"), root.join("snapshots")] {
            let names = fs::read_dir(folder).into_iter().flatten().flatten();
            known.extend(names.filter_map(|entry| {
                Some(entry.file_name().to_str()?.split('.').next()?.to_owned())
            }));
        }
        Ledger {
            root,
            known,
            stop_on_new: std::env::var("TEARPOINT_STOP_ON_NEW").is_ok_and(|value| value == "1"),
        }
    }

    /// Whether the signature is seen for the first time.
    pub fn is_new(&mut self, id: &str) -> bool {
        self.known.insert(id.to_owned())
    }

    /// Records a new signature, found by `target`.
    pub fn put(&self, target: &str, id: &str, small: &Minimized) {
        let file = format!("corpus/recordings/{target}/{id}.rec");
        let bytes = small.recording.encode().expect("a small recording");
        self.write(&file, &bytes);
        let report = crash_report(
            &small.recording,
            &small.run.report,
            &small.run.verdict,
            &file,
        );
        let snap = format!(
            "---\nsource: tests/snapshots.rs\ndescription: found by cargo fuzz run {target}\n---\n{}\n",
            report.trim_end()
        );
        self.write(&format!("snapshots/{id}.snap.new"), snap.as_bytes());
        eprintln!(
            "new signature {} ({})",
            small.run.verdict,
            self.root.join(&file).display()
        );
        assert!(
            !self.stop_on_new,
            "a new signature, and TEARPOINT_STOP_ON_NEW=1"
        );
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.root.join(name);
        let written = fs::create_dir_all(path.parent().expect("a file in a folder"))
            .and_then(|()| fs::write(&path, bytes));
        if let Err(error) = written {
            eprintln!("{}: {error}", path.display());
        }
    }
}
