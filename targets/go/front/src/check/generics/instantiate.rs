//! Instances of generic types and functions.
//!
//! Follows `types2/instantiate.go` (`instance`) in purpose.

use crate::check::generics::generic::GenericDecl;
use crate::check::objects::ids::{DeclId, GenericId, NO_FUNC};
use crate::check::typing::lookup::NamedData;
use crate::check::{Body, Checked, Checker, Env, Invalid, Mention};
use crate::diag::Pos;
use crate::tast::FuncId;
use crate::types::{Type, TypeId, Types};

/// At most this many instances of types and functions.
const MAX_INSTANCES: usize = 4_000;
/// Instances that instances mention, each because of the one before.
const MAX_LEVEL: u32 = 60;

impl<'a> Checker<'a> {
    fn grown(&mut self, pos: Pos) -> Checked<()> {
        self.instances += 1;
        if self.instances > MAX_INSTANCES {
            return Err(self.overgrown(pos));
        }
        Ok(())
    }

    /// Too many instances: reported at the end, unless there is a cycle to report.
    fn overgrown(&mut self, pos: Pos) -> Invalid {
        let package = self.env.package;
        self.overgrown.get_or_insert((package, pos));
        Invalid
    }

    /// The type `generic[args]`.
    pub(crate) fn instance_type(
        &mut self,
        id: GenericId,
        args: Vec<TypeId>,
        pos: Pos,
    ) -> Checked<TypeId> {
        let generic = self.generic(id);
        if let Some(&named) = generic.types.get(&args) {
            return Ok(self.types.intern(Type::Named(named)));
        }
        let GenericDecl::Type(spec) = generic.decl else {
            return Err(Invalid);
        };
        if spec.alias {
            return self.alias_type(id, args, pos);
        }
        let (name, package, at, open) = (generic.name, generic.package, generic.pos, generic.open);
        self.grown(pos)?;
        let level = self.env.level + 1;
        if level > MAX_LEVEL {
            return Err(self.overgrown(pos));
        }
        let instance = args != self.generic(id).params;
        let owner = (self.packages[package].name, self.packages[package].path);
        let (named, ty) = self.types.declare_instance(owner, name, args.clone(), open);
        self.named.push(NamedData {
            origin: Some(id),
            ..NamedData::new(package, if instance { pos } else { at })
        });
        if let Err(invalid) = self.measured(pos, ty) {
            self.types.set_underlying(named, Types::INT);
            return Err(invalid);
        }
        self.incomplete.insert(named);
        let scope = self.instance_scope(id, &args);
        let open = open || args.iter().any(|&arg| self.types.is_open(arg));
        self.generics[id.0 as usize].types.insert(args, named);
        let mention = Mention {
            object: None,
            spec,
            named,
            package,
            scope,
            open,
            instance,
            level,
        };
        if self.declaring > 0 {
            self.mentioned.push(mention);
        } else {
            self.complete_one(mention);
            self.complete_mentioned();
            self.settle();
        }
        Ok(ty)
    }

    /// What the generic alias stands for with these arguments: its right side is looked at anew.
    pub(crate) fn alias_type(
        &mut self,
        id: GenericId,
        args: Vec<TypeId>,
        pos: Pos,
    ) -> Checked<TypeId> {
        let generic = self.generic(id);
        let (name, package, at, open) = (generic.name, generic.package, generic.pos, generic.open);
        match generic.aliases.get(&args) {
            Some(Some(ty)) => return Ok(*ty),
            Some(None) => {
                return Err(self.error(
                    at,
                    format!("invalid recursive type: {name} refers to itself"),
                ));
            }
            None => {}
        }
        let GenericDecl::Type(spec) = generic.decl else {
            return Err(Invalid);
        };
        let own = args == generic.params;
        self.grown(pos)?;
        let scope = self.instance_scope(id, &args);
        let env = Env {
            open: own || open || args.iter().any(|&arg| self.types.is_open(arg)),
            instance: !own,
            level: self.env.level + 1,
            ..Env::top(package, scope, self.env.decl)
        };
        self.generics[id.0 as usize]
            .aliases
            .insert(args.clone(), None);
        let outer = std::mem::replace(&mut self.env, env);
        // The types that it mentions may mention it in turn: they can wait.
        self.declaring += 1;
        let ty = self.nested(pos, |this| this.constraint(&spec.ty));
        self.declaring -= 1;
        self.env = outer;
        if let Ok(ty) = ty {
            self.generics[id.0 as usize].aliases.insert(args, Some(ty));
        }
        if self.declaring == 0 {
            self.complete_mentioned();
            self.settle();
        }
        ty
    }

    /// The generic type's own form, with its parameters as arguments.
    pub(crate) fn origin_type(&mut self, id: GenericId) -> Checked<TypeId> {
        let (params, pos) = (self.generic(id).params.clone(), self.generic(id).pos);
        self.instance_type(id, params, pos)
    }

    /// The function `generic[args]` and its type.
    pub(crate) fn instance_func(
        &mut self,
        id: GenericId,
        args: &[TypeId],
        pos: Pos,
    ) -> Checked<(FuncId, TypeId)> {
        let generic = self.generic(id);
        let (params, package, name) = (generic.params.clone(), generic.package, generic.name);
        let (decl, named) = match generic.decl {
            GenericDecl::Func(decl) => (decl, None),
            GenericDecl::Method(decl, named) => (decl, Some(named)),
            _ => return Err(Invalid),
        };
        let (sig, open) = (generic.sig.ok_or(Invalid)?, generic.open);
        let sig = self.subst_args(pos, sig, &params, args)?;
        if open || args.iter().any(|&arg| self.types.is_open(arg)) {
            return Ok((NO_FUNC, sig));
        }
        if let Some(&func) = self.generic(id).funcs.get(args) {
            self.depend(DeclId::Func(func));
            return Ok((func, sig));
        }
        self.grown(pos)?;
        let func = FuncId(self.funcs.len() as u32);
        self.funcs.push(None);
        self.generics[id.0 as usize]
            .funcs
            .insert(args.to_vec(), func);
        let scope = self.instance_scope(id, args);
        let mut all = args.to_vec();
        let (recv, symbol) = match named {
            Some(named) => {
                let pointer = self.method_pointer(named, name);
                all.splice(0..0, self.types.named(named).args.clone());
                let (recv, symbol) = self.method_symbol(named, name, pointer, decl.pos)?;
                (Some(recv), symbol)
            }
            None => (None, format!("{}.{name}", self.packages[package].path)),
        };
        self.instance_bodies.push_back(Body {
            func,
            decl,
            package,
            sig,
            recv,
            symbol: format!("{symbol}[...]"),
            id: DeclId::Func(func),
            scope,
            open: false,
            instance: Some(all),
        });
        self.depend(DeclId::Func(func));
        Ok((func, sig))
    }
}
