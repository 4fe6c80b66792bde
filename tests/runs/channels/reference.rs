//! What channels allow: every outcome of a small program, by trying all interleavings on a model without a runtime.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comm {
    Send(usize),
    Recv(usize),
}

/// What a goroutine does next.
#[derive(Clone, Debug)]
pub enum Op {
    /// One of the communications, or the default if it has one. A single one without default is written as a statement.
    Select(Vec<Comm>, bool),
    Close(usize),
}

/// Capacities of channels, and what each goroutine does.
#[derive(Clone, Debug)]
pub struct Program {
    pub caps: Vec<usize>,
    pub goroutines: Vec<Vec<Op>>,
}

/// What each goroutine says of its operations, one text each, as far as it came.
pub type Outcome = Vec<Vec<String>>;

/// The value that operation `op` of goroutine `g` sends in its case `case`: no two send the same.
fn value(g: usize, op: usize, case: usize) -> u32 {
    (100 * (g + 1) + 10 * op + case) as u32
}

impl Program {
    /// The program in Go. Main waits for ever.
    pub fn text(&self) -> String {
        let mut out = String::from(
            "package main\n\nfunc do(g int, op func()) {\n\tdefer func() {\n\t\tif r := recover(); r != nil {\n\t\t\tprintln(g, r.(error).Error())\n\t\t}\n\t}()\n\top()\n}\n\nfunc main() {\n",
        );
        for (c, cap) in self.caps.iter().enumerate() {
            let _ = writeln!(out, "\tc{c} := make(chan int, {cap})");
            let _ = writeln!(out, "\t_ = c{c}");
        }
        for (g, ops) in self.goroutines.iter().enumerate() {
            out += "\tgo func() {\n";
            for (at, op) in ops.iter().enumerate() {
                let _ = writeln!(out, "\t\tdo({g}, func() {{");
                write_op(&mut out, g, at, op);
                out += "\t\t})\n";
            }
            out += "\t}()\n";
        }
        out + "\tselect {}\n}\n"
    }
}

fn write_op(out: &mut String, g: usize, at: usize, op: &Op) {
    let comms = match op {
        Op::Close(c) => {
            let _ = writeln!(out, "\t\t\tclose(c{c})\n\t\t\tprintln({g}, \"closed\")");
            return;
        }
        Op::Select(comms, _) => comms,
    };
    if let Op::Select(_, false) = op
        && let [comm] = comms[..]
    {
        let _ = match comm {
            Comm::Send(c) => writeln!(
                out,
                "\t\t\tc{c} <- {}\n\t\t\tprintln({g}, 0, \"sent\")",
                value(g, at, 0)
            ),
            Comm::Recv(c) => writeln!(out, "\t\t\tv, ok := <-c{c}\n\t\t\tprintln({g}, 0, v, ok)"),
        };
        return;
    }
    out.push_str("\t\t\tselect {\n");
    for (case, comm) in comms.iter().enumerate() {
        let _ = match comm {
            Comm::Send(c) => writeln!(
                out,
                "\t\t\tcase c{c} <- {}:\n\t\t\t\tprintln({g}, {case}, \"sent\")",
                value(g, at, case)
            ),
            Comm::Recv(c) => writeln!(
                out,
                "\t\t\tcase v, ok := <-c{c}:\n\t\t\t\tprintln({g}, {case}, v, ok)"
            ),
        };
    }
    if let Op::Select(_, true) = op {
        let _ = writeln!(out, "\t\t\tdefault:\n\t\t\t\tprintln({g}, \"default\")");
    }
    out.push_str("\t\t\t}\n");
}

/// Somebody who waits on one side of a channel: goroutine and case.
type Waiter = (usize, usize);

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Chan {
    closed: bool,
    buffer: VecDeque<u32>,
    receivers: VecDeque<Waiter>,
    senders: VecDeque<Waiter>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    chans: Vec<Chan>,
    /// By goroutine: its next operation, and whether it waits in it.
    at: Vec<(usize, bool)>,
    said: Outcome,
}

/// Every outcome that is possible.
pub fn outcomes(program: &Program) -> BTreeSet<Outcome> {
    let start = State {
        chans: vec![Chan::default(); program.caps.len()],
        at: vec![(0, false); program.goroutines.len()],
        said: vec![Vec::new(); program.goroutines.len()],
    };
    let mut seen = BTreeSet::from([start.clone()]);
    let mut todo = vec![start];
    let mut out = BTreeSet::new();
    while let Some(state) = todo.pop() {
        let mut next = Vec::new();
        for (g, ops) in program.goroutines.iter().enumerate() {
            let (at, waits) = state.at[g];
            if !waits && at < ops.len() {
                step(program, &state, g, &mut next);
            }
        }
        if next.is_empty() {
            out.insert(state.said);
            continue;
        }
        todo.extend(next.into_iter().filter(|state| seen.insert(state.clone())));
    }
    out
}

