//! Types that contain themselves or are too large, found before anyone asks for a size.
//!
//! Follows `types2/validtype.go` in purpose, and cmd/compile/internal/types (`CalcSize`) for the bounds.

use std::collections::BTreeMap;

use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::types::{NamedId, Type, TypeId, Types, round_up};

/// Types of more bytes than this are refused.
const MAX_SIZE: u64 = 1 << 40;
/// Types of more parts than this are refused.
const MAX_PARTS: u64 = 1 << 20;
/// Structural nesting of types, not counting declared names.
const MAX_TYPE_DEPTH: u32 = 200;
/// Bytes of a type's name, about.
const MAX_NAME: u32 = 1 << 16;
/// After so many errors further types are not looked at.
const MAX_FAULTS: usize = 20;
/// Nesting through declared types.
const MAX_NESTED: u32 = 300;

#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub size: u64,
    align: u64,
    parts: u64,
}

enum Fault {
    Recursive,
    TooLarge,
}

impl Checker<'_> {
    /// Interns a type, unless it is nested too deeply to be walked.
    pub(crate) fn intern(&mut self, pos: Pos, ty: Type) -> Checked<TypeId> {
        let id = self.types.intern(ty);
        self.measured(pos, id)
    }

    /// The type, unless it or its name is too large to be walked.
    pub(crate) fn measured(&mut self, pos: Pos, id: TypeId) -> Checked<TypeId> {
        self.measure();
        let (depth, length) = self.type_depth[id.0 as usize];
        if depth > MAX_TYPE_DEPTH {
            return Err(self.unsupported(pos, "types nested this deep"));
        }
        if length > MAX_NAME {
            return Err(self.unsupported(pos, "types with names this long"));
        }
        Ok(id)
    }

    /// Takes the measure of types not measured yet.
    pub(crate) fn measure(&mut self) {
        while self.type_depth.len() < self.types.len() {
            let id = TypeId(self.type_depth.len() as u32);
            let mut parts = self.components(id);
            let mut own = 16u32;
            match self.types.get(id) {
                Type::Struct(fields) => {
                    own += fields.iter().map(|f| f.name.len() as u32 + 2).sum::<u32>();
                }
                Type::Interface(methods) => {
                    own += methods
                        .iter()
                        .map(|(name, _)| name.len() as u32 + 4)
                        .sum::<u32>();
                }
                Type::Constraint(constraint) => {
                    parts.extend(constraint.embeds.iter().flatten().map(|term| term.ty));
                    for (name, sig) in &constraint.methods {
                        own += name.len() as u32 + 4;
                        parts.extend(sig.params.iter().chain(&sig.results));
                    }
                }
                Type::Named(named) => own += self.types.named(*named).name.len() as u32,
                _ => {}
            }
            let (mut depth, mut length) = (0, own);
            for part in parts {
                let (d, l) = self
                    .type_depth
                    .get(part.0 as usize)
                    .copied()
                    .unwrap_or((0, 8));
                depth = depth.max(d);
                length = length.saturating_add(l);
            }
            self.type_depth.push((depth + 1, length));
        }
    }

    pub(crate) fn pointer_to(&mut self, pos: Pos, ty: TypeId) -> Checked<TypeId> {
        self.intern(pos, Type::Pointer(ty))
    }

    /// The size of a type, if it has one.
    pub(crate) fn size_of(&mut self, pos: Pos, ty: TypeId) -> Checked<u64> {
        let mut known = BTreeMap::new();
        match self.extent(ty, 0, &mut known) {
            Ok(extent) => Ok(extent.size),
            Err(Fault::Recursive) => Err(self.error(pos, "invalid recursive type")),
            Err(Fault::TooLarge) => Err(self.unsupported(pos, "types this large")),
        }
    }

    /// Checks a declared type; a bad one becomes an `int`, so that walks over types end.
    pub(crate) fn validate_named(&mut self, id: NamedId, pos: Pos) {
        if self.diags.len() > MAX_FAULTS {
            return self.types.set_underlying(id, Types::INT);
        }
        let mut known = BTreeMap::new();
        let ty = self.types.intern(Type::Named(id));
        let name = self.types.named(id).name.clone();
        match self.extent(ty, 0, &mut known) {
            Ok(_) => return,
            Err(Fault::Recursive) => {
                let text = if self.holds(ty, ty) {
                    format!("invalid recursive type: {name} refers to itself")
                } else {
                    format!("invalid recursive type {name}")
                };
                self.error(pos, text)
            }
            Err(Fault::TooLarge) => self.unsupported(pos, "types this large or nested this deep"),
        };
        self.types.set_underlying(id, Types::INT);
    }

    /// Whether `ty`, without following other declared types, has a part of type `part`.
    fn holds(&self, ty: TypeId, part: TypeId) -> bool {
        match self.types.underlying(ty) {
            Type::Array { elem, .. } => *elem == part || self.unnamed_holds(*elem, part),
            Type::Struct(fields) => fields
                .iter()
                .any(|field| field.ty == part || self.unnamed_holds(field.ty, part)),
            _ => false,
        }
    }

    fn unnamed_holds(&self, ty: TypeId, part: TypeId) -> bool {
        !matches!(self.types.get(ty), Type::Named(_)) && self.holds(ty, part)
    }

    fn extent(
        &self,
        ty: TypeId,
        depth: u32,
        known: &mut BTreeMap<TypeId, Option<Extent>>,
    ) -> Result<Extent, Fault> {
        match known.get(&ty) {
            Some(Some(extent)) => return Ok(*extent),
            Some(None) => return Err(Fault::Recursive),
            None => {}
        }
        if depth > MAX_NESTED {
            return Err(Fault::TooLarge);
        }
        if let Type::Named(id) = self.types.get(ty)
            && self.incomplete.contains(id)
        {
            return Err(Fault::Recursive);
        }
        known.insert(ty, None);
        let extent = match self.types.underlying(ty) {
            Type::Array { elem, len } => {
                let elem = self.extent(*elem, depth + 1, known)?;
                let size = elem.size.checked_mul(*len).ok_or(Fault::TooLarge)?;
                Extent {
                    size,
                    align: elem.align,
                    parts: elem.parts + 1,
                }
            }
            Type::Struct(fields) => {
                let mut out = Extent {
                    size: 0,
                    align: 1,
                    parts: 1,
                };
                for field in fields {
                    let part = self.extent(field.ty, depth + 1, known)?;
                    out.size = round_up(out.size, part.align) + part.size;
                    out.align = out.align.max(part.align);
                    out.parts += part.parts;
                    if out.size > MAX_SIZE {
                        return Err(Fault::TooLarge);
                    }
                }
                out
            }
            _ => {
                let (size, align) = self.types.size_align(ty);
                Extent {
                    size,
                    align,
                    parts: 1,
                }
            }
        };
        if extent.size > MAX_SIZE || extent.parts > MAX_PARTS {
            return Err(Fault::TooLarge);
        }
        // The real layout adds padding at the ends of structs.
        let size = match self.types.underlying(ty) {
            Type::Struct(_) => self.types.size(ty),
            _ => extent.size,
        };
        let extent = Extent { size, ..extent };
        known.insert(ty, Some(extent));
        Ok(extent)
    }
}
