//! Go types: their structure, and a table in which identical types have one id.
//!
//! [`Types`] holds the types of one program. Its methods stand in three files: identity here, sizes in `layout`, names
//! in `names`.

mod layout;
mod names;

pub use self::layout::round_up;
pub(crate) use self::names::quoted;
pub use crate::token::ChanDir;

use std::collections::BTreeMap;

/// An interned type. Identical Go types have equal ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TypeId(pub u32);

/// A declared (defined) type, `type T ...`; two declarations are never identical.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NamedId(pub u32);

/// A type parameter of a generic declaration, seen from inside the declaration; no program that runs has any.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ParamId(pub u32);

/// One term of a union: `T`, or `~T`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Term {
    /// Every type with this underlying type counts.
    pub tilde: bool,
    /// The type.
    pub ty: TypeId,
}

/// An interface that only a constraint can be: its type set is not given by methods alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Constraint {
    /// Written without `interface`, as `[T ~int | ~string]`.
    pub implicit: bool,
    /// The type set holds comparable types only.
    pub comparable: bool,
    /// Methods with their signatures, sorted by name.
    pub methods: Vec<(String, Signature)>,
    /// The embedded elements as written: unions, and types of one term.
    pub embeds: Vec<Vec<Term>>,
}

/// A field of a struct.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Field {
    /// The field's name; that of its type if it is embedded.
    pub name: String,
    /// The field's type.
    pub ty: TypeId,
    /// Its members are promoted to the struct.
    pub embedded: bool,
    /// The tag, part of the struct's identity; empty without one.
    pub tag: Vec<u8>,
}

/// A function's parameters and results, without a receiver.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Signature {
    /// The types of the parameters.
    pub params: Vec<TypeId>,
    /// The types of the results.
    pub results: Vec<TypeId>,
    /// The last parameter was written `...T`; its type here is `[]T`.
    pub variadic: bool,
}

/// The structure of a type.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Type {
    /// `bool`
    Bool,
    /// `int`, 64 bits
    Int,
    /// `int8`
    Int8,
    /// `int16`
    Int16,
    /// `int32`, also as `rune`
    Int32,
    /// `int64`
    Int64,
    /// `uint`, 64 bits
    Uint,
    /// `uint8`, also as `byte`
    Uint8,
    /// `uint16`
    Uint16,
    /// `uint32`
    Uint32,
    /// `uint64`
    Uint64,
    /// `uintptr`, 64 bits
    Uintptr,
    /// `float32`
    Float32,
    /// `float64`
    Float64,
    /// `complex64`
    Complex64,
    /// `complex128`
    Complex128,
    /// `string`
    String,
    /// `unsafe.Pointer`
    UnsafePointer,
    /// A bool constant or comparison without a type.
    UntypedBool,
    /// An integer constant without a type.
    UntypedInt,
    /// A rune constant without a type.
    UntypedRune,
    /// A floating-point constant without a type.
    UntypedFloat,
    /// A complex constant without a type. It has no number of its own, unlike the basic types.
    UntypedComplex,
    /// A string constant without a type.
    UntypedString,
    /// `nil`
    UntypedNil,
    /// `[len]elem`
    Array {
        /// The element type.
        elem: TypeId,
        /// The number of elements.
        len: u64,
    },
    /// `[]T`
    Slice(TypeId),
    /// A struct, with its fields in order.
    Struct(Vec<Field>),
    /// `*T`
    Pointer(TypeId),
    /// A function.
    Func(Signature),
    /// An interface of methods, sorted by name.
    Interface(Vec<(String, Signature)>),
    /// `map[key]elem`
    Map {
        /// The key type.
        key: TypeId,
        /// The element type.
        elem: TypeId,
    },
    /// A channel.
    Chan {
        /// What may be done with it.
        dir: ChanDir,
        /// The element type.
        elem: TypeId,
    },
    /// The results of a call with several, or of an expression with `ok`; no type of the language.
    Tuple(Vec<TypeId>),
    /// A declared type.
    Named(NamedId),
    /// A type parameter, while a generic declaration itself is checked.
    Param(ParamId),
    /// An interface that is a type set; only constraints are.
    Constraint(Constraint),
}

/// What is known of a declared type.
#[derive(Clone, Debug)]
pub struct NamedInfo {
    /// The name of its package: `main`, `errors`, …; empty for the predeclared `error`.
    pub package: String,
    /// The path of its package.
    pub path: String,
    /// The type's name, without type arguments.
    pub name: String,
    /// The type arguments of an instance of a generic type.
    pub args: Vec<TypeId>,
    /// The underlying type; `int` until the declaration has been looked at.
    pub underlying: TypeId,
    /// Depends on a type parameter.
    pub open: bool,
}

/// All types of one program.
#[derive(Clone, Debug)]
pub struct Types {
    list: Vec<Type>,
    index: BTreeMap<Type, TypeId>,
    named: Vec<NamedInfo>,
    /// The names of type parameters.
    params: Vec<String>,
    /// By [`TypeId`]: the type mentions a type parameter.
    open: Vec<bool>,
    /// Some struct has a tag.
    tags: bool,
}

