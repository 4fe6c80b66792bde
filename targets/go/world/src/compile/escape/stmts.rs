//! Where the values of statements flow (cmd/compile/internal/escape/stmt.go).

use super::flow::Flow;
use super::graph::Hole;
use tearpoint_front::tast::{Call, Callee, Comm, Expr, ExprKind, Stmt, StmtKind};
use tearpoint_front::types::Type;

impl Flow<'_> {
    pub fn stmts(&mut self, stmts: &[Stmt]) {
        let depth = self.depth;
        stmts.iter().for_each(|stmt| self.stmt(stmt));
        self.depth = depth;
    }

    fn looped(&mut self, inside: impl FnOnce(&mut Self)) {
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(e) => self.discard(e),
            StmtKind::Declare(id, value) => {
                self.declared(*id, value.as_ref());
                let k = Hole::at(self.local(*id));
                value.iter().for_each(|e| self.expr(k, e));
            }
            StmtKind::Assign(left, right) => {
                for (left, right) in left.iter().zip(right) {
                    let k = self.place(left);
                    self.expr(k, right);
                }
            }
            StmtKind::AssignTuple(left, right) => {
                let ks: Vec<Hole> = left.iter().map(|left| self.place(left)).collect();
                self.tuple(&ks, right);
            }
            StmtKind::OpAssign(_, left, right) => {
                self.place(left);
                self.discard(right);
            }
            StmtKind::Block(stmts) => self.stmts(stmts),
            StmtKind::If { cond, then, els } => {
                self.discard(cond);
                self.stmts(then);
                self.stmts(els);
            }
            StmtKind::For {
                init,
                cond,
                post,
                body,
                ..
            } => {
                self.stmts(init);
                self.looped(|flow| {
                    flow.discard_all(cond);
                    flow.stmts(post);
                    flow.stmts(body);
                });
            }
            StmtKind::Range {
                key,
                value,
                x,
                body,
                define,
                ..
            } => self.range([key.as_ref(), value.as_ref()], x, body, *define),
            StmtKind::MapClear(x) => self.expr(Hole::MUTATOR, x),
            StmtKind::Switch { clauses, .. } => {
                for clause in clauses {
                    self.discard_all(&clause.conds);
                    self.stmts(&clause.body);
                }
            }
            StmtKind::Select { cases, .. } => {
                for case in cases {
                    self.comm(&case.comm);
                    self.stmts(&case.body);
                }
            }
            StmtKind::Return(values) => self.leave(values),
            StmtKind::Go(call) => self.later(call, Hole::HEAP),
            StmtKind::Defer(call) if self.depth == 1 => {
                self.call(&[], call, stmt.pos);
            }
            StmtKind::Defer(call) | StmtKind::DeferTo { call, .. } => self.later(call, Hole::HEAP),
            StmtKind::Send(chan, value) => {
                self.discard(chan);
                self.expr(Hole::HEAP, value);
            }
            // What follows may be a loop: gc looks for a jump back.
            StmtKind::Label(_) => self.depth += 1,
            StmtKind::Goto(_)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::DeferToken(_) => {}
        }
    }

    fn range(&mut self, left: [Option<&Expr>; 2], x: &Expr, body: &[Stmt], define: bool) {
        self.looped(|flow| {
            let ks = left.map(|left| match left {
                Some(left) => {
                    if let (true, ExprKind::Local(id)) = (define, &left.kind) {
                        flow.declared(*id, None);
                    }
                    flow.place(left)
                }
                None => Hole::DISCARD,
            });
            flow.stmts(body);
            flow.depth -= 1;
            match flow.types.underlying(x.ty) {
                Type::Array { .. } => flow.expr(ks[1], x),
                Type::Slice(_) | Type::Pointer(_) => flow.expr(ks[1].deref(), x),
                _ => flow.discard(x),
            }
            flow.depth += 1;
        });
    }

    fn comm(&mut self, comm: &Comm) {
        match comm {
            Comm::Default => {}
            Comm::Send { chan, value } => {
                self.discard(chan);
                self.expr(Hole::HEAP, value);
            }
            Comm::Recv {
                chan,
                value,
                ok,
                define,
            } => {
                self.discard(chan);
                for left in [value, ok].into_iter().flatten() {
                    match &left.kind {
                        ExprKind::Local(id) if *define => self.declared(*id, None),
                        _ => {
                            self.place(left);
                        }
                    }
                }
            }
        }
    }

    fn leave(&mut self, values: &[Expr]) {
        let results = self.results.clone();
        let ks: Vec<Hole> = results.iter().map(|&id| Hole::at(self.local(id))).collect();
        match values {
            [one] if ks.len() > 1 => self.tuple(&ks, one),
            many => {
                for (&k, value) in ks.iter().zip(many) {
                    self.expr(k, value);
                }
            }
        }
    }

    /// One expression with several values.
    fn tuple(&mut self, ks: &[Hole], right: &Expr) {
        match &right.kind {
            ExprKind::Call(call) => self.call(ks, call, right.pos),
            _ => {
                let first = ks.first().copied().unwrap_or(Hole::DISCARD);
                self.expr(first, right);
            }
        }
    }

    /// The arguments of a call that is made later.
    fn later(&mut self, call: &Call, k: Hole) {
        match &call.callee {
            Callee::Value(f) => self.expr(k, f),
            Callee::Interface { recv, .. } => self.expr(k, recv),
            _ => {}
        }
        call.args.iter().for_each(|arg| self.expr(k, arg));
    }
}