impl State {
    /// The goroutine's operation is over.
    fn finish(&mut self, g: usize, text: String) {
        self.said[g].push(text);
        self.at[g] = (self.at[g].0 + 1, false);
        for chan in &mut self.chans {
            chan.receivers.retain(|waiter| waiter.0 != g);
            chan.senders.retain(|waiter| waiter.0 != g);
        }
    }

    fn value_of(&self, (g, case): Waiter) -> u32 {
        value(g, self.at[g].0, case)
    }
}

const SEND_CLOSED: &str = "send on closed channel";

/// The states after goroutine `g` has taken its next step.
fn step(program: &Program, state: &State, g: usize, next: &mut Vec<State>) {
    let (comms, default) = match &program.goroutines[g][state.at[g].0] {
        Op::Close(c) => return next.extend(close(state, g, *c)),
        Op::Select(comms, default) => (comms, default),
    };
    let before = next.len();
    for (case, comm) in comms.iter().enumerate() {
        next.extend(go_on(program, state, g, case, *comm));
    }
    if next.len() > before {
        return;
    }
    let mut state = state.clone();
    if *default {
        state.finish(g, "default".to_owned());
    } else {
        state.at[g].1 = true;
        for (case, comm) in comms.iter().enumerate() {
            match *comm {
                Comm::Send(c) => state.chans[c].senders.push_back((g, case)),
                Comm::Recv(c) => state.chans[c].receivers.push_back((g, case)),
            }
        }
    }
    next.push(state);
}

/// The cases in which the goroutine at a queue's head waits there. Which of them comes first is up to the order in which its
/// select locked them: any.
fn first(queue: &VecDeque<Waiter>) -> impl Iterator<Item = Waiter> {
    let head = queue.front().map(|waiter| waiter.0);
    queue
        .iter()
        .copied()
        .filter(move |waiter| Some(waiter.0) == head)
}

/// The states after the communication, if it is ready: one for each case of whoever waits on the other side.
fn go_on(program: &Program, state: &State, g: usize, case: usize, comm: Comm) -> Vec<State> {
    match comm {
        Comm::Send(c) => send(program, state, g, case, c),
        Comm::Recv(c) => receive(state, g, case, c),
    }
}

fn send(program: &Program, state: &State, g: usize, case: usize, c: usize) -> Vec<State> {
    let chan = &state.chans[c];
    let mut after = state.clone();
    if chan.closed {
        after.finish(g, SEND_CLOSED.to_owned());
        return vec![after];
    }
    let value = value(g, state.at[g].0, case);
    let sent = format!("{case} sent");
    let handed: Vec<State> = first(&chan.receivers)
        .map(|(to, its)| {
            let mut after = state.clone();
            after.finish(to, format!("{its} {value} true"));
            after.finish(g, sent.clone());
            after
        })
        .collect();
    if !handed.is_empty() || chan.buffer.len() >= program.caps[c] {
        return handed;
    }
    after.chans[c].buffer.push_back(value);
    after.finish(g, sent);
    vec![after]
}

fn receive(state: &State, g: usize, case: usize, c: usize) -> Vec<State> {
    let chan = &state.chans[c];
    let taken: Vec<State> = first(&chan.senders)
        .map(|from| {
            let mut after = state.clone();
            let sent = after.value_of(from);
            after.chans[c].buffer.push_back(sent);
            let value = after.chans[c].buffer.pop_front().unwrap_or(sent);
            after.finish(from.0, format!("{} sent", from.1));
            after.finish(g, format!("{case} {value} true"));
            after
        })
        .collect();
    if !taken.is_empty() {
        return taken;
    }
    let mut after = state.clone();
    match after.chans[c].buffer.pop_front() {
        Some(value) => after.finish(g, format!("{case} {value} true")),
        None if chan.closed => after.finish(g, format!("{case} 0 false")),
        None => return Vec::new(),
    }
    vec![after]
}

fn close(state: &State, g: usize, c: usize) -> Vec<State> {
    let mut closed = state.clone();
    if closed.chans[c].closed {
        closed.finish(g, "close of closed channel".to_owned());
        return vec![closed];
    }
    closed.chans[c].closed = true;
    let mut todo = vec![closed];
    let mut done = Vec::new();
    // A select that waits twice on the channel goes on once.
    while let Some(mut state) = todo.pop() {
        let woken: Vec<Waiter> = first(&state.chans[c].receivers).collect();
        for (to, case) in &woken {
            let mut after = state.clone();
            after.finish(*to, format!("{case} 0 false"));
            todo.push(after);
        }
        if !woken.is_empty() {
            continue;
        }
        while let Some(&(from, _)) = state.chans[c].senders.front() {
            state.finish(from, SEND_CLOSED.to_owned());
        }
        state.finish(g, "closed".to_owned());
        done.push(state);
    }
    done
}
