//! Connections that are never returned, and servers that stand still for longer than a lock's lease.

use super::context::{Context, whole};
use crate::lint::balance::Load;
use crate::lint::finding::{Expect, Experiment, Finding, Key, Measure, Severity, show, time};
use crate::scenario::Fault;

/// Leaks are few: what a run counts is within these factors of what is expected.
const FEWER: f64 = 0.4;
const MORE: f64 = 2.0;
/// The losses of a pool are followed in this many steps at most.
const STEPS: u64 = 1000;

/// `pool-leak`
pub(super) fn pool(context: &Context<'_>, found: &mut Vec<Finding>) {
    let scenario = context.scenario;
    let end = scenario.duration_ms.get();
    let Some((_, load)) = context.phases.first() else {
        return;
    };
    for (i, fault) in scenario.faults.iter().enumerate() {
        let until = fault.until_ms.map_or(end, |until| until.get().min(end));
        let (from, until) = (fault.at_ms.get() as f64 / 1e3, until as f64 / 1e3);
        if !fault.leaks() || until <= from {
            continue;
        }
        let (size, lasts) = (load.size as f64, until - from);
        let rate = leak_rate(fault, load, size);
        let (mut short, mut gone, mut lost) = (0.0, 0.0, 0.0);
        // One at a time; of a very large pool some at a time.
        let step = load.size.div_ceil(STEPS);
        for left in (1..=load.size.div_ceil(step)).rev().map(|left| left * step) {
            gone += step as f64 / leak_rate(fault, load, left as f64);
            if left as f64 > load.offered() {
                short = gone;
            }
            if gone <= lasts {
                lost += step as f64;
            }
        }
        let (severity, title) = if gone < lasts {
            let title = format!("the leak takes the whole pool within {} s", show(gone));
            (Severity::Error, title)
        } else if short < lasts {
            let title = format!(
                "after {} s of the leak the pool is too small for the load",
                show(short)
            );
            (Severity::Error, title)
        } else {
            let title = format!(
                "the leak takes {} of {} connections for good",
                show(lost),
                load.size
            );
            (Severity::Warning, title)
        };
        let (config, _) = scenario.pool.hikari();
        let threshold = config.leak_detection_threshold as f64 / 1e3;
        let says = match threshold > 0.0 {
            true => format!(
                "leak detection names the first {} s after it was borrowed; nothing is given back, and maxLifetime closes only what is \
                 returned",
                show(threshold)
            ),
            false => "leak detection is off: nothing says who did not return it".to_owned(),
        };
        found.push(Finding {
            rule: "pool-leak",
            severity,
            key: Key::fault(i),
            beside: Vec::new(),
            title,
            formula: vec![
                format!(
                    "{}/s are lost while all are there, of {} connections; {} are needed: after {} s there are fewer, after {} s none",
                    show(rate),
                    load.size,
                    show(load.offered()),
                    show(short),
                    show(gone)
                ),
                says,
            ],
            advice: match threshold > 0.0 {
                true => "close connections where they are opened (try-with-resources); read the log before the pool is short".to_owned(),
                false => {
                    "close connections where they are opened (try-with-resources); leak-detection-threshold-ms = 2000 or more says where \
                     they are not"
                        .to_owned()
                }
            },
            experiment: Ok(experiment(context, (from, until), [short, gone, lost])),
        });
    }
}

/// Connections lost in a second while this many are left: each query that ends may lose its own.
fn leak_rate(fault: &Fault, load: &Load, left: f64) -> f64 {
    let borrowed = load.rate.min(left / load.service);
    let every = fault
        .leak_every_ms
        .map_or(0.0, |every| 1e3 / every.get() as f64);
    borrowed * fault.leak_permille.get() as f64 / 1e3 + every
}

