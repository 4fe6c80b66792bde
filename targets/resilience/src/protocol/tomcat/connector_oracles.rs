//! What must hold of the connector, and the words that its state is told apart by.

use tearpoint_harness::contract::Digest;

use super::connector::{Conn, Connector, Socket, SocketEvent, Stage};
use crate::protocol::bench::{Broken, broken};

impl Connector {
    fn counted(&self) -> i64 {
        self.sockets.iter().filter(|socket| socket.counted).count() as i64
    }

    fn seen(&self) -> String {
        format!(
            "the latch counts {} of {}, {} connections are open, {} in the accept queue",
            self.latch.count(),
            self.spec.max_connections,
            self.counted(),
            self.backlog.len()
        )
    }

    /// The first rule that does not hold.
    pub(super) fn broken(&self) -> Option<Broken> {
        if self.wrong.is_some() {
            return self.wrong.clone();
        }
        let broken = |class, rule: &str| broken(class, rule, self.seen());
        let counted = self.counted();
        if counted > self.spec.max_connections.get() as i64 {
            return broken("bound", "more connections are open than maxConnections");
        }
        if self.backlog.is_overfull() {
            return broken(
                "bound",
                "the accept queue holds more than its backlog and one",
            );
        }
        let leaked = |socket: &Socket| socket.counted && socket.stage == Stage::Closed;
        if self.sockets.iter().any(leaked) {
            return broken(
                "conservation",
                "the latch counts a connection that is closed",
            );
        }
        if self.latch.count() < 0 || self.latch.count() != counted + self.reserved + self.transient
        {
            return broken(
                "conservation",
                "the latch's count is not the number of open connections",
            );
        }
        None
    }

    /// A wake-up that was lost, if nobody can run. `parked`: the acceptor is parked at the latch.
    pub(super) fn idle(&self, parked: bool) -> Option<Broken> {
        let lost = |rule: &str| broken("lost wake-up", rule, self.seen());
        if parked && self.latch.has_room() {
            return lost("the acceptor waits for a slot while one is free");
        }
        if self.accepting && !self.backlog.is_empty() {
            return lost("the acceptor waits for connections while one is in the accept queue");
        }
        if self.selecting && !(self.events.is_empty() && self.ready().is_empty()) {
            return lost("the poller waits while something is there for it");
        }
        None
    }

    pub(super) fn absorb(&self, now: u64, into: &mut Digest) {
        let Connector {
            latch,
            permit,
            reserved,
            transient,
            accepting,
            selecting,
            events,
            wakeup_counter,
            woken,
            selected,
            backlog,
            sockets,
            clients,
            fates,
            // The same for the whole run.
            spec: _,
            defect: _,
            acceptor: _,
            poller: _,
            // Ends the run.
            wrong: _,
        } = self;
        latch.absorb(into);
        let flags = [*permit, *accepting, *selecting, *woken];
        let flags = flags
            .iter()
            .fold(0, |word, &flag| word << 1 | u64::from(flag));
        into.word(flags);
        into.word(*wakeup_counter as u64);
        into.word((*reserved as u64) << 8 ^ *transient as u64);
        let mut list = |list: &mut dyn Iterator<Item = Conn>| {
            let mut n = 0;
            list.for_each(|conn| {
                into.word(conn);
                n += 1;
            });
            into.word(u64::MAX - n);
        };
        list(&mut backlog.iter());
        list(&mut events.iter().copied());
        list(&mut selected.iter().copied());
        for socket in sockets {
            let &Socket {
                stage,
                held,
                gone,
                request,
                waits,
                last,
                closed,
                counted,
                interest,
                due,
                event,
                dispatched,
                processed,
                keep_alive_left,
            } = socket;
            let flags = [
                held,
                gone,
                waits.is_some(),
                last,
                closed,
                counted,
                interest,
                processed,
                event == SocketEvent::Timeout,
            ];
            let flags = flags
                .iter()
                .fold(0, |word, &flag| word << 1 | u64::from(flag));
            into.word(flags << 16 | dispatched << 8 | stage as u64);
            into.word(request.map_or(0, |request| request + 1));
            let left = |due: u64| 1 + due.saturating_sub(now);
            into.word(due.map_or(0, left) << 8 | keep_alive_left);
        }
        for client in clients {
            into.word(client.map_or(0, |conn| conn + 1));
        }
        for &fate in fates {
            into.word(fate as u64);
        }
    }
}
