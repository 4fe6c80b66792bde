//! Questions about types: what kind a type is of, what can be done with its values.
//!
//! Follows `types2/predicates.go` and `types2/under.go`.

use crate::check::Checker;
use crate::types::{Signature, Type, TypeId, Types};

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
    is_integer(ty) || is_float(ty) || is_complex(ty)
}

fn is_complex(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Complex64 | Type::Complex128 | Type::UntypedComplex
    )
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
            || *self.types.get(ty) == Type::UntypedComplex
    }

    /// The type of complex constants without a type.
    pub(crate) fn untyped_complex(&mut self) -> TypeId {
        self.types.intern(Type::UntypedComplex)
    }

    pub(crate) fn is_complex(&self, ty: TypeId) -> bool {
        self.is_kind(ty, is_complex)
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
        !self.is_param(ty) && (self.is_ordered(ty) || self.is_boolean(ty) || self.is_complex(ty))
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
            other if *self.types.get(other) == Type::UntypedComplex => Types::COMPLEX128,
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
}
