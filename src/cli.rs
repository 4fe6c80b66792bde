//! The command line: verbs and flags, defined once.

use std::ffi::OsString;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use tearpoint_command::Worlds;
use tearpoint_command::args::{
    ExplainArgs, HuntArgs, ListArgs, MinimizeArgs, ReplayArgs, ReportArgs, RunArgs,
};
use tearpoint_command::verb::OwnVerb;

use crate::worlds::ABOUT;

const MORE: &str = "Without a verb: hunts through the built-in scenarios for about half a minute.

Exit status: 0 pass, 1 a finding, 2 usage or input error, 3 a limit was reached, 4 a bug in tearpoint.";

/// The whole command line, but for verbs that only one world has.
#[derive(Parser, Debug)]
#[command(name = "tearpoint", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The verb; without one, the bare command's hunt.
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// Arguments of the bare command.
    #[command(flatten)]
    pub hunt: HuntArgs,
}

/// The verbs of all worlds.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Run a scenario under many seeds and group what breaks by signature.
    Hunt(HuntArgs),
    /// Run a scenario once, with its event timeline.
    Run(RunArgs),
    /// Do a recorded run again; says EXACT, or where it diverged.
    Replay(ReplayArgs),
    /// Say how a recorded run came to its end: which write, by whom, how many steps before; who waits for whom.
    Explain(ExplainArgs),
    /// Make a recorded run smaller: fewest tampers and preemptions for the same signature.
    Minimize(MinimizeArgs),
    /// Write a recorded run as an HTML page, and as a trace for Perfetto.
    Report(ReportArgs),
    /// List what there is.
    List(ListArgs),
}

/// A line of arguments, understood.
pub enum Line {
    /// A verb of all worlds, or none.
    Common(Box<Cli>),
    /// A verb that one world has, and its arguments.
    Own(Box<(OwnVerb, ArgMatches)>),
}

/// Understands `args`; the first is the command's own name.
///
/// # Errors
/// What clap has to say: help and version, too.
pub fn parse(args: impl Iterator<Item = OsString>, worlds: &Worlds) -> Result<Line, clap::Error> {
    let own = worlds.verbs().into_iter().map(|verb| verb.command);
    let command = Cli::command()
        .about(ABOUT)
        .long_about(format!("{ABOUT}.\n\n{MORE}"))
        .subcommands(own);
    let matches = command.try_get_matches_from(args)?;
    if let Some((name, of_verb)) = matches.subcommand()
        && let Some(verb) = worlds.verb(name)
    {
        return Ok(Line::Own(Box::new((verb, of_verb.clone()))));
    }
    Cli::from_arg_matches(&matches).map(|cli| Line::Common(Box::new(cli)))
}
