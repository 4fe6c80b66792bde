//! Statements but for assignments, `range` and `select`.

use super::compiler::Res;
use super::func::{FuncCx, Label, Var};
use crate::code::Op;
use tearpoint_front::tast::{Clause, Expr, LabelId, LocalId, Stmt, StmtKind};

/// A three-clause loop's parts.
struct ForParts<'s> {
    label: LabelId,
    cond: Option<&'s Expr>,
    post: &'s [Stmt],
    body: &'s [Stmt],
    per_iteration: &'s [LocalId],
}

impl FuncCx<'_> {
    pub fn stmts(&mut self, stmts: &[Stmt]) -> Res<()> {
        stmts.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Res<()> {
        let mark = self.top;
        self.pos = stmt.pos;
        self.move_to_heap(stmt.pos);
        self.stmt_kind(&stmt.kind)?;
        self.top = mark;
        Ok(())
    }

    fn stmt_kind(&mut self, kind: &StmtKind) -> Res<()> {
        match kind {
            StmtKind::Expr(e) => {
                if !self.discard_recv(e)? {
                    self.value(e, None)?;
                }
            }
            StmtKind::Declare(id, init) => self.declare(*id, init.as_ref())?,
            StmtKind::Assign(left, right) => self.assign(left, right)?,
            StmtKind::AssignTuple(left, right) => self.assign_tuple(left, right)?,
            StmtKind::OpAssign(op, l, r) => self.op_assign(*op, l, r)?,
            StmtKind::Block(stmts) => self.stmts(stmts)?,
            StmtKind::If { cond, then, els } => self.if_stmt(cond, then, els)?,
            StmtKind::For {
                label,
                init,
                cond,
                post,
                body,
                per_iteration,
            } => {
                self.stmts(init)?;
                self.for_stmt(&ForParts {
                    label: *label,
                    cond: cond.as_ref(),
                    post,
                    body,
                    per_iteration,
                })?;
            }
            StmtKind::Range {
                label,
                key,
                value,
                x,
                body,
                define,
                per_iteration,
            } => self.range(&super::range::RangeParts {
                label: *label,
                key: key.as_ref(),
                value: value.as_ref(),
                x,
                body,
                define: *define,
                fresh: *per_iteration,
            })?,
            StmtKind::MapClear(m) => {
                let slot = self.value(m, None)?;
                let kind = crate::code::MapKind::Clear;
                self.map_op(kind, m.ty, slot, 0, 0, 0);
            }
            StmtKind::Switch { label, clauses } => self.switch(*label, clauses)?,
            StmtKind::Break(label) => {
                let to = self.breaks.get(label).copied();
                self.jump_known(to)?;
            }
            StmtKind::Continue(label) => {
                let to = self.continues.get(label).copied();
                self.jump_known(to)?;
            }
            StmtKind::Label(label) => {
                let at = self.goto_label(*label);
                self.bind(at);
            }
            // A goto may be a loop's back edge.
            StmtKind::Goto(label) => {
                let to = self.goto_label(*label);
                self.back(to);
            }
            StmtKind::Return(values) => {
                if !values.is_empty() {
                    self.return_values(values)?;
                }
                self.jump(self.leave);
            }
            StmtKind::Go(call) => {
                let call = self.later(call)?;
                self.emit(Op::Go { call });
            }
            StmtKind::Defer(call) => {
                let call = self.later(call)?;
                self.emit(Op::Defer { call });
            }
            StmtKind::DeferToken(local) => {
                let d = self.bump(8);
                self.emit(Op::DeferToken { d });
                self.declare_slot(*local, d, true);
            }
            StmtKind::DeferTo { token, call } => {
                let token = self.operand(token, true)?;
                let call = self.later(call)?;
                self.emit(Op::DeferTo { call, token });
            }
            StmtKind::Select { label, cases } => self.select(*label, cases)?,
            StmtKind::Send(chan, value) => self.send_stmt(chan, value)?,
        }
        Ok(())
    }

    fn jump_known(&mut self, to: Option<Label>) -> Res<()> {
        let to = to.ok_or_else(|| self.unsupported("this branch"))?;
        self.jump(to);
        Ok(())
    }

    fn goto_label(&mut self, id: LabelId) -> Label {
        if let Some(&label) = self.gotos.get(&id) {
            return label;
        }
        let label = self.label();
        self.gotos.insert(id, label);
        label
    }

    fn if_stmt(&mut self, cond: &Expr, then: &[Stmt], els: &[Stmt]) -> Res<()> {
        let (otherwise, end) = (self.label(), self.label());
        self.cond(cond, otherwise, false)?;
        self.stmts(then)?;
        if !els.is_empty() {
            self.jump(end);
        }
        self.bind(otherwise);
        self.stmts(els)?;
        self.bind(end);
        Ok(())
    }

    fn for_stmt(&mut self, parts: &ForParts<'_>) -> Res<()> {
        let (head, next, end) = (self.label(), self.label(), self.label());
        self.breaks.insert(parts.label, end);
        self.continues.insert(parts.label, next);
        self.bind(head);
        if let Some(cond) = parts.cond {
            self.cond(cond, end, false)?;
        }
        self.stmts(parts.body)?;
        self.bind(next);
        for &id in parts.per_iteration {
            self.copy_box(id);
        }
        self.stmts(parts.post)?;
        self.back(head);
        self.bind(end);
        Ok(())
    }

    /// A loop variable's fresh copy for the next round; only a boxed one can tell.
    fn copy_box(&mut self, id: LocalId) {
        if let Var::Boxed(slot) = self.vars[id.0 as usize] {
            let mark = self.top;
            let ty = self.local_ty(id);
            let v = self.temp(ty);
            let len = self.size(ty);
            if len > 0 {
                self.emit_load(v, slot, 0, len);
            }
            self.new_object(slot, ty);
            self.init(slot, 0, v, ty);
            self.top = mark;
        }
    }

    fn switch(&mut self, label: LabelId, clauses: &[Clause]) -> Res<()> {
        let end = self.label();
        self.breaks.insert(label, end);
        let bodies: Vec<Label> = clauses.iter().map(|_| self.label()).collect();
        let mut default = end;
        for (clause, &body) in clauses.iter().zip(&bodies) {
            if clause.is_default {
                default = body;
            }
            for cond in &clause.conds {
                self.cond(cond, body, true)?;
            }
        }
        self.jump(default);
        for (i, clause) in clauses.iter().enumerate() {
            self.bind(bodies[i]);
            self.stmts(&clause.body)?;
            match bodies.get(i + 1) {
                Some(&next) if clause.fallthrough => self.jump(next),
                _ => self.jump(end),
            }
        }
        self.bind(end);
        Ok(())
    }
}
