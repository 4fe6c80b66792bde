//! Reports a race: both accesses, what might have ordered them, and what makes two reports one bug.
//!
//! Follows the race detector's reports (compiler-rt's tsan_report.cpp in its Go form): the stack of each access, and where the
//! goroutines were created. Beyond that it names the last synchronisations of both goroutines.
//!
//! Two reports are one bug if kind, variable and the two functions (in either order) are the same. Addresses, lines and ids
//! do not count.

use tearpoint_harness::contract::{
    self as report, Cause, Class, Crash, Creation, Frame, RaceAccess, SyncObject, Synchronisation,
    TaskId,
};

use crate::code::Code;
use tearpoint_runtime::race::shadow::Access;
use tearpoint_runtime::race::{Found, How, Race, Site, Synced, object};
use tearpoint_runtime::traceback::frame;

/// Findings of a run at most.
const MAX_FINDINGS: usize = 16;
/// Frames of a stack that are kept.
const MAX_FRAMES: usize = 50;

/// The races of a run as findings: each bug once.
pub fn findings(race: &Race, code: &Code) -> Vec<Crash> {
    let mut findings: Vec<Crash> = Vec::new();
    for found in race.found() {
        let reporter = Reporter { race, code };
        let message = reporter.message(&found);
        let known = findings.iter().any(|other| other.message == message);
        if !known && findings.len() < MAX_FINDINGS {
            findings.push(Crash {
                message,
                causes: vec![Cause::Race(Box::new(reporter.race(&found)))],
                ..Crash::of(Class::Race)
            });
        }
    }
    findings
}

/// The name of what lies at `addr`: a package variable, and which part of it; else nothing.
pub fn variable(code: &Code, addr: u64) -> Option<String> {
    let (symbol, offset) = code.variable_at(addr)?;
    Some(match offset {
        0 => symbol.to_owned(),
        _ => format!("{symbol}+{offset}"),
    })
}

struct Reporter<'a> {
    race: &'a Race,
    code: &'a Code,
}

impl Reporter<'_> {
    fn message(&self, found: &Found) -> String {
        let mut functions = [&found.now, &found.then].map(|access| self.function(access));
        functions.sort();
        let kind = match found.now.write && found.then.write {
            true => "write-write",
            false => "read-write",
        };
        let object = object(&found.now, &found.then, found.addrs[0]);
        let [a, b] = functions;
        format!("data race ({kind}) on a {object}: {a} and {b}")
    }

    /// The program's own function in which an access was made.
    fn function(&self, access: &Access) -> String {
        let site = Site {
            path: access.path,
            pc: access.pc,
        };
        let stack = self.race.stack(site);
        let funcs = stack
            .iter()
            .map(|&(func, _)| &self.code.funcs[func as usize]);
        let own = funcs.clone().find(|func| func.own).or(funcs.clone().next());
        own.map_or("?".to_owned(), |func| func.symbol.clone())
    }

    /// The race as a value. The later access comes first.
    fn race(&self, found: &Found) -> report::Race {
        let Found {
            now,
            then,
            addrs,
            over,
            created,
            synced,
        } = found;
        let accesses = [(now, 0), (then, 1)].map(|(access, at)| RaceAccess {
            task: TaskId(access.task),
            write: access.write,
            address: addrs[at],
            stack: self.accessed(access),
            created: created[at].map(|(parent, site)| Creation {
                by: TaskId(parent),
                stack: self.stack(site),
                over: over[at],
            }),
            synchronised: synced[at].iter().map(|one| self.synced(one)).collect(),
        });
        report::Race {
            accesses,
            variable: variable(self.code, addrs[0]),
        }
    }

    /// The functions of an access: the runtime's, if one made it, and the program's.
    fn accessed(&self, access: &Access) -> Vec<Frame> {
        let site = Site {
            path: access.path,
            pc: access.pc,
        };
        let runtime = access.what.function().map(frame);
        runtime.into_iter().chain(self.stack(site)).collect()
    }

    fn stack(&self, site: Site) -> Vec<Frame> {
        let stack = self.race.stack(site).into_iter().take(MAX_FRAMES);
        let shown = stack.filter(|(func, _)| !self.code.funcs[*func as usize].hidden);
        shown.map(|(func, pc)| self.code.frame(func, pc)).collect()
    }

    fn synced(&self, synced: &Synced) -> Synchronisation {
        let kind = match synced.how {
            How::Lock => "lock",
            How::Channel => "channel",
            How::Atomic => "atomic",
        };
        let stack = self.race.stack(synced.site);
        let mut own = stack
            .into_iter()
            .filter(|(func, _)| self.code.funcs[*func as usize].own);
        Synchronisation {
            release: synced.release,
            object: SyncObject {
                kind,
                address: synced.addr,
                name: variable(self.code, synced.addr),
            },
            place: own.next().map(|(func, pc)| self.code.place(func, pc)),
            step: synced.step.into(),
        }
    }
}
