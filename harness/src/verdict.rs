//! What a run means: it passed, it failed with a signature, or a limit was reached first and nobody can say.

use std::fmt;

use crate::contract::{Class, Crash, End, Limit, Report};
use crate::signature::Signature;

/// The judgement of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The run ended well, and no oracle found anything.
    Pass,
    /// The run broke, or an oracle found something; the signature says what.
    Fail(Signature),
    /// A limit was reached first. Never a pass.
    Unknown(Limit),
}

impl Verdict {
    /// A crash fails a run; then the first finding; then a limit leaves it unknown; then an exit status other than 0
    /// fails it.
    pub fn of(end: &End, report: &Report) -> Verdict {
        let crash = match end {
            End::Crash(crash) => Some(&**crash),
            _ => None,
        };
        if let Some(crash) = report.crash.as_ref().or(crash).or(report.findings.first()) {
            return Verdict::Fail(Signature::of(crash));
        }
        match end {
            End::Limit(limit) => Verdict::Unknown(limit.clone()),
            End::Exit(0) => Verdict::Pass,
            End::Exit(status) => Verdict::Fail(Signature::of(&Crash {
                message: format!("exit status {status}"),
                ..Crash::of(Class::Exit)
            })),
            End::Crash(crash) => Verdict::Fail(Signature::of(crash)),
        }
    }

    /// The signature, if the run failed.
    pub fn signature(&self) -> Option<&Signature> {
        match self {
            Verdict::Fail(signature) => Some(signature),
            _ => None,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Pass => f.write_str("pass"),
            Verdict::Fail(signature) => write!(f, "fail: {signature}"),
            Verdict::Unknown(limit) => write!(f, "unknown: {limit}"),
        }
    }
}
