//! Settings that help where the threads do not suffice: each is an experiment's trial.

use super::context::{Context, whole};
use crate::lint::balance::{Balance, Load};
use crate::lint::finding::{Expect, Trial};

/// A suggested setting leaves the rest of the threads free.
const ROOM: f64 = 0.7;
/// HikariCP takes no shorter connectionTimeout.
const FLOOR: f64 = 0.25;

/// The share of the clients' patience that waiting for the pool may take, where all threads are nearly busy, or some are free.
const NEARLY: f64 = 0.3;
const SHARE: f64 = 0.6;

/// Seconds of the clients' patience that are left for waiting.
fn left(load: &Load) -> f64 {
    load.deadline - load.service - load.cpu - 2.0 * load.trip
}

/// A trial of the edge itself: nothing collapses just below it. Not where clients have left by then.
pub(super) fn at_the_edge(context: &Context<'_>, load: &Load, edge: f64) -> Option<Trial> {
    let millis = (edge * 20.0).floor() * 50.0;
    let patient = edge < left(load) * NEARLY;
    let timeout = whole(millis).filter(|_| millis >= FLOOR * 1e3 && patient)?;
    Some(context.with(
        format!("connection-timeout-ms = {millis:.0}, just below T_c*"),
        |scenario| scenario.pool.connection_timeout_ms = timeout,
        Expect::Never,
    ))
}

/// What to do: a shorter connectionTimeout if one suffices, with a retry budget if that is needed; else more threads.
pub(super) fn remedy(
    context: &Context<'_>,
    load: &Load,
    balance: &Balance,
) -> (String, Option<Trial>) {
    let shorter = |load: &Load| {
        let room = Load {
            threads: load.threads * ROOM,
            ..load.clone()
        };
        let edge = room.edge(room.attempts()).min(left(load) * SHARE);
        let millis = (edge * 20.0).floor() * 50.0;
        (edge >= FLOOR && edge < load.connection_timeout).then_some(millis)
    };
    let budgeted = Load {
        budget: Some(load.budget.map_or(0.1, |budget| budget.min(0.1))),
        ..load.clone()
    };
    let retries = load.retries > 0 && load.budget.is_none_or(|budget| budget > 0.1);
    if let Some(millis) = shorter(load) {
        let name = format!("connection-timeout-ms = {millis:.0}");
        let trial = context.with(
            name.clone(),
            |scenario| {
                if let Some(millis) = whole(millis) {
                    scenario.pool.connection_timeout_ms = millis;
                }
            },
            Expect::Never,
        );
        return (
            format!("{name} leaves 30 % of the threads free"),
            Some(trial),
        );
    }
    if let Some(millis) = shorter(&budgeted).filter(|_| retries) {
        let name = format!("retry-budget-percent = 10, connection-timeout-ms = {millis:.0}");
        let trial = context.with(
            name.clone(),
            |scenario| {
                scenario.clients.retry_budget_percent = whole(10.0);
                if let Some(millis) = whole(millis) {
                    scenario.pool.connection_timeout_ms = millis;
                }
            },
            Expect::Never,
        );
        let advice =
            format!("retries alone keep the threads busy: {name} leaves 30 % of them free");
        return (advice, Some(trial));
    }
    let waits =
        balance.attempts >= load.pool_rate() && load.connection_timeout > left(load) * SHARE;
    let threads = (balance.total() / ROOM).ceil();
    match (whole(threads), whole(threads.max(load.connections))) {
        (Some(max_threads), Some(max_connections)) if !waits && left(load) > 0.0 => {
            let name = format!("max-threads = {threads:.0}");
            let trial = context.with(
                name.clone(),
                |scenario| {
                    scenario.tomcat.max_threads = max_threads;
                    scenario.tomcat.max_connections = max_connections;
                },
                Expect::Never,
            );
            let advice = match balance.attempts >= load.pool_rate() {
                true => format!(
                    "no connectionTimeout that HikariCP takes is short enough; {name} is, or answers from a cache before the pool"
                ),
                false => format!("{name}, or less work in a thread"),
            };
            (advice, Some(trial))
        }
        _ => (
            "no setting is enough: answer from a cache before the pool, or make the work less"
                .to_owned(),
            None,
        ),
    }
}
