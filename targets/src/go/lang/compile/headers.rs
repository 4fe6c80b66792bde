//! Which words of the package variables are headers of slices and strings: tampering can be asked to overwrite them.

use super::Compiler;
use crate::go::lang::check::is_library;
use crate::go::lang::types::{Type, TypeId};
use crate::go::tamper::Object;

/// Most headers that are kept, and most elements of an array that are looked at.
const MAX_HEADERS: usize = 64;
const MAX_ELEMS: u64 = 16;

impl Compiler {
    /// Fills [`crate::go::lang::code::Code::headers`].
    pub fn find_headers(&mut self) {
        let mut found = Vec::new();
        for (global, &addr) in self.program.globals.iter().zip(&self.globals) {
            if !is_library(&global.symbol) {
                self.headers_in(global.ty, addr, &mut found);
            }
        }
        self.code.headers = found;
    }

    fn headers_in(&self, ty: TypeId, at: u64, found: &mut Vec<(Object, u64)>) {
        if found.len() >= MAX_HEADERS {
            return;
        }
        match self.types.underlying(ty) {
            Type::Slice(_) => found.push((Object::Slice, at)),
            Type::String => found.push((Object::String, at)),
            Type::Array { elem, len } => {
                let size = self.types.size(*elem);
                for i in 0..(*len).min(MAX_ELEMS) {
                    self.headers_in(*elem, at + i * size, found);
                }
            }
            Type::Struct(fields) => {
                for (field, offset) in fields.iter().zip(self.types.offsets(ty)) {
                    self.headers_in(field.ty, at + offset, found);
                }
            }
            _ => {}
        }
    }
}
