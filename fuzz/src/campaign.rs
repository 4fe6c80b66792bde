//! Running inputs one after another: known signatures pass, new ones are made small, recorded, and put up for review.
//!
//! A simulated crash never ends the process. A run that does not repeat, or that differs between the typed program and
//! its printed Go source, is a bug of ours and panics.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tearpoint::report::crash_report;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_targets::go::profile::{PROFILES, Profile};
use tearpoint_targets::go::program::{Ending, Program, build::build, print::print};
use tearpoint_targets::go::world::GoScenario;

use crate::counters;
use crate::input::Input;
use crate::kind::Kind;

/// Programs kept ready: most inputs that libFuzzer tries differ from the one before in their schedule or tampering only.
const PREPARED: usize = 256;
/// Runs that making a new signature's run smaller may take.
const MINIMIZE_RUNS: u64 = 3_000;
/// Runs between two that are done twice and compared.
const CHECK_EVERY: u64 = 256;
const LIMITS: Limits = Limits {
    steps: 4_000,
    tasks: 16,
    memory_bytes: 16 << 20,
    output_bytes: 1 << 16,
    source_bytes: 1 << 20,
};

/// The state of one fuzzing process.
pub struct Campaign {
    kind: Kind,
    runner: Runner,
    profile: &'static Profile,
    /// The rows of the tamper table that the target is about.
    rows: Vec<usize>,
    /// Programs prepared lately, with the time of their last use.
    prepared: Vec<(Program, GoScenario, u64)>,
    /// Where `corpus/` and `snapshots/` are.
    root: PathBuf,
    known: BTreeSet<String>,
    runs: u64,
    stop_on_new: bool,
}

impl Campaign {
    /// Knows the signatures that have a snapshot. Writes below `TEARPOINT_OUT`, or the project's folder; with
    /// `TEARPOINT_STOP_ON_NEW=1` a new signature ends the process; `TEARPOINT_GO` names the Go version.
    pub fn new(kind: Kind) -> Campaign {
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
        let version = std::env::var("TEARPOINT_GO").unwrap_or_else(|_| "1.23".to_owned());
        let profile = tearpoint_targets::go::profile::profile(&version)
            .unwrap_or(&PROFILES[PROFILES.len() - 1]);
        Campaign {
            kind,
            runner: Runner::new(EngineKind::Native),
            profile,
            rows: kind.rows(profile),
            prepared: Vec::new(),
            root,
            known,
            runs: 0,
            stop_on_new: std::env::var("TEARPOINT_STOP_ON_NEW").is_ok_and(|value| value == "1"),
        }
    }

