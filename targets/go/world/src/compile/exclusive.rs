//! Slices that leave their function once, and until then have nobody else who knows their array.
//!
//! Follows cmd/compile/internal/slice/slice.go of go1.26.6 and 1.27.3 (`analyze`): a local slice all of whose uses are of kinds that
//! keep it the only one, but for one statement in no deeper loop, has its array in the frame until that statement.
//! Deviation: functions that gc would have inlined are looked at on their own.

use std::collections::{BTreeMap, BTreeSet};

use super::escape::Escapes;
use super::nodes::Node;
use tearpoint_front::diag::Pos;
use tearpoint_front::tast::{
    Builtin, Call, Callee, CaptureSource, Expr, ExprKind, FuncId, LocalId, Program, Stmt, StmtKind,
};
use tearpoint_front::types::{Type, Types};

/// Bytes of an array that a frame has room for (`VariableMakeThreshold`).
pub(super) const FRAME_BYTES: u64 = 32;

/// A slice whose array stays in the frame for a while.
#[derive(Debug)]
pub(super) struct Exclusive {
    /// The statement before which the array moves to the heap.
    pub moves_at: Pos,
    /// The capacity is asked for: it is kept when the array moves, and grows in small steps before.
    pub capacity_used: bool,
    /// Where it is appended to.
    pub appends: BTreeSet<Pos>,
}

/// What is known of a slice so far.
#[derive(Default)]
struct Info {
    understood: u32,
    uses: u32,
    transition: Option<Pos>,
    appends: BTreeSet<Pos>,
    weight: u32,
    depth: u32,
    capacity_used: bool,
}

/// What the analysis may ask.
pub(super) struct Cx<'a> {
    pub escapes: &'a mut Escapes,
    pub program: &'a Program,
    pub types: &'a Types,
    /// Ranging over a slice moves it, and so does the address of a part of an element (since 1.27).
    pub range_moves: bool,
}

struct Analysis<'a> {
    cx: Cx<'a>,
    tracked: BTreeMap<LocalId, Info>,
    named_results: Vec<LocalId>,
    depth: u32,
}

/// The exclusive slices of a function.
pub(super) fn exclusive_slices(cx: Cx<'_>, func: FuncId) -> BTreeMap<LocalId, Exclusive> {
    let body = &cx.program.funcs[func.0 as usize];
    let mut tracked = BTreeMap::new();
    for (number, local) in body.locals.iter().enumerate() {
        if let Type::Slice(elem) = *cx.types.underlying(local.ty)
            && cx.types.size(elem) <= FRAME_BYTES
            && !local.name.is_empty()
        {
            tracked.insert(LocalId(number as u32), Info::default());
        }
    }
    if tracked.is_empty() {
        return BTreeMap::new();
    }
    let named_results = body.results.iter().copied();
    let named_results = named_results
        .filter(|id| tracked.contains_key(id))
        .collect();
    let mut analysis = Analysis {
        cx,
        tracked,
        named_results,
        depth: 0,
    };
    for stmt in &body.body {
        analysis.node(Node::Stmt(stmt));
    }
    let found = analysis.tracked.into_iter().filter_map(|(id, info)| {
        let understood = info.understood == info.uses && info.weight >= 2;
        let exclusive = Exclusive {
            moves_at: info.transition.filter(|_| understood)?,
            capacity_used: info.capacity_used,
            appends: info.appends,
        };
        Some((id, exclusive))
    });
    found.collect()
}

