//! Requests simulated per second of one core: one M/M/c queue on the traffic model, on `desru`, and on the Python prototype's
//! engine (`benches/mmc.py`), in one run; then ten million requests in bounded memory. `cargo bench --bench queues`.
//!
//! The three queues are the same (ten servers, 71 % busy) and each must come within 5 % of Erlang's waiting time. They do not do the
//! same work: the traffic model takes every request through connector, thread, CPU, pool and query with a client's deadline, keeps
//! books at four stations and a histogram of latencies; the other two know arrivals, one queue and departures.
//! Last, the avalanche itself (`corpus/resilience/avalanche.toml`), undefended and under each policy.
//! Without `--bench` (under `cargo test`) the same code runs on few requests.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::process::Command;
use std::rc::Rc;
use std::time::Instant;

use desru::EventScheduler;
use tearpoint_resilience::random::streams::mix;
use tearpoint_resilience::scenario::{Scenario, nanos};
use tearpoint_resilience::theory::mmc_wait;
use tearpoint_resilience::traffic::Traffic;

/// A clock that stands still while others have the core.
struct Stopwatch {
    started: Instant,
    on_cpu: Option<u64>,
}

impl Stopwatch {
    fn start() -> Stopwatch {
        Stopwatch {
            started: Instant::now(),
            on_cpu: on_cpu(),
        }
    }

    /// Seconds of the core; of the wall clock where the system does not tell.
    fn seconds(&self) -> f64 {
        match (self.on_cpu, on_cpu()) {
            (Some(before), Some(now)) => (now - before) as f64 / 1e9,
            _ => self.started.elapsed().as_secs_f64(),
        }
    }
}

/// Nanoseconds that this thread has run so far, as Linux counts them.
fn on_cpu() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

const SERVERS: u64 = 10;
const RATE: u64 = 200;
/// Microseconds.
const SERVICE: u64 = 35_500;
/// Runs of each; the fastest counts, as the others were disturbed.
const REPEATS: u64 = 3;

/// What one engine made of the queue.
struct Measured {
    users: u64,
    events: u64,
    seconds: f64,
    /// Seconds, mean.
    wait: f64,
}

impl Measured {
    fn a_second(&self) -> f64 {
        self.users as f64 / self.seconds
    }
}

/// The M/M/c queue `times` as large: so many times the servers and the rate.
fn scenario(users: u64, times: u64) -> Scenario {
    let text = format!(
        "title = \"M/M/c\"\nduration-ms = {}\n\
         [clients]\nrate-per-s = {}\ndeadline-ms = 10000\ncore-percent = 0\n\
         [tomcat]\nmax-connections = 1000000\nmax-threads = 1000000\ncpu-ms = 0\n\
         [pool]\nsize = {}\nquery-us = {SERVICE}\nquery-distribution = \"exponential\"\n",
        users * 1000 / (RATE * times),
        RATE * times,
        SERVERS * times
    );
    Scenario::parse("M/M/c", &text).expect("it is a scenario")
}

fn ours(users: u64, times: u64, seed: u64) -> (Measured, Traffic) {
    let scenario = scenario(users, times);
    let policy = scenario.policy("none").expect("there is always none");
    let watch = Stopwatch::start();
    let mut traffic = Traffic::new(&scenario, &policy, seed);
    traffic.run_until(nanos(scenario.duration_ms));
    let seconds = watch.seconds();
    let pool = &traffic.stations.pool;
    let wait = pool.mean() * pool.left as f64 / traffic.stations.query.left as f64 / 1e9;
    let measured = Measured {
        users: traffic.stats.users,
        events: traffic.events(),
        seconds,
        wait,
    };
    (measured, traffic)
}

/// Users a second of the avalanche's policies, over `seeds`: the slowest, the one without defence, the fastest.
fn avalanche(seeds: u64) -> [(String, f64); 3] {
    let text = include_str!("../corpus/resilience/avalanche.toml");
    let scenario = Scenario::parse("avalanche", text).expect("it is a scenario");
    let mut speeds: Vec<(String, f64)> = scenario
        .policies
        .iter()
        .map(|policy| {
            let watch = Stopwatch::start();
            let mut users = 0;
            for seed in 0..seeds {
                let mut traffic = Traffic::new(&scenario, policy, seed);
                traffic.run_until(nanos(scenario.duration_ms));
                users += traffic.stats.users;
            }
            let speed = users as f64 / watch.seconds();
            (policy.name.clone(), speed)
        })
        .collect();
    let undefended = speeds[0].clone();
    speeds.sort_by(|a, b| a.1.total_cmp(&b.1));
    let fastest = speeds[speeds.len() - 1].clone();
    [speeds.swap_remove(0), undefended, fastest]
}

/// The queue on `desru`: closures that share what they work on.
struct Shop {
    left: u64,
    free: u64,
    waiting: VecDeque<f64>,
    waited: f64,
    served: u64,
    random: u64,
}

