//! From a Go scenario's text to something that runs, and what flags have to say of it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use regex::Regex;
use tearpoint_command::args::Common;
use tearpoint_command::plan::limits;
use tearpoint_command::source::Source;
use tearpoint_front::load::bundle::Bundle;
use tearpoint_front::load::{blocked_linknames, split_entry};
use tearpoint_go::scenario::{GoScenario, release};
use tearpoint_harness::contract::{InputError, Limits};
use tearpoint_runtime::profile::{PROFILES, Profile, profile};
use tearpoint_runtime::variants::{Options, variant};

use crate::modules::{Goroot, tags};

/// A scenario, ready to run: parsed, checked and compiled.
///
/// # Errors
/// What the front end refuses, with file, line and column.
pub fn open(
    source: &Source,
    profile: &'static Profile,
    limits: &Limits,
) -> Result<GoScenario, InputError> {
    GoScenario::load(&source.name, &source.text, profile, limits)
}

/// A scenario as flags ask for it. What is missing in the built-in library is looked for in the GOROOT: a package of which something is
/// missing is taken from there, and then what is missing elsewhere.
///
/// # Errors
/// As [`open`] gives them.
pub fn open_with_std(
    source: &Source,
    profile: &'static Profile,
    common: &Common,
) -> Result<GoScenario, InputError> {
    let limits = limits(common);
    let goroot = Goroot::find(common.std, common.goroot.as_deref(), release(profile))?;
    let tags = tags(common.tags.as_deref().unwrap_or_default());
    let mut more = LACKING.with_borrow(|(text, more)| match *text == source.text {
        true => more.clone(),
        false => BTreeSet::new(),
    });
    loop {
        let completed = match more.is_empty() {
            true => source.clone(),
            false => {
                let text = String::from_utf8_lossy(&source.text);
                let bundle = Bundle::parse(split_entry(&source.name).0, &text);
                let bundle = goroot.complete(bundle, &tags, &more)?;
                Source {
                    name: source.name.clone(),
                    text: bundle.text().into_bytes(),
                }
            }
        };
        let error = match open(&completed, profile, &limits) {
            Ok(scenario) => {
                LACKING.set((source.text.clone(), more));
                return Ok(scenario);
            }
            Err(error) => error,
        };
        let before = more.len();
        more.extend(goroot.spoken_of(&error.0, &more));
        if more.len() == before {
            return Err(goroot.advised(error));
        }
    }
}

thread_local! {
    /// The text that was opened last, and the packages of which the built-in library lacks something for it: the tests of a package
    /// have one text.
    static LACKING: RefCell<(Vec<u8>, BTreeSet<String>)> = RefCell::default();
}

/// The profile of a Go version.
///
/// # Errors
/// A version there is no profile of; the message lists those there are.
pub fn version(name: &str) -> Result<&'static Profile, InputError> {
    profile(name).ok_or_else(|| {
        let known: Vec<&str> = PROFILES.iter().map(|profile| profile.name).collect();
        InputError(format!(
            "no profile of Go `{name}`; there are {}",
            known.join(", ")
        ))
    })
}

/// The profile that flags ask for: of a Go version, or a variant of it.
///
/// # Errors
/// A version there is no profile of, or no such variant of.
pub fn asked(common: &Common) -> Result<&'static Profile, InputError> {
    let plain = version(&common.go)?;
    let options = Options {
        mutex_durable: common.synctest_mutex_durable,
        heap_layout: common.heap_layout,
        checkptr: common.checkptr,
    };
    variant(plain, options).ok_or_else(|| {
        let name = plain.name;
        InputError(format!(
            "--synctest-mutex-durable: Go {name} has no testing/synctest"
        ))
    })
}

/// What `--checklinkname` has to say of a scenario.
///
/// # Errors
/// The first symbol that the linker would refuse.
pub fn check_linknames(
    source: &Source,
    profile: &Profile,
    common: &Common,
) -> Result<(), InputError> {
    let text = String::from_utf8_lossy(&source.text);
    let mut refused = blocked_linknames(&source.name, &text, release(profile)).into_iter();
    match refused.next().filter(|_| common.checklinkname) {
        Some(text) => Err(InputError(text)),
        None => Ok(()),
    }
}

/// The tests that `--run` asks for.
///
/// # Errors
/// What is no regular expression.
pub fn chosen(common: &Common) -> Result<Option<Regex>, InputError> {
    let wrong = |error| InputError(format!("--run: {error}"));
    common
        .run
        .as_deref()
        .map(Regex::new)
        .transpose()
        .map_err(wrong)
}
