//! The verbs, a file each: they find the world that an input belongs to, and ask it.

mod explain;
mod hunt;
mod list;
mod minimize;
mod replay;
mod report;
mod run;

use tearpoint_command::hunt::Occasion;
use tearpoint_command::{Failure, Worlds};

use crate::cli::{Cli, Line, Verb};

/// Does what a line of arguments asks for; the status that the command ends with.
///
/// # Errors
/// Why it could not be done.
pub fn call(line: &Line, worlds: &Worlds) -> Result<u8, Failure> {
    let Cli { verb, hunt } = match line {
        Line::Common(cli) => cli.as_ref(),
        Line::Own(own) => return own.0.call(&own.1),
    };
    match verb {
        None => hunt::hunt(hunt, Occasion::Tour, worlds),
        Some(Verb::Hunt(args)) => hunt::hunt(args, Occasion::Asked, worlds),
        Some(Verb::Run(args)) => run::run(args, worlds),
        Some(Verb::Replay(args)) => replay::replay(args, worlds),
        Some(Verb::Explain(args)) => explain::explain(args, worlds),
        Some(Verb::Minimize(args)) => minimize::minimize(args, worlds),
        Some(Verb::Report(args)) => report::report(args, worlds),
        Some(Verb::List(args)) => list::list(args, worlds),
    }
}