impl Analysis<'_> {
    fn tracking(&mut self, e: &Expr) -> Option<&mut Info> {
        match &e.kind {
            ExprKind::Local(id) => self.tracked.get_mut(id),
            _ => None,
        }
    }

    fn forget(&mut self, e: &Expr) {
        if let ExprKind::Local(id) = &e.kind {
            self.tracked.remove(id);
        }
    }

    fn understand(&mut self, e: &Expr) {
        if let Some(info) = self.tracking(e) {
            info.understood += 1;
        }
    }

    /// The slice stops being exclusive in the statement at `pos`.
    fn transition(&mut self, id: LocalId, pos: Pos) {
        let depth = self.depth;
        if let Some(info) = self.tracked.get_mut(&id) {
            if info.transition.is_some() || depth > info.depth {
                self.tracked.remove(&id);
            } else {
                info.transition = Some(pos);
            }
        }
    }

    fn leaves(&mut self, e: &Expr, pos: Pos) {
        self.understand(e);
        if let ExprKind::Local(id) = &e.kind {
            self.transition(*id, pos);
        }
    }

    fn node(&mut self, node: Node<'_>) {
        let mut loops = false;
        match node {
            Node::Expr(e) => self.expr(e),
            Node::Stmt(stmt) => {
                self.stmt(stmt);
                loops = matches!(stmt.kind, StmtKind::For { .. } | StmtKind::Range { .. });
            }
        }
        self.depth += u32::from(loops);
        node.children(&mut |child| self.node(child));
        self.depth -= u32::from(loops);
    }

    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Local(_) => {
                if let Some(info) = self.tracking(e) {
                    info.uses += 1;
                }
            }
            ExprKind::Index(x, _) => self.understand(x),
            ExprKind::AddrOf(x) => self.address_of(x),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Closure { captures, .. } => {
                for source in captures {
                    if let CaptureSource::Local(id) = source
                        && let Some(info) = self.tracked.get_mut(id)
                    {
                        info.uses += 1;
                    }
                }
            }
            _ => {}
        }
    }

    /// `&s[i]`, or since 1.27 of a part of it: the address is another way to the array.
    fn address_of(&mut self, mut x: &Expr) {
        loop {
            match &x.kind {
                ExprKind::Field(inner, _) if self.cx.range_moves => x = inner,
                ExprKind::Index(inner, _) => {
                    let array = matches!(self.cx.types.underlying(inner.ty), Type::Array { .. });
                    if array && self.cx.range_moves {
                        x = inner;
                        continue;
                    }
                    return self.forget(inner);
                }
                _ => return,
            }
        }
    }

    fn call(&mut self, call: &Call) {
        match &call.callee {
            Callee::Builtin(Builtin::Len) => self.understand(&call.args[0]),
            Callee::Builtin(Builtin::Cap) => {
                if let Some(info) = self.tracking(&call.args[0]) {
                    info.understood += 1;
                    info.capacity_used = true;
                }
            }
            Callee::Static(func) => {
                for (number, arg) in call.args.iter().enumerate() {
                    if self.tracking(arg).is_none() {
                        continue;
                    }
                    let Cx {
                        escapes,
                        program,
                        types,
                        ..
                    } = &mut self.cx;
                    let leaks = escapes.leaks(program, types, *func, number);
                    if let Some(info) = self.tracking(arg)
                        && !leaks
                    {
                        info.understood += 1;
                        info.capacity_used = true;
                    }
                }
            }
            _ => {}
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Declare(id, value) => {
                let depth = self.depth;
                if let Some(info) = self.tracked.get_mut(id) {
                    info.depth = depth;
                    info.uses += 1;
                }
                self.assign(Some(*id), value.as_ref(), stmt.pos);
            }
            StmtKind::Assign(left, right) => {
                for (left, right) in left.iter().zip(right) {
                    let id = match &left.kind {
                        ExprKind::Local(id) => Some(*id),
                        _ => None,
                    };
                    self.assign(id, Some(right), stmt.pos);
                }
            }
            StmtKind::Return(values) => {
                values.iter().for_each(|value| self.leaves(value, stmt.pos));
                if values.is_empty() {
                    for id in self.named_results.clone() {
                        self.transition(id, stmt.pos);
                    }
                }
            }
            StmtKind::Range { x, .. } if self.cx.range_moves => self.leaves(x, stmt.pos),
            StmtKind::Range { x, .. } => self.understand(x),
            // Arguments are assigned to variables of a closure that makes the call.
            StmtKind::Go(call) | StmtKind::Defer(call) | StmtKind::DeferTo { call, .. } => {
                call.args.iter().for_each(|arg| self.leaves(arg, stmt.pos));
            }
            _ => {}
        }
    }

    /// `left = right`, or the declaration of it.
    fn assign(&mut self, left: Option<LocalId>, right: Option<&Expr>, pos: Pos) {
        let depth = self.depth;
        if let Some(id) = left
            && let Some(info) = self.tracked.get_mut(&id)
        {
            let itself = |e: &Expr| matches!(e.kind, ExprKind::Local(other) if other == id);
            match right.map(|right| (&right.kind, right)) {
                None | Some((ExprKind::Zero, _)) => info.understood += 1,
                Some((ExprKind::ElemsLit { .. }, _)) => {
                    info.understood += 1;
                    info.capacity_used = true;
                }
                Some((ExprKind::SliceOf { x, max: None, .. }, _)) if itself(x) => {
                    info.understood += 2;
                    info.capacity_used = true;
                }
                Some((ExprKind::Call(call), right)) => {
                    if let Callee::Builtin(Builtin::Append | Builtin::AppendString) = call.callee
                        && itself(&call.args[0])
                    {
                        info.understood += 2;
                        info.appends.insert(right.pos);
                        info.weight += 1 + depth.saturating_sub(info.depth);
                    }
                }
                _ => {}
            }
        }
        if let Some(right) = right {
            self.leaves(right, pos);
        }
    }
}
