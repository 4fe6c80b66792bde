//! Questions about types, by the address of a descriptor.

use crate::code::{ProvidedCall, Slot};
use crate::reflectdata::{descriptor, type_of};
use crate::vm::goroutine::Goroutine;
use crate::vm::iface::find_itab;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Reflect;
use tearpoint_front::types::Type;
use tearpoint_runtime::alg::Alg;
use tearpoint_runtime::chan::{ElemType, makechan};
use tearpoint_runtime::error::{Res, Unwind};

impl Interpreter {
    /// Questions about the type whose descriptor is at slot `a`.
    #[inline(never)]
    pub(super) fn reflect(&self, g: &mut Goroutine, what: Reflect, call: &ProvidedCall) -> Res<()> {
        let (d, [a, b, ..]) = (call.d, call.args);
        let word = g.r8(a);
        if what == Reflect::DynamicTypeName {
            return self.dynamic_type_name(g, d, word);
        }
        if what == Reflect::TypeLinks {
            let (list, count) = self.code.type_links;
            g.w8(d, list);
            g.w8(d + 8, count);
            return Ok(());
        }
        if what == Reflect::Itab {
            let itab = self.itab_of(word, g.r8(b));
            g.w8(d, itab);
            return Ok(());
        }
        let rtypes = &self.code.rtypes;
        let Some(id) = rtypes.by_addr(word) else {
            self.process.load(word, 8)?;
            if matches!(what, Reflect::TypeName | Reflect::FieldName) {
                return self.string_to(g, d, b"?");
            }
            g.w1(d, false);
            return Ok(());
        };
        let fields = match self.code.types.underlying(type_of(id)) {
            Type::Struct(fields) => fields.as_slice(),
            _ => &[],
        };
        let index = g.r8(b) as usize;
        match what {
            Reflect::TypeName => self.string_to(g, d, rtypes.get(id).name.as_bytes())?,
            Reflect::NumField => g.w8(d, fields.len() as u64),
            Reflect::FieldName => {
                let name = fields.get(index).map_or("", |field| &field.name);
                self.string_to(g, d, name.as_bytes())?;
            }
            Reflect::FieldType => {
                let ty = fields.get(index).map_or(id, |field| descriptor(field.ty));
                g.w8(d, rtypes.get(ty).addr);
            }
            Reflect::FieldOffset => {
                let offsets = self.code.types.offsets(type_of(id));
                g.w8(d, offsets.get(index).copied().unwrap_or(0));
            }
            Reflect::NumMethod => {
                let count = match self.code.types.underlying(type_of(id)) {
                    Type::Interface(methods) => methods.len(),
                    _ => 0,
                };
                g.w8(d, count as u64);
            }
            Reflect::MakeChan => {
                let Type::Chan { elem, .. } = self.code.types.underlying(type_of(id)) else {
                    return Err(Unwind::plain_error("reflect: not a channel type"));
                };
                let elem = rtypes.get(descriptor(*elem));
                let elem = ElemType {
                    addr: elem.addr,
                    size: elem.size,
                    noscan: elem.noscan,
                };
                let made = makechan(&self.process, elem, g.r8(b) as i64)?;
                g.w8(d, made);
            }
            Reflect::Comparable => {
                let comparable = !matches!(rtypes.get(id).alg, Alg::NoEq);
                g.w1(d, comparable);
            }
            Reflect::TypeLinks | Reflect::DynamicTypeName | Reflect::Itab => {}
        }
        Ok(())
    }

    /// What stands in front of a value of the type at `ty` in an interface of the type at `iface`; 0 if it lacks a method.
    pub(super) fn itab_of(&self, iface: u64, ty: u64) -> u64 {
        let rtypes = &self.code.rtypes;
        let Some(id) = rtypes.by_addr(iface) else {
            return 0;
        };
        let id = self.code.types.underlying_id(type_of(id));
        let known = self.code.iface_of.get(&descriptor(id));
        known
            .and_then(|&index| find_itab(&self.code.ifaces[index as usize], ty))
            .unwrap_or(0)
    }

    /// The name of the type that an interface's type word stands for.
    fn dynamic_type_name(&self, g: &mut Goroutine, d: Slot, word: u64) -> Res<()> {
        let process = &*self.process;
        let id = self.code.rtypes.by_addr(word);
        let name = id.map_or("nil", |id| self.code.rtypes.get(id).name.as_str());
        let at = process.newobject(name.len().max(1) as u64, true)?;
        process.mem.borrow_mut().write(at, name.as_bytes())?;
        g.w8(d, at);
        g.w8(d + 8, name.len() as u64);
        Ok(())
    }
}
