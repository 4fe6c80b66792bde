//! What every generated program has: its declarations, its goroutines, how main begins and ends.

use super::tree::{call, expr, int, stmt};
use crate::program::{Elem, Ending, Op, Program};
use tearpoint_front::diag::Pos;
use tearpoint_front::provided::{self, Provided};
use tearpoint_front::tast::{
    Builtin, Call, Callee, CmpOp, Expr, ExprKind, Func, FuncId, Global, GlobalId, LabelId, Local,
    LocalId, Stmt, StmtKind,
};
use tearpoint_front::types::{ChanDir, Type, TypeId, Types};

const ADD: &Provided = provided::row("sync/atomic.AddInt32");
const LOAD: &Provided = provided::row("sync/atomic.LoadInt32");
const GOSCHED: &Provided = provided::row("runtime.Gosched");
/// What operations on the heap call.
pub(super) const GC: &Provided = provided::row("runtime.GC");

pub(super) struct Builder<'a> {
    pub(super) types: Types,
    /// The type of an expression without a value.
    pub(super) none: TypeId,
    pub(super) program: &'a Program,
    pub(super) globals: Vec<Global>,
    /// Of the function being built.
    pub(super) locals: Vec<Local>,
    pub(super) labels: u32,
}

/// What stands for a key: a number known now, or a loop variable.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Known(u8),
    Variable(LocalId),
}

