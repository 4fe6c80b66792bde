//! Interfaces: making values of them, asserting types, finding methods.
//!
//! Follows runtime/iface.go, and `TypeAssertionError` in runtime/error.go.

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::{Assert, AssertTarget, Iface, Slot};
use tearpoint_runtime::error::{ErrorKind, FrameExt, Res, Unwind};
use tearpoint_runtime::profile::InterfaceAssertion;

impl Interpreter {
    pub(super) fn make_iface(&self, g: &mut Goroutine, d: Slot, a: Slot, conv: u32) -> Res<()> {
        let conv = self.code.convs[conv as usize];
        let data = if conv.direct {
            g.r8(a)
        } else {
            let p = self.new_of(conv.ty, conv.size.into())?;
            let bytes = g.bytes(a, conv.size as usize);
            self.process.mem.borrow_mut().write(p, bytes)?;
            p
        };
        g.w8(d, conv.word);
        g.w8(d + 8, data);
        Ok(())
    }

    pub(super) fn assert(&self, g: &mut Goroutine, d: Slot, a: Slot, assert: u32) -> Res<()> {
        let assert = &self.code.asserts[assert as usize];
        let (word, data) = (g.r8(a), g.r8(a + 8));
        // The dynamic type's descriptor.
        let ty = if word != 0 && assert.from_itab {
            self.process.load(word.wrapping_add(8), 8)?
        } else {
            word
        };
        let target = match &assert.target {
            AssertTarget::Concrete { word, .. } => (ty == *word).then_some(ty),
            AssertTarget::Iface(_) if ty == 0 => None,
            AssertTarget::Iface(index) => {
                let iface = &self.code.ifaces[*index as usize];
                if iface.methods.is_empty() {
                    Some(ty)
                } else {
                    find_itab(iface, ty)
                }
            }
        };
        if assert.comma_ok {
            g.w1(assert.ok, target.is_some());
        }
        let Some(target) = target else {
            if assert.comma_ok || (assert.convert && ty == 0) {
                let size = match assert.target {
                    AssertTarget::Concrete { size, .. } => size as usize,
                    AssertTarget::Iface(_) => 16,
                };
                g.bytes_mut(d, size).fill(0);
                return Ok(());
            }
            return Err(self.assertion_error(assert, ty));
        };
        match assert.target {
            AssertTarget::Iface(_) => {
                g.w8(d, target);
                g.w8(d + 8, data);
            }
            AssertTarget::Concrete { direct: true, .. } => g.w8(d, data),
            AssertTarget::Concrete { size, .. } => self.read(g, d, data, size)?,
        }
        Ok(())
    }

    fn assertion_error(&self, assert: &Assert, ty: u64) -> Box<Unwind> {
        let to = &assert.to_name;
        let rtypes = &self.code.rtypes;
        let actual = rtypes.by_addr(ty).map(|id| rtypes.get(id).name.clone());
        let (text, function) = match (&assert.target, actual) {
            (AssertTarget::Iface(_), None) => (
                format!("interface conversion: interface is nil, not {to}"),
                "runtime.typeAssert",
            ),
            (AssertTarget::Concrete { .. }, None) => (
                format!(
                    "interface conversion: {} is nil, not {to}",
                    assert.from_name
                ),
                if assert.from_itab {
                    "runtime.panicdottypeI"
                } else {
                    "runtime.panicdottypeE"
                },
            ),
            (AssertTarget::Iface(index), Some(actual)) => {
                let iface = &self.code.ifaces[*index as usize];
                let missing = iface
                    .methods
                    .iter()
                    .find(|name| !self.has_method(ty, name))
                    .map_or("", String::as_str);
                (
                    format!("interface conversion: {actual} is not {to}: missing method {missing}"),
                    "runtime.typeAssert",
                )
            }
            (AssertTarget::Concrete { .. }, Some(actual)) => {
                let mut text = format!(
                    "interface conversion: {} is {actual}, not {to}",
                    assert.from_name
                );
                if actual == *to {
                    text.push_str(" (types from different scopes)");
                }
                let function = if assert.from_itab {
                    "runtime.panicdottypeI"
                } else {
                    "runtime.panicdottypeE"
                };
                (text, function)
            }
        };
        let old = self.process.profile.get().interface_assertion == InterfaceAssertion::AssertE2I;
        let function = match &assert.target {
            AssertTarget::Iface(_) if old => "runtime.assertE2I",
            _ => function,
        };
        let unwind = Unwind::runtime(ErrorKind::TypeAssertionError, text);
        match Res::<()>::Err(unwind).frame(function) {
            Err(unwind) => unwind,
            Ok(()) => Unwind::ended(),
        }
    }

    fn has_method(&self, ty: u64, name: &str) -> bool {
        let methods = &self.code.methods;
        let at = methods.partition_point(|(word, method)| (*word, method.as_str()) < (ty, name));
        methods
            .get(at)
            .is_some_and(|(word, method)| *word == ty && method == name)
    }
}

/// The itab of the type with this descriptor.
pub(super) fn find_itab(iface: &Iface, ty: u64) -> Option<u64> {
    let at = iface
        .itabs
        .binary_search_by_key(&ty, |(word, _)| *word)
        .ok()?;
    Some(iface.itabs[at].1)
}
