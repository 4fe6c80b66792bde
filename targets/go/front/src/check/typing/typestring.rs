//! Types as error messages show them.
//!
//! Follows `types2/typestring.go`. Types as the running program prints them are in
//! [`types`](crate::types::Types::name).

use crate::check::Checker;
use crate::token::ChanDir;
use crate::types::{Signature, Term, Type, TypeId, quoted};

impl Checker<'_> {
    /// The structure's kind in words, as `types2.compositeKind` and `kindString` have it.
    pub(crate) fn kind_string(&self, ty: TypeId) -> String {
        match self.under(ty) {
            Type::Array { .. } => "array".to_owned(),
            Type::Slice(_) => "slice".to_owned(),
            Type::Struct(_) => "struct".to_owned(),
            Type::Pointer(_) => "pointer".to_owned(),
            Type::Func(_) => "func".to_owned(),
            Type::Interface(_) => "interface".to_owned(),
            Type::Map { .. } => "map".to_owned(),
            Type::Chan { .. } => "chan".to_owned(),
            _ => self.type_string(ty),
        }
    }

    /// The type as the compiler's messages show it: names of the current package are bare.
    pub(crate) fn type_string(&self, ty: TypeId) -> String {
        let mut out = String::new();
        self.write_type(ty, &mut out);
        out
    }

    fn write_type(&self, ty: TypeId, out: &mut String) {
        match self.types.get(ty) {
            Type::Array { elem, len } => {
                out.push_str(&format!("[{len}]"));
                self.write_type(*elem, out);
            }
            Type::Slice(elem) => {
                out.push_str("[]");
                self.write_type(*elem, out);
            }
            Type::Pointer(elem) => {
                out.push('*');
                self.write_type(*elem, out);
            }
            Type::Map { key, elem } => {
                out.push_str("map[");
                self.write_type(*key, out);
                out.push(']');
                self.write_type(*elem, out);
            }
            Type::Chan { dir, elem } => {
                out.push_str(match dir {
                    ChanDir::Both => "chan ",
                    ChanDir::Send => "chan<- ",
                    ChanDir::Recv => "<-chan ",
                });
                self.write_type(*elem, out);
            }
            Type::Func(sig) => {
                out.push_str("func");
                self.write_signature(sig, out);
            }
            Type::Struct(fields) => {
                out.push_str("struct{");
                for (i, field) in fields.iter().enumerate() {
                    out.push_str(if i > 0 { "; " } else { "" });
                    if !field.embedded {
                        out.push_str(&field.name);
                        out.push(' ');
                    }
                    self.write_type(field.ty, out);
                    if !field.tag.is_empty() {
                        out.push(' ');
                        out.push_str(&quoted(&field.tag));
                    }
                }
                out.push('}');
            }
            Type::Interface(methods) if methods.is_empty() => out.push_str("any"),
            Type::Interface(methods) => self.write_interface(methods, &[], out),
            Type::Constraint(constraint) => match constraint.embeds.as_slice() {
                [only] if constraint.implicit => self.write_terms(only, out),
                embeds => self.write_interface(&constraint.methods, embeds, out),
            },
            Type::Param(id) => out.push_str(self.types.param_name(*id)),
            Type::Tuple(items) => self.write_types(items, false, out),
            Type::Named(id) => {
                let info = self.types.named(*id);
                let local = self
                    .packages
                    .get(self.env.package)
                    .is_some_and(|p| p.name == info.package);
                if !local && !info.package.is_empty() {
                    out.push_str(&info.package);
                    out.push('.');
                }
                out.push_str(&info.name);
                for (i, &arg) in info.args.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "[" });
                    self.write_type(arg, out);
                }
                out.push_str(if info.args.is_empty() { "" } else { "]" });
            }
            _ => out.push_str(&self.types.name(ty)),
        }
    }

    fn write_interface(
        &self,
        methods: &[(String, Signature)],
        embeds: &[Vec<Term>],
        out: &mut String,
    ) {
        out.push_str("interface{");
        let mut first = true;
        for (name, sig) in methods {
            out.push_str(if first { "" } else { "; " });
            out.push_str(name);
            self.write_signature(sig, out);
            first = false;
        }
        for terms in embeds {
            out.push_str(if first { "" } else { "; " });
            self.write_terms(terms, out);
            first = false;
        }
        out.push('}');
    }

    fn write_terms(&self, terms: &[Term], out: &mut String) {
        for (i, term) in terms.iter().enumerate() {
            out.push_str(if i > 0 { " | " } else { "" });
            out.push_str(if term.tilde { "~" } else { "" });
            self.write_type(term.ty, out);
        }
    }

    /// Terms as a union.
    pub(crate) fn terms_string(&self, terms: &[Term]) -> String {
        let mut out = String::new();
        self.write_terms(terms, &mut out);
        out
    }

    pub(crate) fn signature_string(&self, sig: &Signature) -> String {
        let mut out = String::new();
        self.write_signature(sig, &mut out);
        out
    }

    fn write_signature(&self, sig: &Signature, out: &mut String) {
        self.write_types(&sig.params, sig.variadic, out);
        match sig.results.as_slice() {
            [] => {}
            [one] => {
                out.push(' ');
                self.write_type(*one, out);
            }
            many => {
                out.push(' ');
                self.write_types(many, false, out);
            }
        }
    }

    fn write_types(&self, items: &[TypeId], variadic: bool, out: &mut String) {
        out.push('(');
        for (i, &ty) in items.iter().enumerate() {
            out.push_str(if i > 0 { ", " } else { "" });
            match self.types.get(ty) {
                Type::Slice(elem) if variadic && i + 1 == items.len() => {
                    out.push_str("...");
                    self.write_type(*elem, out);
                }
                _ => self.write_type(ty, out),
            }
        }
        out.push(')');
    }
}
