//! Package variables and the functions that initialize them.
//!
//! Follows `types2/decl.go` (`varDecl`).

use crate::check::expressions::assignability::Context;
use crate::check::objects::ids::{DeclId, ObjId};
use crate::check::objects::object::{Kind, Source};
use crate::check::packages::initorder::VarInit;
use crate::check::{Checked, Checker, Invalid};
use crate::syntax::ast;
use crate::tast::{Expr, ExprKind, FuncId, Global, GlobalId, Stmt, StmtKind};
use crate::types::{Signature, TypeId};
use crate::version::Feature;

/// A package variable's kind, all variables that its initializer sets, and the statements that do it.
type GlobalInit<'a> = (Kind<'a>, Vec<GlobalId>, Vec<Stmt>);

impl<'a> Checker<'a> {
    fn new_global(&mut self, name: &ast::Ident, ty: TypeId) -> GlobalId {
        let (name, pos) = (name.name.as_str(), name.pos);
        let id = GlobalId(self.globals.len() as u32);
        let package = &self.packages[self.env.package];
        let linkname = package
            .linknames
            .iter()
            .find(|line| line.local == name)
            .map(|line| line.target.clone());
        let path = package.path;
        if let Some(target) = &linkname {
            self.linked_var(pos, target);
        }
        self.globals.push(Global {
            symbol: format!("{path}.{name}"),
            ty,
            linkname,
        });
        id
    }

    /// A package variable, together with those its initializer sets too.
    pub(crate) fn global(
        &mut self,
        id: ObjId,
        spec: &'a ast::VarSpec,
        i: usize,
    ) -> Checked<Kind<'a>> {
        let name = &spec.names[i];
        let ty = spec.ty.as_ref().map(|ty| self.typ(ty)).transpose()?;
        let mut known = None;
        if let Some(ty) = ty {
            let global = self.new_global(name, ty);
            known = Some((global, ty));
            self.object_mut(id).kind = Kind::Global(global, ty);
        }
        if spec.values.is_empty() {
            let (global, ty) = known.ok_or(Invalid)?;
            return Ok(Kind::Global(global, ty));
        }
        let init = DeclId::Init(self.inits.len() as u32);
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(None);
        let pos = name.pos;
        let package = self.env.package;
        self.inits.push(VarInit {
            package,
            lhs: Vec::new(),
            func,
            pos,
            name: name.name.clone(),
        });
        self.env.decl = init;
        self.enter_init();
        let result = self.global_init(spec, i, known);
        let literals = self.func().literals;
        self.packages[self.env.package].literals = literals;
        let ctx = self.leave_fn();
        let (kind, lhs, stmts) = result?;
        self.funcs[func.0 as usize] = Some(ctx.finish(stmts, pos).0);
        let DeclId::Init(index) = init else {
            return Err(Invalid);
        };
        self.inits[index as usize].lhs = lhs;
        Ok(kind)
    }

    /// Enters the function that runs a package variable's initializer.
    fn enter_init(&mut self) {
        let package = &self.packages[self.env.package];
        let symbol = format!("{}.init", package.path);
        let outer = if self.has(Feature::InitLiteralNames) {
            "init"
        } else {
            "glob."
        };
        let prefix = format!("{}.{outer}.func", package.path);
        let literals = package.literals;
        self.enter_fn(
            symbol,
            prefix,
            Signature {
                params: vec![],
                results: vec![],
                variadic: false,
            },
        );
        self.func().literals = literals;
        self.func().is_init = true;
    }

    fn global_init(
        &mut self,
        spec: &'a ast::VarSpec,
        i: usize,
        known: Option<(GlobalId, TypeId)>,
    ) -> Checked<GlobalInit<'a>> {
        let (names, values) = (&spec.names, &spec.values);
        let pos = names[i].pos;
        if names.len() == values.len() {
            let (value, ty) =
                self.init_value(&values[i], known.map(|(_, ty)| ty), Context::VarDecl)?;
            let global = known.map_or_else(|| self.new_global(&names[i], ty), |(global, _)| global);
            let place = self.global_place(&names[i], global, ty);
            let stmt = Stmt {
                kind: StmtKind::Assign(vec![place], vec![value]),
                pos,
            };
            return Ok((Kind::Global(global, ty), vec![global], vec![stmt]));
        }
        if values.len() != 1 {
            return Err(self.var_arity(names, values));
        }
        let (tuple, types) = self.tuple_value(&values[0], names.len(), values[0].pos)?;
        let declared = known.map(|(_, ty)| ty);
        let mut places = Vec::new();
        let mut globals = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let ty = declared.unwrap_or_else(|| self.default_type(types[at]));
            let global = match known {
                Some((global, _)) if at == i => global,
                _ => self.new_global(name, ty),
            };
            if at != i {
                self.set_sibling(spec, at, Kind::Global(global, ty));
            }
            places.push(self.global_place(name, global, ty));
            globals.push(global);
        }
        let stmts = self.assign_tuple(places, tuple, &types, &values[0], Context::Assignment)?;
        let ty = declared.unwrap_or_else(|| self.default_type(types[i]));
        Ok((Kind::Global(globals[i], ty), globals, stmts))
    }

    /// Gives the kind of another variable of the same declaration.
    fn set_sibling(&mut self, spec: &'a ast::VarSpec, at: usize, kind: Kind<'a>) {
        let sibling = self.objects.iter_mut().find(|object| match object.kind {
            Kind::Lazy(Source::Var(other, i)) => i == at && std::ptr::eq(other, spec),
            _ => false,
        });
        if let Some(sibling) = sibling {
            sibling.kind = kind;
        }
    }

    fn global_place(&self, name: &ast::Ident, global: GlobalId, ty: TypeId) -> Expr {
        let kind = if name.name == "_" {
            ExprKind::Blank
        } else {
            ExprKind::Global(global)
        };
        Expr {
            kind,
            ty,
            pos: name.pos,
        }
    }

    /// A variable's first value, converted to its type if it has been declared with one.
    pub(crate) fn init_value(
        &mut self,
        value: &'a ast::Expr,
        ty: Option<TypeId>,
        context: Context,
    ) -> Checked<(Expr, TypeId)> {
        let x = self.one_value(value)?;
        match ty {
            Some(ty) => Ok((self.assign(x, ty, &context)?, ty)),
            None => {
                let expr = self.default_value(x, &context)?;
                let ty = expr.ty;
                Ok((expr, ty))
            }
        }
    }
}
