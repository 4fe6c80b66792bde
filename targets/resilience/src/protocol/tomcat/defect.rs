//! The defects that can be planted: one small deviation each.

use crate::protocol::contract::Defect as Named;

/// A planted defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    None,
    StrictGrowth,
    ForceUnchecked,
    QueueFirst,
    LateCount,
    ExitUnchecked,
    CountLost,
    NoForce,
    AddWorkerUnchecked,
    NoCascade,
    AcceptFirst,
    ParksUnchecked,
    WakesFirst,
    RejectedCounted,
    ClosedTwice,
    TimeoutUnchecked,
    SynUnchecked,
}

/// All of them, as scenario files name them.
pub const DEFECTS: &[(Named, Defect)] = &[
    (
        Named {
            name: "strict-growth",
            what: "nothing is planted: a task that waits while a thread could be added is a finding even where several submit, or a thread retires, at that moment",
        },
        Defect::StrictGrowth,
    ),
    (
        Named {
            name: "force-unchecked",
            what: "a task forced into the queue is not looked after, as in Tomcat: with no core threads the last one may have retired",
        },
        Defect::ForceUnchecked,
    ),
    (
        Named {
            name: "queue-first",
            what: "offer queues whenever there is room, as a plain LinkedBlockingQueue does: threads grow only once the queue is full",
        },
        Defect::QueueFirst,
    ),
    (
        Named {
            name: "late-count",
            what: "submittedCount is incremented after the task was placed, so that offer takes the last free thread for idle",
        },
        Defect::LateCount,
    ),
    (
        Named {
            name: "exit-unchecked",
            what: "processWorkerExit does not look at the queue: a task that came while a thread timed out stays there",
        },
        Defect::ExitUnchecked,
    ),
    (
        Named {
            name: "count-lost",
            what: "afterExecute does not decrement submittedCount of a task that threw",
        },
        Defect::CountLost,
    ),
    (
        Named {
            name: "no-force",
            what: "execute passes a racing rejection on instead of forcing the task into the queue",
        },
        Defect::NoForce,
    ),
    (
        Named {
            name: "add-worker-unchecked",
            what: "addWorker increments the worker count without comparing it with what it had read",
        },
        Defect::AddWorkerUnchecked,
    ),
    (
        Named {
            name: "no-cascade",
            what: "a thread that takes a task does not signal the next one though the queue has more",
        },
        Defect::NoCascade,
    ),
    (
        Named {
            name: "accept-first",
            what: "the acceptor accepts before it counts up: one connection more than maxConnections",
        },
        Defect::AcceptFirst,
    ),
    (
        Named {
            name: "parks-unchecked",
            what: "the acceptor parks at the latch without another try after it entered the queue: a countDown in between wakes nobody",
        },
        Defect::ParksUnchecked,
    ),
    (
        Named {
            name: "wakes-first",
            what: "addEvent wakes the selector before the event is in the queue",
        },
        Defect::WakesFirst,
    ),
    (
        Named {
            name: "rejected-counted",
            what: "the latch goes on counting a connection that was closed because the executor rejected it",
        },
        Defect::RejectedCounted,
    ),
    (
        Named {
            name: "closed-twice",
            what: "close does not look whether it was called before: the connection of a client that is gone is counted down twice",
        },
        Defect::ClosedTwice,
    ),
    (
        Named {
            name: "timeout-unchecked",
            what: "the poller times out a connection while a request of it is processed",
        },
        Defect::TimeoutUnchecked,
    ),
    (
        Named {
            name: "syn-unchecked",
            what: "a SYN that was sent again gets into the accept queue though that is full",
        },
        Defect::SynUnchecked,
    ),
];
