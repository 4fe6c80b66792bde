//! Flags that mean something to some worlds only.

use crate::args::{Common, HuntArgs, RunArgs, Std};

/// A flag that a world must know of to make sense of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// `--tamper`, and a plan of tampering.
    Tamper,
    /// `--run`: which tests.
    Run,
    /// `--tags`: build tags.
    Tags,
    /// `--std`, `--goroot`: whose standard library.
    Std,
    /// `--checklinkname`.
    CheckLinkname,
    /// `--synctest-mutex-durable`.
    SynctestMutexDurable,
    /// `--checkptr`.
    CheckPtr,
    /// `--heap-layout`.
    HeapLayout,
    /// `--policy`: which profile of the scenario's own.
    Policy,
}

impl Flag {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Flag::Tamper => "--tamper",
            Flag::Run => "--run",
            Flag::Tags => "--tags",
            Flag::Std => "--std and --goroot",
            Flag::CheckLinkname => "--checklinkname",
            Flag::SynctestMutexDurable => "--synctest-mutex-durable",
            Flag::CheckPtr => "--checkptr",
            Flag::HeapLayout => "--heap-layout",
            Flag::Policy => "--policy",
        }
    }

    /// Those that a hunt was given.
    pub fn of_hunt(args: &HuntArgs) -> Vec<Flag> {
        given(args.tamper, &args.common, !args.policies.is_empty())
    }

    /// Those that a run was given.
    pub fn of_run(args: &RunArgs) -> Vec<Flag> {
        let tamper = args.tamper || args.plan.is_some();
        given(tamper, &args.common, args.policy.is_some())
    }
}

fn given(tamper: bool, common: &Common, policy: bool) -> Vec<Flag> {
    let flags = [
        (Flag::Tamper, tamper),
        (Flag::Run, common.run.is_some()),
        (Flag::Tags, common.tags.is_some()),
        (
            Flag::Std,
            common.std != Std::Auto || common.goroot.is_some(),
        ),
        (Flag::CheckLinkname, common.checklinkname),
        (Flag::SynctestMutexDurable, common.synctest_mutex_durable),
        (Flag::CheckPtr, common.checkptr),
        (Flag::HeapLayout, common.heap_layout),
        (Flag::Policy, policy),
    ];
    let given = flags.into_iter().filter(|(_, given)| *given);
    given.map(|(flag, _)| flag).collect()
}
