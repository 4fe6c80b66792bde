//! What a comparison of generated programs found: counts, differences by cause, and the time of both sides.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};
use tearpoint_command::table;

use super::Subject;
use super::judge::Judged;
use super::reduce::Small;
use crate::conform::toolchain::Toolchain;

/// Programs compared on one toolchain.
pub struct Tally {
    go: String,
    agree: u64,
    unordered: u64,
    /// How many differ.
    pub differ: u64,
    /// Of these, where what real Go does is chance.
    chance: u64,
    skipped: BTreeMap<String, u64>,
    /// By what is overwritten, how real Go ended, and how the model: how many, and the first.
    causes: BTreeMap<(String, String, String), (u64, String)>,
    /// Time that building took.
    pub built: Duration,
    /// Time of the real runs.
    pub real: Duration,
    /// Time of the model, loading included.
    pub model: Duration,
}

impl Tally {
    /// Nothing compared yet.
    pub fn new(toolchain: &Toolchain) -> Tally {
        Tally {
            go: toolchain.version.clone(),
            agree: 0,
            unordered: 0,
            differ: 0,
            chance: 0,
            skipped: BTreeMap::new(),
            causes: BTreeMap::new(),
            built: Duration::ZERO,
            real: Duration::ZERO,
            model: Duration::ZERO,
        }
    }

    /// Programs looked at.
    pub fn compared(&self) -> u64 {
        self.agree + self.unordered + self.differ + self.skipped.values().sum::<u64>()
    }

    /// Counts one.
    pub fn add(&mut self, judged: &Judged) {
        match judged {
            Judged::Agrees => self.agree += 1,
            Judged::AgreesUnordered => self.unordered += 1,
            Judged::Differs(found) => {
                self.differ += 1;
                self.chance += u64::from(found.reals.len() > 1);
            }
            Judged::Skipped(why) => self.skip(why),
        }
    }

    /// Counts one that was not compared.
    pub fn skip(&mut self, why: &str) {
        *self.skipped.entry(why.to_owned()).or_insert(0) += 1;
    }

    /// Notes a difference; in JSON, says so at once.
    pub fn differ(&mut self, subject: &Subject, small: &Small, kept: Option<String>, json: bool) {
        let (mut real, model) = small.difference.cause();
        if small.difference.reals.len() > 1 {
            real += " (one of several)";
        }
        let fields = small.poked.fields().join(", ");
        if json {
            let line = json!({
                "differs": subject.name, "go": self.go, "fields": fields, "real": small.difference.reals,
                "model": small.difference.model, "models": small.difference.models, "kept": kept,
            });
            println!("{line}");
        }
        let first = kept.unwrap_or_else(|| subject.name.clone());
        let cause = self.causes.entry((fields, real, model));
        cause.or_insert((0, first)).0 += 1;
    }

    /// As a line of JSON.
    pub fn json(&self) -> Value {
        let cause = |((fields, real, model), (count, first)): (
            &(String, String, String),
            &(u64, String),
        )| {
            json!({ "fields": fields, "real": real, "model": model, "programs": count, "first": first })
        };
        json!({
            "go": self.go, "compared": self.compared(), "agree": self.agree, "agree_but_for_order": self.unordered,
            "differ": self.differ, "differ_by_chance": self.chance, "skipped": self.skipped, "causes": self.causes.iter().map(cause).collect::<Vec<_>>(),
            "seconds": { "build": self.built.as_secs_f64(), "real": self.real.as_secs_f64(), "model": self.model.as_secs_f64() },
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally {
            go,
            agree,
            unordered,
            differ,
            chance,
            ..
        } = self;
        writeln!(
            f,
            "go{go}: {} programs, {agree} agree, {unordered} agree but for the order of what they print, {differ} differ ({chance} of them where real Go's end is chance)",
            self.compared()
        )?;
        for (why, count) in &self.skipped {
            writeln!(f, "  {count} skipped: {why}")?;
        }
        writeln!(
            f,
            "  real Go: {:.1} s to build, {:.1} s to run; the model: {:.1} s",
            self.built.as_secs_f64(),
            self.real.as_secs_f64(),
            self.model.as_secs_f64()
        )?;
        if self.causes.is_empty() {
            return Ok(());
        }
        let mut table = table::new(["", "overwritten", "real Go", "model", "first"]);
        let mut causes: Vec<_> = self.causes.iter().collect();
        causes.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        for ((fields, real, model), (count, first)) in causes {
            table.add_row([&count.to_string(), fields, real, model, first]);
        }
        writeln!(f, "{table}")
    }
}
