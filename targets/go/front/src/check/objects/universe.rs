//! The predeclared names.
//!
//! Follows `types2/universe.go`.

use crate::check::Checker;
use crate::check::constants::value::Value;
use crate::check::objects::ids::ScopeId;
use crate::check::objects::object::{BuiltinFn, Kind};
use crate::diag::Pos;
use crate::tast::Builtin;
use crate::types::{TypeId, Types};
use crate::version::Feature;

/// The scope of predeclared names.
pub(crate) const UNIVERSE: ScopeId = ScopeId(0);

impl<'a> Checker<'a> {
    pub(crate) fn universe(&mut self, comparable: TypeId) {
        let types = [
            ("bool", Types::BOOL),
            ("int", Types::INT),
            ("int8", Types::INT8),
            ("int16", Types::INT16),
            ("int32", Types::INT32),
            ("int64", Types::INT64),
            ("uint", Types::UINT),
            ("uint8", Types::UINT8),
            ("uint16", Types::UINT16),
            ("uint32", Types::UINT32),
            ("uint64", Types::UINT64),
            ("uintptr", Types::UINTPTR),
            ("float32", Types::FLOAT32),
            ("float64", Types::FLOAT64),
            ("complex64", Types::COMPLEX64),
            ("complex128", Types::COMPLEX128),
            ("string", Types::STRING),
            ("byte", Types::UINT8),
            ("rune", Types::INT32),
            ("any", self.any),
            ("error", self.error),
            ("comparable", comparable),
        ];
        for (name, ty) in types {
            self.predeclare(name, Kind::Type(ty));
        }
        let builtins = [
            ("append", Builtin::Append, None),
            ("cap", Builtin::Cap, None),
            ("clear", Builtin::Clear, Some(Feature::ClearMaxMinDeclared)),
            ("close", Builtin::Close, None),
            ("complex", Builtin::Complex, None),
            ("copy", Builtin::Copy, None),
            ("delete", Builtin::Delete, None),
            ("imag", Builtin::Imag, None),
            ("len", Builtin::Len, None),
            ("make", Builtin::Make, None),
            ("max", Builtin::Max, Some(Feature::ClearMaxMinDeclared)),
            ("min", Builtin::Min, Some(Feature::ClearMaxMinDeclared)),
            ("new", Builtin::New, None),
            ("panic", Builtin::Panic, None),
            ("print", Builtin::Print, None),
            ("println", Builtin::Println, None),
            ("real", Builtin::Real, None),
            ("recover", Builtin::Recover, None),
        ];
        for (name, builtin, since) in builtins {
            if since.is_none_or(|feature| self.release.has(feature)) {
                self.predeclare(name, Kind::Builtin(BuiltinFn::Plain(builtin)));
            }
        }
        let bool_value = |b| Kind::Const(Types::UNTYPED_BOOL, Value::Bool(b));
        self.predeclare("true", bool_value(true));
        self.predeclare("false", bool_value(false));
        self.predeclare("nil", Kind::Nil);
        self.predeclare("iota", Kind::Iota);
    }

    fn predeclare(&mut self, name: &'static str, kind: Kind<'a>) {
        let id = self.new_object(name, Pos::default(), kind);
        self.scopes[self.env.scope.0 as usize]
            .names
            .insert(name.to_owned(), id);
    }
}
