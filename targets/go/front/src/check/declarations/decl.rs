//! Declarations of constants and types.
//!
//! Follows `types2/decl.go` (`constDecl`, `typeDecl`).

use crate::check::expressions::assignability::Context;
use crate::check::generics::generic::GenericDecl;
use crate::check::objects::ids::{DeclId, ObjId};
use crate::check::objects::object::Kind;
use crate::check::{Checked, Checker, Env, Invalid, Mention};
use crate::syntax::{ast, print};
use crate::types::{NamedId, TypeId, Types};
use crate::version::Feature;

impl<'a> Checker<'a> {
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
            return Err(self.error(extra.pos, format!("extra init expr {}", print::expr(extra))));
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
            let allowed = self.has(Feature::GenericAliases) && self.has(Feature::AliasParameters);
            if allowed && !spec.params.is_empty() {
                let decl = GenericDecl::Type(spec);
                let generic = self.declare_generic(id, &spec.params, decl)?;
                let params = self.generic(generic).params.clone();
                let ty = self.alias_type(generic, params, spec.name.pos)?;
                if self.is_param(ty) {
                    let text = "cannot use type parameter declared in alias declaration as RHS";
                    return Err(self.error(spec.ty.pos, text));
                }
                return Ok(Kind::GenericType(generic));
            }
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
            let decl = GenericDecl::Type(spec);
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
        // It may have the structure of another that is mentioned only, and that of one more.
        let waits_for = self
            .waiting
            .iter()
            .find(|(_, waiting)| waiting.contains(&named))
            .map(|(other, _)| *other);
        if let Some(other) = waits_for
            && self.mentioned.iter().any(|one| one.named == other)
        {
            self.complete_now(other);
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
}
