//! Functions of a traceback: which of them say where a program broke.
//!
//! Follows runtime/traceback.go (`showframe`) in what it leaves to the reader: the functions by which the runtime gives up are
//! the same for every crash.

use std::borrow::Cow;

use tearpoint_harness::contract::{Frame, Role};

/// Functions that say how the runtime gives up, not where. A name that ends in `*` stands for all that begin so.
const GIVING_UP: [&str; 14] = [
    "runtime.throw",
    "runtime.fatal",
    "runtime.fatalthrow",
    "runtime.gopanic",
    "runtime.sigpanic",
    "runtime.goPanic*",
    "runtime.panic*",
    "runtime.gopark",
    "runtime.goparkunlock",
    "internal/runtime/maps.fatal",
    "sync.fatal",
    "sync.throw",
    "internal/sync.fatal",
    "internal/sync.throw",
];

/// The frame of a function, by its name.
pub fn frame(function: impl Into<Cow<'static, str>>) -> Frame {
    let function = function.into();
    let role = role(&function);
    Frame::new(function, role)
}

/// Frames of functions, by their names.
pub fn frames(functions: &[String]) -> Vec<Frame> {
    functions.iter().cloned().map(frame).collect()
}

fn role(function: &str) -> Role {
    let gives_up = |name: &&str| match name.strip_suffix('*') {
        Some(prefix) => function.starts_with(prefix),
        None => function == *name,
    };
    if function.starts_with("main.") {
        Role::User
    } else if GIVING_UP.iter().any(gives_up) {
        Role::GivingUp
    } else {
        Role::System
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_follow_from_names() {
        for (function, role) in [
            ("runtime.throw", Role::GivingUp),
            ("runtime.throwInit", Role::System),
            ("runtime.goPanicIndex", Role::GivingUp),
            ("runtime.panicmem", Role::GivingUp),
            ("runtime.mapassign_fast64", Role::System),
            ("sync.(*Mutex).Lock", Role::System),
            ("main.main", Role::User),
            ("maintenance.run", Role::System),
        ] {
            assert_eq!(frame(function).role, role, "{function}");
        }
    }
}
