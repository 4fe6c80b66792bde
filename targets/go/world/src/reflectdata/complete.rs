//! What reflection sees of descriptors beside their headers: names with tags, fields, parameters, methods, packages.
//!
//! Follows cmd/compile/internal/reflectdata (`writeType`, `dname`, `dextratype`, `imethods`) and internal/abi/type.go (`Name`,
//! `UncommonType`, `StructField`, `Imethod`). Only programs that compile Go's own package reflect have it.
//!
//! Invariants: offsets of names, types and texts are from the start of read-only data. What does not fit a descriptor's slot lies
//! behind all of them.
//! Deviations: names have no extra star. Misses: functions with more than fifteen parameters and results have none of them; that a
//! method is variadic; methods of the library that no interface of the program names.

use std::collections::BTreeMap;

use super::describe::descriptor;
use tearpoint_front::tast::{FuncId, Program};
use tearpoint_front::types::{ChanDir, Field, Signature, Type, TypeId, Types};
use tearpoint_machine::memory::RODATA_BASE;
use tearpoint_runtime::layout::{Layout, Maps, map_type, rtype};
use tearpoint_runtime::rtype::{RTYPE_STRIDE, RTYPES_BASE, Rtypes};

/// `TFlagUncommon`
const UNCOMMON: u8 = 1;
/// Bytes of `UncommonType` and of `Method`.
const UNCOMMON_BYTES: u64 = 16;
const METHOD_BYTES: usize = 16;
/// Most parameters and results that fit.
const MAX_PARAMS: usize = 15;

/// Adds the types that descriptors of methods speak of, before descriptors are numbered.
pub fn add_types(types: &mut Types, program: &Program) {
    for (ty, name) in program.methods.keys() {
        if let Some(sig) = signature(program, *ty, name) {
            types.intern(Type::Func(sig));
        }
    }
    for id in (0..types.len() as u32).map(TypeId) {
        if let Type::Interface(methods) = types.get(id).clone() {
            for (_, sig) in methods {
                types.intern(Type::Func(sig));
            }
        }
    }
}

/// A method's signature without its receiver.
fn signature(program: &Program, ty: TypeId, name: &str) -> Option<Signature> {
    let id = program.methods.get(&(ty, name.to_owned()))?;
    let func = &program.funcs[id.0 as usize];
    let of = |local: &tearpoint_front::tast::LocalId| func.locals[local.0 as usize].ty;
    Some(Signature {
        params: func.params.iter().skip(1).map(of).collect(),
        results: func.results.iter().map(of).collect(),
        variadic: false,
    })
}

/// What lies behind the descriptors, and which of its words become addresses of functions.
#[derive(Default)]
pub struct Behind {
    base: u64,
    /// Bytes of a map type's descriptor.
    map_type: u64,
    /// The bytes, from `base` on.
    pub bytes: Vec<u8>,
    /// Where the offset of a function's text belongs, and whether it is the entry with an interface's word as receiver.
    pub texts: Vec<(usize, FuncId, bool)>,
    /// Address and number of the addresses of types without a name, by name.
    pub links: (u64, u64),
    names: BTreeMap<Vec<u8>, u64>,
}

/// Completes the descriptors in `image`, whose addresses start at [`RTYPES_BASE`].
pub fn complete(
    image: &mut [u8],
    rtypes: &Rtypes,
    types: &Types,
    program: &Program,
    layout: &Layout,
) -> Behind {
    let mut behind = Behind {
        base: RTYPES_BASE + image.len() as u64,
        map_type: match layout.maps {
            Maps::Classic => map_type::SIZE,
            Maps::Swiss => layout.swiss_map_type.structure().size,
        },
        ..Behind::default()
    };
    let mut methods: BTreeMap<TypeId, Vec<(&str, FuncId)>> = BTreeMap::new();
    for ((ty, name), func) in &program.methods {
        methods.entry(*ty).or_default().push((name, *func));
    }
    for n in 0..rtypes.all().len() {
        let id = TypeId(n as u32);
        let slot = &mut image[n * RTYPE_STRIDE as usize..][..RTYPE_STRIDE as usize];
        let of_type = methods.remove(&id).unwrap_or_default();
        behind.describe(slot, id, rtypes, types, program, of_type);
    }
    behind.link(rtypes, types);
    behind
}

