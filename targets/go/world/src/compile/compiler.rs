//! What the compiler knows of the program as a whole: its tables, the types, the image of read-only data.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::escape::Escapes;
use crate::code::{Alloc, Code, Conv, FuncCode, Num, Op};
use crate::reflectdata::{add_types, descriptor, ptr_map};
use tearpoint_front::diag::{Diag, DiagKind, Pos};
use tearpoint_front::provided::Variable;
use tearpoint_front::tast::{FuncId, GlobalId, Program};
use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_machine::memory::{DATA_BASE, LARGE_DATA_BASE};
use tearpoint_runtime::alg::Alg;
use tearpoint_runtime::map::ZERO_VAL_OFFSET;
use tearpoint_runtime::profile::{AppendBuffers, Profile};

/// Bytes at the start of the data region that are the runtime's: `zerobase`, then `zeroVal` (1024 bytes).
const RUNTIME_DATA: u64 = 2048;

/// The result of everything that may refuse a program.
pub(super) type Res<T> = Result<T, Box<Diag>>;

/// State for the whole program.
pub(super) struct Compiler {
    pub program: Rc<Program>,
    pub types: Types,
    pub code: Code,
    pub globals: Vec<u64>,
    pub strings: BTreeMap<Vec<u8>, u64>,
    pub funcvals: u64,
    pub empty_tuple: TypeId,
    pub ifaces: BTreeMap<TypeId, u32>,
    pub itabs: BTreeMap<(TypeId, TypeId), u64>,
    /// Functions made here, beyond the program's: they follow those.
    pub extra: Vec<FuncCode>,
    pub bound: BTreeMap<(String, TypeId), u32>,
    /// Which `append`s have a buffer in the frame.
    pub append_buffers: AppendBuffers,
    pub escapes: Escapes,
    /// Conversions of `unsafe.Pointer` are checked, and `unsafe.Add`.
    pub checkptr: bool,
    pub checks_unsafe_add: bool,
}

impl Compiler {
    pub fn new(mut program: Program, profile: &Profile) -> Res<Compiler> {
        let mut globals = Vec::with_capacity(program.globals.len());
        let mut named = Vec::with_capacity(program.globals.len());
        // The first bytes of the data region are `runtime.zerobase` and `runtime.zeroVal`.
        let reflected = program.origins.has("reflect");
        // What is compiled with Go's own reflect has descriptors in plenty.
        let data_base = match reflected {
            true => LARGE_DATA_BASE,
            false => DATA_BASE,
        };
        let mut end = data_base + RUNTIME_DATA;
        for global in &program.globals {
            let (size, align) = program.types.size_align(global.ty);
            let linked = match global.linkname.as_deref().and_then(Variable::find) {
                Some(Variable::Zerobase) => Some(data_base),
                Some(Variable::ZeroVal) => Some(data_base + ZERO_VAL_OFFSET),
                None => None,
            };
            if let Some(at) = linked {
                globals.push(at);
                continue;
            }
            let at = end.next_multiple_of(align.max(8));
            globals.push(at);
            named.push((at, size, global.symbol.clone()));
            end = at + size;
        }
        let pointers = program.globals.iter().zip(&globals);
        let pointers = pointers
            .filter_map(|(global, &at)| {
                let ptrs = ptr_map(&program.types, global.ty)?;
                Some((at, program.types.size(global.ty), ptrs))
            })
            .collect();
        let empty_tuple = program.types.intern(Type::Tuple(Vec::new()));
        let mut types = std::mem::take(&mut program.types);
        if reflected {
            add_types(&mut types, &program);
        }
        let mut compiler = Compiler {
            program: Rc::new(program),
            types,
            code: Code::default(),
            globals,
            strings: BTreeMap::new(),
            funcvals: 0,
            empty_tuple,
            ifaces: BTreeMap::new(),
            itabs: BTreeMap::new(),
            extra: Vec::new(),
            bound: BTreeMap::new(),
            append_buffers: profile.append_buffers,
            escapes: Escapes::default(),
            checkptr: profile.checkptr,
            checks_unsafe_add: profile.checks_unsafe_add,
        };
        compiler.code.data_base = data_base;
        compiler.code.data = end - data_base;
        let files = compiler.program.files.iter();
        compiler.code.files = files
            .map(|(&number, name)| (number, name.as_str().into()))
            .collect();
        compiler.code.globals = pointers;
        compiler.code.variables = named;
        compiler.start_image(profile.layout);
        Ok(compiler)
    }

    pub fn run(mut self) -> Res<Code> {
        let program = Rc::clone(&self.program);
        let reflected = program.origins.has("reflect");
        for (number, func) in program.funcs.iter().enumerate() {
            let mut code = self.func(Some(FuncId(number as u32)), func)?;
            if reflected {
                self.bridge(func, &mut code);
            }
            self.code.funcs.push(code);
        }
        let Some(main) = program.main else {
            return Err(self.refuse(
                Pos::default(),
                DiagKind::Type,
                "function main is undeclared in the main package",
            ));
        };
        let mut ops: Vec<Op> = [program.init, Some(main)]
            .into_iter()
            .flatten()
            .map(|id| Op::Call {
                base: 0,
                func: id.0,
            })
            .collect();
        ops.push(Op::Ret);
        self.code.entry = self.add_func(FuncCode {
            symbol: "runtime.main".to_owned(),
            ops,
            hidden: true,
            ..FuncCode::default()
        });
        self.assignable_ifaces();
        self.finish_image()?;
        self.find_watched();
        self.code.funcs.append(&mut self.extra);
        self.code.types = self.types;
        self.code.origins = self.program.origins.clone();
        self.code.iface_of = self
            .ifaces
            .iter()
            .map(|(&ty, &index)| (descriptor(ty), index))
            .collect();
        Ok(self.code)
    }

