//! What is said of a race: Go's own text, what might have ordered the two accesses, and what makes two races one bug.
//!
//! Follows the reports of the race detector (compiler-rt's tsan_report.cpp in its Go form): a paragraph for each access,
//! then where the goroutines were created. Beyond it: the last synchronisations of both goroutines.
//!
//! A race is known by its kind, what it is on, and the two functions in either order: not by addresses, lines or ids.

use std::fmt::Write as _;

use tearpoint_harness::contract::Crash;

use crate::code::Code;
use tearpoint_runtime::race::shadow::Access;
use tearpoint_runtime::race::{Found, How, Race, Site, Synced, object};

/// Findings of a run at most.
const MAX_FINDINGS: usize = 16;
/// Frames of a stack that are shown.
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
                class: "race".to_owned(),
                message,
                cause: reporter.text(&found).lines().map(str::to_owned).collect(),
                ..Crash::default()
            });
        }
    }
    findings
}

/// The name of what lies at `addr`: a package variable, and which part of it; else nothing.
pub fn variable(code: &Code, addr: u64) -> Option<String> {
    let after = code.variables.partition_point(|&(at, ..)| at <= addr);
    let (at, size, symbol) = code.variables.get(after.checked_sub(1)?)?;
    let offset = addr - at;
    (offset < (*size).max(1)).then(|| match offset {
        0 => symbol.clone(),
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
        let own = funcs
            .clone()
            .find(|func| func.checked)
            .or(funcs.clone().next());
        own.map_or("?".to_owned(), |func| func.symbol.clone())
    }

    fn text(&self, found: &Found) -> String {
        let mut out = String::from("==================\nWARNING: DATA RACE\n");
        let tasks = [found.now.task, found.then.task];
        for (i, access) in [&found.now, &found.then].into_iter().enumerate() {
            let kind = match (i, access.write) {
                (0, true) => "Write",
                (0, false) => "Read",
                (_, true) => "Previous write",
                (_, false) => "Previous read",
            };
            let _ = writeln!(
                out,
                "{kind} at 0x{:012x} by {}:",
                found.addrs[i],
                goroutine(tasks[i])
            );
            if let Some(function) = access.what.function() {
                let _ = writeln!(out, "  {function}()");
            }
            self.stack(
                &mut out,
                Site {
                    path: access.path,
                    pc: access.pc,
                },
            );
            out.push('\n');
        }
        for ((created, over), task) in found.created.iter().zip(found.over).zip(tasks) {
            let Some((parent, site)) = *created else {
                continue;
            };
            let state = if over { "finished" } else { "running" };
            let _ = writeln!(out, "Goroutine {} ({state}) created at:", task + 1);
            self.stack(&mut out, site);
            if parent > 0 {
                let _ = writeln!(out, "  (in goroutine {})", parent + 1);
            }
            out.push('\n');
        }
        self.orders(&mut out, found);
        out.push_str("==================\n");
        out
    }

    fn stack(&self, out: &mut String, site: Site) {
        for (func, pc) in self.race.stack(site).into_iter().take(MAX_FRAMES) {
            let code = &self.code.funcs[func as usize];
            if code.hidden {
                continue;
            }
            let (file, line) = self.line(func, pc);
            let _ = writeln!(out, "  {}()", code.symbol);
            let _ = writeln!(out, "      {file}:{line} +0x{pc:x}");
        }
    }

    /// What either goroutine synchronised on around its access: one of these, used by both, would have ordered them.
    fn orders(&self, out: &mut String, found: &Found) {
        let place = variable(self.code, found.addrs[0]);
        let _ = writeln!(
            out,
            "Nothing orders the two{}.",
            place.map_or(String::new(), |place| format!(" accesses to {place}"))
        );
        for (task, synced) in [found.now.task, found.then.task]
            .into_iter()
            .zip(&found.synced)
        {
            let who = goroutine(task);
            if synced.is_empty() {
                let _ = writeln!(out, "  {who}: synchronised on nothing");
            }
            for one in synced.iter().rev() {
                let _ = writeln!(out, "  {who}: {}", self.synced(one));
            }
        }
        let common = found.synced[0]
            .iter()
            .find(|one| found.synced[1].iter().any(|other| other.addr == one.addr));
        match common {
            Some(one) => {
                let name = self.object_name(one);
                let _ = writeln!(out, "  both used {name}, but not around these accesses");
            }
            None => {
                let _ = writeln!(out, "  they have no lock, channel or atomic in common");
            }
        }
    }

    /// The line of the program's own that a site is in.
    fn place(&self, site: Site) -> String {
        let stack = self.race.stack(site);
        let own = stack
            .iter()
            .find(|(func, _)| self.code.funcs[*func as usize].checked);
        own.map_or(String::new(), |&(func, pc)| {
            let (file, line) = self.line(func, pc);
            format!(" at {file}:{line}")
        })
    }

    fn line(&self, func: u32, pc: u32) -> (&str, u32) {
        let lines = &self.code.funcs[func as usize].lines;
        let after = lines.partition_point(|&(start, _)| start <= pc);
        let pos = after.checked_sub(1).map(|at| lines[at].1);
        let file = pos.and_then(|pos| self.code.files.get(&pos.file));
        (
            file.map_or("?", String::as_str),
            pos.map_or(0, |pos| pos.line),
        )
    }

    fn synced(&self, synced: &Synced) -> String {
        let verb = if synced.release {
            "released"
        } else {
            "acquired"
        };
        let name = self.object_name(synced);
        let place = self.place(synced.site);
        format!("{verb} {name}{place}, step {}", synced.step)
    }

    fn object_name(&self, synced: &Synced) -> String {
        let kind = match synced.how {
            How::Lock => "lock",
            How::Channel => "channel",
            How::Atomic => "atomic",
        };
        match variable(self.code, synced.addr) {
            Some(name) => format!("{kind} {name}"),
            None => format!("{kind} at 0x{:x}", synced.addr),
        }
    }
}

fn goroutine(task: u32) -> String {
    match task {
        0 => "main goroutine".to_owned(),
        task => format!("goroutine {}", task + 1),
    }
}
