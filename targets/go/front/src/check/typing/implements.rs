//! Whether a type has the methods that an interface asks for, and how that is said if not.
//!
//! Follows `types2/lookup.go` (`missingMethod`).

use crate::check::typing::lookup::{Found, NotFound, What};
use crate::check::{Checked, Checker};
use crate::types::{Type, TypeId};

impl<'a> Checker<'a> {
    /// Why `ty` does not implement the interface `iface`, if it does not.
    pub(crate) fn missing_method(&mut self, ty: TypeId, iface: TypeId) -> Checked<Option<String>> {
        let methods = match self.types.underlying(iface) {
            Type::Interface(methods) => methods.clone(),
            Type::Constraint(_) => self.type_set(iface).methods.clone(),
            Type::Param(_) => self.set_of_param(iface).methods.clone(),
            _ => return Ok(None),
        };
        for (name, want) in methods {
            let want_ty = self.types.intern(Type::Func(want.clone()));
            let found = match self.lookup_member_anywhere(ty, &name) {
                Ok(found) => found,
                Err(NotFound::Ambiguous) => {
                    let text = self.type_string(ty);
                    return Ok(Some(format!("(ambiguous selector {text}.{name})")));
                }
                Err(_) => {
                    if self
                        .pointer_base(ty)
                        .is_some_and(|base| self.is_interface(base))
                    {
                        let text = self.type_string(ty);
                        return Ok(Some(format!(
                            "(type {text} is pointer to interface, not interface)"
                        )));
                    }
                    return Ok(Some(format!("(missing method {name})")));
                }
            };
            let have = match &found.what {
                What::Field(..) => {
                    let text = self.type_string(ty);
                    return Ok(Some(format!("({text}.{name} is a field, not a method)")));
                }
                What::Abstract(sig) => self.types.intern(Type::Func(sig.clone())),
                What::Method(id) => self.method_sig(*id, &name)?,
            };
            let generic = match &found.what {
                What::Method(id) => self.generic_method(*id, &name)?,
                _ => None,
            };
            if have != want_ty || generic.is_some() {
                let params = generic.map(|id| self.generic(id).params.clone());
                let params = params.map(|params| self.params_string(&params));
                let params = params.unwrap_or_default();
                let have = self
                    .signature(have)
                    .map(|sig| self.signature_string(&sig))
                    .unwrap_or_default();
                let want = self.signature_string(&want);
                return Ok(Some(format!(
                    "(wrong type for method {name})\n\t\thave {name}{params}{have}\n\t\twant {name}{want}"
                )));
            }
            if let What::Method(id) = found.what
                && self.method_pointer(id, &name)
                && !found.indirect
            {
                return Ok(Some(format!("(method {name} has pointer receiver)")));
            }
        }
        Ok(None)
    }

    /// As [`Checker::lookup_member`], with unexported names of all packages visible.
    pub(crate) fn lookup_member_anywhere(
        &mut self,
        ty: TypeId,
        name: &str,
    ) -> Result<Found, NotFound> {
        let base = self.pointer_base(ty).unwrap_or(ty);
        let owner = match self.types.get(base) {
            Type::Named(id) => self.named[id.0 as usize].package,
            _ => self.env.package,
        };
        let package = std::mem::replace(&mut self.env.package, owner);
        let found = self.lookup_member(ty, name);
        self.env.package = package;
        found
    }
}
