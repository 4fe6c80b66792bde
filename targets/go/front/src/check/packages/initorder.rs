//! The order in which package variables are initialized, and the function that does it.
//!
//! Follows the Go spec's "Package initialization" and `types2/initorder.go`.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checker;
use crate::check::objects::ids::DeclId;
use crate::check::objects::object::Kind;
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

/// A package variable, or an initializer without one.
struct Var {
    package: usize,
    pos: Pos,
    /// Its place in `inits`.
    init: Option<usize>,
}

/// The variables in order, each with what it needs; the error is those that wait for each other, and for them.
fn in_order(vars: &[Var], needs: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); vars.len()];
    for (var, needs) in needs.iter().enumerate() {
        needs.iter().for_each(|&need| needed_by[need].push(var));
    }
    let mut waits: Vec<usize> = needs.iter().map(Vec::len).collect();
    let key = |var: usize, waits: usize| (vars[var].package, waits, vars[var].pos, var);
    let all = 0..vars.len();
    let mut left: BTreeSet<_> = all.map(|var| key(var, waits[var])).collect();
    let mut order = Vec::new();
    while let Some((_, waiting, _, var)) = left.pop_first() {
        if waiting > 0 {
            let rest = left.iter().map(|(.., var)| *var);
            return Err(std::iter::once(var).chain(rest).collect());
        }
        order.push(var);
        for &other in &needed_by[var] {
            if left.remove(&key(other, waits[other])) {
                waits[other] -= 1;
                left.insert(key(other, waits[other]));
            }
        }
    }
    Ok(order)
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

    /// The package variables that an initializer refers to, directly or through functions.
    fn refers_to(&self, start: u32) -> BTreeSet<GlobalId> {
        let mut out = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut work = vec![DeclId::Init(start)];
        while let Some(decl) = work.pop() {
            for &next in self.uses.get(&decl).into_iter().flatten() {
                if let DeclId::Global(global) = next {
                    out.insert(global);
                } else if seen.insert(next) {
                    work.push(next);
                }
            }
        }
        out
    }

    /// Sorts `inits` into the order in which they run: again and again the variable that waits for the fewest others, the first of
    /// them in the source, and those without an initializer count as others do (`initOrder` of types2).
    pub(crate) fn order_inits(&mut self) {
        let refers: Vec<BTreeSet<GlobalId>> = (0..self.inits.len() as u32)
            .map(|i| self.refers_to(i))
            .collect();
        let mut by_global: BTreeMap<GlobalId, usize> = BTreeMap::new();
        for (i, init) in self.inits.iter().enumerate() {
            by_global.extend(init.lhs.iter().map(|global| (*global, i)));
        }
        let mut vars: Vec<Var> = Vec::new();
        let mut places: BTreeMap<GlobalId, usize> = BTreeMap::new();
        for object in &self.objects {
            if let Kind::Global(global, _) = object.kind {
                places.insert(global, vars.len());
                vars.push(Var {
                    package: object.package,
                    pos: object.pos,
                    init: by_global.get(&global).copied(),
                });
            }
        }
        // What is assigned to blanks only.
        let unnamed = self.inits.iter().enumerate();
        vars.extend(
            unnamed
                .filter(|(_, init)| init.lhs.is_empty())
                .map(|(i, init)| Var {
                    package: init.package,
                    pos: init.pos,
                    init: Some(i),
                }),
        );
        let needs: Vec<Vec<usize>> = vars
            .iter()
            .map(|var| {
                let refers = var.init.map(|init| &refers[init]).into_iter().flatten();
                let needs = refers.filter_map(|global| places.get(global).copied());
                needs
                    .filter(|need| vars[*need].package == var.package)
                    .collect()
            })
            .collect();
        match in_order(&vars, &needs) {
            Ok(order) => {
                let inits = std::mem::take(&mut self.inits);
                let mut inits: Vec<Option<VarInit>> = inits.into_iter().map(Some).collect();
                let order = order.into_iter().filter_map(|var| vars[var].init);
                self.inits = order.filter_map(|init| inits[init].take()).collect();
            }
            Err(left) => {
                let left: BTreeSet<usize> = left.iter().filter_map(|var| vars[*var].init).collect();
                let mut left: Vec<u32> = left.into_iter().map(|init| init as u32).collect();
                let place = |i: u32| (self.inits[i as usize].package, self.inits[i as usize].pos);
                left.sort_by_key(|&i| place(i));
                let before = |globals: &BTreeSet<GlobalId>| {
                    let inits = globals.iter().filter_map(|global| by_global.get(global));
                    inits.map(|init| *init as u32).collect()
                };
                let needs: Vec<BTreeSet<u32>> = refers.iter().map(before).collect();
                self.init_cycle(&left, &needs);
            }
        }
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
