//! Where the values of expressions flow (cmd/compile/internal/escape/{expr,assign,call}.go).

use std::collections::{BTreeMap, BTreeSet};

use super::Escapes;
use super::graph::{Graph, Hole, Leaks, Loc, Role};
use tearpoint_front::diag::Pos;
use tearpoint_front::tast::{
    Builtin, Call, Callee, CaptureSource, Expr, ExprKind, FuncId, LocalId, Program,
};
use tearpoint_front::types::{Type, TypeId, Types};

/// One function's analysis.
pub(super) struct Flow<'a> {
    known: &'a mut Escapes,
    program: &'a Program,
    pub types: &'a Types,
    pub graph: Graph,
    locals: Vec<Loc>,
    captures: Vec<Loc>,
    pub results: Vec<LocalId>,
    /// Locals that hold one closure and nothing else.
    closures: BTreeMap<LocalId, FuncId>,
    /// Locals that are assigned after their declaration.
    assigned: BTreeSet<LocalId>,
    /// `append`s, and what they may allocate.
    appends: Vec<(Pos, Loc)>,
    pub depth: u32,
}

impl<'a> Flow<'a> {
    /// How the parameters (and captures) leak, and which `append`s stay in the frame.
    pub fn of(
        known: &'a mut Escapes,
        program: &'a Program,
        types: &'a Types,
        id: FuncId,
    ) -> (Vec<Leaks>, BTreeSet<Pos>) {
        let func = &program.funcs[id.0 as usize];
        let mut graph = Graph::new();
        let mut locals: Vec<Loc> = Vec::new();
        for number in 0..func.locals.len() {
            let local = LocalId(number as u32);
            let place = |of: &[LocalId]| of.iter().position(|&other| other == local);
            let role = match (place(&func.params), place(&func.results)) {
                (Some(at), _) => Role::Param(at),
                (_, Some(at)) => Role::Result(at),
                _ => Role::Inner,
            };
            locals.push(graph.add(role, 1));
        }
        let captured = |at| Role::Param(func.params.len() + at);
        let captures = (0..func.captures.len())
            .map(|at| graph.add(captured(at), 1))
            .collect();
        let mut flow = Flow {
            known,
            program,
            types,
            graph,
            locals,
            captures,
            results: func.results.clone(),
            closures: BTreeMap::new(),
            assigned: crate::compile::facts::Facts::of(&func.body).assigned,
            appends: Vec::new(),
            depth: 1,
        };
        flow.stmts(&func.body);
        flow.graph.solve();
        let mut leaks = std::mem::take(&mut flow.graph.leaks);
        leaks.resize_with(func.params.len() + func.captures.len(), Leaks::default);
        let stays = flow.appends.iter();
        let stays = stays.filter_map(|&(pos, at)| (!flow.graph.escapes(at)).then_some(pos));
        (leaks, stays.collect())
    }

    pub fn local(&self, id: LocalId) -> Loc {
        self.locals[id.0 as usize]
    }

    /// A local is declared here, with that value.
    pub fn declared(&mut self, id: LocalId, value: Option<&Expr>) {
        self.graph.set_depth(self.local(id), self.depth);
        if let Some(Expr {
            kind: ExprKind::Closure { func, .. },
            ..
        }) = value
            && !self.assigned.contains(&id)
        {
            self.closures.insert(id, *func);
        }
    }

    /// `spill`: an allocation whose address flows to `k`; where its contents flow.
    fn spill(&mut self, k: Hole) -> Hole {
        let at = self.graph.add(Role::Inner, self.depth);
        self.graph.flow(k.addr(), at);
        Hole::at(at)
    }

    /// `teeHole`
    fn tee(&mut self, holes: &[Hole]) -> Hole {
        let at = self.graph.add(Role::Inner, self.depth);
        holes.iter().for_each(|&k| self.graph.flow(k, at));
        Hole::at(at)
    }

    pub fn discard(&mut self, e: &Expr) {
        self.expr(Hole::DISCARD, e);
    }

