//! `tearpoint conform --generate N --seed S`: generated programs, half of them tampering with their own runtime, in the model and on
//! real toolchains, the way csmith compares compilers.
//!
//! Many programs are one binary (see [`batch`]), so a toolchain builds once for a hundred. A program is run on real Go a few times, and
//! in the model until each of the real outcomes has come up. If one does not, the two differ, unless the model's own outcomes are so
//! many that nothing follows from that. A difference is made smaller as long as it stays the same, and kept as a scenario.

mod batch;
mod judge;
mod keep;
mod reduce;
mod tell;

use std::time::{Duration, Instant};

use serde_json::json;
use tearpoint_command::args::Format;
use tearpoint_command::bar::Bar;
use tearpoint_command::{Failure, status};
use tearpoint_go::program::generate::{Kind, generate as program};
use tearpoint_go::program::poke::Poked;
use tearpoint_harness::contract::{Choices, InputError, Stream};
use tearpoint_runtime::profile::Profile;

use super::ConformArgs;
use super::toolchain::Toolchain;
use crate::open::version;
use batch::Batch;
use judge::{Judge, Judged};
use tell::Tally;

/// Programs that are built into one binary.
const PROGRAMS: u64 = 100;

/// A generated program: what it is called and what it is about.
struct Subject {
    /// `map-7-12`: its kind, the seed, its number.
    name: String,
    poked: Poked,
}

/// The program of a seed and a number. Every other round of the kinds tampers.
fn subject(seed: u64, number: u64, profile: &Profile) -> Subject {
    let kinds = Kind::ALL.len() as u64;
    let kind = Kind::ALL[(number % kinds) as usize];
    // A program is a function of both numbers: one run of the command is a prefix of a longer one.
    let mut choices = Choices::new(seed.rotate_left(32) ^ number, &[]);
    let mut any = || choices.draw(Stream::Program, 256) as u8;
    let program = program(kind, &mut any);
    let poked = match (number / kinds) % 2 {
        0 => Poked {
            program,
            pokes: Vec::new(),
        },
        _ => Poked::draw(program, kind, profile, &mut any),
    };
    Subject {
        name: format!("{}-{seed}-{number}", kind.name()),
        poked,
    }
}

/// Compares `count` programs on each toolchain.
///
/// # Errors
/// A toolchain that cannot be started; a folder that cannot be written.
pub(super) fn generate(
    args: &ConformArgs,
    toolchains: &[Toolchain],
    count: u64,
) -> Result<u8, Failure> {
    let bar = Bar::new(args.common.format == Format::Text);
    let mut tallies = Vec::new();
    for toolchain in toolchains {
        let profile = version(&toolchain.language())?;
        let mut tally = Tally::new(toolchain);
        let mut first = 0;
        while first < count {
            let numbers = first..count.min(first + PROGRAMS);
            let subjects: Vec<Subject> = numbers
                .filter(|number| args.only.is_empty() || args.only.contains(number))
                .map(|number| subject(args.seed, number, profile))
                .collect();
            if !subjects.is_empty() {
                compare(args, toolchain, profile, &subjects, &mut tally, &bar)?;
            }
            first += PROGRAMS;
        }
        if args.common.format == Format::Json {
            println!("{}", tally.json());
        }
        tallies.push(tally);
    }
    bar.clear();
    let differ: u64 = tallies.iter().map(|tally| tally.differ).sum();
    if args.common.format == Format::Json {
        let compared: u64 = tallies.iter().map(|tally| tally.compared()).sum();
        println!(
            "{}",
            json!({ "summary": { "compared": compared, "differ": differ } })
        );
    } else {
        tallies.iter().for_each(|tally| println!("{tally}"));
    }
    Ok(if differ == 0 {
        status::PASS
    } else {
        status::FINDING
    })
}

/// Compares the programs of one binary.
fn compare(
    args: &ConformArgs,
    toolchain: &Toolchain,
    profile: &'static Profile,
    subjects: &[Subject],
    tally: &mut Tally,
    bar: &Bar,
) -> Result<(), InputError> {
    let texts: Vec<String> = subjects
        .iter()
        .map(|subject| subject.poked.print(profile))
        .collect();
    let start = Instant::now();
    let batch = Batch::build(toolchain, &texts)?;
    tally.built += start.elapsed();
    let mut judge = Judge::new(args, profile)?;
    for (at, (subject, text)) in subjects.iter().zip(&texts).enumerate() {
        let start = Instant::now();
        let real = match &batch {
            Ok(batch) => batch.outcomes(at, args.runs(), Duration::from_secs(args.timeout()))?,
            Err(said) => {
                tally.skip(&format!("real Go refuses its package: {said}"));
                continue;
            }
        };
        tally.real += start.elapsed();
        let start = Instant::now();
        let judged = judge.judge(text, &real)?;
        tally.model += start.elapsed();
        if let Judged::Differs(difference) = &judged {
            let small = reduce::reduce(args, toolchain, profile, &subject.poked, difference)?;
            let kept = match &args.keep {
                Some(folder) => Some(keep::keep(folder, subject, &small, toolchain, profile)?),
                None => None,
            };
            tally.differ(subject, &small, kept, args.common.format == Format::Json);
        }
        tally.add(&judged);
        bar.show(&format!(
            "go{}: {} of {} programs, {} differ",
            toolchain.version,
            tally.compared(),
            args.generate.unwrap_or_default(),
            tally.differ
        ));
    }
    Ok(())
}