impl Builder<'_> {
    /// The package variables, in the order of the printed form.
    pub(super) fn declare(&mut self) {
        let program = self.program;
        match program.ending {
            Ending::Spin => self.declare_one("main.done".to_owned(), Types::INT32),
            Ending::Receive => {
                let ty = self.chan_of(Types::INT64);
                self.declare_one("main.done".to_owned(), ty);
            }
            Ending::Return => {}
        }
        for (m, map) in program.maps.iter().enumerate() {
            let ty = self.map_type(map.key);
            self.declare_one(format!("main.m{m}"), ty);
        }
        for (s, slice) in program.slices.iter().enumerate() {
            let ty = self.slice_type(slice.elem);
            self.declare_one(format!("main.s{s}"), ty);
        }
        for (c, chan) in program.chans.iter().enumerate() {
            let ty = self.chan_type(chan.elem);
            self.declare_one(format!("main.c{c}"), ty);
        }
        for (p, cell) in program.cells.iter().enumerate() {
            let ty = self.cell_type(cell.words());
            self.declare_one(format!("main.p{p}"), ty);
        }
    }

    pub(super) fn declare_one(&mut self, symbol: String, ty: TypeId) {
        self.globals.push(Global {
            symbol,
            ty,
            linkname: None,
        });
    }

    /// A package variable.
    pub(super) fn global(&self, symbol: &str, ty: TypeId) -> Expr {
        let at = self
            .globals
            .iter()
            .position(|global| global.symbol == symbol);
        let id = GlobalId(at.map_or(0, |at| at as u32));
        expr(ExprKind::Global(id), ty)
    }

    pub(super) fn elem_type(&mut self, elem: Elem) -> TypeId {
        match elem {
            Elem::Int64 => Types::INT64,
            Elem::Int32 => Types::INT32,
            Elem::String => Types::STRING,
            Elem::Pointer => self.types.intern(Type::Pointer(Types::INT64)),
        }
    }

    pub(super) fn slice_type(&mut self, elem: Elem) -> TypeId {
        let elem = self.elem_type(elem);
        self.types.intern(Type::Slice(elem))
    }

    pub(super) fn chan_of(&mut self, elem: TypeId) -> TypeId {
        let dir = ChanDir::Both;
        self.types.intern(Type::Chan { dir, elem })
    }

    pub(super) fn chan_type(&mut self, elem: Elem) -> TypeId {
        let elem = self.elem_type(elem);
        self.chan_of(elem)
    }

    pub(super) fn cell_array(&mut self, len: u64) -> TypeId {
        let elem = self.elem_type(Elem::Pointer);
        self.types.intern(Type::Array { elem, len })
    }

    pub(super) fn cell_type(&mut self, words: u64) -> TypeId {
        let array = self.cell_array(words);
        self.types.intern(Type::Pointer(array))
    }

    pub(super) fn goroutine(&mut self, g: usize, ops: &[Op]) -> Func {
        let mut body = self.ops(ops);
        match self.program.ending {
            Ending::Spin => {
                let args = vec![self.done_pointer(), int(1, Types::INT32)];
                let add = Callee::Runtime(ADD);
                body.push(stmt(StmtKind::Expr(call(add, args, Types::INT32))));
            }
            Ending::Receive => {
                let done = self.done_chan();
                body.push(stmt(StmtKind::Send(done, int(1, Types::INT64))));
            }
            Ending::Return => {}
        }
        self.function(format!("main.g{g}"), body)
    }

    pub(super) fn main(&mut self) -> Func {
        let program = self.program;
        let mut body = self.start();
        for g in 0..program.goroutines.len() - 1 {
            body.push(stmt(StmtKind::Go(Call {
                callee: Callee::Static(FuncId(g as u32)),
                args: Vec::new(),
            })));
        }
        body.extend(self.ops(&program.goroutines[0]));
        match program.ending {
            Ending::Spin => body.push(self.spin()),
            Ending::Receive => {
                for _ in 1..program.goroutines.len() {
                    let chan = self.done_chan();
                    body.push(stmt(StmtKind::Expr(self.recv(chan, Types::INT64))));
                }
            }
            Ending::Return => {}
        }
        self.function("main.main".to_owned(), body)
    }

    /// What main does before its own operations.
    pub(super) fn start(&mut self) -> Vec<Stmt> {
        let program = self.program;
        let mut body = Vec::new();
        if program.ending == Ending::Receive {
            let done = self.done_chan();
            let made = call(Callee::Builtin(Builtin::Make), Vec::new(), done.ty);
            body.push(stmt(StmtKind::Assign(vec![done], vec![made])));
        }
        for (m, map) in program.maps.iter().enumerate() {
            body.push(self.make_map(m as u8, map.hint));
            if map.filled > 0 {
                body.push(self.fill(m as u8, 0, map.filled));
            }
        }
        for (s, slice) in program.slices.iter().enumerate() {
            if slice.cap > 0 {
                body.push(self.make_slice(s as u8, slice.len, slice.cap));
            }
        }
        for (c, chan) in program.chans.iter().enumerate() {
            body.push(self.make_chan(c as u8, chan.cap));
        }
        body
    }

    pub(super) fn done_chan(&mut self) -> Expr {
        let ty = self.chan_of(Types::INT64);
        self.global("main.done", ty)
    }

    pub(super) fn done_pointer(&mut self) -> Expr {
        let pointer = self.types.intern(Type::Pointer(Types::INT32));
        let done = self.global("main.done", Types::INT32);
        expr(ExprKind::AddrOf(Box::new(done)), pointer)
    }

    /// `for atomic.LoadInt32(&done) < n { runtime.Gosched() }`
    pub(super) fn spin(&mut self) -> Stmt {
        let args = vec![self.done_pointer()];
        let load = call(Callee::Runtime(LOAD), args, Types::INT32);
        let others = int(self.program.goroutines.len() as i128 - 1, Types::INT32);
        let cond = expr(
            ExprKind::Compare(CmpOp::Lt, Box::new(load), Box::new(others)),
            Types::BOOL,
        );
        let body = vec![self.gosched()];
        stmt(StmtKind::For {
            label: self.label(),
            init: Vec::new(),
            cond: Some(cond),
            post: Vec::new(),
            body,
            per_iteration: Vec::new(),
        })
    }

    pub(super) fn function(&mut self, symbol: String, body: Vec<Stmt>) -> Func {
        Func {
            symbol,
            params: Vec::new(),
            results: Vec::new(),
            locals: std::mem::take(&mut self.locals),
            captures: Vec::new(),
            body,
            pos: Pos::default(),
            recovers: false,
            defers: false,
        }
    }

    pub(super) fn local(&mut self, name: &str, ty: TypeId) -> LocalId {
        self.locals.push(Local {
            name: name.to_owned(),
            ty,
            boxed: false,
        });
        LocalId(self.locals.len() as u32 - 1)
    }

    pub(super) fn label(&mut self) -> LabelId {
        self.labels += 1;
        LabelId(self.labels - 1)
    }

    pub(super) fn gosched(&self) -> Stmt {
        self.runtime_call(GOSCHED)
    }

    pub(super) fn runtime_call(&self, f: &'static Provided) -> Stmt {
        let call = call(Callee::Runtime(f), Vec::new(), self.none);
        stmt(StmtKind::Expr(call))
    }

    pub(super) fn println(&self, values: Vec<Expr>) -> Stmt {
        let call = call(Callee::Builtin(Builtin::Println), values, self.none);
        stmt(StmtKind::Expr(call))
    }

    pub(super) fn recv(&self, chan: Expr, elem: TypeId) -> Expr {
        let kind = ExprKind::Recv {
            chan: Box::new(chan),
            comma_ok: false,
        };
        expr(kind, elem)
    }

    pub(super) fn ops(&mut self, ops: &[Op]) -> Vec<Stmt> {
        ops.iter().map(|op| self.op(*op)).collect()
    }

    pub(super) fn op(&mut self, op: Op) -> Stmt {
        match op {
            Op::Map(op) => self.map_op(op),
            Op::Slice(op) => self.slice_op(op),
            Op::Chan(op) => self.chan_op(op),
            Op::Select(op) => self.select_op(op),
            Op::Heap(op) => self.heap_op(op),
            // Such a program is not built.
            Op::Sync(_) | Op::Time(_) => self.gosched(),
        }
    }
}