impl Shop {
    /// An exponential time with this mean.
    fn time(&mut self, mean: f64) -> f64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let u = ((mix(self.random) >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
        -mean * u.ln()
    }
}

fn arrive(shop: &Rc<RefCell<Shop>>, scheduler: &mut EventScheduler) {
    let now = scheduler.current_time;
    let mut state = shop.borrow_mut();
    state.left -= 1;
    if state.left > 0 {
        let gap = state.time(1.0 / RATE as f64);
        plan(shop, scheduler, gap, arrive);
    }
    if state.free > 0 {
        state.free -= 1;
        let time = state.time(SERVICE as f64 / 1e6);
        plan(shop, scheduler, time, depart);
    } else {
        state.waiting.push_back(now);
    }
}

fn depart(shop: &Rc<RefCell<Shop>>, scheduler: &mut EventScheduler) {
    let mut state = shop.borrow_mut();
    state.served += 1;
    match state.waiting.pop_front() {
        Some(arrived) => {
            state.waited += scheduler.current_time - arrived;
            let time = state.time(SERVICE as f64 / 1e6);
            plan(shop, scheduler, time, depart);
        }
        None => state.free += 1,
    }
}

type What = fn(&Rc<RefCell<Shop>>, &mut EventScheduler);

fn plan(shop: &Rc<RefCell<Shop>>, scheduler: &mut EventScheduler, after: f64, what: What) {
    let shop = Rc::clone(shop);
    let action = move |scheduler: &mut EventScheduler| {
        what(&shop, scheduler);
        None
    };
    scheduler.timeout(after, Some(Box::new(action)), None);
}

fn on_desru(users: u64, seed: u64) -> Measured {
    let watch = Stopwatch::start();
    let shop = Rc::new(RefCell::new(Shop {
        left: users,
        free: SERVERS,
        waiting: VecDeque::new(),
        waited: 0.0,
        served: 0,
        random: mix(seed),
    }));
    let mut scheduler = EventScheduler::new();
    plan(&shop, &mut scheduler, 0.0, arrive);
    scheduler.run(Box::new(|_| false), Some(Box::new(|_, _| false)));
    let seconds = watch.seconds();
    let state = shop.borrow();
    Measured {
        users,
        events: 2 * users,
        seconds,
        wait: state.waited / state.served as f64,
    }
}

/// None where there is no `python3`.
fn on_python(users: u64, seed: u64) -> Option<Measured> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/mmc.py");
    let service = SERVICE as f64 / 1e6;
    let output = Command::new("python3")
        .arg(file)
        .args([users, SERVERS, RATE].map(|n| n.to_string()))
        .arg(service.to_string())
        .arg(seed.to_string())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    Some(Measured {
        users,
        events: 2 * users,
        seconds: numbers.next()?.ok()?,
        wait: numbers.next()?.ok()?,
    })
}

fn fastest(run: impl Fn(u64) -> Option<Measured>) -> Option<Measured> {
    (1..=REPEATS)
        .filter_map(run)
        .min_by(|a, b| a.seconds.total_cmp(&b.seconds))
}

/// A line of `/proc/self/status`, in MB.
fn memory(name: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    let kb: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kb / 1024)
}

fn main() {
    let full = std::env::args().any(|arg| arg == "--bench");
    let (many, users, few) = if full {
        (10_000_000, 2_000_000, 300_000)
    } else {
        (20_000, 20_000, 2_000)
    };

    // First, while no other engine has touched the process's memory.
    let before = memory("VmHWM");
    let (measured, traffic) = ours(many, 50, 1);
    println!(
        "{} requests in {:.1} s, {:.0} a second; at most {} kept at once, {} now",
        measured.users,
        measured.seconds,
        measured.a_second(),
        traffic.size().1,
        traffic.size().0
    );
    if let (Some(before), Some(after)) = (before, memory("VmHWM")) {
        println!("resident memory at most: {before} MB before, {after} MB after");
    }
    drop(traffic);

    let theory = mmc_wait(SERVERS, RATE as f64, SERVICE as f64 / 1e6).expect("it is not full");
    println!(
        "\nM/M/{SERVERS}, {RATE} a second, {SERVICE} us: Erlang's mean wait is {:.3} ms",
        theory * 1e3
    );
    println!();
    let rows = [
        (
            "traffic model",
            fastest(|seed| Some(ours(users, 1, seed).0)),
        ),
        ("desru 0.1", fastest(|seed| Some(on_desru(users, seed)))),
        ("python3, heapq", fastest(|seed| on_python(few, seed))),
    ];
    let base = rows[0].1.as_ref().map_or(1.0, Measured::a_second);
    println!(
        "{:16} {:>10} {:>12} {:>12} {:>10} {:>16}",
        "", "requests", "requests/s", "events/s", "mean wait", "traffic model is"
    );
    for (name, row) in &rows {
        let Some(row) = row else {
            println!("{name:16} not there");
            continue;
        };
        println!(
            "{name:16} {:>10} {:>12.0} {:>12.0} {:>7.3} ms {:>10.2} times",
            row.users,
            row.a_second(),
            row.events as f64 / row.seconds,
            row.wait * 1e3,
            base / row.a_second()
        );
        assert!(
            !full || (row.wait / theory - 1.0).abs() < 0.05,
            "{name} is not this queue"
        );
    }

    println!("\nthe avalanche, users a second:");
    for (policy, speed) in avalanche(if full { 20 } else { 1 }) {
        println!("{policy:24} {speed:>10.0}");
    }
}
