//! Go types: interning, identity and layout.
//!
//! Layout follows cmd/compile/internal/types (`CalcSize`) for amd64: sizes and offsets in bytes.

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
    pub tilde: bool,
    pub ty: TypeId,
}

/// An interface that only a constraint can be: its type set is not given by methods alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Constraint {
    /// Written without `interface`, as `[T ~int | ~string]`.
    pub implicit: bool,
    pub comparable: bool,
    pub methods: Vec<(String, Signature)>,
    /// The embedded elements as written: unions, and types of one term.
    pub embeds: Vec<Vec<Term>>,
}

/// A struct field. `embedded` fields promote their members.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Field {
    pub name: String,
    pub ty: TypeId,
    pub embedded: bool,
}

/// A function's parameters and results. With `variadic` the last parameter is a slice.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Signature {
    pub params: Vec<TypeId>,
    pub results: Vec<TypeId>,
    pub variadic: bool,
}

/// Direction of a channel type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ChanDir {
    Both,
    Send,
    Recv,
}

/// The structure of a type. Methods of an interface are sorted by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Type {
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex64,
    Complex128,
    String,
    UnsafePointer,
    UntypedBool,
    UntypedInt,
    UntypedRune,
    UntypedFloat,
    UntypedString,
    UntypedNil,
    Array {
        elem: TypeId,
        len: u64,
    },
    Slice(TypeId),
    Struct(Vec<Field>),
    Pointer(TypeId),
    Func(Signature),
    Interface(Vec<(String, Signature)>),
    Map {
        key: TypeId,
        elem: TypeId,
    },
    Chan {
        dir: ChanDir,
        elem: TypeId,
    },
    Tuple(Vec<TypeId>),
    Named(NamedId),
    /// While a generic declaration itself is checked.
    Param(ParamId),
    /// Only as a constraint.
    Constraint(Constraint),
}

/// What is known of a declared type. `package` is `main`, `errors`, …; the predeclared `error` has none.
#[derive(Clone, Debug)]
pub struct NamedInfo {
    pub package: String,
    pub name: String,
    /// The type arguments of an instance of a generic type.
    pub args: Vec<TypeId>,
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
}

macro_rules! basic_ids {
    ($($name:ident = $n:literal $variant:ident),* $(,)?) => {
        impl Types {
            $(pub const $name: TypeId = TypeId($n);)*
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
        self.open.push(open);
        self.list.push(ty.clone());
        self.index.insert(ty, id);
        id
    }

    /// A new type parameter.
    pub fn declare_param(&mut self, name: &str) -> (ParamId, TypeId) {
        let id = ParamId(u32::try_from(self.params.len()).expect("fewer than 2^32 types"));
        self.params.push(name.to_owned());
        (id, self.intern(Type::Param(id)))
    }

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
        self.declare_instance(package, name, Vec::new(), false)
    }

    /// The same for an instance `name[args]` of a generic type, and for a type that depends on type parameters.
    pub fn declare_instance(
        &mut self,
        package: &str,
        name: &str,
        args: Vec<TypeId>,
        open: bool,
    ) -> (NamedId, TypeId) {
        let id = NamedId(u32::try_from(self.named.len()).expect("fewer than 2^32 types"));
        let open = open || args.iter().any(|&arg| self.is_open(arg));
        self.named.push(NamedInfo {
            package: package.to_owned(),
            name: name.to_owned(),
            args,
            underlying: Types::INT,
            open,
        });
        (id, self.intern(Type::Named(id)))
    }

    pub fn set_underlying(&mut self, id: NamedId, underlying: TypeId) {
        self.named[id.0 as usize].underlying = underlying;
    }

    pub fn named(&self, id: NamedId) -> &NamedInfo {
        &self.named[id.0 as usize]
    }

    /// Number of types interned so far; ids are `0..len`.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

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

    pub fn underlying(&self, id: TypeId) -> &Type {
        self.get(self.underlying_id(id))
    }

    /// Size and alignment in bytes. Untyped kinds have those of their default type.
    pub fn size_align(&self, id: TypeId) -> (u64, u64) {
        match self.underlying(id) {
            Type::Bool | Type::Int8 | Type::Uint8 | Type::UntypedBool => (1, 1),
            Type::Int16 | Type::Uint16 => (2, 2),
            Type::Int32 | Type::Uint32 | Type::Float32 | Type::UntypedRune => (4, 4),
            Type::Complex64 => (8, 4),
            Type::Complex128 | Type::String | Type::UntypedString | Type::Interface(_) => (16, 8),
            Type::Slice(_) => (24, 8),
            Type::Array { elem, len } => {
                let (size, align) = self.size_align(*elem);
                (size * len, align)
            }
            Type::Struct(fields) => {
                let (mut end, mut max_align, mut last) = (0, 1, 1);
                for field in fields {
                    let (size, align) = self.size_align(field.ty);
                    end = round_up(end, align) + size;
                    max_align = max_align.max(align);
                    last = size;
                }
                // A trailing zero-size field gets a byte, so that its address stays inside the struct.
                if last == 0 && end > 0 {
                    end += 1;
                }
                (round_up(end, max_align), max_align)
            }
            Type::Tuple(items) => {
                let end = items.iter().fold(0, |end, &ty| {
                    let (size, align) = self.size_align(ty);
                    round_up(end, align) + size
                });
                (round_up(end, 8), 8)
            }
            _ => (8, 8),
        }
    }

    pub fn size(&self, id: TypeId) -> u64 {
        self.size_align(id).0
    }

    /// Byte offset of each field of a struct type (or of each item of a tuple).
    pub fn offsets(&self, id: TypeId) -> Vec<u64> {
        let items: Vec<TypeId> = match self.underlying(id) {
            Type::Struct(fields) => fields.iter().map(|field| field.ty).collect(),
            Type::Tuple(items) => items.clone(),
            _ => Vec::new(),
        };
        let mut end = 0;
        items
            .iter()
            .map(|&ty| {
                let (size, align) = self.size_align(ty);
                let at = round_up(end, align);
                end = at + size;
                at
            })
            .collect()
    }

    /// Whether values of the type hold pointers the collector follows.
    pub fn has_pointers(&self, id: TypeId) -> bool {
        match self.underlying(id) {
            Type::String | Type::UnsafePointer | Type::Slice(_) | Type::Pointer(_) => true,
            Type::Func(_) | Type::Interface(_) | Type::Map { .. } | Type::Chan { .. } => true,
            Type::UntypedString | Type::UntypedNil => true,
            Type::Array { elem, len } => *len > 0 && self.has_pointers(*elem),
            Type::Struct(fields) => fields.iter().any(|field| self.has_pointers(field.ty)),
            Type::Tuple(items) => items.iter().any(|&ty| self.has_pointers(ty)),
            _ => false,
        }
    }
}

/// `n` rounded up to a multiple of `align`, a power of two.
pub fn round_up(n: u64, align: u64) -> u64 {
    (n + align - 1) & !(align - 1)
}
