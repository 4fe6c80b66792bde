//! Closed forms of queueing theory: the traffic model is tested against them, and configurations are checked by them.
//!
//! Times are in seconds, rates in events a second, loads in erlangs (rate times service time). Every form is exact for Poisson
//! arrivals at first come, first served; where a queue has no steady state, there is no answer (`None`). Arithmetic is the four
//! operations and [`exp`], so that a figure is the same on every machine.
//! Sources: Erlang (1917) for B and C, Pollaczek (1930) and Khinchine (1932), Little (1961); as in Kleinrock, Queueing Systems I.

use crate::random::quantile::exp;

/// Little's law: how many are inside if `rate` come a second and each stays for `time` seconds.
pub fn little(rate: f64, time: f64) -> f64 {
    rate * time
}

/// Erlang B: the share of arrivals that find all `servers` busy, where these are turned away. `offered` in erlangs.
pub fn erlang_b(servers: u64, offered: f64) -> f64 {
    let mut blocked = 1.0;
    for n in 1..=servers {
        blocked = offered * blocked / (n as f64 + offered * blocked);
    }
    blocked
}

/// Erlang C: the share of arrivals that must wait for one of `servers`. None from `offered` = `servers` erlangs on.
pub fn erlang_c(servers: u64, offered: f64) -> Option<f64> {
    let busy = offered / servers as f64;
    if !(0.0..1.0).contains(&busy) {
        return None;
    }
    let blocked = erlang_b(servers, offered);
    Some(blocked / (1.0 - busy * (1.0 - blocked)))
}

/// M/M/c: mean time in the queue, over all arrivals. `service` is the mean service time.
pub fn mmc_wait(servers: u64, rate: f64, service: f64) -> Option<f64> {
    let waits = erlang_c(servers, rate * service)?;
    Some(waits / (servers as f64 / service - rate))
}

/// M/M/c: the share of arrivals that wait longer than `time`.
pub fn mmc_wait_above(servers: u64, rate: f64, service: f64, time: f64) -> Option<f64> {
    let waits = erlang_c(servers, rate * service)?;
    Some(waits * exp(-(servers as f64 / service - rate) * time))
}

/// Pollaczek and Khinchine, M/G/1: mean time in the queue. `scv` is the squared coefficient of variation of the service
/// time: 1 if exponential, 0 if constant, [`lognormal_scv`] if lognormal.
pub fn pollaczek_khinchine(rate: f64, service: f64, scv: f64) -> Option<f64> {
    let busy = rate * service;
    if !(0.0..1.0).contains(&busy) {
        return None;
    }
    Some(busy * service * (1.0 + scv) / (2.0 * (1.0 - busy)))
}

/// The squared coefficient of variation of a lognormal time whose logarithm has the deviation `sigma`.
pub fn lognormal_scv(sigma: f64) -> f64 {
    exp(sigma * sigma) - 1.0
}

/// A resource is full from now on. After how many seconds does the mean of its use over the last `window` seconds exceed `threshold`, if
/// it was at `before`? Uses are shares, 0 to 1. None: it never does.
pub fn window_crosses(window: f64, threshold: f64, before: f64) -> Option<f64> {
    if threshold >= 1.0 {
        return None;
    }
    Some((window * (threshold - before) / (1.0 - before)).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() <= 1e-4 * expected.abs(),
            "{found} is not {expected}"
        );
    }

    #[test]
    fn erlangs_forms_are_those_of_the_tables() {
        // Published tables: 10 lines at 5 erlangs lose 1.84 %; a call centre of 8 agents at 6 erlangs lets 35.70 % wait.
        close(erlang_b(10, 5.0), 0.018_385);
        close(erlang_c(8, 6.0).unwrap(), 0.356_981);
        // One server: who waits is who finds it busy.
        close(erlang_c(1, 0.7).unwrap(), 0.7);
        assert_eq!(erlang_c(2, 2.0), None);
        assert_eq!(erlang_b(0, 3.0), 1.0);
    }

    #[test]
    fn one_exponential_server_is_both_forms() {
        for busy in [0.1, 0.5, 0.9] {
            let service = 0.02;
            let rate = busy / service;
            let mmc = mmc_wait(1, rate, service).unwrap();
            close(mmc, pollaczek_khinchine(rate, service, 1.0).unwrap());
            close(mmc, busy * service / (1.0 - busy));
            // A constant service time halves the wait.
            close(mmc / 2.0, pollaczek_khinchine(rate, service, 0.0).unwrap());
        }
        assert_eq!(pollaczek_khinchine(50.0, 0.02, 1.0), None);
    }

    #[test]
    fn waits_have_an_exponential_tail() {
        let (servers, rate, service) = (8, 6.0, 1.0);
        let all = mmc_wait_above(servers, rate, service, 0.0).unwrap();
        close(all, erlang_c(servers, 6.0).unwrap());
        close(
            mmc_wait_above(servers, rate, service, 0.5).unwrap(),
            all / std::f64::consts::E,
        );
    }

    #[test]
    fn a_lognormal_time_varies_with_its_deviation() {
        close(lognormal_scv(0.4), 0.173_511);
        assert_eq!(lognormal_scv(0.0), 0.0);
        close(little(107.0, 0.0355), 3.7985);
    }

    #[test]
    fn a_mean_over_a_window_lags() {
        // The article's 8.3 s: ten seconds, 90 %, from 41 %.
        close(window_crosses(10.0, 0.9, 0.41).unwrap(), 8.305_1);
        assert_eq!(window_crosses(10.0, 0.3, 0.41), Some(0.0));
        assert_eq!(window_crosses(10.0, 1.0, 0.41), None);
    }
}
