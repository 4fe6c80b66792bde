//! Sizes of types, from their text: gc's rules for linux/amd64 (cmd/compile/internal/types/size.go).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Constants, Field};
use crate::syntax::ast::{BinaryOp, Decl, Expr, ExprKind, FieldDecl, File};
use crate::token::BinOp;

/// Structures within structures at most.
const DEEP: u32 = 16;

/// A type's bytes, its alignment, and whether it begins with an address that the collector sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub bytes: u64,
    pub align: u64,
    pub pointer: bool,
}

const fn size(bytes: u64, align: u64, pointer: bool) -> Option<Size> {
    Some(Size {
        bytes,
        align,
        pointer,
    })
}

/// The types and constants that a package declares.
pub struct Sizes {
    types: BTreeMap<String, Rc<Expr>>,
    constants: Constants,
}

impl Sizes {
    /// Those of a package's files.
    pub fn of<'a>(files: impl Iterator<Item = &'a File>) -> Sizes {
        let mut sizes = Sizes {
            types: BTreeMap::new(),
            constants: Constants::new(),
        };
        for decl in files.flat_map(|file| &file.decls) {
            match decl {
                Decl::Type(spec) if spec.params.is_empty() => {
                    let ty = Rc::new(spec.ty.clone());
                    sizes.types.insert(spec.name.name.clone(), ty);
                }
                Decl::Const(spec) => {
                    for (name, value) in spec.names.iter().zip(spec.values.iter()) {
                        if let Some(value) = sizes.number(value) {
                            sizes.constants.insert(name.name.clone(), value);
                        }
                    }
                }
                _ => {}
            }
        }
        sizes
    }

    /// The places of fields, up to the first whose type is unknown, and the whole's size.
    pub fn fields(&self, fields: &[FieldDecl]) -> (Vec<Field>, Option<u64>) {
        let (fields, size) = self.structure(fields, 0);
        (fields, size.map(|size| size.bytes))
    }

    fn structure(&self, fields: &[FieldDecl], depth: u32) -> (Vec<Field>, Option<Size>) {
        let (mut at, mut align, mut list) = (0_u64, 1, Vec::new());
        for field in fields {
            let Some(size) = self.size(&field.ty, depth + 1) else {
                return (list, None);
            };
            let aligned = at.checked_next_multiple_of(size.align);
            let end = aligned.and_then(|offset| Some((offset, offset.checked_add(size.bytes)?)));
            let Some((offset, end)) = end else {
                return (list, None);
            };
            at = end;
            align = align.max(size.align);
            list.push(Field {
                name: field.name.name.clone(),
                offset,
                width: size.bytes,
                pointer: size.pointer,
            });
        }
        // A last field of no size takes a byte, so that its address is inside.
        if list.last().is_some_and(|last| last.width == 0) && at > 0 {
            at += 1;
        }
        let pointer = list.first().is_some_and(|field| field.pointer);
        let whole = at.checked_next_multiple_of(align);
        (list, whole.and_then(|bytes| size(bytes, align, pointer)))
    }

    fn size(&self, ty: &Expr, depth: u32) -> Option<Size> {
        if depth > DEEP {
            return None;
        }
        match &ty.kind {
            ExprKind::Paren(inner) => self.size(inner, depth),
            ExprKind::Name(name) => self.named(name, depth),
            ExprKind::Selector(package, name) => match (&package.kind, name.name.as_str()) {
                (ExprKind::Name(package), name) => of_package(package, name),
                _ => None,
            },
            ExprKind::Star(_)
            | ExprKind::FuncType(_)
            | ExprKind::MapType(..)
            | ExprKind::ChanType(..) => size(8, 8, true),
            ExprKind::SliceType(_) => size(24, 8, true),
            ExprKind::InterfaceType(_) => size(16, 8, true),
            ExprKind::ArrayType(Some(length), element) => {
                let element = self.size(element, depth + 1)?;
                let bytes = self.number(length)?.checked_mul(element.bytes)?;
                size(bytes, element.align, element.pointer)
            }
            ExprKind::StructType(fields) => self.structure(fields, depth).1,
            _ => None,
        }
    }

    fn named(&self, name: &str, depth: u32) -> Option<Size> {
        if let Some(ty) = self.types.get(name) {
            return self.size(ty, depth + 1);
        }
        match name {
            "bool" | "int8" | "uint8" | "byte" => size(1, 1, false),
            "int16" | "uint16" => size(2, 2, false),
            "int32" | "uint32" | "rune" | "float32" => size(4, 4, false),
            "int64" | "uint64" | "float64" | "int" | "uint" | "uintptr" => size(8, 8, false),
            "complex64" => size(8, 4, false),
            "complex128" => size(16, 8, false),
            "string" | "any" | "error" => size(16, 8, true),
            _ => None,
        }
    }

    /// The value of a constant of literals, other constants, and sizes.
    pub fn number(&self, x: &Expr) -> Option<u64> {
        match &x.kind {
            ExprKind::Paren(inner) => self.number(inner),
            ExprKind::Int(text) => literal(text),
            ExprKind::Name(name) => self.constants.get(name).copied(),
            ExprKind::Binary(BinaryOp::Arith(op), a, b, _) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                match op {
                    BinOp::Add => a.checked_add(b),
                    BinOp::Sub => a.checked_sub(b),
                    BinOp::Mul => a.checked_mul(b),
                    BinOp::Shl => a.checked_shl(u32::try_from(b).ok()?),
                    _ => None,
                }
            }
            // `unsafe.Sizeof(x)` of a literal of a type, `uintptr(8)`.
            ExprKind::Call(call) => match (&call.fun.kind, call.args.as_slice()) {
                (ExprKind::Selector(_, name), [of]) if name.name == "Sizeof" => match &of.kind {
                    ExprKind::Composite { ty: Some(ty), .. } => Some(self.size(ty, 0)?.bytes),
                    ExprKind::Call(call) => Some(self.size(&call.fun, 0)?.bytes),
                    _ => None,
                },
                (ExprKind::Name(name), [of]) if name == "uintptr" || name == "int" => {
                    self.number(of)
                }
                _ => None,
            },
            _ => None,
        }
    }
}

fn literal(text: &str) -> Option<u64> {
    let digits = text.replace('_', "").to_lowercase();
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] {
        if let Some(rest) = digits.strip_prefix(prefix) {
            return u64::from_str_radix(rest, radix).ok();
        }
    }
    digits.parse().ok()
}

/// Types of other packages whose size is part of what is promised, or has never changed.
fn of_package(package: &str, name: &str) -> Option<Size> {
    match (package, name) {
        ("unsafe", "Pointer") => size(8, 8, true),
        ("sync", "Mutex") => size(8, 4, false),
        ("sync", "RWMutex") => size(24, 4, false),
        ("atomic", "Bool" | "Int32" | "Uint32") => size(4, 4, false),
        ("atomic", "Int64" | "Uint64" | "Uintptr") => size(8, 8, false),
        ("reflect", "Kind") => size(8, 8, false),
        ("reflect", "Type") => size(16, 8, true),
        ("reflect", "Value") => size(24, 8, true),
        ("time", "Duration") => size(8, 8, false),
        _ => None,
    }
}