    /// Runs the input that `data` stands for.
    pub fn run(&mut self, data: &[u8]) {
        let input = Input::decode(data, self.kind);
        self.runs += 1;
        let run = self.show(&input);
        if self.runs.is_multiple_of(CHECK_EVERY) {
            let mut scenario = self.prepare(&input.program);
            let again = self.run_on(&mut scenario, &input);
            assert!(
                run.equals(&again),
                "one input gave two runs: {:032x}, {:032x}",
                run.digest,
                again.digest
            );
        }
        for tamper in &input.plan(&self.rows).tampers {
            counters::state(tamper.target.field, &run.report.class);
        }
        if let Some(signature) = run.verdict.signature() {
            let hash = signature.id.bytes().fold(0u64, |hash, byte| {
                hash.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte)
            });
            counters::signature(hash);
            if self.known.insert(signature.id.clone()) {
                let id = signature.id.clone();
                self.new_signature(input, &id);
            }
        }
    }

    /// The program, ready to run: without any text if it calls no library package.
    fn prepare(&self, program: &Program) -> GoScenario {
        match build(program) {
            Some(typed) => GoScenario::from_checked("generated.go", typed, self.profile)
                .expect("generated programs compile"),
            None => self.load("generated.go", &print(program)),
        }
    }

    fn load(&self, name: &str, text: &str) -> GoScenario {
        GoScenario::load(name, text.as_bytes(), self.profile, &LIMITS)
            .unwrap_or_else(|error| panic!("a generated program does not load: {error}\n{text}"))
    }

    /// Runs the input on a program prepared before, if it was one of the last.
    fn show(&mut self, input: &Input) -> Run {
        let known = self
            .prepared
            .iter()
            .position(|(program, ..)| *program == input.program);
        let mut scenario = match known {
            Some(at) => self.prepared.swap_remove(at).1,
            None => self.prepare(&input.program),
        };
        let run = self.run_on(&mut scenario, input);
        if self.prepared.len() >= PREPARED {
            let oldest = (0..self.prepared.len()).min_by_key(|&at| self.prepared[at].2);
            self.prepared.swap_remove(oldest.unwrap_or(0));
        }
        self.prepared
            .push((input.program.clone(), scenario, self.runs));
        run
    }

    fn run_on(&mut self, scenario: &mut GoScenario, input: &Input) -> Run {
        let plan = self.plan(input);
        self.runner
            .run(scenario, &plan)
            .expect("a normalised input runs")
    }

    fn plan(&self, input: &Input) -> Plan {
        Plan {
            seed: u64::from(input.seed),
            scheduler: SchedulerSpec::RunOn,
            density: Density::Call,
            limits: LIMITS,
            deviations: input.deviations(),
            tampers: input.plan(&self.rows).to_string().into_bytes(),
        }
    }

    fn new_signature(&mut self, input: Input, id: &str) {
        let input = self.smaller(input, id);
        let text = print(&input.program);
        let target = self.kind.name();
        let source = format!("// Found by `cargo fuzz run {target}`.\n{text}");
        let mut scenario = self.load(&format!("{id}.go"), &source);
        let typed = self.show(&input);
        let printed = self.run_on(&mut scenario, &input);
        // Read-only data lies elsewhere in the printed form; only tampering can make a run depend on that.
        assert!(
            typed.equals(&printed) || !input.tampers.is_empty(),
            "typed and printed program differ: {:032x} {}, {:032x} {}\n{text}",
            typed.digest,
            typed.verdict,
            printed.digest,
            printed.verdict
        );
        if printed
            .verdict
            .signature()
            .is_none_or(|signature| signature.id != id)
        {
            return;
        }
        let plan = self.plan(&input);
        let mut left = MINIMIZE_RUNS;
        let small = self.runner.minimize(&mut scenario, &plan, &mut || {
            left = left.saturating_sub(1);
            left == 0
        });
        let small = small.unwrap_or_else(|error| panic!("{error}"));
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
            "new signature {id} {} ({})",
            small.run.verdict,
            self.root.join(&file).display()
        );
        assert!(
            !self.stop_on_new,
            "a new signature, and TEARPOINT_STOP_ON_NEW=1"
        );
    }

    /// The input with everything left out that the signature does not need.
    fn smaller(&mut self, mut input: Input, id: &str) -> Input {
        loop {
            let mut shrunk = false;
            for candidate in candidates(&input) {
                let run = self.show(&candidate);
                if run
                    .verdict
                    .signature()
                    .is_some_and(|signature| signature.id == id)
                {
                    input = candidate;
                    shrunk = true;
                    break;
                }
            }
            if !shrunk {
                return input;
            }
        }
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

/// Inputs with one part less, largest parts first.
fn candidates(input: &Input) -> Vec<Input> {
    let mut list = Vec::new();
    let mut edit = |change: &dyn Fn(&mut Input)| {
        let mut smaller = input.clone();
        change(&mut smaller);
        smaller.normalise();
        if smaller != *input {
            list.push(smaller);
        }
    };
    for g in 1..input.program.goroutines.len() {
        edit(&|input| drop(input.program.goroutines.remove(g)));
    }
    for t in 0..input.tampers.len() {
        edit(&|input| {
            input.tampers.remove(t);
        });
    }
    edit(&|input| input.switches.clear());
    for g in 0..input.program.goroutines.len() {
        for at in 0..input.program.goroutines[g].len() {
            edit(&|input| {
                input.program.goroutines[g].remove(at);
            });
        }
    }
    for s in 0..input.switches.len() {
        edit(&|input| {
            input.switches.remove(s);
        });
    }
    for m in 0..input.program.maps.len() {
        edit(&|input| input.program.maps[m].filled /= 2);
        edit(&|input| input.program.maps[m].hint = 0);
    }
    edit(&|input| {
        input
            .program
            .maps
            .truncate(input.program.maps.len().saturating_sub(1))
    });
    edit(&|input| {
        input
            .program
            .slices
            .truncate(input.program.slices.len().saturating_sub(1))
    });
    edit(&|input| {
        input
            .program
            .chans
            .truncate(input.program.chans.len().saturating_sub(1))
    });
    edit(&|input| {
        input
            .program
            .cells
            .truncate(input.program.cells.len().saturating_sub(1))
    });
    edit(&|input| input.program.ending = Ending::Spin);
    edit(&|input| input.seed = 0);
    list
}
