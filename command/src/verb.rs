//! A verb that only one world has.

use clap::{ArgMatches, Args, Command};

use tearpoint_harness::contract::InputError;

use crate::failure::Failure;

type Call = Box<dyn Fn(&ArgMatches) -> Result<u8, Failure>>;

/// A verb of a world's own: its place on the command line, and what it does.
pub struct OwnVerb {
    /// Name, help and arguments.
    pub command: Command,
    call: Call,
}

impl OwnVerb {
    /// The verb `name`, which does `call` with its arguments. `about` is its help.
    pub fn new<A: Args + 'static>(
        name: &'static str,
        about: &'static str,
        call: fn(&A) -> Result<u8, Failure>,
    ) -> OwnVerb {
        let parsed = move |matches: &ArgMatches| {
            let wrong = |error: clap::Error| InputError(error.to_string());
            let args = A::from_arg_matches(matches).map_err(wrong)?;
            call(&args)
        };
        OwnVerb {
            command: A::augment_args(Command::new(name)).about(about),
            call: Box::new(parsed),
        }
    }

    /// Does what it is there for.
    ///
    /// # Errors
    /// Whatever it says.
    pub fn call(&self, matches: &ArgMatches) -> Result<u8, Failure> {
        (self.call)(matches)
    }
}