    pub fn discard_all<'e>(&mut self, all: impl IntoIterator<Item = &'e Expr>) {
        all.into_iter().for_each(|e| self.discard(e));
    }

    /// `expr`: evaluates `e`; its value flows to `k`.
    pub fn expr(&mut self, k: Hole, e: &Expr) {
        let k = match k.derefs >= 0 && !self.types.has_pointers(e.ty) {
            true => Hole::DISCARD,
            false => k,
        };
        match &e.kind {
            ExprKind::Const(_) | ExprKind::Zero | ExprKind::Blank => {}
            ExprKind::Global(_) | ExprKind::Func(_) => {}
            ExprKind::Local(id) => self.graph.flow(k, self.local(*id)),
            ExprKind::Capture(at) => self.graph.flow(k, self.captures[*at as usize]),
            ExprKind::Closure { func, captures } => self.closure(k, *func, captures),
            ExprKind::Unary(_, x) => self.discard(x),
            ExprKind::Binary(_, x, y)
            | ExprKind::Compare(_, x, y)
            | ExprKind::AndAnd(x, y)
            | ExprKind::OrOr(x, y) => self.discard_all([&**x, y]),
            ExprKind::Convert(x) => self.convert(k, x, e.ty),
            ExprKind::Call(call) => self.call(&[k], call, e.pos),
            ExprKind::Deref(x) => self.expr(k.deref(), x),
            ExprKind::AddrOf(x) => self.address(k, x),
            ExprKind::Field(x, _) => self.expr(k, x),
            ExprKind::Index(x, at) => {
                self.discard(at);
                match self.types.underlying(x.ty) {
                    Type::Array { .. } => self.expr(k, x),
                    Type::Slice(_) => self.expr(k.deref(), x),
                    _ => self.discard(x),
                }
            }
            ExprKind::MapIndex { map, key, .. } => self.discard_all([&**map, key]),
            ExprKind::SliceOf { x, lo, hi, max } => {
                self.discard_all([lo, hi, max].into_iter().flatten().map(|e| &**e));
                match self.types.underlying(x.ty) {
                    Type::Array { .. } => self.expr(k.addr(), x),
                    _ => self.expr(k, x),
                }
            }
            ExprKind::TypeAssert { x, ty, .. } => match self.one_word(*ty) {
                true => self.expr(k, x),
                false => self.expr(k.deref(), x),
            },
            ExprKind::Recv { chan, .. } => self.discard(chan),
            ExprKind::StructLit(fields) => fields.iter().for_each(|(_, v)| self.expr(k, v)),
            ExprKind::ElemsLit { elems, .. } => {
                let k = match self.types.underlying(e.ty) {
                    Type::Array { .. } => k,
                    _ => self.spill(k),
                };
                elems.iter().for_each(|(_, v)| self.expr(k, v));
            }
            ExprKind::MapLit(entries) => {
                let all = entries.iter().flat_map(|(key, value)| [key, value]);
                all.for_each(|e| self.expr(Hole::HEAP, e));
            }
            ExprKind::MethodValue { recv, .. } => self.expr(Hole::HEAP, recv),
            ExprKind::Block(stmts, value) => {
                self.stmts(stmts);
                self.expr(k, value);
            }
        }
    }

    /// An interface's data word is a value of this type itself, or the value is an interface.
    fn one_word(&self, ty: TypeId) -> bool {
        match self.types.underlying(ty) {
            Type::Interface(_) | Type::Pointer(_) | Type::UnsafePointer => true,
            Type::Map { .. } | Type::Chan { .. } | Type::Func(_) => true,
            Type::Struct(fields) => fields.len() == 1 && self.one_word(fields[0].ty),
            Type::Array { elem, len } => *len == 1 && self.one_word(*elem),
            _ => false,
        }
    }

    fn convert(&mut self, k: Hole, x: &Expr, to: TypeId) {
        let interface = |ty| matches!(self.types.underlying(ty), Type::Interface(_));
        let boxes = interface(to) && !interface(x.ty) && !self.one_word(x.ty);
        let (from_slice, to_slice) = (
            matches!(self.types.underlying(x.ty), Type::Slice(_)),
            matches!(self.types.underlying(to), Type::Slice(_)),
        );
        let array = matches!(self.types.underlying(to), Type::Array { .. });
        if boxes {
            let k = self.spill(k);
            self.expr(k, x);
        } else if from_slice && array {
            self.expr(k.deref(), x);
        } else if from_slice != to_slice && !matches!(self.types.underlying(to), Type::Pointer(_)) {
            // Strings are copies.
            self.discard(x);
        } else {
            self.expr(k, x);
        }
    }

    fn address(&mut self, k: Hole, x: &Expr) {
        match &x.kind {
            ExprKind::StructLit(_) | ExprKind::ElemsLit { .. } | ExprKind::MapLit(_) => {
                let k = self.spill(k);
                self.expr(k, x);
            }
            _ => self.expr(k.addr(), x),
        }
    }

    fn closure(&mut self, k: Hole, func: FuncId, captures: &[CaptureSource]) {
        let k = self.spill(k);
        let params = self.program.funcs[func.0 as usize].params.len();
        for (at, source) in captures.iter().enumerate() {
            let leaks = self
                .known
                .leaks_of(self.program, self.types, func, params + at);
            let (from, by_value) = match source {
                CaptureSource::Local(id) => (self.local(*id), !self.assigned.contains(id)),
                CaptureSource::Capture(at) => (self.captures[*at as usize], true),
            };
            self.graph.flow(if by_value { k } else { k.addr() }, from);
            let least = leaks.results.iter().copied().chain([leaks.heap]).flatten();
            if let Some(derefs) = least.min() {
                self.graph.flow(Hole::HEAP.shift(derefs), from);
            }
            if let Some(derefs) = leaks.mutator {
                self.graph.flow(Hole::MUTATOR.shift(derefs), from);
            }
        }
    }

    /// `assignHole`: where a value flows that is assigned to `left`.
    pub fn place(&mut self, left: &Expr) -> Hole {
        match &left.kind {
            ExprKind::Local(id) => Hole::at(self.local(*id)),
            ExprKind::Blank => Hole::DISCARD,
            ExprKind::Field(x, _) => self.place(x),
            ExprKind::Index(x, at) => {
                self.discard(at);
                if matches!(self.types.underlying(x.ty), Type::Array { .. }) {
                    return self.place(x);
                }
                self.expr(Hole::MUTATOR, x);
                Hole::HEAP
            }
            ExprKind::Deref(x) => {
                self.expr(Hole::MUTATOR, x);
                Hole::HEAP
            }
            ExprKind::MapIndex { map, key, .. } => {
                self.discard(map);
                self.expr(Hole::HEAP, key);
                Hole::HEAP
            }
            _ => Hole::HEAP,
        }
    }

    /// `call`; the results flow to `ks`.
    pub fn call(&mut self, ks: &[Hole], call: &Call, pos: Pos) {
        let callee = match &call.callee {
            Callee::Builtin(builtin) => return self.builtin(ks, *builtin, &call.args, pos),
            Callee::Static(id) => Some(*id),
            Callee::Value(f) => {
                self.discard(f);
                match &f.kind {
                    ExprKind::Closure { func, .. } => Some(*func),
                    ExprKind::Local(id) => self.closures.get(id).copied(),
                    _ => None,
                }
            }
            Callee::Interface { recv, .. } => {
                self.expr(Hole::HEAP, recv);
                None
            }
            Callee::Runtime(_) => None,
        };
        for (number, arg) in call.args.iter().enumerate() {
            let leaks = match callee {
                Some(id) => self.known.leaks_of(self.program, self.types, id, number),
                None => Leaks::unknown(),
            };
            let shifted = |k: Hole, derefs: Option<i32>| derefs.map(|derefs| k.shift(derefs));
            let mut holes: Vec<Hole> = Vec::new();
            holes.extend(shifted(Hole::HEAP, leaks.heap));
            holes.extend(shifted(Hole::MUTATOR, leaks.mutator));
            for (at, &derefs) in leaks.results.iter().enumerate() {
                let k = ks.get(at).or(ks.first()).copied();
                holes.extend(k.and_then(|k| shifted(k, derefs)));
            }
            let k = match holes[..] {
                [] => Hole::DISCARD,
                [one] => one,
                ref many => self.tee(many),
            };
            self.expr(k, arg);
        }
    }

    fn builtin(&mut self, ks: &[Hole], builtin: Builtin, args: &[Expr], pos: Pos) {
        let k = ks.first().copied().unwrap_or(Hole::DISCARD);
        let pointers_in = |flow: &Flow<'_>, ty| match *flow.types.underlying(ty) {
            Type::Slice(elem) => flow.types.has_pointers(elem),
            _ => false,
        };
        match builtin {
            Builtin::Append | Builtin::AppendString => {
                let Some((slice, rest)) = args.split_first() else {
                    return;
                };
                let mut holes = vec![k, Hole::MUTATOR];
                if pointers_in(self, slice.ty) {
                    holes.push(Hole::HEAP.deref());
                }
                let appendee = self.tee(&holes);
                self.expr(appendee, slice);
                for arg in rest {
                    let one = matches!(*self.types.underlying(slice.ty), Type::Slice(elem) if elem == arg.ty);
                    match &arg.kind {
                        _ if one => self.expr(Hole::HEAP, arg),
                        ExprKind::ElemsLit { elems, .. } => {
                            elems.iter().for_each(|(_, v)| self.expr(Hole::HEAP, v));
                        }
                        _ if pointers_in(self, arg.ty) => self.expr(Hole::HEAP.deref(), arg),
                        _ => self.discard(arg),
                    }
                }
                let store = self.spill(k);
                self.graph.set_depth(store.to, 0);
                self.appends.push((pos, store.to));
            }
            Builtin::Copy => {
                if let [to, from] = args {
                    self.expr(Hole::MUTATOR, to);
                    match pointers_in(self, from.ty) {
                        true => self.expr(Hole::HEAP.deref(), from),
                        false => self.discard(from),
                    }
                }
            }
            Builtin::Clear => args.iter().for_each(|x| self.expr(Hole::MUTATOR, x)),
            Builtin::Panic => args.iter().for_each(|x| self.expr(Hole::HEAP, x)),
            Builtin::Max | Builtin::Min => args.iter().for_each(|x| self.expr(k, x)),
            Builtin::New | Builtin::Make => {
                self.spill(k);
                self.discard_all(args);
            }
            Builtin::UnsafeAdd
            | Builtin::UnsafeSlice
            | Builtin::UnsafeString
            | Builtin::UnsafeSliceData
            | Builtin::UnsafeStringData => {
                if let [p, rest @ ..] = args {
                    self.expr(k, p);
                    self.discard_all(rest);
                }
            }
            _ => self.discard_all(args),
        }
    }
}
