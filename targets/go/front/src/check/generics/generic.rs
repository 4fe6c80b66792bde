//! Generic declarations: their type parameters, with constraints, and the ways to name them.
//!
//! Follows `types2/decl.go` (`collectTypeParams`, `bound`) and `types2/typexpr.go` (`instantiatedType`) in purpose. The
//! declaration itself is checked once, with type parameters as opaque types; then each instance's syntax is checked
//! again with the arguments in their place, and becomes a type or function of its own. An instance reports nothing that
//! its declaration would not have reported; where it does, that is told as something unsupported.
//!
//! Invariants: functions of the declaration itself have no number ([`NO_FUNC`](crate::check::objects::ids::NO_FUNC))
//! and no code; instances are made in the order in which they are met. Misses: local types of generic functions do not
//! count for instantiation cycles.

use std::collections::BTreeMap;

use crate::check::expressions::operand::Mode;
use crate::check::generics::method_params::MethodExpr;
use crate::check::objects::ids::{GenericId, ObjId, ScopeId};
use crate::check::objects::object::Kind;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::{ast, print};
use crate::tast::FuncId;
use crate::types::{Constraint, NamedId, ParamId, Type, TypeId, Types};

#[derive(Clone)]
pub(crate) enum GenericDecl<'a> {
    Type(&'a ast::TypeSpec),
    Func(&'a ast::FuncDecl),
    /// A method with type parameters of its own, of this type.
    Method(&'a ast::FuncDecl, NamedId),
    /// Such a method as a function of its receiver, too.
    MethodExpr(Box<MethodExpr>),
}

/// A generic type, function or method.
pub(crate) struct Generic<'a> {
    pub name: &'a str,
    pub pos: Pos,
    pub package: usize,
    /// Where the declaration stands.
    scope: ScopeId,
    /// The same with the type parameters' names.
    pub inner: ScopeId,
    pub decl: GenericDecl<'a>,
    pub params: Vec<TypeId>,
    /// The constraints are being looked at.
    pub constraining: bool,
    /// A function's type, in terms of `params`.
    pub sig: Option<TypeId>,
    pub types: BTreeMap<Vec<TypeId>, NamedId>,
    /// What an alias stands for; none while that is being found out.
    pub aliases: BTreeMap<Vec<TypeId>, Option<TypeId>>,
    pub funcs: BTreeMap<Vec<TypeId>, FuncId>,
    pub methods: BTreeMap<&'a str, GenericMethod<'a>>,
    /// Declared in a function that is itself checked with open type parameters, or a method of such a type.
    pub open: bool,
}

impl Generic<'_> {
    /// A method with type parameters of its own.
    pub(crate) fn is_method(&self) -> bool {
        matches!(
            self.decl,
            GenericDecl::Method(..) | GenericDecl::MethodExpr(_)
        )
    }
}

/// A method of a generic type, with its receiver's own names for the type parameters.
#[derive(Clone)]
pub(crate) struct GenericMethod<'a> {
    pub decl: &'a ast::FuncDecl,
    pub pointer: bool,
    pub names: Vec<(&'a str, Pos)>,
}

/// What is known of a type parameter.
pub(crate) struct ParamData {
    pub pos: Pos,
    pub bound: Option<TypeId>,
    /// The declared type's own parameter, for one of a method's receiver.
    pub canon: ParamId,
}

