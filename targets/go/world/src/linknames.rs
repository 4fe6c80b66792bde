//! The list of what the runtime provides to Go text, and what each Go version makes of it.

use std::fmt;

use crate::scenario::release;
use tearpoint_front::provided::linker::{Link, blocked_text, link};
use tearpoint_front::provided::{Provided, Reach, Variable, all};
use tearpoint_runtime::profile::{PROFILES, Profile};

/// What one Go version makes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It can be called, or pulled.
    Works,
    /// It works too, but the linker refuses it without `-checklinkname=0`.
    Blocked,
    /// This version does not have it.
    Absent,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::Works => "works",
            Status::Blocked => "blocked",
            Status::Absent => "-",
        })
    }
}

/// A function or variable that the runtime provides under a Go name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linkname {
    /// `runtime.mapassign`
    pub name: &'static str,
    /// The function's signature, or the variable's type.
    pub signature: &'static str,
    /// Who may name it: `linkname` (any program), `library` (our library's text) or `checker` (calls that the checker inserts).
    pub reach: &'static str,
    /// When other goroutines may run: `never`, `before` it or `inside`. Empty for a variable.
    pub others_run: &'static str,
    /// What each Go version makes of it, oldest first.
    pub versions: Vec<(&'static str, Status)>,
    /// What the linker of a version that blocks it says; else nothing.
    pub linker: String,
}

/// Everything that the runtime provides: first what programs may pull.
pub fn linknames() -> Vec<Linkname> {
    let (programs, ours): (Vec<&Provided>, Vec<&Provided>) =
        all().partition(|row| row.reach == Reach::Program);
    let functions = |rows: Vec<&'static Provided>| rows.into_iter().map(function);
    let mut list: Vec<Linkname> = functions(programs).collect();
    list.extend(Variable::ALL.into_iter().map(variable));
    list.extend(functions(ours));
    list
}

fn function(row: &'static Provided) -> Linkname {
    let (reach, linked) = match row.reach {
        Reach::Program => ("linkname", true),
        Reach::Library => ("library", false),
        Reach::Goroot => ("goroot", false),
        Reach::Checker => ("checker", false),
    };
    let status = |profile: &Profile| match () {
        () if !row.versions.contains(release(profile)) => Status::Absent,
        () if linked => linked_status(row.name, profile),
        () => Status::Works,
    };
    entry(
        row.name,
        row.signature,
        (reach, row.effect.others_run()),
        status,
    )
}

fn variable(variable: Variable) -> Linkname {
    let (name, ty) = variable.name_and_type();
    entry(name, ty, ("linkname", ""), |profile| {
        linked_status(name, profile)
    })
}

fn entry(
    name: &'static str,
    signature: &'static str,
    (reach, others_run): (&'static str, &'static str),
    status: impl Fn(&Profile) -> Status,
) -> Linkname {
    let versions: Vec<_> = PROFILES
        .iter()
        .map(|profile| (profile.name, status(profile)))
        .collect();
    let blocked = versions.iter().any(|&(_, at)| at == Status::Blocked);
    Linkname {
        name,
        signature,
        reach,
        others_run,
        versions,
        linker: if blocked {
            blocked_text(name)
        } else {
            String::new()
        },
    }
}

/// What a version's linker makes of a program that pulls `name`.
fn linked_status(name: &str, profile: &Profile) -> Status {
    match link(name, release(profile)) {
        Link::Allowed => Status::Works,
        Link::Blocked => Status::Blocked,
        Link::Absent => Status::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(name: &str, version: &str) -> Status {
        let list = linknames();
        let row = list.iter().find(|row| row.name == name);
        let versions = &row.expect("a row").versions;
        let at = versions.iter().find(|(of, _)| *of == version);
        at.expect("a version").1
    }

    #[test]
    fn versions_are_the_linkers() {
        assert_eq!(status("runtime.mapassign", "1.23"), Status::Works);
        assert_eq!(status("runtime.zerobase", "1.22"), Status::Works);
        assert_eq!(status("runtime.zerobase", "1.23"), Status::Blocked);
        assert_eq!(status("sync/atomic.OrInt32", "1.22"), Status::Absent);
        assert_eq!(status("sync/atomic.OrInt32", "1.23"), Status::Works);
    }
}