impl Behind {
    fn describe(
        &mut self,
        slot: &mut [u8],
        id: TypeId,
        rtypes: &Rtypes,
        types: &Types,
        program: &Program,
        mut methods: Vec<(&str, FuncId)>,
    ) {
        let rtype = rtypes.get(descriptor(id));
        let named = match types.get(id) {
            Type::Named(named) => Some(types.named(*named)),
            _ => None,
        };
        let exported = named.is_some_and(|named| is_exported(&named.name));
        let name = self.name(rtype.name.as_bytes(), exported, &[], false);
        put(slot, rtype::STR, 4, name - RODATA_BASE);
        if let Some(pointer) = types.find(&Type::Pointer(id)) {
            put(slot, rtype::PTR_TO_THIS, 4, offset_of(pointer));
        }
        let has_uncommon = named.is_some() || !methods.is_empty();
        let at = self.own(slot, id, types, has_uncommon);
        if !has_uncommon {
            return;
        }
        slot[rtype::TFLAG as usize] |= UNCOMMON;
        methods.sort_by_key(|(name, _)| (!is_exported(name), *name));
        let path = named.map_or("", |named| named.path.as_str());
        let path = match path {
            "" => 0,
            path => self.name(path.as_bytes(), false, &[], false) - RODATA_BASE,
        };
        let count = methods.iter().filter(|(name, _)| is_exported(name)).count();
        put(slot, at, 4, path);
        put(slot, at + 4, 2, methods.len() as u64);
        put(slot, at + 6, 2, count as u64);
        let entries: Vec<(u64, u64, FuncId)> = methods
            .iter()
            .map(|(name, func)| {
                let shown = self.name(name.as_bytes(), is_exported(name), &[], false);
                let sig = signature(program, id, name);
                let ty = sig.and_then(|sig| types.find(&Type::Func(sig)));
                (shown - RODATA_BASE, ty.map_or(0, offset_of), *func)
            })
            .collect();
        let direct = rtype.direct_iface;
        let list = self.reserve(METHOD_BYTES * entries.len());
        for (n, (name, ty, func)) in entries.into_iter().enumerate() {
            let entry = list + METHOD_BYTES * n;
            put(&mut self.bytes, entry as u64, 4, name);
            put(&mut self.bytes, entry as u64 + 4, 4, ty);
            self.texts
                .extend([(entry + 8, func, !direct), (entry + 12, func, false)]);
        }
        let from = descriptor(id).addr() + at;
        put(slot, at + 8, 4, self.base + list as u64 - from);
    }

    /// What the kind of type has of its own; gives where `UncommonType` lies.
    fn own(&mut self, slot: &mut [u8], id: TypeId, types: &Types, has_uncommon: bool) -> u64 {
        match types.underlying(id) {
            Type::Pointer(_) | Type::Slice(_) => 56,
            Type::Chan { dir, .. } => {
                let dir = match dir {
                    ChanDir::Recv => 1,
                    ChanDir::Send => 2,
                    ChanDir::Both => 3,
                };
                put(slot, 56, 8, dir);
                64
            }
            Type::Array { elem, .. } => {
                let slice = types.find(&Type::Slice(*elem));
                put(
                    slot,
                    56,
                    8,
                    slice.map_or(0, |slice| descriptor(slice).addr()),
                );
                72
            }
            Type::Map { .. } => self.map_type,
            Type::Func(sig) => {
                let sig = sig.clone();
                if sig.params.len() + sig.results.len() <= MAX_PARAMS {
                    put(slot, 48, 2, sig.params.len() as u64);
                    let results = sig.results.len() as u64 | u64::from(sig.variadic) << 15;
                    put(slot, 50, 2, results);
                    let at = 56 + u64::from(has_uncommon) * UNCOMMON_BYTES;
                    for (n, ty) in sig.params.iter().chain(&sig.results).enumerate() {
                        put(slot, at + 8 * n as u64, 8, descriptor(*ty).addr());
                    }
                }
                56
            }
            Type::Struct(fields) => {
                let fields = fields.clone();
                self.fields(slot, id, &fields, types);
                80
            }
            Type::Interface(methods) => {
                let methods = methods.clone();
                if methods.iter().any(|(name, _)| !is_exported(name)) {
                    let path = self.package_of(id, types);
                    put(slot, 48, 8, path);
                }
                let entries: Vec<(u64, u64)> = methods
                    .into_iter()
                    .map(|(name, sig)| {
                        let shown = self.name(name.as_bytes(), is_exported(&name), &[], false);
                        let ty = types.find(&Type::Func(sig)).map_or(0, offset_of);
                        (shown - RODATA_BASE, ty)
                    })
                    .collect();
                let list = self.reserve(8 * entries.len());
                for (n, (name, ty)) in entries.iter().enumerate() {
                    put(&mut self.bytes, (list + 8 * n) as u64, 4, *name);
                    put(&mut self.bytes, (list + 8 * n) as u64 + 4, 4, *ty);
                }
                slice(slot, 56, self.base + list as u64, entries.len());
                80
            }
            _ => 48,
        }
    }

