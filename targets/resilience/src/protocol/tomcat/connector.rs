//! The state of `NioEndpoint`: accept queue, latch, connections, the poller's queue of events and its selector.
//!
//! Follows `org.apache.tomcat.util.net.{NioEndpoint, Acceptor, AbstractEndpoint, SocketWrapperBase}`. `acceptor`, `poller`, `processor`
//! and `client` are the tasks that go through it.
//!
//! Invariants: the latch counts the connections that were accepted and not counted down, and the acceptor's own slot; there are never
//! more such connections than `maxConnections`; a connection is at one worker at most, and only that worker closes it then; a request
//! that was sent ends once: processed, refused, or lost with its connection.

use std::collections::VecDeque;

use super::accept_queue::AcceptQueue;
use super::defect::Defect;
use super::latch::LimitLatch;
use super::spec::ConnectorSpec;
use crate::protocol::bench::{Broken, Who};

/// A connection's number.
pub(super) type Conn = u64;
/// A request's number.
pub(super) type Request = u64;

/// Where a connection is, as the server sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nowhere: its number can be given away.
    #[default]
    Free,
    /// In the kernel's accept queue.
    Backlog,
    /// Accepted.
    Open,
    Closed,
}

/// Why the poller dispatches a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum SocketEvent {
    #[default]
    OpenRead,
    /// `ERROR`: nothing came in time.
    Timeout,
}

/// A connection, both ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Socket {
    pub stage: Stage,
    /// Its client still has it.
    pub held: bool,
    /// Its client has closed its end.
    pub gone: bool,
    /// A request that was sent and not read.
    pub request: Option<Request>,
    /// Its client, waiting for the answer.
    pub waits: Option<Who>,
    /// The answer said `Connection: close`.
    pub last: bool,
    /// `SocketWrapperBase.closed`
    pub closed: bool,
    /// The latch counts it.
    pub counted: bool,
    /// The selector looks for something to read, until then.
    pub interest: bool,
    pub due: Option<u64>,
    pub event: SocketEvent,
    /// Tasks of it that the executor has not ended: a new one may be dispatched while the last is still being wound up.
    pub dispatched: u64,
    /// A worker processes a request of it.
    pub processed: bool,
    pub keep_alive_left: u64,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    #[default]
    Open,
    Processed,
    /// The executor did not take its connection.
    Refused,
    /// Its connection was closed before anybody read it, or never came about.
    Lost,
}

/// The connector's state.
#[derive(Clone, Debug)]
pub(super) struct Connector {
    pub spec: ConnectorSpec,
    pub defect: Defect,
    pub backlog: AcceptQueue,
    pub latch: LimitLatch,
    /// An `unpark` that came before its `park`.
    pub permit: bool,
    /// Slots that were counted before `accept`.
    pub reserved: i64,
    /// Slots that a failed try counts until it takes its count back.
    pub transient: i64,
    pub acceptor: Option<Who>,
    pub accepting: bool,
    pub poller: Option<Who>,
    pub selecting: bool,
    /// Connections that the poller is to register for reading.
    pub events: VecDeque<Conn>,
    pub wakeup_counter: i64,
    /// `selector.wakeup()` before its `select()`.
    pub woken: bool,
    /// Keys that are still to be processed.
    pub selected: VecDeque<Conn>,
    pub sockets: Vec<Socket>,
    /// Which connection a client has.
    pub clients: Vec<Option<Conn>>,
    pub fates: Vec<Fate>,
    /// A rule that some step broke.
    pub wrong: Option<Broken>,
}

impl Connector {
    pub(super) fn new(spec: ConnectorSpec, defect: Defect, clients: u64, requests: u64) -> Self {
        Connector {
            backlog: AcceptQueue::new(spec.accept_count.get()),
            latch: LimitLatch::new(spec.max_connections.get()),
            spec,
            defect,
            permit: false,
            reserved: 0,
            transient: 0,
            acceptor: None,
            accepting: false,
            poller: None,
            selecting: false,
            events: VecDeque::new(),
            wakeup_counter: 0,
            woken: false,
            selected: VecDeque::new(),
            sockets: Vec::new(),
            clients: vec![None; clients as usize],
            fates: vec![Fate::Open; (clients * requests) as usize],
            wrong: None,
        }
    }

