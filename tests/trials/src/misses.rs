//! Lists of the cases that are known to differ.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::{Trials, Verdict};

/// What is known to differ, and why: a file of lines `case <tab> variants <tab> what <tab> why`.
///
/// *Variants* are the forms of the case that differ (Go versions, say), with commas between them; *what* is the one respect in
/// which they do. A case that is listed must differ: one that does not any more fails its test until its line is deleted, so
/// the file says no less and no more than the truth.
pub struct Misses {
    file: String,
    lines: Vec<Miss>,
}

struct Miss {
    number: usize,
    case: String,
    variants: Vec<String>,
    what: String,
}

impl Misses {
    /// Reads `file` under `root`, the folder of the package.
    ///
    /// # Panics
    /// When there is no such file, or a line of it is not what it should be.
    #[must_use]
    pub fn read(root: &str, file: &str) -> Arc<Self> {
        let text = fs::read_to_string(Path::new(root).join(file))
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        let lines = (1..).zip(text.lines());
        let lines = lines.filter(|(_, line)| !line.starts_with('#'));
        let lines = lines.map(|(number, line)| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [case, variants, what, why] = columns[..] else {
                panic!("{file}:{number}: not a case, its variants, what differs and why: {line}");
            };
            assert!(!why.trim().is_empty(), "{file}:{number}: no reason: {line}");
            Miss {
                number,
                case: case.to_owned(),
                variants: variants.split(',').map(str::to_owned).collect(),
                what: what.to_owned(),
            }
        });
        Arc::new(Self {
            file: file.to_owned(),
            lines: lines.collect(),
        })
    }

    /// Holds a variant of a case to the file: what agrees must not be listed, and what differs must be.
    ///
    /// # Errors
    /// What differs and is not listed; and the line to delete of what is listed and agrees.
    pub fn hold(&self, case: &str, variant: &str, what: &str, found: Verdict) -> Verdict {
        let file = &self.file;
        match (self.line(case, variant, what), found) {
            (None, Ok(())) | (Some(_), Err(_)) => Ok(()),
            (None, Err(differs)) => Err(format!(
                "{differs}\nWhat cannot be mended is listed in {file} with its reason:\n{case}\t{variant}\t{what}\t"
            )),
            (
                Some(Miss {
                    number, variants, ..
                }),
                Ok(()),
            ) => {
                let mend = match variants.len() {
                    1 => format!("delete line {number} of {file}"),
                    _ => format!("take {variant} out of line {number} of {file}"),
                };
                Err(format!("{case} on {variant} agrees now ({what}): {mend}"))
            }
        }
    }

    fn line(&self, case: &str, variant: &str, what: &str) -> Option<&Miss> {
        self.lines.iter().find(|line| {
            line.case == case && line.what == what && line.variants.iter().any(|own| own == variant)
        })
    }

    /// Adds the test that every line is about something that is held to this file: `held` has case, variant, and what.
    pub fn are_about(
        self: &Arc<Self>,
        trials: &mut Trials,
        name: &str,
        held: BTreeSet<(String, String, String)>,
    ) {
        let misses = Arc::clone(self);
        trials.add(name, move || {
            let mut seen = BTreeSet::new();
            for line in &misses.lines {
                let at = format!("{}:{}", misses.file, line.number);
                for variant in &line.variants {
                    let about = (line.case.clone(), variant.clone(), line.what.clone());
                    if !held.contains(&about) {
                        return Err(format!("{at}: nothing is held to this: {about:?}"));
                    }
                    if !seen.insert(about) {
                        return Err(format!("{at}: {} on {variant} is listed twice", line.case));
                    }
                }
            }
            Ok(())
        });
    }
}
