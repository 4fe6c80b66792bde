//! Declarations of functions, and their bodies.
//!
//! Follows `types2/decl.go` (`funcDecl`) and `types2/stmt.go` (`funcBody`).

use crate::check::generics::generic::GenericDecl;
use crate::check::objects::ids::{DeclId, NO_FUNC, ObjId};
use crate::check::objects::object::{FuncRef, Kind};
use crate::check::statements::terminating;
use crate::check::{Body, Checked, Checker, Env};
use crate::provided;
use crate::syntax::ast;
use crate::tast::{FuncId, Stmt};
use crate::types::Type;

impl<'a> Checker<'a> {
    /// A generic function: its body is checked with its type parameters as they are.
    pub(crate) fn generic_func(&mut self, id: ObjId, decl: &'a ast::FuncDecl) -> Checked<Kind<'a>> {
        let outer = self.env.scope;
        let generic = self.declare_generic(id, &decl.type_params, GenericDecl::Func(decl))?;
        if decl.body.is_none() {
            return Err(self.error(decl.name.pos, "generic function is missing function body"));
        }
        let params = self.generic(generic).params.clone();
        let scope = self.instance_scope(generic, &params);
        self.env.scope = scope;
        self.env.open = true;
        let sig = self.signature_of(&decl.ty);
        self.env.open = false;
        self.env.scope = outer;
        let sig = self.intern(decl.pos, Type::Func(sig?))?;
        self.generics[generic.0 as usize].sig = Some(sig);
        let name = &decl.name.name;
        self.bodies.push_back(Body {
            func: NO_FUNC,
            decl,
            package: self.env.package,
            sig,
            recv: None,
            symbol: format!("{}.{name}", self.packages[self.env.package].path),
            id: DeclId::None,
            scope,
            open: true,
            instance: None,
        });
        Ok(Kind::GenericFunc(generic))
    }

    pub(crate) fn func_decl(&mut self, decl: &'a ast::FuncDecl) -> Checked<Kind<'a>> {
        let name = &decl.name.name;
        let sig = self.signature_of(&decl.ty)?;
        let sig = self.intern(decl.pos, Type::Func(sig))?;
        let package = &self.packages[self.env.package];
        let mut symbol = format!("{}.{name}", package.path);
        let library = package.library;
        if decl.body.is_none() {
            if package.library
                && let Some(runtime) = provided::find(&symbol, self.release)
            {
                return Ok(Kind::Func(FuncRef::Runtime(runtime), sig));
            }
            let line = package.linknames.iter().find(|line| line.local == *name);
            let target = line.map(|line| line.target.as_str());
            if package.library {
                if let Some(elsewhere) = self.provided_elsewhere(name, target, sig) {
                    return Ok(elsewhere);
                }
            } else if let Some(target) = target {
                return self.linked_func(decl, target, sig);
            } else {
                return Err(self.error(decl.name.pos, "missing function body"));
            }
        }
        // An overlay may stand for what the compiler knows without its body.
        if library && let Some(ours) = self.provided_elsewhere(name, None, sig) {
            return Ok(ours);
        }
        self.defined_twice(decl)?;
        if name == "init" {
            let package = self.env.package;
            let init = |body: &&Body<'_>| body.package == package && body.decl.name.name == "init";
            let before = self.bodies.iter().filter(init);
            symbol = format!("{symbol}.{}", before.count());
        }
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(None);
        self.bodies.push_back(Body {
            func,
            decl,
            package: self.env.package,
            sig,
            recv: None,
            symbol,
            id: DeclId::Func(func),
            scope: self.env.scope,
            open: false,
            instance: None,
        });
        Ok(Kind::Func(FuncRef::Go(func), sig))
    }

    /// A function's or method's body.
    pub(crate) fn body(&mut self, body: Body<'a>) {
        let Some(sig) = self.signature(body.sig) else {
            return;
        };
        let decl = if body.open { DeclId::None } else { body.id };
        self.env = Env {
            open: body.open,
            instance: body.instance.is_some(),
            args: body.instance.unwrap_or_default(),
            ..Env::top(body.package, body.scope, decl)
        };
        let prefix = format!("{}.func", body.symbol);
        let symbol = body.symbol.clone();
        self.enter_fn(body.symbol, prefix, sig);
        let recv = body.decl.recv.as_ref().zip(body.recv);
        let stmts = self.in_scope(|this| {
            // A redeclared parameter has been reported.
            let _ = this.declare_params(recv, &body.decl.ty);
            match &body.decl.body {
                Some(block) => this.func_body(block),
                None => vec![this.missing(&symbol, body.decl.pos)],
            }
        });
        let (func, _) = self.leave_fn().finish(stmts, body.decl.pos);
        self.set_func(body.func, func);
    }

    /// The statements of the function just entered, with the checks of the whole body.
    pub(crate) fn func_body(&mut self, block: &'a ast::Block) -> Vec<Stmt> {
        self.collect_labels(block);
        let stmts = self.block_stmts(&block.stmts);
        if !self.func().sig.results.is_empty() && !terminating::list(&block.stmts) {
            self.error(block.end, "missing return");
        }
        self.finish_labels();
        stmts
    }
}
