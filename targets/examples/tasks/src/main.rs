//! The `tearpoint` command with a world of a user's own: three workers and a lock. `docs/worlds.md` walks through it.
#![forbid(unsafe_code)]

mod lock;
mod world;

use std::process::ExitCode;

use tearpoint_command::{Source, World};
use tearpoint_harness::contract::{InputError, Limits, Scenario};

use world::Shift;

const SCENARIOS: [(&str, &str); 2] = [
    (
        "lock/careless",
        "Three workers and a lock that queues without a second look.",
    ),
    ("lock/careful", "The same with a lock that looks again."),
];

struct Tasks;

impl World for Tasks {
    fn target(&self) -> &'static str {
        "tasks"
    }

    fn about(&self) -> &'static str {
        "workers and a lock of our own"
    }

    fn built_in(&self) -> Vec<Source> {
        let source = |(name, text): (&str, &str)| Source {
            name: name.to_owned(),
            text: text.as_bytes().to_vec(),
        };
        SCENARIOS.map(source).to_vec()
    }

    fn open(
        &self,
        source: &Source,
        _profile: &str,
        _limits: &Limits,
    ) -> Result<Box<dyn Scenario>, InputError> {
        let careful = match source.name.as_str() {
            "lock/careless" => false,
            "lock/careful" => true,
            other => return Err(InputError(format!("{other}: there is no such lock"))),
        };
        Ok(Box::new(Shift {
            name: source.name.clone(),
            text: source.text.clone(),
            careful,
        }))
    }
}

fn main() -> ExitCode {
    let worlds = tearpoint::worlds().with(Tasks);
    ExitCode::from(tearpoint::main_with(std::env::args_os(), worlds))
}
