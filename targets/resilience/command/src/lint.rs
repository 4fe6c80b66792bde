//! `tearpoint lint`: what closed forms say of a scenario file, and what runs say of that.

use std::io::IsTerminal;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::Args;
use serde::Serialize;
use tearpoint_command::args::Format;
use tearpoint_command::{Failure, status};
use tearpoint_harness::contract::InputError;
use tearpoint_resilience::lint::{Confirmation, Finding, Reading, Runs, Severity, confirm, lint};
use tearpoint_resilience::scenario::Scenario;
use tearpoint_resilience::scenario::place::{line_column, place};
use tearpoint_resilience::source::text;

use crate::files::{Kind, find};

/// What `lint` checks, and how.
#[derive(Args, Clone, Debug)]
pub struct LintArgs {
    /// TOML files, or names of built-in traffic scenarios.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// Seeds that each setting of a finding is run with.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub runs: u64,
    /// Closed forms only.
    #[arg(long, conflicts_with = "runs")]
    pub no_runs: bool,
    /// Bytes of a file.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20)]
    pub max_source: u64,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// A finding, as `--format json` prints it.
#[derive(Debug, Serialize)]
struct FindingJson {
    file: String,
    rule: &'static str,
    severity: &'static str,
    /// The key, and where it is; or where it would be, if the file does not have it.
    key: String,
    line: usize,
    column: usize,
    in_file: bool,
    title: String,
    formula: Vec<String>,
    advice: String,
    /// `confirmed`, `not confirmed` or `not run`.
    confirmation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why_not_run: Option<String>,
    trials: Vec<TrialJson>,
}

/// One setting that was run.
#[derive(Debug, Serialize)]
struct TrialJson {
    /// What differs from the file; empty for the file as it is.
    with: String,
    measure: &'static str,
    unit: &'static str,
    /// By seed; null where it never came.
    values: Vec<Option<f64>>,
    predicted: String,
    /// In how many runs it was as predicted.
    held: usize,
}

/// Checks the files that `args` name.
///
/// # Errors
/// What is no scenario of traffic.
pub fn check_all(args: &LintArgs) -> Result<u8, Failure> {
    let mut any = false;
    for name in &args.files {
        any |= check(args, name)?;
    }
    Ok(if any { status::FINDING } else { status::PASS })
}

/// Checks one file; whether there was a finding.
fn check(args: &LintArgs, name: &str) -> Result<bool, Failure> {
    let source = find(name, args.max_source)?.ok_or_else(|| {
        InputError(format!(
            "{name}: lint takes TOML files and names of built-in traffic scenarios"
        ))
    })?;
    let text = text(&source.name, &source.text)?;
    if Kind::of(&source.text) == Kind::Protocol {
        let what =
            "a protocol scenario has no rates or threads to check; lint takes scenarios of traffic";
        return Err(InputError(format!("{name}: {what}")).into());
    }
    let scenario = Scenario::parse(&source.name, text)?;
    let findings = lint(&scenario);
    let mut runs = Runs::new(args.runs);
    for finding in &findings {
        let confirmation = if args.no_runs || args.runs == 0 {
            Confirmation::NotRun("runs were not asked for".to_owned())
        } else {
            confirm(finding, &mut runs)
        };
        if args.format == Format::Json {
            let line = json(&source.name, text, finding, &confirmation);
            println!("{}", serde_json::json!(line));
        } else {
            println!("{}\n", shown(&source.name, text, finding, &confirmation));
        }
    }
    if args.format == Format::Text {
        println!("{}", summary(name, &findings));
    }
    Ok(!findings.is_empty())
}

fn summary(name: &str, findings: &[Finding]) -> String {
    let count = |severity, what: &str| {
        let matching = findings
            .iter()
            .filter(|finding| finding.severity == severity);
        match matching.count() {
            1 => format!("1 {what}"),
            more => format!("{more} {what}s"),
        }
    };
    match findings.len() {
        0 => format!("{name}: nothing found"),
        _ => format!(
            "{name}: {}, {}, {}",
            count(Severity::Error, "error"),
            count(Severity::Warning, "warning"),
            count(Severity::Note, "note")
        ),
    }
}

/// A finding as people read it: where, why, what to do, and what the runs say.
fn shown(name: &str, text: &str, finding: &Finding, confirmation: &Confirmation) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let at = place(text, &finding.key);
    let mut primary = AnnotationKind::Primary.span(at.span.clone());
    if !at.own {
        primary = primary.label(format!("{} has its default", finding.key));
    }
    let mut snippet = Snippet::source(text).path(name).annotation(primary);
    for (key, label) in &finding.beside {
        let beside = place(text, key);
        // A table of its own is shown by its first line.
        let lines = &text[beside.span.clone()];
        let end = beside.span.start + lines.find('\n').unwrap_or(lines.len());
        if beside.own && beside.span != at.span {
            let span = beside.span.start..end;
            snippet = snippet.annotation(AnnotationKind::Context.span(span).label(label.clone()));
        }
    }
    let formula = finding.formula.join("\n");
    let mut group: Group<'_> = level
        .primary_title(finding.title.clone())
        .id(finding.rule)
        .element(snippet)
        .element(Level::NOTE.with_name("because").message(formula));
    let said = say(confirmation);
    group = group
        .element(Level::HELP.message(finding.advice.clone()))
        .element(Level::NOTE.with_name("runs").message(said));
    let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if colours {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

/// What the runs had to say.
fn say(confirmation: &Confirmation) -> String {
    let (head, readings, predicted) = match confirmation {
        Confirmation::NotRun(why) => return format!("none: {why}"),
        Confirmation::Confirmed(readings) => ("confirmed by", readings, false),
        Confirmation::Refuted(readings) => ("NOT CONFIRMED by", readings, true),
    };
    let count = readings.first().map_or(0, |reading| reading.values.len());
    let measure = readings
        .first()
        .map_or("", |reading| reading.measure.name());
    let lines: Vec<String> = readings
        .iter()
        .map(|reading| line(reading, predicted))
        .collect();
    format!(
        "{head} {count} runs of each: {measure}\n{}",
        lines.join("\n")
    )
}

fn line(reading: &Reading, predicted: bool) -> String {
    let name = match reading.name.as_str() {
        "" => "as it is",
        name => name,
    };
    let runs = reading.values.len();
    let mut text = format!("{name}: {}", reading.say());
    if predicted || reading.held < runs {
        let wanted = reading.expect.say(reading.measure.unit());
        text += &format!("; predicted: {wanted}, held in {} of {runs}", reading.held);
    }
    text
}

fn json(name: &str, text: &str, finding: &Finding, confirmation: &Confirmation) -> FindingJson {
    let at = place(text, &finding.key);
    let (line, column) = line_column(text, at.span.start);
    let (status, why, readings) = match confirmation {
        Confirmation::Confirmed(readings) => ("confirmed", None, readings.as_slice()),
        Confirmation::Refuted(readings) => ("not confirmed", None, readings.as_slice()),
        Confirmation::NotRun(why) => ("not run", Some(why.clone()), [].as_slice()),
    };
    FindingJson {
        file: name.to_owned(),
        rule: finding.rule,
        severity: finding.severity.name(),
        key: finding.key.to_string(),
        line,
        column,
        in_file: at.own,
        title: finding.title.clone(),
        formula: finding.formula.clone(),
        advice: finding.advice.clone(),
        confirmation: status,
        why_not_run: why,
        trials: readings
            .iter()
            .map(|reading| TrialJson {
                with: reading.name.clone(),
                measure: reading.measure.name(),
                unit: reading.measure.unit(),
                values: reading.values.clone(),
                predicted: reading.expect.say(reading.measure.unit()),
                held: reading.held,
            })
            .collect(),
    }
}
