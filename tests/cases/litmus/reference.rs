//! What a litmus shape may give, found by trying everything: each order of its operations, each write a read may see.
//!
//! An order of the operations stands for the total order of the synchronising ones; it gives happens-before (the orders of the
//! threads, the edges of what synchronises, closed). Plain reads then see any write that happens-before lets them:
//! by the text of the memory model, wherever it lies in the order; or as the model decides, see [`Rule`].

use std::collections::BTreeSet;

use super::shape::{Kind, Op, Shape};

/// What a plain read may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Any write w that the read does not happen before, with no write between in happens-before.
    Text,
    /// Of those, writes done before the read: the newest; where that is not ordered before the read, older ones back to
    /// the newest that is.
    Model,
}

#[derive(Clone, Copy, Debug)]
struct Event {
    /// Threads by number; what is read at the end has one of its own.
    thread: usize,
    op: Op,
}

/// All outcomes: values of the registers.
pub fn outcomes(shape: &Shape, rule: Rule) -> BTreeSet<Vec<i32>> {
    let mut all = BTreeSet::new();
    let mut next = vec![0; shape.threads.len()];
    orders(shape, &mut next, &mut Vec::new(), &mut |order| {
        let mut order = order.to_vec();
        order.extend(shape.last.iter().map(|&(var, reg)| Event {
            thread: shape.threads.len(),
            op: Op::Read(var, reg, Kind::Plain),
        }));
        let before = happens_before(shape, &order);
        let mut registers = vec![0; shape.registers()];
        reads(&order, &before, rule, 0, &mut registers, &mut all);
    });
    all
}

/// Calls `each` with every interleaving in which messages are sent before they are received.
fn orders(
    shape: &Shape,
    next: &mut [usize],
    order: &mut Vec<Event>,
    each: &mut dyn FnMut(&[Event]),
) {
    let mut complete = true;
    for thread in 0..next.len() {
        let Some(&op) = shape.threads[thread].get(next[thread]) else {
            continue;
        };
        complete = false;
        let count = |wanted| order.iter().filter(|event| event.op == wanted).count();
        if op == Op::Receive && count(Op::Receive) >= count(Op::Send) {
            continue;
        }
        order.push(Event { thread, op });
        next[thread] += 1;
        orders(shape, next, order, each);
        next[thread] -= 1;
        order.pop();
    }
    if complete {
        each(order);
    }
}

/// `before[a][b]`: event a happens before event b.
fn happens_before(shape: &Shape, order: &[Event]) -> Vec<Vec<bool>> {
    let n = order.len();
    let mut before = vec![vec![false; n]; n];
    for b in 0..n {
        for a in 0..b {
            let (first, second) = (&order[a], &order[b]);
            let joined = second.thread == shape.threads.len();
            before[a][b] = first.thread == second.thread || joined || synchronises(order, a, b);
        }
    }
    for via in 0..n {
        for a in 0..n {
            for b in 0..n {
                before[a][b] |= before[a][via] && before[via][b];
            }
        }
    }
    before
}

/// Whether event `a` synchronises with the later event `b`.
fn synchronises(order: &[Event], a: usize, b: usize) -> bool {
    let locked = |op: Op| match op {
        Op::Write(_, _, kind @ (Kind::Mutex | Kind::Channel)) => Some(kind),
        Op::Read(_, _, kind @ (Kind::Mutex | Kind::Channel)) => Some(kind),
        _ => None,
    };
    match (order[a].op, order[b].op) {
        (Op::Send, Op::Receive) => true,
        (Op::Write(x, _, Kind::Atomic), Op::Read(y, _, Kind::Atomic)) => {
            // The load sees the last store.
            x == y
                && !order[a + 1..b]
                    .iter()
                    .any(|event| matches!(event.op, Op::Write(z, ..) if z == x))
        }
        (first, second) => locked(first).is_some() && locked(first) == locked(second),
    }
}

/// Tries every write for each read from position `at` on.
fn reads(
    order: &[Event],
    before: &[Vec<bool>],
    rule: Rule,
    at: usize,
    registers: &mut Vec<i32>,
    all: &mut BTreeSet<Vec<i32>>,
) {
    let Some(found) = (at..order.len()).find(|&i| matches!(order[i].op, Op::Read(..))) else {
        all.insert(registers.clone());
        return;
    };
    let Op::Read(var, register, kind) = order[found].op else {
        return;
    };
    for value in visible(order, before, rule, found, var, kind) {
        registers[register] = value;
        reads(order, before, rule, found + 1, registers, all);
    }
}

fn visible(
    order: &[Event],
    before: &[Vec<bool>],
    rule: Rule,
    read: usize,
    var: usize,
    kind: Kind,
) -> Vec<i32> {
    let writes: Vec<(usize, i32)> = order
        .iter()
        .enumerate()
        .filter_map(|(i, event)| match event.op {
            Op::Write(of, value, _) if of == var => Some((i, value)),
            _ => None,
        })
        .collect();
    let mut earlier = writes.iter().filter(|&&(i, _)| i < read);
    if kind == Kind::Atomic {
        return vec![earlier.next_back().map_or(0, |&(_, value)| value)];
    }
    if rule == Rule::Model {
        let mut values = Vec::new();
        for &(i, value) in earlier.rev() {
            values.push(value);
            if before[i][read] {
                return values;
            }
        }
        values.push(0);
        return values;
    }
    // The initial value is a write before everything.
    let hidden = |write: Option<usize>| {
        writes.iter().any(|&(other, _)| {
            before[other][read] && write.is_none_or(|write| before[write][other])
        })
    };
    let mut values: Vec<i32> = writes
        .iter()
        .filter(|&&(i, _)| !before[read][i] && !hidden(Some(i)))
        .map(|&(_, value)| value)
        .collect();
    if !hidden(None) {
        values.push(0);
    }
    values
}
