//! Finds where variables hold what tampering can overwrite: headers of slices and strings, locks, wait groups and the like.
//!
//! It goes by type, through package variables and what the program allocates: variables shared with closures, `new`, literals.

use super::compiler::Compiler;
use crate::reflectdata::type_of;
use crate::tamper::Object;
use tearpoint_front::types::{Type, TypeId};

/// Most that are kept of a program's package variables, and of an allocation.
const MAX_WATCHED: usize = 64;
/// Elements of an array that are looked at.
const MAX_ELEMS: u64 = 16;

impl Compiler {
    /// Fills [`crate::code::Code::watched`] and `alloc_watched`.
    pub fn find_watched(&mut self) {
        let mut found = Vec::new();
        for (global, &addr) in self.program.globals.iter().zip(&self.globals) {
            if !self.program.origins.is_library(&global.symbol) {
                self.watched_in(global.ty, addr, &mut found);
            }
        }
        self.code.watched = found;
        let of_alloc = |alloc: &crate::code::Alloc| {
            let mut found = Vec::new();
            self.watched_in(type_of(alloc.ty), 0, &mut found);
            found
        };
        self.code.alloc_watched = self.code.allocs.iter().map(of_alloc).collect();
    }

    fn watched_in(&self, ty: TypeId, at: u64, found: &mut Vec<(Object, u64)>) {
        if found.len() >= MAX_WATCHED {
            return;
        }
        if let Type::Named(id) = self.types.get(ty) {
            let named = self.types.named(*id);
            if let Some(object) = Object::of_type(&named.package, &named.name) {
                return found.push((object, at));
            }
            let symbol = format!("{}.{}", named.package, named.name);
            if self.program.origins.is_library(&symbol) {
                return;
            }
        }
        match self.types.underlying(ty) {
            Type::Slice(_) => found.push((Object::Slice, at)),
            Type::String => found.push((Object::String, at)),
            Type::Array { elem, len } => {
                let size = self.types.size(*elem);
                for i in 0..(*len).min(MAX_ELEMS) {
                    self.watched_in(*elem, at + i * size, found);
                }
            }
            Type::Struct(fields) => {
                for (field, offset) in fields.iter().zip(self.types.offsets(ty)) {
                    self.watched_in(field.ty, at + offset, found);
                }
            }
            _ => {}
        }
    }
}
