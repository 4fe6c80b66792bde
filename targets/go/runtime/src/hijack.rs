//! Functions of the runtime that tampering can put others in the place of, and what those others do.
//!
//! In real Go that is `//go:linkname` with a body (`growslice` and `newobject` up to Go 1.21) or text patched in place
//! (`makeslice`, every version). A replacement here is one of a few wrong bodies; each leaves the caller's own work
//! (compiled code stores the length and capacity of a `make` itself) as it is.
//!
//! Invariants: with nothing replaced, nothing here has an effect; a replacement draws nothing and reads no clock.

use std::cell::Cell;

/// A function that can be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `runtime.makeslice`
    MakeSlice,
    /// `runtime.growslice`
    GrowSlice,
    /// `runtime.mallocgc`
    MallocGc,
}

/// What the other body does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Memory of half the bytes asked for.
    Half,
    /// The memory given out last, again.
    Again,
    /// A nil pointer.
    Nil,
    /// As the real one, without its checks.
    Unchecked,
    /// `growslice`: the old array, said to have room.
    Stays,
    /// `growslice`: new memory, into which nothing is copied.
    Empty,
    /// `growslice`: new memory and old elements, and twice the capacity that there is.
    Boasts,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The function in whose place it is put.
    pub function: Function,
    /// As plans of tampers name it.
    pub name: &'static str,
    /// What it does.
    pub body: Body,
    /// For people.
    pub does: &'static str,
}

impl Replacement {
    /// The body's own name: `half`.
    pub fn body_name(&self) -> &'static str {
        self.name.split_once(':').map_or("", |(_, body)| body)
    }
}

const fn row(
    function: Function,
    name: &'static str,
    body: Body,
    does: &'static str,
) -> Replacement {
    Replacement {
        function,
        name,
        body,
        does,
    }
}

/// Every replacement worth trying. Append only.
pub static REPLACEMENTS: [Replacement; 12] = [
    row(
        Function::MakeSlice,
        "runtime.makeslice:half",
        Body::Half,
        "gives half the memory",
    ),
    row(
        Function::MakeSlice,
        "runtime.makeslice:again",
        Body::Again,
        "gives the same array again",
    ),
    row(
        Function::MakeSlice,
        "runtime.makeslice:nil",
        Body::Nil,
        "gives nil",
    ),
    row(
        Function::MakeSlice,
        "runtime.makeslice:unchecked",
        Body::Unchecked,
        "checks nothing",
    ),
    row(
        Function::GrowSlice,
        "runtime.growslice:half",
        Body::Half,
        "gives half the memory",
    ),
    row(
        Function::GrowSlice,
        "runtime.growslice:stays",
        Body::Stays,
        "gives the old array as if it had room",
    ),
    row(
        Function::GrowSlice,
        "runtime.growslice:empty",
        Body::Empty,
        "copies nothing",
    ),
    row(
        Function::GrowSlice,
        "runtime.growslice:boasts",
        Body::Boasts,
        "claims twice the capacity",
    ),
    row(
        Function::GrowSlice,
        "runtime.growslice:nil",
        Body::Nil,
        "gives nil",
    ),
    row(
        Function::MallocGc,
        "runtime.mallocgc:half",
        Body::Half,
        "gives half the memory",
    ),
    row(
        Function::MallocGc,
        "runtime.mallocgc:again",
        Body::Again,
        "gives the same object again",
    ),
    row(
        Function::MallocGc,
        "runtime.mallocgc:nil",
        Body::Nil,
        "gives nil",
    ),
];

tearpoint_machine::run_state! {
    /// What is replaced in a run.
    #[derive(Debug, Default)]
    shared pub struct Hijacks {
        bodies: [Cell<Option<Body>>; 3],
        last: [Cell<u64>; 3],
    }
}

impl Hijacks {
    /// Puts a replacement in the place of its function.
    pub fn replace(&self, replacement: &Replacement) {
        self.bodies[replacement.function as usize].set(Some(replacement.body));
    }

    /// The body in the place of a function's, if it is replaced.
    #[inline]
    pub fn of(&self, function: Function) -> Option<Body> {
        self.bodies[function as usize].get()
    }

    /// For [`Body::Again`]: what was given last, or `fresh` from now on.
    pub fn again(&self, function: Function, fresh: u64) -> u64 {
        let last = &self.last[function as usize];
        if last.get() == 0 {
            last.set(fresh);
        }
        last.get()
    }
}
