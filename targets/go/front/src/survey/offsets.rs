//! Numbers that are added to the address of a runtime object: what a map or a channel points to, a lock.
//!
//! A variable's type is known where its declaration says it: a parameter, `var x T`, `x := make(T)` or `x := T{…}`. One more variable
//! may hold the address.

use std::collections::BTreeMap;

use super::layout::Sizes;
use super::{Of, Offset, walk};
use crate::syntax::ast::{
    BinaryOp, Decl, Expr, ExprKind, File, FuncType, StmtKind, UnaryOp, VarSpec,
};
use crate::token::BinOp;

/// Types of package sync whose fields are nobody's business.
const SYNC: [&str; 7] = [
    "Mutex",
    "RWMutex",
    "WaitGroup",
    "Once",
    "Cond",
    "Map",
    "Pool",
];

/// What is known of a variable.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is a map, a channel, a lock.
    Is(Of),
    /// It holds the address of one.
    Holds(Of),
}

/// What is known of variables.
pub type Scope = BTreeMap<String, Known>;

/// The package's variables of known types.
pub fn globals<'a>(files: impl Iterator<Item = &'a File>) -> Scope {
    let mut scope = Scope::new();
    for decl in files.flat_map(|file| &file.decls) {
        if let Decl::Var(spec) = decl {
            declare(spec, &mut scope);
        }
    }
    scope
}

/// The offsets in a file.
pub fn offsets(name: &str, file: &File, globals: &Scope, sizes: &Sizes) -> Vec<Offset> {
    let mut list = Vec::new();
    for decl in &file.decls {
        let mut scope = globals.clone();
        if let Decl::Func(func) = decl {
            parameters(&func.ty, &mut scope);
            if let Some(body) = &func.body {
                walk::stmts(body, &mut |stmt| match &stmt.kind {
                    StmtKind::Decl(decls) => decls.iter().for_each(|decl| {
                        if let Decl::Var(spec) = decl {
                            declare(spec, &mut scope);
                        }
                    }),
                    StmtKind::Define(names, values, _) => define(names, values, &mut scope),
                    _ => {}
                });
            }
        }
        walk::exprs(decl, &mut |x| {
            let found = added(x, &scope, sizes);
            list.extend(found.map(|(of, offset)| Offset {
                file: name.to_owned(),
                line: x.pos.line,
                of,
                offset,
            }));
        });
    }
    list.sort_by_key(|at| at.line);
    list.dedup();
    list
}

fn parameters(ty: &FuncType, scope: &mut Scope) {
    for param in ty.params.iter().chain(&ty.results) {
        if let (Some(name), Some(of)) = (&param.name, type_of(&param.ty)) {
            scope.insert(name.name.clone(), Known::Is(of));
        }
    }
}

fn declare(spec: &VarSpec, scope: &mut Scope) {
    for (at, name) in spec.names.iter().enumerate() {
        let value = spec.values.get(at);
        let is = spec.ty.as_ref().and_then(type_of).map(Known::Is);
        if let Some(known) = is.or_else(|| known(value?, scope)) {
            scope.insert(name.name.clone(), known);
        }
    }
}

fn define(names: &[Expr], values: &[Expr], scope: &mut Scope) {
    for (name, value) in names.iter().zip(values) {
        if let (ExprKind::Name(name), Some(known)) = (&name.kind, known(value, scope)) {
            scope.insert(name.clone(), known);
        }
    }
}

/// What a variable is that begins with this value.
fn known(value: &Expr, scope: &Scope) -> Option<Known> {
    let made = match &value.kind {
        ExprKind::Composite { ty: Some(ty), .. } => type_of(ty),
        ExprKind::Call(call) => match (&call.fun.kind, call.args.first()) {
            (ExprKind::Name(name), Some(ty)) if name == "make" => type_of(ty),
            _ => None,
        },
        _ => None,
    };
    made.map(Known::Is)
        .or_else(|| address(value, scope).map(Known::Holds))
}

fn type_of(ty: &Expr) -> Option<Of> {
    match &ty.kind {
        ExprKind::Paren(inner) => type_of(inner),
        ExprKind::MapType(..) => Some(Of::Map),
        ExprKind::ChanType(..) => Some(Of::Chan),
        ExprKind::Selector(package, name) => match &package.kind {
            ExprKind::Name(package) if package == "sync" => {
                let known = SYNC.into_iter().find(|known| *known == name.name);
                known.map(Of::Sync)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whose address an expression is: `*(*unsafe.Pointer)(unsafe.Pointer(&m))` is that of a map, `unsafe.Pointer(&mu)` of a lock.
fn address(x: &Expr, scope: &Scope) -> Option<Of> {
    match &x.kind {
        ExprKind::Paren(inner) => address(inner, scope),
        ExprKind::Name(name) => match scope.get(name)? {
            Known::Holds(of) => Some(*of),
            Known::Is(_) => None,
        },
        ExprKind::Call(call) => match call.args.as_slice() {
            // A conversion: `unsafe.Pointer(…)`, `uintptr(…)`.
            [only] if converts(&call.fun) => address(only, scope),
            _ => None,
        },
        ExprKind::Unary(UnaryOp::Addr, inner) => match variable(inner, scope)? {
            of @ Of::Sync(_) => Some(of),
            Of::Map | Of::Chan => None,
        },
        // What the variable of a map or a channel holds.
        ExprKind::Star(inner) => match &inner.kind {
            ExprKind::Call(call) => match (&call.fun.kind, call.args.as_slice()) {
                (ExprKind::Paren(ty), [only]) if matches!(ty.kind, ExprKind::Star(_)) => {
                    match variable(place(only)?, scope)? {
                        Of::Sync(_) => None,
                        of => Some(of),
                    }
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// `x` of `unsafe.Pointer(&x)`.
fn place(x: &Expr) -> Option<&Expr> {
    match &x.kind {
        ExprKind::Paren(inner) => place(inner),
        ExprKind::Call(call) => match call.args.as_slice() {
            [only] if converts(&call.fun) => place(only),
            _ => None,
        },
        ExprKind::Unary(UnaryOp::Addr, inner) => Some(inner),
        _ => None,
    }
}

fn variable(x: &Expr, scope: &Scope) -> Option<Of> {
    match &x.kind {
        ExprKind::Paren(inner) => variable(inner, scope),
        ExprKind::Name(name) => match scope.get(name)? {
            Known::Is(of) => Some(*of),
            Known::Holds(_) => None,
        },
        _ => None,
    }
}

fn converts(fun: &Expr) -> bool {
    match &fun.kind {
        ExprKind::Selector(_, name) => name.name == "Pointer",
        ExprKind::Name(name) => name == "uintptr",
        _ => false,
    }
}

/// The object and the number of a sum: `unsafe.Add(p, 9)`, `uintptr(p) + 9`.
fn added(x: &Expr, scope: &Scope, sizes: &Sizes) -> Option<(Of, u64)> {
    let (base, number) = match &x.kind {
        ExprKind::Call(call) => match (&call.fun.kind, call.args.as_slice()) {
            (ExprKind::Selector(_, name), [base, number]) if name.name == "Add" => (base, number),
            _ => return None,
        },
        ExprKind::Binary(BinaryOp::Arith(BinOp::Add), base, number, _) => (&**base, &**number),
        _ => return None,
    };
    Some((address(base, scope)?, sizes.number(number)?))
}