fn experiment(
    context: &Context<'_>,
    (from, until): (f64, f64),
    [short, gone, lost]: [f64; 3],
) -> Experiment {
    let end = context.scenario.duration_ms.get() as f64 / 1e3;
    if gone < until - from && from + gone * MORE < end {
        let collapse = Expect::Between(short * FEWER, gone * MORE + 1.0);
        return Experiment {
            measure: Measure::Collapse,
            from,
            until: end,
            trials: vec![context.as_is(collapse)],
        };
    }
    let most = (lost * MORE + 2.0).min(context.scenario.pool.size.get() as f64);
    let count = Expect::Between((lost.min(most) * FEWER).floor(), most);
    Experiment {
        measure: Measure::Leaked,
        from,
        until: end,
        trials: vec![context.as_is(count)],
    }
}

/// `lock-lease`
pub(super) fn lease(context: &Context<'_>, found: &mut Vec<Finding>) {
    let scenario = context.scenario;
    let Some((_, load)) = context.phases.first() else {
        return;
    };
    let lease = scenario.lock.lease_ms.get() as f64 / 1e3;
    let end = scenario.duration_ms.get() as f64 / 1e3;
    for (i, fault) in scenario.faults.iter().enumerate() {
        let Some(until) = fault.until_ms.filter(|_| fault.pause) else {
            continue;
        };
        let (from, until) = (fault.at_ms.get() as f64 / 1e3, until.get() as f64 / 1e3);
        let lasts = until - from;
        if lasts <= lease * 2.0 / 3.0 || load.core <= 0.0 || from >= end {
            continue;
        }
        let certain = lasts > lease;
        let held = load.rate * load.core * (load.service + 2.0 * load.trip);
        let others = scenario.lock.elsewhere_per_s.is_some();
        let fenced = scenario.lock.fencing;
        let longer = (lasts * 1.5).ceil() + 1.0;
        let experiment = if until >= end {
            Err("the run ends before the server wakes")
        } else if !certain {
            Err("whether a lock is lost hangs on when it was renewed last")
        } else if !others {
            Err(
                "no other node asks for locks in this file (elsewhere-per-s), so nobody writes in between",
            )
        } else if fenced || held < 1.0 {
            Err(
                "with fencing, or with less than one lock held, nothing wrong is written for certain",
            )
        } else {
            let mut trials = vec![context.as_is(Expect::AtLeast(1.0))];
            if let Some(millis) = whole(longer * 1e3) {
                trials.push(context.with(
                    format!("lease-ms = {:.0}", longer * 1e3),
                    |scenario| scenario.lock.lease_ms = millis,
                    Expect::AtMost(0.0),
                ));
            }
            Ok(Experiment {
                measure: Measure::Overlaps,
                from,
                until: end,
                trials,
            })
        };
        found.push(Finding {
            rule: "lock-lease",
            severity: match (certain && others, fenced) {
                (_, true) => Severity::Note,
                (true, false) => Severity::Error,
                (false, false) => Severity::Warning,
            },
            key: Key::of("lock", "lease-ms"),
            beside: vec![(Key::fault(i), "while this fault lasts".to_owned())],
            title: match certain {
                true => format!(
                    "the server stands still for {} s, its locks expire after {} s",
                    show(lasts),
                    show(lease)
                ),
                false => format!(
                    "the server stands still for {} s, its locks expire {} to {} s after that begins",
                    show(lasts),
                    show(lease * 2.0 / 3.0),
                    show(lease)
                ),
            },
            formula: vec![
                format!(
                    "a lock is renewed each lease / 3 = {}; it expires between 2/3 of the lease, {}, and the lease, {}, of standing still",
                    time(lease / 3.0),
                    time(lease * 2.0 / 3.0),
                    time(lease)
                ),
                format!(
                    "locks held at any time = lambda core (S + 2 round trips) = {}/s x {} % x {} = {}",
                    show(load.rate),
                    show(load.core * 100.0),
                    time(load.service + 2.0 * load.trip),
                    show(held)
                ),
            ],
            advice: format!(
                "fencing tokens: the database refuses the write of who was asleep. A lease of {} s outlasts this pause, and a crash then blocks \
                 others as long",
                show(longer)
            ),
            experiment,
        });
    }
}
