//! `tearpoint run avalanche --seed 3 --policy NAME`: one run, with its course.

use serde_json::json;
use tearpoint_command::args::{Format, RunArgs};
use tearpoint_command::json::RunJson;
use tearpoint_command::plan::plan;
use tearpoint_command::run::{print_again, recorded};
use tearpoint_command::{Failure, Source, status};
use tearpoint_harness::contract::InputError;
use tearpoint_resilience::scenario::{Scenario, UNDEFENDED};
use tearpoint_resilience::traffic::TrafficScenario;

use super::json;
use super::told::{measured, told};

/// The policy that `asked` names; the first of the file if it names none.
///
/// # Errors
/// What the file's reader refuses.
pub fn policy(source: &Source, asked: Option<&str>) -> Result<String, InputError> {
    let text = String::from_utf8_lossy(&source.text);
    let parsed = Scenario::parse(&source.name, &text)?;
    let first = parsed.policies.first().map(|policy| policy.name.as_str());
    Ok(asked.or(first).unwrap_or(UNDEFENDED).to_owned())
}

/// Runs `source` as `args` say, under the first policy if none is named.
pub fn run(args: &RunArgs, source: &Source) -> Result<u8, Failure> {
    let mut plan = plan(&args.common)?;
    plan.seed = args.seed;
    let text = String::from_utf8_lossy(&source.text);
    let parsed = Scenario::parse(&source.name, &text)?;
    let policy = policy(source, args.policy.as_deref())?;
    let mut scenario = TrafficScenario::load(&source.name, &source.text, &policy)?;
    let (run, recording) = recorded(args, &mut scenario, &plan)?;
    let figures = scenario.figures();
    if args.common.format == Format::Json {
        let line = RunJson::new(&recording, &run.report, &run.verdict);
        let mut line = serde_json::to_value(line).expect("plain data");
        line["figures"] = json!(figures.as_ref().map(json::figures));
        println!("{line}");
        return Ok(status::of(&run.verdict));
    }
    println!(
        "{} under policy {policy}, seed {}\n{}\n",
        source.name, args.seed, parsed.title
    );
    if let Some(figures) = &figures {
        println!("{}{}", told(&parsed, figures), measured(figures));
    }
    println!("verdict: {}", run.verdict);
    println!("digest {:032x}", run.digest);
    print_again(args, &recording);
    Ok(status::of(&run.verdict))
}
