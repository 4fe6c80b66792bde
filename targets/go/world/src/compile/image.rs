//! The program's image: strings, functions, itabs and type descriptors in read-only data.

use super::compiler::{Compiler, Res};
use crate::code::{Iface, RuntimeErrors};
use crate::reflectdata::{self, Behind};
use tearpoint_front::diag::{DiagKind, Pos};
use tearpoint_front::tast::{FuncId, LocalId};
use tearpoint_front::types::{Signature, Type, TypeId, Types};
use tearpoint_machine::memory::RODATA_BASE;
use tearpoint_runtime::layout::Layout;

/// Bytes of one function's place in the text.
const TEXT_STRIDE: u64 = 16;
/// What is added to a method's address where it is called with the word of an interface as its receiver.
pub const IFACE_ENTRY: u64 = 8;
/// Offset of the methods in an itab.
const ITAB_FUN: usize = 24;

impl Compiler {
    /// Type descriptors first; then whatever is added.
    pub(super) fn start_image(&mut self, layout: &Layout) {
        let rtypes = reflectdata::build(&self.types, layout.maps);
        self.code.rodata = vec![0; rtypes.rodata_end() as usize];
        let mut image = reflectdata::image(&rtypes, &self.types, layout);
        let at = self.code.rodata.len() - image.len();
        let mut behind = Behind::default();
        if self.program.origins.has("reflect") {
            behind = reflectdata::complete(&mut image, &rtypes, &self.types, &self.program, layout);
        }
        self.code.rodata[at..].copy_from_slice(&image);
        let behind_at = self.code.rodata.len();
        self.code.rodata.extend_from_slice(&behind.bytes);
        self.code.type_links = behind.links;
        self.code.rtypes = rtypes.into();
        let word = |name: &str| {
            (0..self.types.len() as u32)
                .map(TypeId)
                .find(|&ty| self.types.name(ty) == name)
                .map_or(0, |ty| self.type_word(ty))
        };
        self.code.errors = RuntimeErrors {
            error_string: word("runtime.errorString"),
            plain_error: word("runtime.plainError"),
            text: word("string"),
            bounds_error: word("runtime.boundsError"),
            error_address: word("runtime.errorAddressString"),
            type_assertion: word("*runtime.TypeAssertionError"),
            panic_nil: word("*runtime.PanicNilError"),
        };
        // Room for the text: functions that the program has, and those made here.
        self.code.text = self.append(&[], 16);
        let text = self.max_funcs() * TEXT_STRIDE as usize;
        self.append(&vec![0xcc; text], 16);
        for (at, func, by_word) in behind.texts {
            let offset = self.code.text + TEXT_STRIDE * u64::from(func.0) - RODATA_BASE;
            let offset = offset + if by_word { IFACE_ENTRY } else { 0 };
            let place = &mut self.code.rodata[behind_at + at..][..4];
            place.copy_from_slice(&(offset as u32).to_le_bytes());
        }
        // Static function values: one word each.
        let funcvals: Vec<u8> = (0..self.max_funcs() as u64)
            .flat_map(|i| (self.code.text + TEXT_STRIDE * i).to_le_bytes())
            .collect();
        self.funcvals = self.append(&funcvals, 8);
        self.code.funcvals = self.funcvals..self.funcvals + funcvals.len() as u64;
    }

    /// Upper bound of functions: each may have a bound-method wrapper, and a few are made for deferred builtins.
    fn max_funcs(&self) -> usize {
        2 * self.program.funcs.len() + 256
    }

    /// Appends bytes to read-only data; gives their address.
    pub fn append(&mut self, bytes: &[u8], align: usize) -> u64 {
        let rodata = &mut self.code.rodata;
        let at = rodata.len().next_multiple_of(align);
        rodata.resize(at, 0);
        rodata.extend_from_slice(bytes);
        RODATA_BASE + at as u64
    }

    /// The address of a string constant's bytes.
    pub fn string(&mut self, bytes: &[u8]) -> u64 {
        if bytes.is_empty() {
            return 0;
        }
        if let Some(&addr) = self.strings.get(bytes) {
            return addr;
        }
        let addr = self.append(bytes, 1);
        self.strings.insert(bytes.to_vec(), addr);
        addr
    }

    /// The static function value of a function.
    pub fn funcval(&self, func: u32) -> u64 {
        self.funcvals + 8 * u64::from(func)
    }

    /// Position in [`crate::code::Code::ifaces`] of an interface type.
    pub fn iface_index(&mut self, ty: TypeId) -> u32 {
        let ty = self.types.underlying_id(ty);
        if let Some(&index) = self.ifaces.get(&ty) {
            return index;
        }
        let index = self.code.ifaces.len() as u32;
        self.code.ifaces.push(Iface {
            methods: self.iface_methods(ty),
            itabs: Vec::new(),
        });
        self.ifaces.insert(ty, index);
        let mut itabs = Vec::new();
        for concrete in (0..self.types.len() as u32).map(TypeId) {
            let word = self.type_word(concrete);
            if self.is_concrete(concrete)
                && let Some(itab) = self.itab(ty, concrete)
            {
                itabs.push((word, itab));
            }
        }
        self.code.ifaces[index as usize].itabs = itabs;
        index
    }

