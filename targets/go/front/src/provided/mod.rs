//! Functions that the runtime provides: what a program may pull with `//go:linkname`, and what the library's text declares
//! without a body.
//!
//! The [`table`] has one row for each. The front end takes name and signature from it; what a function does it only names
//! ([`Effect`]), since it knows no runtime. What the linker of each Go version makes of a name is in [`linker`].

pub mod linker;
pub mod table;

use crate::GoVersion;
use crate::version::Span;
use table::{
    Alloc, Atomic, Bubble, Bytes, Chan, Frames, Host, Map, Number, Race, Reflect, Rune, Sched,
    Special, Sync, TABLE,
};

/// A function that the runtime provides.
#[derive(Debug, PartialEq, Eq)]
pub struct Provided {
    /// Its Go name, with the path of its package: `runtime.mapassign`, `sync/atomic.AddInt32`.
    pub name: &'static str,
    /// Its Go signature: `func(c *hchan)`.
    pub signature: &'static str,
    /// Who may call it.
    pub reach: Reach,
    /// The releases that this row is for.
    pub versions: Span,
    /// What it does.
    pub effect: Effect,
}

/// Who may call a provided function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Our library, whose text declares it without a body.
    Library,
    /// The same, and programs, with `//go:linkname`.
    Program,
    /// Packages of the standard library that came from a GOROOT, whose text declares it without a body.
    Goroot,
    /// The checker, which puts calls of it into the program as the compiler would.
    Checker,
}

/// What a provided function does. Each family has a file of its own in the Go world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Of goroutines, the process and its clock.
    Sched(Sched),
    /// Of the allocator.
    Alloc(Alloc),
    /// Of memory by address, hashes and random numbers.
    Bytes(Bytes),
    /// Atomic operations.
    Atomic(Atomic),
    /// Edges for the race detector.
    Race(Race),
    /// Numbers and their texts.
    Number(Number),
    /// Characters.
    Rune(Rune),
    /// Types.
    Reflect(Reflect),
    /// The stack.
    Frames(Frames),
    /// Bubbles.
    Bubble(Bubble),
    /// Finalizers and the like.
    Special(Special),
    /// Output and settings.
    Host(Host),
    /// The caller may wait in it, or others may run while it is at work.
    Waits(Waits),
}

/// What a provided function does in which the caller may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Of maps.
    Map(Map),
    /// Of channels and goroutines.
    Chan(Chan),
    /// Of semaphores, timers and the collector.
    Sync(Sync),
}

impl Effect {
    /// When other goroutines may run.
    pub fn others_run(self) -> &'static str {
        match self {
            Effect::Waits(_) => "inside",
            Effect::Atomic(_) | Effect::Sched(Sched::Gosched) => "before",
            _ => "never",
        }
    }
}

impl Provided {
    /// Words of the results, by the signature.
    pub fn result_words(&self) -> u64 {
        let results = self.signature.strip_prefix("func");
        let results = results.map_or("", |rest| rest.split_at(closing(rest)).1);
        let results = results.strip_prefix(' ').unwrap_or_default();
        let list = results
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let words = |item: &str| {
            // A name may stand before the type. In a list either all have one or none.
            let named = item.split_once(' ').map(|(_, ty)| ty);
            match named.unwrap_or(item) {
                "" => 0,
                "string" | "any" => 2,
                ty if ty.starts_with("[]") => 3,
                _ => 1,
            }
        };
        match list {
            Some(list) => top_level(list).map(words).sum(),
            None => words(results),
        }
    }
}

/// Where the parenthesis that `text` starts with is closed: the position behind it.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// The items of a list, whose own parentheses may hold lists.
fn top_level(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    list.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ',' && depth == 0
    })
    .map(str::trim)
}

/// Every row.
pub fn all() -> impl Iterator<Item = &'static Provided> {
    TABLE.iter().copied().flatten()
}

/// What a Go version provides under a name.
pub fn find(name: &str, release: GoVersion) -> Option<&'static Provided> {
    all().find(|row| row.name == name && row.versions.contains(release))
}

/// What a Go version provides under a name to whoever pulls it with `//go:linkname`.
pub fn find_linkname(name: &str, release: GoVersion) -> Option<&'static Provided> {
    find(name, release).filter(|row| row.reach == Reach::Program)
}

/// The row of a name that is known when the crate is built, and the same in all versions: in a `const` a wrong name is an error of
/// the build.
pub const fn row(name: &str) -> &'static Provided {
    let mut family = 0;
    while family < TABLE.len() {
        let rows = TABLE[family];
        let mut at = 0;
        while at < rows.len() {
            if same(rows[at].name, name) {
                return &rows[at];
            }
            at += 1;
        }
        family += 1;
    }
    panic!("no such function")
}

/// `a == b`, where that cannot be said.
const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A variable of the runtime that a program may pull with `//go:linkname`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// The address of all objects without a size.
    Zerobase,
    /// What a lookup of a key that is not there gives.
    ZeroVal,
}

impl Variable {
    /// All of them.
    pub const ALL: [Variable; 2] = [Variable::Zerobase, Variable::ZeroVal];

    /// Its Go name, and its Go type.
    pub fn name_and_type(self) -> (&'static str, &'static str) {
        match self {
            Variable::Zerobase => ("runtime.zerobase", "uintptr"),
            Variable::ZeroVal => ("runtime.zeroVal", "[1024]byte"),
        }
    }

    /// The variable of that name.
    pub fn find(name: &str) -> Option<Variable> {
        let mut all = Variable::ALL.into_iter();
        all.find(|variable| variable.name_and_type().0 == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::version::RELEASES;

    fn words(name: &str, minor: u32) -> u64 {
        find(name, GoVersion::go1(minor)).map_or(99, Provided::result_words)
    }

    #[test]
    fn results_are_read_from_the_signature() {
        assert_eq!(words("runtime.Gosched", 23), 0);
        assert_eq!(words("runtime.mapassign", 23), 1);
        assert_eq!(words("runtime.findObject", 23), 3);
        assert_eq!(words("runtime.selectgo", 23), 2);
        assert_eq!(words("strconv.formatDigits", 23), 2);
        assert_eq!(words("time.runTimer", 22), 4);
        assert_eq!(words("time.runTimer", 23), 5);
        assert_eq!(words("time.bindTimer", 22), 99);
    }

    #[test]
    fn a_version_has_one_row_for_a_name() {
        for release in RELEASES {
            let mut names: Vec<_> = all()
                .filter(|row| row.versions.contains(release))
                .map(|row| row.name)
                .collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{release}");
        }
    }

    /// What programs may pull is a function of the runtime in exactly the releases that the rows of its name are for.
    #[test]
    fn linknames_are_of_the_runtime() {
        for row in all().filter(|row| row.reach == Reach::Program) {
            for release in RELEASES {
                let symbol = linker::symbol(row.name, release);
                let func = symbol.is_some_and(|symbol| symbol.func);
                let here = find(row.name, release).is_some();
                assert_eq!(func, here, "{} in {release}", row.name);
            }
        }
    }
}
