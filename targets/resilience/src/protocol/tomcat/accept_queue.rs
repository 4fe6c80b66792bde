//! Linux's accept queue of a listening socket.
//!
//! Follows `tcp_conn_request` and `sk_acceptq_is_full` (include/net/sock.h): a queue is full once it holds *more* than its backlog, so that it
//! holds backlog + 1; a SYN that finds it full is dropped without an answer (`tcp_abort_on_overflow` = 0).
//!
//! Deviations: the handshake takes no time, and the queue of half-open connections has no end; SYN cookies do not exist.

use std::collections::VecDeque;

/// A connection's number.
pub type Conn = u64;

/// The accept queue.
#[derive(Clone, Debug, Default)]
pub struct AcceptQueue {
    backlog: u64,
    queue: VecDeque<Conn>,
}

impl AcceptQueue {
    /// What `listen(backlog)` makes.
    pub fn new(backlog: u64) -> AcceptQueue {
        AcceptQueue {
            backlog,
            queue: VecDeque::new(),
        }
    }

    /// `sk_acceptq_is_full`
    pub fn is_full(&self) -> bool {
        self.len() > self.backlog
    }

    /// A SYN comes. False: it is dropped.
    pub fn syn(&mut self, conn: Conn) -> bool {
        let room = !self.is_full();
        if room {
            self.queue.push_back(conn);
        }
        room
    }

    /// A SYN gets in though the queue is full: only a planted defect does so.
    pub(super) fn force(&mut self, conn: Conn) {
        self.queue.push_back(conn);
    }

    /// `accept`: the connection that came first.
    pub fn accept(&mut self) -> Option<Conn> {
        self.queue.pop_front()
    }

    /// How many wait to be accepted.
    pub fn len(&self) -> u64 {
        self.queue.len() as u64
    }

    /// Whether no connection waits to be accepted.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// Connections that wait, first come first.
    pub fn iter(&self) -> impl Iterator<Item = Conn> + '_ {
        self.queue.iter().copied()
    }

    /// It holds more than it may.
    pub(super) fn is_overfull(&self) -> bool {
        self.len() > self.backlog + 1
    }
}
