//! The order in which package variables are initialized, and the function that does it.
//!
//! Follows the Go spec's "Package initialization" and `types2/initorder.go`.

use std::collections::BTreeSet;

use crate::check::Checker;
use crate::check::objects::ids::DeclId;
use crate::diag::Pos;
use crate::tast::{Call, Callee, Expr, ExprKind, Func, FuncId, GlobalId, Stmt, StmtKind};
use crate::types::Type;

/// A package variable's initializer, compiled as a function of its own.
pub(crate) struct VarInit {
    pub package: usize,
    pub lhs: Vec<GlobalId>,
    pub func: FuncId,
    pub pos: Pos,
    pub name: String,
}

impl Checker<'_> {
    /// Notes that the declaration being checked refers to `on`.
    pub(crate) fn depend(&mut self, on: DeclId) {
        if let DeclId::Func(func) = on {
            self.reach(func);
            self.link(func);
        }
        if self.env.decl != DeclId::None {
            self.uses.entry(self.env.decl).or_default().insert(on);
        }
    }

    /// The initializers that must run before `start`, found through functions.
    fn needs(&self, start: u32) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut work = vec![DeclId::Init(start)];
        while let Some(decl) = work.pop() {
            for &next in self.uses.get(&decl).into_iter().flatten() {
                let next = match next {
                    DeclId::Global(global) => {
                        let init = self
                            .inits
                            .iter()
                            .position(|init| init.lhs.contains(&global));
                        match init {
                            Some(init) => {
                                out.insert(init as u32);
                                continue;
                            }
                            None => continue,
                        }
                    }
                    other => other,
                };
                if seen.insert(next) {
                    work.push(next);
                }
            }
        }
        out
    }

    /// Sorts `inits` into the order in which they run.
    pub(crate) fn order_inits(&mut self) {
        let mut left: Vec<u32> = (0..self.inits.len() as u32).collect();
        left.sort_by_key(|&i| (self.inits[i as usize].package, self.inits[i as usize].pos));
        let needs: Vec<BTreeSet<u32>> = (0..self.inits.len() as u32)
            .map(|i| self.needs(i))
            .collect();
        let mut done = BTreeSet::new();
        let mut order = Vec::new();
        while !left.is_empty() {
            let ready = left
                .iter()
                .position(|&i| needs[i as usize].iter().all(|need| done.contains(need)));
            let Some(at) = ready else {
                self.init_cycle(&left, &needs);
                return;
            };
            let init = left.remove(at);
            done.insert(init);
            order.push(init);
        }
        let mut inits: Vec<Option<VarInit>> = std::mem::take(&mut self.inits)
            .into_iter()
            .map(Some)
            .collect();
        self.inits = order
            .into_iter()
            .filter_map(|i| inits[i as usize].take())
            .collect();
    }

    /// Reports the first of `left` that needs itself.
    fn init_cycle(&mut self, left: &[u32], needs: &[BTreeSet<u32>]) {
        let on_cycle = left.iter().copied().find(|&start| {
            let (mut seen, mut work) = (BTreeSet::new(), vec![start]);
            while let Some(at) = work.pop() {
                work.extend(
                    needs[at as usize]
                        .iter()
                        .copied()
                        .filter(|&need| seen.insert(need)),
                );
            }
            seen.contains(&start)
        });
        let index = on_cycle.unwrap_or(left[0]);
        let init = &self.inits[index as usize];
        let (pos, name, package) = (init.pos, init.name.clone(), init.package);
        let itself = self.uses.get(&DeclId::Init(index)).is_some_and(|uses| {
            uses.iter()
                .any(|on| matches!(on, DeclId::Global(global) if init.lhs.contains(global)))
        });
        self.env.package = package;
        let text = if itself {
            format!("initialization cycle: {name} refers to itself")
        } else {
            format!("initialization cycle for {name}")
        };
        self.error(pos, text);
    }

    /// The function that initializes all packages.
    pub(crate) fn init_function(&mut self) -> FuncId {
        let pos = Pos::START;
        let none = self.types.intern(Type::Tuple(Vec::new()));
        let mut body = Vec::new();
        for package in 0..self.packages.len() {
            let vars = self
                .inits
                .iter()
                .filter(|init| init.package == package)
                .map(|init| init.func);
            let funcs = self
                .init_funcs
                .iter()
                .filter(|(owner, _)| *owner == package)
                .map(|(_, func)| *func);
            for func in vars.chain(funcs) {
                let call = Call {
                    callee: Callee::Static(func),
                    args: Vec::new(),
                };
                let call = Expr {
                    kind: ExprKind::Call(Box::new(call)),
                    ty: none,
                    pos,
                };
                body.push(Stmt {
                    kind: StmtKind::Expr(call),
                    pos,
                });
            }
        }
        let id = FuncId(self.funcs.len() as u32);
        self.funcs.push(Some(Func {
            symbol: "runtime.doInit1".to_owned(),
            params: Vec::new(),
            results: Vec::new(),
            locals: Vec::new(),
            captures: Vec::new(),
            body,
            pos,
            recovers: false,
            defers: false,
        }));
        id
    }
}
