//! Running inputs one after another: known signatures pass, new ones are made small, recorded, and put up for review.
//!
//! A simulated crash never ends the process. A run that does not repeat, or that differs between the typed program and
//! its printed Go source, is a bug of ours and panics.

use tearpoint_go::program::{Program, build::build, print::print};
use tearpoint_go::scenario::GoScenario;
use tearpoint_harness::contract::{Density, Limits};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::RUN_ON;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_runtime::profile::{PROFILES, Profile};

use crate::counters;
use crate::input::Input;
use crate::kind::Kind;
use crate::ledger::Ledger;

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
    ledger: Ledger,
    runs: u64,
}

impl Campaign {
    /// As [`Ledger::open`] says; `TEARPOINT_GO` names the Go version.
    pub fn new(kind: Kind) -> Campaign {
        let version = std::env::var("TEARPOINT_GO").unwrap_or_else(|_| "1.27".to_owned());
        let profile =
            tearpoint_runtime::profile::profile(&version).unwrap_or(&PROFILES[PROFILES.len() - 1]);
        Campaign {
            kind,
            runner: Runner::new(EngineKind::Native),
            profile,
            rows: kind.rows(profile),
            prepared: Vec::new(),
            ledger: Ledger::open(),
            runs: 0,
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
            counters::state(tamper.target.field, run.report.class.word());
        }
        if let Some(signature) = run.verdict.signature() {
            counters::signature(&signature.id);
            if self.ledger.is_new(&signature.id) {
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
            scheduler: RUN_ON.spec(),
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
        self.ledger.put(target, id, &small);
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
    for t in 0..input.tampers.len() {
        edit(&|input| {
            input.tampers.remove(t);
        });
    }
    edit(&|input| input.switches.clear());
    for less in input.program.less() {
        edit(&|input| input.program.leave_out(less));
    }
    for s in 0..input.switches.len() {
        edit(&|input| {
            input.switches.remove(s);
        });
    }
    edit(&|input| input.seed = 0);
    list
}
