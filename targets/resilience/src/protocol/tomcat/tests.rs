//! What a call does when no other task runs in between.

mod alone;

use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};

use super::accept_queue::AcceptQueue;
use super::defect::Defect;
use super::executor::{Executor, Placed};
use super::latch::LimitLatch;
use super::spec::Spec;
use crate::protocol::ProtocolScenario;

fn executor(core: u64, max: u64, capacity: usize) -> Executor {
    Executor::new(core, max, capacity, Defect::None)
}

#[test]
fn threads_grow_before_anything_queues() {
    let mut executor = executor(1, 3, 2);
    let placed: Vec<Placed> = (0..6).map(|task| executor.execute(task)).collect();
    assert_eq!(
        placed,
        [
            Placed::Started,
            Placed::Started,
            Placed::Started,
            Placed::Queued,
            Placed::Queued,
            Placed::Refused
        ]
    );
    assert_eq!((executor.busy(), executor.submitted), (3, 5));
    assert_eq!(executor.finish(0), Some(3));
    assert_eq!(executor.finish(1), Some(4));
    assert_eq!(executor.finish(2), None);
    assert_eq!(executor.execute(6), Placed::Taken);
    assert_eq!((executor.busy(), executor.idle), (3, 0));
    assert_eq!(executor.broken(), None);
}

#[test]
fn what_is_done_twice_is_noticed() {
    let mut executor = executor(1, 1, 1);
    executor.execute(0);
    executor.finish(0);
    executor.settles(0);
    assert_eq!(executor.broken().unwrap().class, "exactly once");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let text = "title = \"x\"\nprotocol = \"tomcat\"\nclients = 1\nrequests = 1\npause-ms = 0\nwork-ms = 0\n\
                [executor]\nmin-spare-threads = 3\nmax-threads = 2\nmax-idle-ms = 0\nmax-queue-size = 1\n";
    let error = Spec::parse(text).unwrap_err();
    assert!(error.contains("min-spare-threads 3 is above max-threads 2"));
    let error = Spec::parse(&text.replace("work-ms = 0", "work-ms = -1")).unwrap_err();
    assert!(error.contains("line 6") && error.contains("-1 is not between 0 and"));
}

#[test]
fn the_accept_queue_holds_its_backlog_and_one() {
    let mut queue = AcceptQueue::new(1);
    let got: Vec<bool> = (0..4).map(|conn| queue.syn(conn)).collect();
    assert_eq!(got, [true, true, false, false]);
    assert_eq!(queue.accept(), Some(0));
    assert!(queue.syn(4));
    assert_eq!(queue.iter().collect::<Vec<_>>(), [1, 4]);
}

#[test]
fn the_latch_counts_up_to_its_limit() {
    let mut latch = LimitLatch::new(2);
    assert!(latch.count_up() && latch.count_up());
    assert!(!latch.count_up());
    assert_eq!((latch.count(), latch.has_room()), (2, false));
    latch.count_down();
    assert!(latch.has_room() && latch.count_up());
}

/// What a client and a thread print in runs of this scenario: the runs in which `texts` come one after the other.
fn runs_that_print(spec: &str, texts: &[&str]) -> usize {
    let mut scenario = ProtocolScenario::load("test", spec.as_bytes(), "sound").unwrap();
    let mut runner = Runner::new(EngineKind::Native);
    let mut prints = |seed: u64| {
        let plan = Plan {
            seed,
            ..Plan::default()
        };
        let run = runner.run(&mut scenario, &plan).unwrap();
        let printed = String::from_utf8_lossy(&run.report.stdout).into_owned();
        let mut rest = printed.as_str();
        texts.iter().all(|text| match rest.find(text) {
            Some(at) => {
                rest = &rest[at + text.len()..];
                true
            }
            None => false,
        })
    };
    (0..100).filter(|&seed| prints(seed)).count()
}

fn connector(clients: u64, work: u64, queue: u64, accept_count: u64, patience: u64) -> String {
    format!(
        "title = \"x\"\nprotocol = \"tomcat\"\ntimeouts = \"when-idle\"\nclients = {clients}\nrequests = 1\npause-ms = 0\nwork-ms = {work}\n\
         [executor]\nmin-spare-threads = 1\nmax-threads = 1\nmax-idle-ms = 60000\nmax-queue-size = {queue}\n\
         [connector]\naccept-count = {accept_count}\nmax-connections = 3\nkeep-alive-timeout-ms = 90000\nmax-keep-alive-requests = 9\n\
         connect-timeout-ms = 3500\npatience-ms = {patience}\n"
    )
}

#[test]
fn a_request_outlives_its_client() {
    let texts = [
        "[5 ms] client 1: java.net.SocketTimeoutException: Read timed out",
        "[10 ms] http-nio-8080-exec-1: org.apache.catalina.connector.ClientAbortException: java.io.IOException: Broken pipe",
    ];
    assert_eq!(runs_that_print(&connector(1, 10, 9, 0, 5), &texts), 100);
    assert_eq!(runs_that_print(&connector(1, 10, 9, 0, 15), &texts[..1]), 0);
}

#[test]
fn a_full_queue_rejects_the_socket() {
    let texts = [
        "http-nio-8080-Poller: Executor rejected socket [",
        "] for processing: java.util.concurrent.RejectedExecutionException: Queue capacity is full",
        "java.net.SocketException: Connection reset",
    ];
    assert_eq!(runs_that_print(&connector(3, 10, 1, 9, 90), &texts), 100);
    assert_eq!(runs_that_print(&connector(3, 10, 2, 9, 90), &texts), 0);
}

/// Three connections, one in the accept queue; the fifth client's SYNs go out at 0, 1 and 3 s.
#[test]
fn silence_ends_in_a_connect_timeout() {
    let texts = [
        "[3500 ms] client ",
        "java.net.SocketTimeoutException: Connect timed out",
    ];
    assert_eq!(
        runs_that_print(&connector(5, 9000, 9, 0, 60000), &texts),
        100
    );
    assert_eq!(runs_that_print(&connector(4, 9000, 9, 0, 60000), &texts), 0);
}
