//! Operations on slices, channels and the heap of a generated program, as the typed tree.

use super::builder::{Builder, GC};
use super::tree::{call, expr, int, stmt};
use crate::program::{ChanOp, Elem, HeapOp, SelectOp, SliceOp};
use tearpoint_front::tast::{
    BinOp, Builtin, Callee, CmpOp, Comm, Const, Expr, ExprKind, SelectCase, Stmt, StmtKind,
};
use tearpoint_front::types::{Type, Types};

fn assign(place: Expr, value: Expr) -> Stmt {
    stmt(StmtKind::Assign(vec![place], vec![value]))
}

fn known(n: u8) -> Expr {
    int(i128::from(n), Types::INT)
}

impl Builder<'_> {
    /// The element that number `v` stands for.
    fn value(&mut self, elem: Elem, v: u8) -> Expr {
        let ty = self.elem_type(elem);
        match elem {
            Elem::Int64 | Elem::Int32 => int(i128::from(v), ty),
            Elem::String => expr(ExprKind::Const(Const::Str(vec![48 + v % 64])), ty),
            Elem::Pointer => call(Callee::Builtin(Builtin::New), Vec::new(), ty),
        }
    }

    /// `println` of an element.
    fn show(&mut self, elem: Elem, x: Expr) -> Stmt {
        let shown = match elem {
            Elem::Pointer => expr(ExprKind::Deref(Box::new(x)), Types::INT64),
            _ => x,
        };
        self.println(vec![shown])
    }

    fn zero(&self, like: &Expr) -> Expr {
        expr(ExprKind::Zero, like.ty)
    }

    fn builtin(&self, which: Builtin, args: Vec<Expr>) -> Expr {
        call(Callee::Builtin(which), args, Types::INT)
    }

    fn slice(&mut self, s: u8) -> Expr {
        let ty = self.slice_type(self.program.slices[usize::from(s)].elem);
        self.global(&format!("main.s{s}"), ty)
    }

    pub(super) fn make_slice(&mut self, s: u8, len: u8, cap: u8) -> Stmt {
        let place = self.slice(s);
        let args = vec![known(len), known(cap)];
        let made = call(Callee::Builtin(Builtin::Make), args, place.ty);
        assign(place, made)
    }

    fn cut(&mut self, s: u8, t: u8, lo: u8, hi: u8, max: Option<u8>) -> Stmt {
        let (x, place) = (self.slice(s), self.slice(t));
        let cut = ExprKind::SliceOf {
            x: Box::new(x),
            lo: Some(Box::new(known(lo))),
            hi: Some(Box::new(known(hi))),
            max: max.map(|max| Box::new(known(max))),
        };
        let ty = place.ty;
        assign(place, expr(cut, ty))
    }

    pub(super) fn slice_op(&mut self, op: SliceOp) -> Stmt {
        let program = self.program;
        let elem = |s: u8| program.slices[usize::from(s)].elem;
        match op {
            SliceOp::Append { s, v } => {
                let (place, value) = (self.slice(s), self.value(elem(s), v));
                let item = self.elem_type(elem(s));
                let literal = ExprKind::ElemsLit {
                    len: 1,
                    elems: vec![(0, value)],
                };
                let ty = self.types.intern(Type::Slice(item));
                self.append(place, expr(literal, ty))
            }
            SliceOp::AppendAll { s, t } => {
                let len = self.slice(s);
                let len = self.builtin(Builtin::Len, vec![len]);
                let cond = ExprKind::Compare(CmpOp::Lt, Box::new(len), Box::new(known(64)));
                let (place, more) = (self.slice(s), self.slice(t));
                let append = self.append(place, more);
                stmt(StmtKind::If {
                    cond: expr(cond, Types::BOOL),
                    then: vec![append],
                    els: Vec::new(),
                })
            }
            SliceOp::Get { s, i } => {
                let place = self.item(s, i);
                self.show(elem(s), place)
            }
            SliceOp::Set { s, i, v } => {
                let (place, value) = (self.item(s, i), self.value(elem(s), v));
                assign(place, value)
            }
            SliceOp::Len { s } => {
                let x = self.slice(s);
                let len = self.builtin(Builtin::Len, vec![x.clone()]);
                let cap = self.builtin(Builtin::Cap, vec![x]);
                self.println(vec![len, cap])
            }
            SliceOp::Cut { s, t, lo, hi } => self.cut(s, t, lo, hi, None),
            SliceOp::Cut3 { s, t, lo, hi, max } => self.cut(s, t, lo, hi, Some(max)),
            SliceOp::Copy { s, t } => {
                let args = vec![self.slice(s), self.slice(t)];
                let copied = self.builtin(Builtin::Copy, args);
                self.println(vec![copied])
            }
            SliceOp::Range { s } => {
                let x = self.slice(s);
                self.each(x, elem(s), false)
            }
            SliceOp::Make { s, len, cap } => self.make_slice(s, len, cap),
            SliceOp::Alias { s, t } => assign(self.slice(s), self.slice(t)),
            SliceOp::Nil { s } => {
                let place = self.slice(s);
                let zero = self.zero(&place);
                assign(place, zero)
            }
        }
    }

    fn append(&mut self, place: Expr, more: Expr) -> Stmt {
        let ty = place.ty;
        let args = vec![place.clone(), more];
        assign(place, call(Callee::Builtin(Builtin::Append), args, ty))
    }

    fn item(&mut self, s: u8, i: u8) -> Expr {
        let elem = self.elem_type(self.program.slices[usize::from(s)].elem);
        let x = Box::new(self.slice(s));
        expr(ExprKind::Index(x, Box::new(known(i))), elem)
    }

    /// `for _, v := range x { println(v) }`; of a channel, `for v := range x`.
    fn each(&mut self, x: Expr, elem: Elem, chan: bool) -> Stmt {
        let ty = self.elem_type(elem);
        let v = self.local("v", ty);
        let value = expr(ExprKind::Local(v), ty);
        let print = self.show(elem, value.clone());
        let (key, value) = if chan {
            (Some(value), None)
        } else {
            (None, Some(value))
        };
        stmt(StmtKind::Range {
            label: self.label(),
            key,
            value,
            x,
            body: vec![print],
            define: true,
            per_iteration: false,
        })
    }

    fn chan(&mut self, c: u8) -> Expr {
        let ty = self.chan_type(self.program.chans[usize::from(c)].elem);
        self.global(&format!("main.c{c}"), ty)
    }

    pub(super) fn make_chan(&mut self, c: u8, cap: u8) -> Stmt {
        let place = self.chan(c);
        let args = if cap > 0 {
            vec![known(cap)]
        } else {
            Vec::new()
        };
        let made = call(Callee::Builtin(Builtin::Make), args, place.ty);
        assign(place, made)
    }

    pub(super) fn chan_op(&mut self, op: ChanOp) -> Stmt {
        let program = self.program;
        let elem = |c: u8| program.chans[usize::from(c)].elem;
        match op {
            ChanOp::Send { c, v } => {
                let (chan, value) = (self.chan(c), self.value(elem(c), v));
                stmt(StmtKind::Send(chan, value))
            }
            ChanOp::Recv { c } => {
                let (chan, ty) = (self.chan(c), self.elem_type(elem(c)));
                let received = self.recv(chan, ty);
                self.show(elem(c), received)
            }
            ChanOp::Drop { c } => {
                let (chan, ty) = (self.chan(c), self.elem_type(elem(c)));
                stmt(StmtKind::Expr(self.recv(chan, ty)))
            }
            ChanOp::RecvOk { c } => self.recv_ok(c, elem(c)),
            ChanOp::TrySend { c, v } => {
                let case = self.send_case(c, v, Vec::new());
                self.select(vec![case], true)
            }
            ChanOp::TryRecv { c } => {
                let case = self.recv_case(c);
                self.select(vec![case], true)
            }
            ChanOp::Close { c } => {
                let args = vec![self.chan(c)];
                let close = call(Callee::Builtin(Builtin::Close), args, self.none);
                stmt(StmtKind::Expr(close))
            }
            ChanOp::Len { c } => {
                let x = self.chan(c);
                let len = self.builtin(Builtin::Len, vec![x.clone()]);
                let cap = self.builtin(Builtin::Cap, vec![x]);
                self.println(vec![len, cap])
            }
            ChanOp::Range { c } => {
                let x = self.chan(c);
                self.each(x, elem(c), true)
            }
            ChanOp::Make { c, cap } => self.make_chan(c, cap),
            ChanOp::Nil { c } => {
                let place = self.chan(c);
                let zero = self.zero(&place);
                assign(place, zero)
            }
        }
    }

    /// `if v, ok := <-c; ok { println(v) }`
    fn recv_ok(&mut self, c: u8, elem: Elem) -> Stmt {
        let ty = self.elem_type(elem);
        let (v, ok) = (self.local("v", ty), self.local("ok", Types::BOOL));
        let pair = self.types.intern(Type::Tuple(vec![ty, Types::BOOL]));
        let received = ExprKind::Recv {
            chan: Box::new(self.chan(c)),
            comma_ok: true,
        };
        let value = expr(ExprKind::Local(v), ty);
        let ok_value = expr(ExprKind::Local(ok), Types::BOOL);
        let print = self.show(elem, value.clone());
        stmt(StmtKind::Block(vec![
            stmt(StmtKind::Declare(v, None)),
            stmt(StmtKind::Declare(ok, None)),
            stmt(StmtKind::AssignTuple(
                vec![value, ok_value.clone()],
                expr(received, pair),
            )),
            stmt(StmtKind::If {
                cond: ok_value,
                then: vec![print],
                els: Vec::new(),
            }),
        ]))
    }

    fn send_case(&mut self, c: u8, v: u8, body: Vec<Stmt>) -> SelectCase {
        let elem = self.program.chans[usize::from(c)].elem;
        let (chan, value) = (self.chan(c), self.value(elem, v));
        SelectCase {
            comm: Comm::Send { chan, value },
            body,
        }
    }

    fn recv_case(&mut self, c: u8) -> SelectCase {
        let elem = self.program.chans[usize::from(c)].elem;
        let (chan, ty) = (self.chan(c), self.elem_type(elem));
        let v = self.local("v", ty);
        let value = expr(ExprKind::Local(v), ty);
        let print = self.show(elem, value.clone());
        SelectCase {
            comm: Comm::Recv {
                chan,
                value: Some(value),
                ok: None,
                define: true,
            },
            body: vec![print],
        }
    }

    fn select(&mut self, mut cases: Vec<SelectCase>, default: bool) -> Stmt {
        if default {
            cases.push(SelectCase {
                comm: Comm::Default,
                body: Vec::new(),
            });
        }
        stmt(StmtKind::Select {
            label: self.label(),
            cases,
        })
    }

    pub(super) fn select_op(&mut self, op: SelectOp) -> Stmt {
        let mut cases = Vec::new();
        for case in op.cases() {
            cases.push(if case.send {
                let print = self.println(vec![known(case.c)]);
                self.send_case(case.c, case.v, vec![print])
            } else {
                self.recv_case(case.c)
            });
        }
        self.select(cases, op.default)
    }

    fn cell(&mut self, p: u8) -> Expr {
        let ty = self.cell_type(self.program.cells[usize::from(p)].words());
        self.global(&format!("main.p{p}"), ty)
    }

    /// `p[i]`
    fn word(&mut self, p: u8, i: u8) -> Expr {
        let array = self.cell_array(self.program.cells[usize::from(p)].words());
        let elem = self.elem_type(Elem::Pointer);
        let pointed = expr(ExprKind::Deref(Box::new(self.cell(p))), array);
        expr(ExprKind::Index(Box::new(pointed), Box::new(known(i))), elem)
    }

    fn new_cell(&mut self, p: u8) -> Stmt {
        let place = self.cell(p);
        let ty = place.ty;
        assign(place, call(Callee::Builtin(Builtin::New), Vec::new(), ty))
    }

    pub(super) fn heap_op(&mut self, op: HeapOp) -> Stmt {
        match op {
            HeapOp::New { p } => self.new_cell(p),
            HeapOp::Link { p, i } => {
                let (place, value) = (self.word(p, i), self.value(Elem::Pointer, 0));
                assign(place, value)
            }
            HeapOp::Set { p, i, v } => {
                let word = self.word(p, i);
                let place = expr(ExprKind::Deref(Box::new(word)), Types::INT64);
                assign(place, int(i128::from(v), Types::INT64))
            }
            HeapOp::Get { p, i } => {
                let word = self.word(p, i);
                self.show(Elem::Pointer, word)
            }
            HeapOp::Share { p, q, i } => assign(self.word(p, i), self.word(q, i)),
            HeapOp::Drop { p } => {
                let place = self.cell(p);
                let zero = self.zero(&place);
                assign(place, zero)
            }
            HeapOp::Garbage { p, n } => {
                let new = self.new_cell(p);
                self.count_to(n, vec![new])
            }
            HeapOp::Gc => self.runtime_call(GC),
        }
    }

    /// `for i := int64(0); i < n; i++ { body }`
    fn count_to(&mut self, n: u8, body: Vec<Stmt>) -> Stmt {
        let i = self.local("i", Types::INT64);
        let variable = || expr(ExprKind::Local(i), Types::INT64);
        let limit = int(i128::from(n), Types::INT64);
        let cond = ExprKind::Compare(CmpOp::Lt, Box::new(variable()), Box::new(limit));
        let one = int(1, Types::INT64);
        stmt(StmtKind::For {
            label: self.label(),
            init: vec![stmt(StmtKind::Declare(i, Some(int(0, Types::INT64))))],
            cond: Some(expr(cond, Types::BOOL)),
            post: vec![stmt(StmtKind::OpAssign(BinOp::Add, variable(), one))],
            body,
            per_iteration: Vec::new(),
        })
    }
}
