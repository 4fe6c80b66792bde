//! Declarations: package-level ones on demand, local ones in place; function bodies.

use crate::check::expressions::assignability::Context;
use crate::check::objects::scope::{FuncRef, Kind, ObjId, Source};
use crate::check::packages::initorder::{DeclId, VarInit};
use crate::check::{Body, Checked, Checker, Env, Invalid, Mention};
use crate::syntax::ast;
use crate::tast::{Expr, ExprKind, FuncId, Global, GlobalId, Stmt, StmtKind};
use crate::types::{NamedId, Signature, Type, TypeId, Types};
use crate::version::Feature;

/// A package variable's kind, all variables that its initializer sets, and the statements that do it.
type GlobalInit<'a> = (Kind<'a>, Vec<GlobalId>, Vec<Stmt>);

impl<'a> Checker<'a> {
    /// Looks at a package-level declaration; afterwards the object has its final kind.
    pub(crate) fn resolve(&mut self, id: ObjId, source: Source<'a>) {
        let outer = self.package_env(id);
        let declaring = self.declaring;
        if !matches!(source, Source::Type(_)) {
            self.declaring = 0;
        }
        self.object_mut(id).kind = Kind::Resolving;
        self.resolving.push((id, source));
        let result = match source {
            Source::Const(spec, i) => self.const_object(spec, i),
            Source::Var(spec, i) => self.global(id, spec, i),
            Source::Type(spec) => self.type_decl(id, spec),
            Source::Func(decl) if !decl.type_params.is_empty() => self.generic_func(id, decl),
            Source::Func(decl) => self.func_decl(decl),
        };
        self.resolving.pop();
        self.declaring = declaring;
        self.object_mut(id).kind = result.unwrap_or(Kind::Invalid);
        self.env = outer;
    }