    pub(super) fn socket(&mut self, conn: Conn) -> &mut Socket {
        &mut self.sockets[conn as usize]
    }

    /// A client's SYN. False: it is dropped.
    pub(super) fn syn(&mut self, client: u64, again: bool) -> bool {
        let is_free = |&at: &usize| {
            let (socket, conn) = (&self.sockets[at], at as Conn);
            let over = matches!(socket.stage, Stage::Free | Stage::Closed);
            let known = self.events.contains(&conn) || self.selected.contains(&conn);
            over && !socket.held && socket.dispatched == 0 && !known
        };
        let at = (0..self.sockets.len()).find(is_free);
        let at = at.unwrap_or(self.sockets.len());
        if again && self.defect == Defect::SynUnchecked {
            self.backlog.force(at as Conn);
        } else if !self.backlog.syn(at as Conn) {
            return false;
        }
        if at == self.sockets.len() {
            self.sockets.push(Socket::default());
        }
        self.sockets[at] = Socket {
            stage: Stage::Backlog,
            held: true,
            ..Socket::default()
        };
        self.clients[client as usize] = Some(at as Conn);
        true
    }

    /// The client lets go of its connection, which it closes.
    pub(super) fn leaves(&mut self, client: u64) {
        if let Some(conn) = self.clients[client as usize].take() {
            let socket = self.socket(conn);
            socket.held = false;
            socket.gone = true;
            socket.waits = None;
        }
    }

    /// `accept`
    pub(super) fn accepts(&mut self) -> Option<Conn> {
        let conn = self.backlog.accept()?;
        self.reserved -= 1;
        let left = self.spec.max_keep_alive_requests.get();
        let socket = self.socket(conn);
        socket.stage = Stage::Open;
        socket.counted = true;
        socket.keep_alive_left = left;
        Some(conn)
    }

    /// What the selector would find now.
    pub(super) fn is_ready(&self, conn: Conn) -> bool {
        let socket = &self.sockets[conn as usize];
        socket.interest && !socket.closed && (socket.request.is_some() || socket.gone)
    }

    pub(super) fn ready(&self) -> Vec<Conn> {
        let all = 0..self.sockets.len() as Conn;
        all.filter(|&conn| self.is_ready(conn)).collect()
    }

    /// When the poller has to look for timeouts.
    pub(super) fn next_due(&self) -> Option<u64> {
        let hasty = self.defect == Defect::TimeoutUnchecked;
        let open = self.sockets.iter().filter(|socket| !socket.closed);
        open.filter(|socket| socket.interest || hasty && socket.processed)
            .filter_map(|socket| socket.due)
            .min()
    }

    /// The poller looks for something to read on these from now on.
    pub(super) fn register_events(&mut self, now: u64) {
        let timeout = self.spec.keep_alive_timeout_ms.get();
        while let Some(conn) = self.events.pop_front() {
            let socket = self.socket(conn);
            if !socket.closed {
                socket.interest = true;
                socket.due = Some(now + timeout);
            }
        }
    }

    /// A request's end.
    pub(super) fn ends(&mut self, request: Request, fate: Fate) {
        let was = std::mem::replace(&mut self.fates[request as usize], fate);
        if was != Fate::Open {
            self.wrong(
                "exactly once",
                "a request ends twice",
                format!("request {request}: {was:?}, then {fate:?}"),
            );
        }
    }

    pub(super) fn wrong(&mut self, class: &'static str, rule: &str, seen: String) {
        self.wrong.get_or_insert(Broken {
            class,
            rule: rule.to_owned(),
            seen,
        });
    }
}
