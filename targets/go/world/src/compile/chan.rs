//! Channel operations and select.
//!
//! Follows cmd/compile/internal/walk/select.go: selects without a case, with one case, and with one case and a default
//! have functions of their own; all others are `selectgo` over an array with the sends first.

use super::compiler::Res;
use super::func::{FuncCx, Label};
use crate::code::{ChanKind, ChanOp, Num, Op, SelectOp, SelectScase, Slot};
use crate::reflectdata::descriptor;
use tearpoint_front::tast::{CmpOp, Comm, Expr, ExprKind, LabelId, SelectCase};
use tearpoint_front::types::{Type, TypeId};

/// A communication whose operands are evaluated.
struct Ready<'s> {
    c: Slot,
    elem: TypeId,
    /// What is sent, or where what is received goes.
    value: Option<Slot>,
    /// Where whether something was received goes.
    ok: Slot,
    comm: &'s Comm,
}

impl FuncCx<'_> {
    /// Appends a channel operation.
    fn chan_op(&mut self, op: ChanOp) {
        let at = self.cx.code.chans.len() as u32;
        self.cx.code.chans.push(op);
        self.emit(Op::Chan { op: at });
    }

    fn elem_of(&self, chan: &Expr) -> Res<TypeId> {
        match *self.cx.types.underlying(chan.ty) {
            Type::Chan { elem, .. } => Ok(elem),
            _ => Err(self.unsupported("this channel")),
        }
    }

    /// `make(chan T, size)`
    pub fn make_chan(&mut self, elem: TypeId, size: Option<&Expr>, d: Slot) -> Res<()> {
        let value = match size {
            Some(size) => self.index_operand(size, false)?.0,
            None => {
                let zero = self.bump(8);
                self.imm(zero, 8, 0);
                zero
            }
        };
        self.chan_op(ChanOp {
            kind: ChanKind::Make,
            elem: descriptor(elem),
            c: 0,
            value: Some(value),
            ok: 0,
            d,
        });
        Ok(())
    }

    /// `close(c)`
    pub fn close_chan(&mut self, chan: &Expr) -> Res<()> {
        let elem = self.elem_of(chan)?;
        let c = self.value(chan, None)?;
        self.chan_op(ChanOp {
            kind: ChanKind::Close,
            elem: descriptor(elem),
            c,
            value: None,
            ok: 0,
            d: 0,
        });
        Ok(())
    }

    /// `c <- v`
    pub fn send_stmt(&mut self, chan: &Expr, value: &Expr) -> Res<()> {
        let elem = self.elem_of(chan)?;
        let c = self.operand(chan, true)?;
        let v = self.value(value, None)?;
        self.chan_op(ChanOp {
            kind: ChanKind::Send,
            elem: descriptor(elem),
            c,
            value: Some(v),
            ok: 0,
            d: 0,
        });
        Ok(())
    }

    /// `<-c`: the value to `d`, if it is wanted; with `ok`, whether it was sent goes there.
    pub fn recv(&mut self, chan: &Expr, d: Option<Slot>, ok: Option<Slot>) -> Res<()> {
        let elem = self.elem_of(chan)?;
        let c = self.value(chan, None)?;
        self.chan_op(ChanOp {
            kind: match ok {
                Some(_) => ChanKind::Recv2,
                None => ChanKind::Recv1,
            },
            elem: descriptor(elem),
            c,
            value: d,
            ok: ok.unwrap_or(0),
            d: 0,
        });
        Ok(())
    }

    /// A receive as an expression: a value, or (value, ok).
    pub fn recv_expr(&mut self, chan: &Expr, comma_ok: bool, d: Slot) -> Res<()> {
        let ok = if comma_ok {
            let elem = self.elem_of(chan)?;
            let size = u64::from(self.size(elem)).next_multiple_of(8);
            Some(d + size as Slot)
        } else {
            None
        };
        self.recv(chan, Some(d), ok)
    }

    pub fn select(&mut self, label: LabelId, cases: &[SelectCase]) -> Res<()> {
        let end = self.label();
        self.breaks.insert(label, end);
        let mut ready = Vec::new();
        for case in cases {
            ready.push(self.operands(&case.comm)?);
        }
        let default = cases
            .iter()
            .position(|case| matches!(case.comm, Comm::Default));
        let comms = ready.iter().flatten().count();
        let bodies: Vec<Label> = cases.iter().map(|_| self.label()).collect();
        match (comms, default) {
            (0, None) => {
                self.emit(Op::Select { op: u32::MAX });
            }
            (0, Some(default)) => self.jump(bodies[default]),
            (1, _) => self.single(&ready, default, &bodies),
            _ => self.general(&ready, default, &bodies),
        }
        for ((case, ready), body) in cases.iter().zip(&ready).zip(bodies) {
            self.bind(body);
            if let Some(ready) = ready {
                self.assign_received(ready)?;
            }
            self.stmts(&case.body)?;
            self.jump(end);
        }
        self.bind(end);
        Ok(())
    }

    /// Evaluates a case's channel, and the value it sends; makes room for what it receives.
    fn operands<'s>(&mut self, comm: &'s Comm) -> Res<Option<Ready<'s>>> {
        let (chan, value) = match comm {
            Comm::Default => return Ok(None),
            Comm::Send { chan, value } => (chan, Some(value)),
            Comm::Recv { chan, .. } => (chan, None),
        };
        let elem = self.elem_of(chan)?;
        let c = self.operand(chan, true)?;
        let value = match (comm, value) {
            (_, Some(value)) => Some(self.operand(value, true)?),
            (Comm::Recv { value, .. }, _) => wanted(value.as_ref()).then(|| self.temp(elem)),
            _ => None,
        };
        let ok = self.bump(8);
        Ok(Some(Ready {
            c,
            elem,
            value,
            ok,
            comm,
        }))
    }

    /// One communication, with or without a default.
    fn single(&mut self, ready: &[Option<Ready<'_>>], default: Option<usize>, bodies: &[Label]) {
        let Some((at, case)) = ready
            .iter()
            .enumerate()
            .find_map(|(at, case)| case.as_ref().map(|case| (at, case)))
        else {
            return;
        };
        let sends = matches!(case.comm, Comm::Send { .. });
        let has_ok = matches!(case.comm, Comm::Recv { ok: Some(_), .. });
        let d = self.bump(8);
        self.chan_op(ChanOp {
            kind: match (sends, default) {
                (true, None) => ChanKind::Send,
                (true, Some(_)) => ChanKind::TrySend,
                (false, None) if has_ok => ChanKind::Recv2,
                (false, None) => ChanKind::Recv1,
                (false, Some(_)) => ChanKind::TryRecv,
            },
            elem: descriptor(case.elem),
            c: case.c,
            value: case.value,
            ok: case.ok,
            d,
        });
        if let Some(default) = default {
            let to = self.to(bodies[default]);
            self.emit(Op::JumpIfNot { a: d, to });
        }
        self.jump(bodies[at]);
    }

    fn general(&mut self, ready: &[Option<Ready<'_>>], default: Option<usize>, bodies: &[Label]) {
        let scase = |(at, case): (usize, &Option<Ready<'_>>)| {
            case.as_ref().map(|case| SelectScase {
                sends: matches!(case.comm, Comm::Send { .. }),
                clause: at as u32,
                c: case.c,
                value: case.value,
                ok: case.ok,
                elem: descriptor(case.elem),
            })
        };
        let all: Vec<SelectScase> = ready.iter().enumerate().filter_map(scase).collect();
        let mut cases: Vec<SelectScase> = all.iter().filter(|case| case.sends).cloned().collect();
        // Receives fill the array from its end.
        cases.extend(all.iter().rev().filter(|case| !case.sends).cloned());
        let d = self.bump(8);
        let op = self.cx.code.selects.len() as u32;
        self.cx.code.selects.push(SelectOp {
            cases,
            block: default.is_none(),
            d,
        });
        self.emit(Op::Select { op });
        for (at, case) in ready.iter().enumerate() {
            if case.is_some() {
                let to = self.to(bodies[at]);
                self.emit(Op::JumpCmpImm {
                    op: CmpOp::Eq,
                    num: Num::I64,
                    a: d,
                    v: at as i32,
                    to,
                });
            }
        }
        if let Some(default) = default {
            self.jump(bodies[default]);
        }
    }

    /// The left sides of a receive that was chosen.
    fn assign_received(&mut self, ready: &Ready<'_>) -> Res<()> {
        let Comm::Recv {
            value, ok, define, ..
        } = ready.comm
        else {
            return Ok(());
        };
        for (side, at) in [(value, ready.value), (ok, Some(ready.ok))] {
            let (Some(side), Some(at)) = (side, at) else {
                continue;
            };
            if let (ExprKind::Local(id), true) = (&side.kind, *define) {
                self.declare_slot(*id, at, true);
                continue;
            }
            let mark = self.top;
            let place = self.prepare(side, false)?;
            self.store(place, side.ty, at);
            self.top = mark;
        }
        Ok(())
    }

    /// `for v := range c`
    pub fn range_chan(
        &mut self,
        parts: &super::range::RangeParts<'_>,
        rounds: &super::range::Rounds,
        elem: TypeId,
    ) -> Res<()> {
        let c = self.operand(parts.x, true)?;
        let value = self.temp(elem);
        let ok = self.bump(8);
        self.bind(rounds.head);
        self.chan_op(ChanOp {
            kind: ChanKind::Recv2,
            elem: descriptor(elem),
            c,
            value: wanted(parts.key).then_some(value),
            ok,
            d: 0,
        });
        let to = self.to(rounds.end);
        self.emit(Op::JumpIfNot { a: ok, to });
        self.bind_var(parts.key, value, parts)?;
        self.stmts(parts.body)?;
        self.bind(rounds.next);
        self.back(rounds.head);
        self.bind(rounds.end);
        Ok(())
    }

    /// A receive whose value nobody looks at.
    pub fn discard_recv(&mut self, stmt: &Expr) -> Res<bool> {
        let ExprKind::Recv {
            chan,
            comma_ok: false,
        } = &stmt.kind
        else {
            return Ok(false);
        };
        self.recv(chan, None, None)?;
        Ok(true)
    }
}

fn wanted(side: Option<&Expr>) -> bool {
    side.is_some_and(|side| !matches!(side.kind, ExprKind::Blank))
}
