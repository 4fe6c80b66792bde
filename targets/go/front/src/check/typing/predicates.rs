//! Questions about types, and their names in error messages.

use crate::check::Checker;
use crate::types::{ChanDir, Signature, Term, Type, TypeId, Types};

fn is_integer(ty: &Type) -> bool {
    use Type::*;
    matches!(ty, Uint | Uint8 | Uint16 | Uint32 | Uint64 | Uintptr)
        || matches!(
            ty,
            Int | Int8 | Int16 | Int32 | Int64 | UntypedInt | UntypedRune
        )
}

fn is_float(ty: &Type) -> bool {
    matches!(ty, Type::Float32 | Type::Float64 | Type::UntypedFloat)
}

fn is_numeric(ty: &Type) -> bool {
    is_integer(ty) || is_float(ty) || matches!(ty, Type::Complex64 | Type::Complex128)
}

fn is_ordered(ty: &Type) -> bool {
    is_integer(ty) || is_float(ty) || matches!(ty, Type::String | Type::UntypedString)
}

impl Checker<'_> {
    /// The type's structure; a type parameter has that of its core type, if it has one.
    pub(crate) fn under(&self, ty: TypeId) -> &Type {
        match self.types.get(ty) {
            Type::Param(_) => match self.core_type(ty) {
                Some(core) => self.types.get(core),
                None => self.types.get(ty),
            },
            _ => self.types.underlying(ty),
        }
    }

    pub(crate) fn is_param(&self, ty: TypeId) -> bool {
        matches!(self.types.get(ty), Type::Param(_))
    }

    /// Whether the structure is of some kind; for a type parameter, that of every type it may stand for.
    fn is_kind(&self, ty: TypeId, kind: fn(&Type) -> bool) -> bool {
        match self.types.get(ty) {
            Type::Param(_) => self.all_terms(ty, |this, term| kind(this.types.underlying(term))),
            _ => kind(self.types.underlying(ty)),
        }
    }

    pub(crate) fn is_untyped(&self, ty: TypeId) -> bool {
        (Types::UNTYPED_BOOL.0..=Types::UNTYPED_NIL.0).contains(&ty.0)
    }

    pub(crate) fn is_boolean(&self, ty: TypeId) -> bool {
        self.is_kind(ty, |ty| matches!(ty, Type::Bool | Type::UntypedBool))
    }

    pub(crate) fn is_string(&self, ty: TypeId) -> bool {
        self.is_kind(ty, |ty| matches!(ty, Type::String | Type::UntypedString))
    }

    pub(crate) fn is_unsigned(&self, ty: TypeId) -> bool {
        use Type::*;
        self.is_kind(ty, |ty| {
            matches!(ty, Uint | Uint8 | Uint16 | Uint32 | Uint64 | Uintptr)
        })
    }

    pub(crate) fn is_integer(&self, ty: TypeId) -> bool {
        self.is_kind(ty, is_integer)
    }

    pub(crate) fn is_float(&self, ty: TypeId) -> bool {
        self.is_kind(ty, is_float)
    }

    pub(crate) fn is_numeric(&self, ty: TypeId) -> bool {
        self.is_kind(ty, is_numeric)
    }

    /// What `+` is for.
    pub(crate) fn is_numeric_or_string(&self, ty: TypeId) -> bool {
        self.is_kind(ty, |ty| is_numeric(ty) || is_ordered(ty))
    }

    pub(crate) fn is_interface(&self, ty: TypeId) -> bool {
        matches!(self.under(ty), Type::Interface(_))
    }

    pub(crate) fn is_ordered(&self, ty: TypeId) -> bool {
        self.is_kind(ty, is_ordered)
    }

    /// Basic types, named or not, that constants may have.
    pub(crate) fn is_constant_type(&self, ty: TypeId) -> bool {
        !self.is_param(ty) && (self.is_ordered(ty) || self.is_boolean(ty))
    }

    pub(crate) fn has_nil(&self, ty: TypeId) -> bool {
        self.is_kind(ty, |ty| {
            matches!(
                ty,
                Type::Slice(_)
                    | Type::Pointer(_)
                    | Type::Func(_)
                    | Type::Interface(_)
                    | Type::Map { .. }
                    | Type::Chan { .. }
                    | Type::UnsafePointer
                    | Type::UntypedNil
            )
        })
    }

    /// A type with a name: declared or predeclared.
    pub(crate) fn is_named(&self, ty: TypeId) -> bool {
        ty.0 <= Types::UNTYPED_NIL.0
            || matches!(self.types.get(ty), Type::Named(_) | Type::Param(_))
    }

    /// Whether `==` is defined on the type (for interfaces it may still panic).
    pub(crate) fn comparable(&self, ty: TypeId) -> bool {
        if self.is_param(ty) {
            return self.set_of_param(ty).comparable
                || self.all_terms(ty, |this, term| this.comparable(term));
        }
        match self.types.underlying(ty) {
            Type::Slice(_)
            | Type::Map { .. }
            | Type::Func(_)
            | Type::Tuple(_)
            | Type::UntypedNil => false,
            Type::Array { elem, .. } => self.comparable(*elem),
            Type::Struct(fields) => fields.iter().all(|field| self.comparable(field.ty)),
            _ => true,
        }
    }

    /// The type an untyped value gets when nothing else decides.
    pub(crate) fn default_type(&self, ty: TypeId) -> TypeId {
        match ty {
            Types::UNTYPED_BOOL => Types::BOOL,
            Types::UNTYPED_INT => Types::INT,
            Types::UNTYPED_RUNE => Types::INT32,
            Types::UNTYPED_FLOAT => Types::FLOAT64,
            Types::UNTYPED_STRING => Types::STRING,
            other => other,
        }
    }

    /// The pointer's base type, if it is a pointer.
    pub(crate) fn pointer_base(&self, ty: TypeId) -> Option<TypeId> {
        match self.under(ty) {
            Type::Pointer(base) => Some(*base),
            _ => None,
        }
    }

    pub(crate) fn signature(&self, ty: TypeId) -> Option<Signature> {
        match self.under(ty) {
            Type::Func(sig) => Some(sig.clone()),
            _ => None,
        }
    }

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
