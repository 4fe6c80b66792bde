//! Type arguments against their constraints, once types are complete; generic declarations in messages.
//!
//! Follows `types2/instantiate.go` (`verify`) and `types2/typestring.go` (`tParamList`).

use crate::check::objects::ids::GenericId;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::types::TypeId;

/// Type arguments to check against constraints once types are complete and methods known.
pub(crate) struct Verify {
    package: usize,
    generic: GenericId,
    args: Vec<TypeId>,
    pos: Pos,
    /// Where the arguments are written, as far as they are.
    written: Vec<Pos>,
}

impl<'a> Checker<'a> {
    /// Notes type arguments to check. In the text of an instance none are noted: they have been checked in its
    /// declaration.
    pub(crate) fn verify_later(
        &mut self,
        generic: GenericId,
        args: &[TypeId],
        pos: Pos,
        written: Vec<Pos>,
    ) {
        if self.env.instance {
            return;
        }
        self.verify.push(Verify {
            package: self.env.package,
            generic,
            args: args.to_vec(),
            pos,
            written,
        });
    }

    /// Checks all type arguments noted so far.
    pub(crate) fn verify_all(&mut self) {
        for verify in std::mem::take(&mut self.verify) {
            let outer = std::mem::replace(&mut self.env.package, verify.package);
            // What could not be found out has been reported.
            let _ = self.verify_one(&verify);
            self.env.package = outer;
        }
    }

    fn verify_one(&mut self, verify: &Verify) -> Checked<()> {
        let params = self.generic(verify.generic).params.clone();
        for (i, (&param, &arg)) in params.iter().zip(&verify.args).enumerate() {
            let bound = self.bound_of(param).unwrap_or(self.any);
            let bound = self.subst_args(verify.pos, bound, &params, &verify.args)?;
            if let Some(cause) = self.unsatisfied(arg, bound)? {
                let pos = verify.written.get(i).copied().unwrap_or(verify.pos);
                return Err(self.error(pos, cause));
            }
        }
        for (i, (&param, &arg)) in params.iter().zip(&verify.args).enumerate() {
            let pos = verify.written.get(i).copied().unwrap_or(verify.pos);
            self.flow(param, arg, pos);
        }
        Ok(())
    }

    /// `[T any, K comparable]`, with those of one constraint together.
    pub(crate) fn params_string(&self, params: &[TypeId]) -> String {
        let mut out = String::from("[");
        for (i, &param) in params.iter().enumerate() {
            let bound = self.bound_of(param);
            if i > 0 {
                if bound != self.bound_of(params[i - 1]) {
                    out.push(' ');
                    out.push_str(&self.bound_string(params[i - 1]));
                }
                out.push_str(", ");
            }
            out.push_str(&self.types.name(param));
        }
        if let Some(&last) = params.last() {
            out.push(' ');
            out.push_str(&self.bound_string(last));
        }
        out.push(']');
        out
    }

    pub(crate) fn bound_string(&self, param: TypeId) -> String {
        self.bound_of(param)
            .map(|bound| self.type_string(bound))
            .unwrap_or_default()
    }

    /// `List[T any]`
    pub(crate) fn generic_string(&self, id: GenericId) -> String {
        let generic = self.generic(id);
        format!("{}{}", generic.name, self.params_string(&generic.params))
    }
}