    pub fn refuse(&self, pos: Pos, kind: DiagKind, text: &str) -> Box<Diag> {
        Box::new(Diag {
            file: self
                .program
                .files
                .get(&pos.file)
                .unwrap_or(&self.program.file)
                .clone(),
            pos,
            kind,
            text: text.to_owned(),
        })
    }

    pub fn unsupported(&self, pos: Pos, text: &str) -> Box<Diag> {
        self.refuse(pos, DiagKind::Unsupported, text)
    }

    /// Position in [`Code::allocs`] of a type.
    pub fn alloc_index(&mut self, ty: TypeId) -> u32 {
        self.alloc(Alloc {
            ty: descriptor(ty),
            size: self.types.size(ty),
            noscan: !self.types.has_pointers(ty),
        })
    }

    /// Position in [`Code::allocs`] of an array.
    pub fn array_alloc(&mut self, elem: TypeId, len: u64) -> u32 {
        self.alloc(Alloc {
            ty: descriptor(elem),
            size: self.types.size(elem).saturating_mul(len),
            noscan: !self.types.has_pointers(elem),
        })
    }

    fn alloc(&mut self, alloc: Alloc) -> u32 {
        let known = self.code.allocs.iter().position(|&a| a == alloc);
        known.unwrap_or_else(|| {
            self.code.allocs.push(alloc);
            self.code.allocs.len() - 1
        }) as u32
    }

    /// Position in [`Code::convs`].
    pub fn conv_index(&mut self, conv: Conv) -> u32 {
        let known = self.code.convs.iter().position(|c| *c == conv);
        known.unwrap_or_else(|| {
            self.code.convs.push(conv);
            self.code.convs.len() - 1
        }) as u32
    }

    /// How a value of `ty` is a number: integers, floats, bools, and whatever is one pointer word.
    pub fn num(&self, ty: TypeId) -> Option<Num> {
        Some(match self.types.underlying(ty) {
            Type::Bool | Type::UntypedBool | Type::Uint8 => Num::U8,
            Type::Int | Type::Int64 | Type::UntypedInt => Num::I64,
            Type::Int8 => Num::I8,
            Type::Int16 => Num::I16,
            Type::Int32 | Type::UntypedRune => Num::I32,
            Type::Uint | Type::Uint64 | Type::Uintptr => Num::U64,
            Type::Uint16 => Num::U16,
            Type::Uint32 => Num::U32,
            Type::Float32 => Num::F32,
            Type::Float64 | Type::UntypedFloat => Num::F64,
            Type::UnsafePointer | Type::Pointer(_) | Type::Func(_) => Num::U64,
            Type::Map { .. } | Type::Chan { .. } => Num::U64,
            _ => return None,
        })
    }

    /// Whether equality of the type is equality of its bytes.
    pub fn plain_memory(&self, ty: TypeId) -> bool {
        matches!(self.code.rtypes.get(descriptor(ty)).alg, Alg::Mem(_))
    }

    /// Whether a value of the type is a pointer word, which is an interface's data word itself.
    pub fn direct(&self, ty: TypeId) -> bool {
        self.code.rtypes.get(descriptor(ty)).direct_iface
    }

    /// The address of the type's descriptor.
    pub fn type_word(&self, ty: TypeId) -> u64 {
        self.code.rtypes.get(descriptor(ty)).addr
    }

    pub fn global_addr(&self, id: GlobalId) -> u64 {
        self.globals[id.0 as usize]
    }

    /// Position of a method's function, if values of `ty` have it.
    pub fn method(&self, ty: TypeId, name: &str) -> Option<FuncId> {
        self.program.methods.get(&(ty, name.to_owned())).copied()
    }

    /// Parameter and result types of a function type.
    pub fn signature(&self, ty: TypeId) -> (Vec<TypeId>, Vec<TypeId>) {
        match self.types.underlying(ty) {
            Type::Func(signature) => (signature.params.clone(), signature.results.clone()),
            _ => (Vec::new(), Vec::new()),
        }
    }

    /// Items of a tuple type.
    pub fn tuple(&self, ty: TypeId) -> Vec<TypeId> {
        match self.types.get(ty) {
            Type::Tuple(items) => items.clone(),
            _ => vec![ty],
        }
    }

    /// Offsets of values that lie one after another on multiples of 8 from `start`, and their end.
    pub fn layout(&self, items: &[TypeId], start: u64) -> (Vec<u64>, u64) {
        let mut end = start;
        let offsets = items
            .iter()
            .map(|&ty| {
                let at = end;
                end = (at + self.types.size(ty)).next_multiple_of(8);
                at
            })
            .collect();
        (offsets, end)
    }
}