impl<'a> Checker<'a> {
    pub(crate) fn generic(&self, id: GenericId) -> &Generic<'a> {
        &self.generics[id.0 as usize]
    }

    /// Declares something generic: its type parameters, with their constraints. `kind` says what the object is.
    pub(crate) fn declare_generic(
        &mut self,
        object: ObjId,
        params: &'a [ast::TypeParam],
        decl: GenericDecl<'a>,
    ) -> Checked<GenericId> {
        let (name, pos) = (self.object(object).name, self.object(object).pos);
        let kind = match decl {
            GenericDecl::Type(_) => Kind::GenericType,
            _ => Kind::GenericFunc,
        };
        let id = self.add_generic(name, pos, decl);
        self.object_mut(object).kind = kind(id);
        self.constrain(id, params);
        Ok(id)
    }

    /// Something generic that is declared in the current scope, still without type parameters.
    pub(crate) fn add_generic(
        &mut self,
        name: &'a str,
        pos: Pos,
        decl: GenericDecl<'a>,
    ) -> GenericId {
        let id = GenericId(self.generics.len() as u32);
        let scope = self.env.scope;
        let inner = self.new_scope(Some(scope));
        self.generics.push(Generic {
            name,
            pos,
            package: self.env.package,
            scope,
            inner,
            decl,
            params: Vec::new(),
            constraining: true,
            sig: None,
            types: BTreeMap::new(),
            aliases: BTreeMap::new(),
            funcs: BTreeMap::new(),
            methods: BTreeMap::new(),
            open: self.env.open,
        });
        id
    }

    /// Gives something generic its type parameters, with their constraints.
    pub(crate) fn constrain(&mut self, id: GenericId, params: &'a [ast::TypeParam]) {
        let inner = self.generic(id).inner;
        let scope = std::mem::replace(&mut self.env.scope, inner);
        let mut types = Vec::new();
        for param in params {
            types.push(self.declare_type_param(&param.name.name, param.name.pos));
        }
        self.generics[id.0 as usize].params.clone_from(&types);
        self.holding += 1;
        let mut before: Option<(&ast::Expr, TypeId)> = None;
        for (param, &ty) in params.iter().zip(&types) {
            let bound = match before {
                Some((expr, bound)) if std::ptr::eq(expr, &*param.bound) => bound,
                _ => self.bound(&param.bound).unwrap_or(self.any),
            };
            before = Some((&param.bound, bound));
            self.set_bound(ty, bound);
        }
        self.holding -= 1;
        self.generics[id.0 as usize].constraining = false;
        self.env.scope = scope;
        self.settle();
    }

    /// A type parameter, entered into the current scope.
    fn declare_type_param(&mut self, name: &'a str, pos: Pos) -> TypeId {
        let (id, ty) = self.types.declare_param(name);
        self.measure();
        // Declared anew for each type that has the method; the first is the declaration's own.
        let first = self.params.iter().find(|data| data.pos == pos);
        let canon = first.map_or(id, |data| data.canon);
        self.params.push(ParamData {
            pos,
            bound: None,
            canon,
        });
        self.enter_param(name, pos, ty);
        ty
    }

    /// A new type parameter like `like`, for which no name stands.
    pub(crate) fn fresh_param(&mut self, like: TypeId) -> TypeId {
        let name = self.types.name(like);
        let (id, ty) = self.types.declare_param(&name);
        self.measure();
        let pos = self.param_data(like).map(|data| data.pos);
        self.params.push(ParamData {
            pos: pos.unwrap_or_default(),
            bound: None,
            canon: id,
        });
        ty
    }

    pub(crate) fn enter_param(&mut self, name: &'a str, pos: Pos, ty: TypeId) {
        let object = self.new_object(name, pos, Kind::Type(ty));
        self.object_mut(object).param = true;
        self.object_mut(object).used = true;
        // A name declared twice has been reported.
        let _ = self.declare(object);
    }

    pub(crate) fn param_data(&self, param: TypeId) -> Option<&ParamData> {
        match self.types.get(param) {
            Type::Param(id) => self.params.get(id.0 as usize),
            _ => None,
        }
    }

    pub(crate) fn bound_of(&self, param: TypeId) -> Option<TypeId> {
        self.param_data(param)?.bound
    }

    pub(crate) fn set_bound(&mut self, param: TypeId, bound: TypeId) {
        if let Type::Param(id) = *self.types.get(param) {
            self.params[id.0 as usize].bound = Some(bound);
        }
    }

    /// A constraint. What is no interface stands for one that embeds it.
    fn bound(&mut self, x: &'a ast::Expr) -> Checked<TypeId> {
        let ty = match x.kind {
            ast::ExprKind::Tilde(_) | ast::ExprKind::Union(_) => self.implicit_interface(x)?,
            _ => self.constraint(x)?,
        };
        if self.is_param(ty) {
            return Err(self.error(x.pos, "cannot use a type parameter as constraint"));
        }
        Ok(ty)
    }

    /// A scope with `args` under the type parameters' names.
    pub(crate) fn instance_scope(&mut self, id: GenericId, args: &[TypeId]) -> ScopeId {
        let generic = self.generic(id);
        if generic.params == args {
            return generic.inner;
        }
        let list: &'a [ast::TypeParam] = match generic.decl {
            GenericDecl::Type(spec) => &spec.params,
            GenericDecl::Func(decl) | GenericDecl::Method(decl, _) => &decl.type_params,
            GenericDecl::MethodExpr(_) => &[],
        };
        let names = list.iter().map(|p| (p.name.name.as_str(), p.name.pos));
        self.named_scope(generic.scope, names.collect(), args)
    }

    pub(crate) fn named_scope(
        &mut self,
        parent: ScopeId,
        names: Vec<(&'a str, Pos)>,
        args: &[TypeId],
    ) -> ScopeId {
        let scope = self.new_scope(Some(parent));
        let outer = std::mem::replace(&mut self.env.scope, scope);
        for ((name, pos), &arg) in names.into_iter().zip(args) {
            self.enter_param(name, pos, arg);
        }
        self.env.scope = outer;
        scope
    }

    /// The generic type that `x` names; what is none is reported.
    pub(crate) fn generic_type(
        &mut self,
        x: &'a ast::Expr,
        args: &'a [ast::Expr],
    ) -> Checked<GenericId> {
        let ty = match &x.kind {
            ast::ExprKind::Name(name) => {
                let Some(id) = self.lookup(name) else {
                    return Err(self.error(x.pos, format!("undefined: {name}")));
                };
                self.mark_used(id);
                match self.resolved(id, x.pos)? {
                    Kind::GenericType(generic) if self.generic(generic).constraining => {
                        return Err(self.cycle(id));
                    }
                    Kind::GenericType(generic) => return Ok(generic),
                    Kind::Type(ty) => ty,
                    _ => return Err(self.error(x.pos, format!("{name} is not a type"))),
                }
            }
            ast::ExprKind::Selector(..) => {
                let operand = self.raw_expr(x)?;
                match operand.mode {
                    Mode::GenericType(generic) => {
                        return Ok(generic);
                    }
                    Mode::Type => operand.ty,
                    _ => {
                        let text = print::expr(x);
                        return Err(self.error(x.pos, format!("{text} is not a type")));
                    }
                }
            }
            _ => self.typ(x)?,
        };
        let shown = print::expr(x);
        let list: Vec<String> = args.iter().map(print::expr).collect();
        let text = format!(
            "invalid operation: {shown}[{}] ({} is not a generic type)",
            list.join(", "),
            self.type_string(ty)
        );
        Err(self.error(x.pos, text))
    }

    /// `x[args]` as a type.
    pub(crate) fn instantiated(
        &mut self,
        x: &'a ast::Expr,
        args: &'a [ast::Expr],
    ) -> Checked<TypeId> {
        let generic = self.generic_type(x, args)?;
        let mut types = Vec::new();
        let mut result = Ok(());
        for arg in args {
            match self.var_type(arg) {
                Ok(ty) => types.push(ty),
                Err(invalid) => result = Err(invalid),
            }
        }
        result?;
        let (have, want) = (types.len(), self.generic(generic).params.len());
        if have != want {
            let which = if have < want {
                "not enough"
            } else {
                "too many"
            };
            let name = self.generic(generic).name;
            let text = format!("{which} type arguments for type {name}: have {have}, want {want}");
            return Err(self.error(x.pos, text));
        }
        let written = args.iter().map(|arg| arg.pos).collect();
        self.verify_later(generic, &types, x.pos, written);
        let seen = self.generic(generic).types.get(&types).copied();
        let ty = self.instance_type(generic, types, x.pos)?;
        // An instance stands where it is first mentioned, its own declaration apart.
        if let Some(named) = seen
            && named.0 as usize >= self.settled
            && self.named[named.0 as usize].pos == self.generic(generic).pos
        {
            self.named[named.0 as usize].pos = x.pos;
        }
        Ok(ty)
    }

    /// The structure of `comparable`.
    pub(crate) fn comparable_interface(types: &mut Types) -> TypeId {
        types.intern(Type::Constraint(Constraint {
            implicit: false,
            comparable: true,
            methods: Vec::new(),
            embeds: Vec::new(),
        }))
    }
}