    fn fields(&mut self, slot: &mut [u8], id: TypeId, fields: &[Field], types: &Types) {
        if fields.iter().any(|field| !is_exported(&field.name)) {
            let path = self.package_of(id, types);
            put(slot, 48, 8, path);
        }
        let names: Vec<u64> = fields
            .iter()
            .map(|field| {
                let exported = is_exported(&field.name);
                self.name(field.name.as_bytes(), exported, &field.tag, field.embedded)
            })
            .collect();
        let list = self.reserve(24 * fields.len());
        let offsets = types.offsets(id);
        for (n, field) in fields.iter().enumerate() {
            let at = (list + 24 * n) as u64;
            put(&mut self.bytes, at, 8, names[n]);
            put(&mut self.bytes, at + 8, 8, descriptor(field.ty).addr());
            put(&mut self.bytes, at + 16, 8, offsets[n]);
        }
        slice(slot, 56, self.base + list as u64, fields.len());
    }

    /// The name of the package of a type's own names: that of its declaration, or of the program.
    fn package_of(&mut self, id: TypeId, types: &Types) -> u64 {
        let path = match types.get(id) {
            Type::Named(named) => types.named(*named).path.clone(),
            _ => "main".to_owned(),
        };
        self.name(path.as_bytes(), false, &[], false)
    }

    /// The addresses of the types that reflection must find before it makes one: those without a name, in the order of their strings.
    fn link(&mut self, rtypes: &Rtypes, types: &Types) {
        let made = |id: &TypeId| {
            let plain = matches!(
                types.get(*id),
                Type::Pointer(_)
                    | Type::Slice(_)
                    | Type::Array { .. }
                    | Type::Chan { .. }
                    | Type::Map { .. }
                    | Type::Func(_)
                    | Type::Struct(_)
            );
            plain && !types.is_open(*id)
        };
        let mut ids: Vec<TypeId> = (0..types.len() as u32).map(TypeId).filter(made).collect();
        ids.sort_by_key(|id| &rtypes.get(descriptor(*id)).name);
        let list = self.reserve(8 * ids.len());
        for (n, id) in ids.iter().enumerate() {
            put(
                &mut self.bytes,
                (list + 8 * n) as u64,
                8,
                descriptor(*id).addr(),
            );
        }
        self.links = (self.base + list as u64, ids.len() as u64);
    }

    /// The address of an encoded name (`Name`).
    fn name(&mut self, name: &[u8], exported: bool, tag: &[u8], embedded: bool) -> u64 {
        let flags = u8::from(exported) | u8::from(!tag.is_empty()) << 1 | u8::from(embedded) << 3;
        let mut text = vec![flags];
        varint(&mut text, name.len());
        text.extend_from_slice(name);
        if !tag.is_empty() {
            varint(&mut text, tag.len());
            text.extend_from_slice(tag);
        }
        if let Some(&addr) = self.names.get(&text) {
            return addr;
        }
        let addr = self.base + self.bytes.len() as u64;
        self.bytes.extend_from_slice(&text);
        self.names.insert(text, addr);
        addr
    }

    /// Room for aligned words; gives its place in the bytes.
    fn reserve(&mut self, bytes: usize) -> usize {
        let at = self.bytes.len().next_multiple_of(8);
        self.bytes.resize(at + bytes, 0);
        at
    }
}

fn varint(text: &mut Vec<u8>, mut n: usize) {
    while n >= 0x80 {
        text.push(n as u8 | 0x80);
        n >>= 7;
    }
    text.push(n as u8);
}

fn is_exported(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// A type's offset.
fn offset_of(id: TypeId) -> u64 {
    descriptor(id).addr() - RODATA_BASE
}

fn slice(slot: &mut [u8], at: u64, addr: u64, len: usize) {
    put(slot, at, 8, addr);
    put(slot, at + 8, 8, len as u64);
    put(slot, at + 16, 8, len as u64);
}

fn put(bytes: &mut [u8], at: u64, width: usize, value: u64) {
    let at = at as usize;
    bytes[at..at + width].copy_from_slice(&value.to_le_bytes()[..width]);
}
