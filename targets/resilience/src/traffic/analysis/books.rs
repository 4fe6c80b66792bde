//! Whether a run's books balance: conservation and Little's law must hold in every run. If not, tearpoint itself is wrong, and says so.

use crate::traffic::state::Traffic;

/// What does not balance in the books of a run that has ended: one line each, none if all is well.
pub fn unbalanced(traffic: &Traffic) -> Vec<String> {
    let now = traffic.now();
    let mut wrong = Vec::new();
    let stations = [
        ("accept queue", &traffic.stations.backlog),
        ("server", &traffic.stations.server),
        ("executor queue", &traffic.stations.queue),
        ("lock", &traffic.stations.lock),
        ("pool", &traffic.stations.pool),
        ("query", &traffic.stations.query),
    ];
    for (name, station) in stations {
        if !station.balanced(now) {
            wrong.push(format!("Little's law does not hold at the {name}"));
        }
    }
    for (what, one, other) in traffic.counted_twice() {
        if one != other {
            wrong.push(format!("{what}: {one} by one count, {other} by another"));
        }
    }
    let answered: u64 = traffic
        .stats
        .windows()
        .iter()
        .map(|window| window.total())
        .sum();
    let users = traffic.stats.users;
    let (under_way, digest) = traffic.under_way();
    if users != answered + under_way {
        wrong.push(format!(
            "{users} users came, {answered} have an outcome and {under_way} are under way"
        ));
    } else if traffic.stats.came != traffic.stats.answered.wrapping_add(digest) {
        wrong.push("a user has two outcomes, another none".to_owned());
    }
    wrong
}