    /// Enters the surroundings of a package-level object; gives those to come back to.
    fn package_env(&mut self, id: ObjId) -> Env<'a> {
        let package = self.object(id).package;
        let env = Env::top(package, self.file_scope(self.object(id).pos), DeclId::None);
        std::mem::replace(&mut self.env, env)
    }

    /// One constant of a spec, in the current scope.
    pub(crate) fn const_object(&mut self, spec: &'a ast::ConstSpec, i: usize) -> Checked<Kind<'a>> {
        let name = &spec.names[i];
        let Some(value) = spec.values.get(i) else {
            let what = if spec.values.is_empty() {
                "const declaration".to_owned()
            } else {
                name.name.clone()
            };
            return Err(self.error(name.pos, format!("missing init expr for {what}")));
        };
        if i + 1 == spec.names.len() && spec.values.len() > spec.names.len() {
            let extra = &spec.values[spec.names.len()];
            return Err(self.error(
                extra.pos,
                format!("extra init expr {}", crate::syntax::print::expr(extra)),
            ));
        }
        let outer = self.env.iota.replace(spec.iota);
        let result = self.const_value(spec, value);
        self.env.iota = outer;
        result
    }

    fn const_value(&mut self, spec: &'a ast::ConstSpec, value: &'a ast::Expr) -> Checked<Kind<'a>> {
        let ty = match &spec.ty {
            Some(ty) => {
                let ty_id = self.typ(ty)?;
                if !self.is_constant_type(ty_id) {
                    let text = self.type_string(ty_id);
                    return Err(self.error(ty.pos, format!("invalid constant type {text}")));
                }
                Some(ty_id)
            }
            None => None,
        };
        let x = self.expr(value)?;
        if x.as_const().is_none() {
            let what = self.describe(&x);
            return Err(self.error(x.pos(), format!("{what} is not constant")));
        }
        let x = match ty {
            None => x,
            Some(ty) => self.constant_of(x, ty, Context::ConstDecl)?,
        };
        match x.as_const() {
            Some(value) => Ok(Kind::Const(x.ty, value.clone())),
            None => Err(Invalid),
        }
    }

    pub(crate) fn type_decl(&mut self, id: ObjId, spec: &'a ast::TypeSpec) -> Checked<Kind<'a>> {
        if spec.alias {
            if let Some(param) = spec.params.first() {
                let (pos, requires) = if self.has(Feature::GenericAliases) {
                    let experiment = "requires GOEXPERIMENT=aliastypeparams";
                    (spec.name.pos, experiment.to_owned())
                } else {
                    (param.name.pos, Feature::GenericAliases.requires())
                };
                return Err(self.error(pos, format!("generic type alias {requires}")));
            }
            return Ok(Kind::Type(self.constraint(&spec.ty)?));
        }
        if !spec.params.is_empty() {
            let decl = crate::check::generics::generic::GenericDecl::Type(spec);
            let generic = self.declare_generic(id, &spec.params, decl)?;
            self.collect_waiting(id);
            self.origin_type(generic)?;
            return Ok(Kind::GenericType(generic));
        }
        let (named, ty) = self.new_named(&spec.name.name, spec.name.pos);
        self.object_mut(id).kind = Kind::Type(ty);
        self.collect_waiting(id);
        self.structure(named, spec)?;
        Ok(Kind::Type(ty))
    }

    /// Completes a declared type, and then those it was the first to mention.
    fn structure(&mut self, named: NamedId, spec: &'a ast::TypeSpec) -> Checked<()> {
        self.declaring += 1;
        let mut rhs = self.constraint(&spec.ty);
        if rhs.is_ok_and(|ty| self.is_param(ty)) || self.is_param_name(&spec.ty) {
            rhs = Err(self.error(
                spec.ty.pos,
                "cannot use a type parameter as RHS in type declaration",
            ));
        }
        self.declaring -= 1;
        self.complete_named(named, rhs.unwrap_or(Types::INT));
        if self.declaring == 0 {
            self.complete_mentioned();
        }
        self.settle();
        rhs.map(|_| ())
    }

    /// A declared type that another one mentions: its structure can wait, so that long chains of types need no
    /// deep stack.
    pub(crate) fn mention(&mut self, id: ObjId, spec: &'a ast::TypeSpec) -> TypeId {
        let (named, ty) = self.new_named(&spec.name.name, spec.name.pos);
        self.object_mut(id).kind = Kind::Type(ty);
        self.collect_waiting(id);
        let package = self.object(id).package;
        self.mentioned.push(Mention {
            object: Some(id),
            spec,
            named,
            package,
            scope: self.file_scope(spec.name.pos),
            open: false,
            instance: false,
            level: 0,
        });
        ty
    }

    /// Completes all types that were only mentioned so far.
    pub(crate) fn complete_mentioned(&mut self) {
        while let Some(mention) = self.mentioned.pop() {
            self.complete_one(mention);
        }
    }

    /// Completes one mentioned type at once, if it is one.
    pub(crate) fn complete_now(&mut self, named: NamedId) {
        if let Some(at) = self
            .mentioned
            .iter()
            .position(|mention| mention.named == named)
        {
            let mention = self.mentioned.remove(at);
            self.complete_one(mention);
        }
    }

    pub(crate) fn complete_one(&mut self, mention: Mention<'a>) {
        let env = Env {
            open: mention.open,
            instance: mention.instance,
            level: mention.level,
            ..Env::top(mention.package, mention.scope, DeclId::None)
        };
        let outer = std::mem::replace(&mut self.env, env);
        // What it mentions in turn is left to the loop that called.
        self.declaring += 1;
        if self.structure(mention.named, mention.spec).is_err()
            && let Some(id) = mention.object
        {
            self.object_mut(id).kind = Kind::Invalid;
        }
        self.declaring -= 1;
        self.env = outer;
    }

    /// Whether `x` is the name of a type parameter, even where an instance has its argument for it.
    pub(crate) fn is_param_name(&self, x: &ast::Expr) -> bool {
        match &x.kind {
            ast::ExprKind::Paren(inner) => self.is_param_name(inner),
            ast::ExprKind::Name(name) => self.lookup(name).is_some_and(|id| self.object(id).param),
            _ => false,
        }
    }

    /// A generic function: its body is checked with its type parameters as they are.
    fn generic_func(&mut self, id: ObjId, decl: &'a ast::FuncDecl) -> Checked<Kind<'a>> {
        let outer = self.env.scope;
        let generic = self.declare_generic(
            id,
            &decl.type_params,
            crate::check::generics::generic::GenericDecl::Func(decl),
        )?;
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
            func: crate::check::declarations::function::NO_FUNC,
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

    fn func_decl(&mut self, decl: &'a ast::FuncDecl) -> Checked<Kind<'a>> {
        let name = &decl.name.name;
        let sig = self.signature_of(&decl.ty)?;
        let sig = self.intern(decl.pos, Type::Func(sig))?;
        let package = &self.packages[self.env.package];
        let mut symbol = format!("{}.{name}", package.path);
        if decl.body.is_none() {
            if package.library
                && let Some(runtime) = crate::library::runtime_functions::runtime_function(&symbol)
            {
                return Ok(Kind::Func(FuncRef::Runtime(runtime), sig));
            }
            let line = package.linknames.iter().find(|line| line.local == *name);
            if let Some(target) = line.map(|line| line.target.as_str()) {
                return self.linked_func(decl, target, sig);
            }
            return Err(self.error(decl.name.pos, "missing function body"));
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
        let (Some(block), Some(sig)) = (&body.decl.body, self.signature(body.sig)) else {
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
        self.enter_fn(body.symbol, prefix, sig);
        let recv = body.decl.recv.as_ref().zip(body.recv);
        let stmts = self.in_scope(|this| {
            // A redeclared parameter has been reported.
            let _ = this.declare_params(recv, &body.decl.ty);
            this.func_body(block)
        });
        let (func, _) = self.leave_fn().finish(stmts, body.decl.pos);
        self.set_func(body.func, func);
    }

    /// The statements of the function just entered, with the checks of the whole body.
    pub(crate) fn func_body(&mut self, block: &'a ast::Block) -> Vec<Stmt> {
        self.collect_labels(block);
        let stmts = self.block_stmts(&block.stmts);
        if !self.func().sig.results.is_empty()
            && !crate::check::statements::terminating::list(&block.stmts)
        {
            self.error(block.end, "missing return");
        }
        self.finish_labels();
        stmts
    }

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
    fn global(&mut self, id: ObjId, spec: &'a ast::VarSpec, i: usize) -> Checked<Kind<'a>> {
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