    /// With reflection a value may get into any interface type, and so may the object of a finalizer.
    pub(super) fn assignable_ifaces(&mut self) {
        let assigns = |symbol: &str| {
            symbol == "internal/reflectlite.Value.Assign"
                || symbol == "internal/reflectlite.Value.Implements"
                || symbol == "runtime.SetFinalizer"
        };
        if !self.program.funcs.iter().any(|func| assigns(&func.symbol)) {
            return;
        }
        for ty in (0..self.types.len() as u32).map(TypeId) {
            if matches!(self.types.get(ty), Type::Interface(methods) if !methods.is_empty()) {
                self.iface_index(ty);
            }
        }
    }

    fn is_concrete(&self, ty: TypeId) -> bool {
        !matches!(
            self.types.underlying(ty),
            Type::Interface(_) | Type::Tuple(_)
        )
    }

    /// Names of an interface type's methods, in itab order.
    pub fn iface_methods(&self, ty: TypeId) -> Vec<String> {
        match self.types.underlying(ty) {
            Type::Interface(methods) => methods.iter().map(|(name, _)| name.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// The itab of a concrete type for an interface with methods, if it has them all.
    pub fn itab(&mut self, iface: TypeId, concrete: TypeId) -> Option<u64> {
        let iface = self.types.underlying_id(iface);
        if let Some(&addr) = self.itabs.get(&(iface, concrete)) {
            return Some(addr);
        }
        let Type::Interface(methods) = self.types.get(iface).clone() else {
            return None;
        };
        let funcs: Option<Vec<FuncId>> = methods
            .iter()
            .map(|(name, sig)| {
                let id = self.method(concrete, name)?;
                self.has_signature(id, sig).then_some(id)
            })
            .collect();
        let funcs = funcs?;
        let mut bytes = vec![0; ITAB_FUN + 8 * funcs.len()];
        bytes[..8].copy_from_slice(&self.type_word(iface).to_le_bytes());
        bytes[8..16].copy_from_slice(&self.type_word(concrete).to_le_bytes());
        let hash = (concrete.0 + 1).wrapping_mul(0x9e37_79b1);
        bytes[16..20].copy_from_slice(&hash.to_le_bytes());
        for (i, func) in funcs.iter().enumerate() {
            let addr = self.code.text + TEXT_STRIDE * u64::from(func.0);
            bytes[ITAB_FUN + 8 * i..][..8].copy_from_slice(&addr.to_le_bytes());
        }
        let addr = self.append(&bytes, 8);
        self.itabs.insert((iface, concrete), addr);
        Some(addr)
    }

    /// Whether the method, its receiver apart, has the signature.
    fn has_signature(&self, id: FuncId, sig: &Signature) -> bool {
        let func = &self.program.funcs[id.0 as usize];
        let same = |locals: &[LocalId], types: &[TypeId]| {
            locals.len() == types.len()
                && locals
                    .iter()
                    .zip(types)
                    .all(|(local, &ty)| func.locals[local.0 as usize].ty == ty)
        };
        same(func.params.get(1..).unwrap_or_default(), &sig.params)
            && same(&func.results, &sig.results)
    }

    /// What is known only when all functions are compiled.
    pub(super) fn finish_image(&mut self) -> Res<()> {
        let made = self.code.funcs.len() + self.extra.len();
        let size = self.code.rodata.len() as u64;
        if made > self.max_funcs() || RODATA_BASE + size > self.code.data_base {
            return Err(self.refuse(
                Pos::default(),
                DiagKind::Unsupported,
                "a program this large (read-only data above 832 KB)",
            ));
        }
        let program = std::rc::Rc::clone(&self.program);
        let returns_string = |id: FuncId| {
            let func = &program.funcs[id.0 as usize];
            func.params.len() == 1
                && matches!(func.results.as_slice(),
                    [only] if func.locals[only.0 as usize].ty == Types::STRING)
        };
        for ((ty, name), &id) in &program.methods {
            if !self.is_concrete(*ty) || !returns_string(id) {
                continue;
            }
            let word = self.type_word(*ty);
            // An error's text comes before a Stringer's.
            match name.as_str() {
                "Error" => self.code.show.insert(0, (word, id.0)),
                "String" => self.code.show.push((word, id.0)),
                _ => {}
            }
        }
        self.code.methods = program
            .methods
            .keys()
            .map(|(ty, name)| (self.type_word(*ty), name.clone()))
            .collect();
        // Receivers that an interface holds a pointer to.
        for ((ty, _), &id) in &program.methods {
            if !self.direct(*ty) {
                let size = self.types.size(*ty) as u32;
                self.code.funcs[id.0 as usize].indirect_recv = Some(size);
            }
        }
        Ok(())
    }
}