macro_rules! basic_ids {
    ($($name:ident = $n:literal $variant:ident),* $(,)?) => {
        impl Types {
            $(
                #[doc = concat!("The id of [`Type::", stringify!($variant), "`], in every program.")]
                pub const $name: TypeId = TypeId($n);
            )*
            const BASIC: &'static [Type] = &[$(Type::$variant),*];
        }
    };
}
basic_ids! {
    BOOL = 0 Bool, INT = 1 Int, INT8 = 2 Int8, INT16 = 3 Int16, INT32 = 4 Int32, INT64 = 5 Int64,
    UINT = 6 Uint, UINT8 = 7 Uint8, UINT16 = 8 Uint16, UINT32 = 9 Uint32, UINT64 = 10 Uint64,
    UINTPTR = 11 Uintptr, FLOAT32 = 12 Float32, FLOAT64 = 13 Float64, COMPLEX64 = 14 Complex64,
    COMPLEX128 = 15 Complex128, STRING = 16 String, UNSAFE_POINTER = 17 UnsafePointer,
    UNTYPED_BOOL = 18 UntypedBool, UNTYPED_INT = 19 UntypedInt, UNTYPED_RUNE = 20 UntypedRune,
    UNTYPED_FLOAT = 21 UntypedFloat, UNTYPED_STRING = 22 UntypedString, UNTYPED_NIL = 23 UntypedNil,
}

impl Default for Types {
    fn default() -> Types {
        let mut types = Types {
            list: Vec::new(),
            index: BTreeMap::new(),
            named: Vec::new(),
            params: Vec::new(),
            open: Vec::new(),
            tags: false,
        };
        for basic in Types::BASIC {
            types.intern(basic.clone());
        }
        types
    }
}

impl Types {
    /// The id of `ty`, which is added on first use.
    pub fn intern(&mut self, ty: Type) -> TypeId {
        if let Some(&id) = self.index.get(&ty) {
            return id;
        }
        let id = TypeId(u32::try_from(self.list.len()).expect("fewer than 2^32 types"));
        let open = self.mentions_param(&ty);
        if let Type::Struct(fields) = &ty {
            self.tags |= fields.iter().any(|field| !field.tag.is_empty());
        }
        self.open.push(open);
        self.list.push(ty.clone());
        self.index.insert(ty, id);
        id
    }

    /// The id of `ty`, if it has one.
    pub fn find(&self, ty: &Type) -> Option<TypeId> {
        self.index.get(ty).copied()
    }

    /// Whether any struct has a tag.
    pub fn has_tags(&self) -> bool {
        self.tags
    }

    /// A new type parameter.
    pub fn declare_param(&mut self, name: &str) -> (ParamId, TypeId) {
        let id = ParamId(u32::try_from(self.params.len()).expect("fewer than 2^32 types"));
        self.params.push(name.to_owned());
        (id, self.intern(Type::Param(id)))
    }

    /// The name of a type parameter in the source.
    pub fn param_name(&self, id: ParamId) -> &str {
        &self.params[id.0 as usize]
    }

    /// Whether the type mentions a type parameter.
    pub fn is_open(&self, id: TypeId) -> bool {
        self.open[id.0 as usize]
    }

    fn mentions_param(&self, ty: &Type) -> bool {
        let any = |ids: &[TypeId]| ids.iter().any(|&id| self.is_open(id));
        let sig = |sig: &Signature| any(&sig.params) || any(&sig.results);
        match ty {
            Type::Array { elem, .. }
            | Type::Slice(elem)
            | Type::Pointer(elem)
            | Type::Chan { elem, .. } => self.is_open(*elem),
            Type::Map { key, elem } => any(&[*key, *elem]),
            Type::Struct(fields) => fields.iter().any(|field| self.is_open(field.ty)),
            Type::Func(signature) => sig(signature),
            Type::Interface(methods) => methods.iter().any(|(_, method)| sig(method)),
            Type::Tuple(items) => any(items),
            Type::Named(id) => self.named(*id).open,
            Type::Param(_) => true,
            Type::Constraint(constraint) => {
                constraint.methods.iter().any(|(_, method)| sig(method))
                    || constraint
                        .embeds
                        .iter()
                        .flatten()
                        .any(|term| self.is_open(term.ty))
            }
            _ => false,
        }
    }

    /// Declares `type name …`; the underlying type may be filled in later by [`Types::set_underlying`].
    pub fn declare(&mut self, package: &str, name: &str) -> (NamedId, TypeId) {
        self.declare_instance((package, package), name, Vec::new(), false)
    }

    /// The same, with the package's name and path, for an instance `name[args]` of a generic type, and for a type that depends on type parameters.
    pub fn declare_instance(
        &mut self,
        (package, path): (&str, &str),
        name: &str,
        args: Vec<TypeId>,
        open: bool,
    ) -> (NamedId, TypeId) {
        let id = NamedId(u32::try_from(self.named.len()).expect("fewer than 2^32 types"));
        let open = open || args.iter().any(|&arg| self.is_open(arg));
        self.named.push(NamedInfo {
            package: package.to_owned(),
            path: path.to_owned(),
            name: name.to_owned(),
            args,
            underlying: Types::INT,
            open,
        });
        (id, self.intern(Type::Named(id)))
    }

    /// Gives a declared type its underlying type, which must not be a declared type itself.
    pub fn set_underlying(&mut self, id: NamedId, underlying: TypeId) {
        self.named[id.0 as usize].underlying = underlying;
    }

    /// What is known of a declared type.
    pub fn named(&self, id: NamedId) -> &NamedInfo {
        &self.named[id.0 as usize]
    }

    /// Number of types interned so far; ids are `0..len`.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no types; basic types are always there.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The structure of a type; for a declared one, [`Type::Named`].
    pub fn get(&self, id: TypeId) -> &Type {
        &self.list[id.0 as usize]
    }

    /// The underlying type's id: `id` itself unless declared.
    pub fn underlying_id(&self, id: TypeId) -> TypeId {
        match self.get(id) {
            Type::Named(named) => self.named(*named).underlying,
            _ => id,
        }
    }

    /// The structure of the underlying type.
    pub fn underlying(&self, id: TypeId) -> &Type {
        self.get(self.underlying_id(id))
    }
}
