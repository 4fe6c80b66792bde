//! What a package assumes of the runtime, read off its text: how its structures lie in memory, which of them memory is looked at
//! through, what it links to, and which offsets it adds to a runtime object's address.
//!
//! Only syntax is read, so a package need not build here: what it imports and what it says elsewhere may be unknown. Sizes are those of
//! linux/amd64. Misses: structures whose fields have types of other packages end, for this, at the first such field; offsets that are
//! computed from anything but literals and `unsafe.Sizeof`.

mod layout;
mod offsets;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::GoVersion;
use crate::diag::Diag;
use crate::load::bundle::Bundle;
use crate::load::constraint;
use crate::syntax::{self, ast};
use layout::Sizes;

/// A structure that the package declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// The file it is in.
    pub file: String,
    /// The line of its name.
    pub line: u32,
    /// Its name.
    pub name: String,
    /// Its fields as far as their places are known.
    pub fields: Vec<Field>,
    /// Bytes of the whole; unknown if a field's type is.
    pub size: Option<u64>,
    /// Memory is looked at through it: `(*T)(unsafe.Pointer(p))`, or it stands in the signature of a linked function.
    pub cast: bool,
}

/// A field of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name; of an embedded field, its type's.
    pub name: String,
    /// Where it lies.
    pub offset: u64,
    /// Its bytes.
    pub width: u64,
    /// It holds an address that the collector sees.
    pub pointer: bool,
}

/// A `//go:linkname` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The file it is in.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// The name in the package.
    pub local: String,
    /// The name in the runtime.
    pub target: String,
}

/// A number that is added to the address of a runtime object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    /// The file it is in.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// What the address is of.
    pub of: Of,
    /// The number.
    pub offset: u64,
}

/// A runtime object that a package reaches by its own variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// What a map points to.
    Map,
    /// What a channel points to.
    Chan,
    /// `sync.Mutex` and its kin, by name.
    Sync(&'static str),
}

/// What a package assumes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Its structures.
    pub structures: Vec<Structure>,
    /// What it links to.
    pub links: Vec<Link>,
    /// The offsets that it adds.
    pub offsets: Vec<Offset>,
}

/// The Go versions from `1.from` to `1.to` whose toolchains would not compile a file, for its `//go:build` line.
pub fn excluded(name: &str, text: &str, releases: &[GoVersion]) -> Vec<GoVersion> {
    let out = |release: &&GoVersion| !constraint::included(name, text, **release, &[]);
    releases.iter().filter(out).copied().collect()
}

/// What the Go files of a bundle assume, whatever their `//go:build` lines say.
///
/// # Errors
/// What is no Go.
pub fn survey(bundle: &Bundle) -> Result<Survey, Vec<Diag>> {
    let go = bundle
        .files
        .iter()
        .filter(|(name, _)| name.ends_with(".go"));
    let mut files = Vec::new();
    let mut wrong = Vec::new();
    for (name, text) in go {
        match syntax::parse(files.len() as u16, name, text) {
            Ok(file) => files.push((name.as_str(), text.as_str(), file)),
            Err(diag) => wrong.push(diag),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let sizes = Sizes::of(files.iter().map(|(_, _, file)| file));
    let mut found = Survey::default();
    let mut cast = BTreeSet::new();
    let globals = offsets::globals(files.iter().map(|(_, _, file)| file));
    for (name, text, file) in &files {
        for link in &file.linknames {
            let words = |line: &str| {
                let mut words = line.split_whitespace();
                words.next() == Some("//go:linkname") && words.next() == Some(&link.local)
            };
            found.links.push(Link {
                file: (*name).to_owned(),
                line: text.lines().position(words).map_or(0, |at| at as u32 + 1),
                local: link.local.clone(),
                target: link.target.clone(),
            });
        }
        let linked: BTreeSet<&str> = file
            .linknames
            .iter()
            .map(|link| link.local.as_str())
            .collect();
        for decl in &file.decls {
            if let ast::Decl::Func(func) = decl
                && linked.contains(func.name.name.as_str())
            {
                let params = func.ty.params.iter().chain(&func.ty.results);
                cast.extend(params.filter_map(|param| pointed_at(&param.ty)));
            }
            walk::exprs(decl, &mut |expr| cast.extend(cast_to(expr)));
        }
        found
            .offsets
            .extend(offsets::offsets(name, file, &globals, &sizes));
    }
    for (name, _, file) in &files {
        for spec in type_specs(file) {
            if let ast::ExprKind::StructType(fields) = &spec.ty.kind {
                let (fields, size) = sizes.fields(fields);
                found.structures.push(Structure {
                    file: (*name).to_owned(),
                    line: spec.name.pos.line,
                    name: spec.name.name.clone(),
                    fields,
                    size,
                    cast: cast.contains(&spec.name.name),
                });
            }
        }
    }
    Ok(found)
}

fn type_specs(file: &ast::File) -> impl Iterator<Item = &ast::TypeSpec> {
    file.decls.iter().filter_map(|decl| match decl {
        ast::Decl::Type(spec) => Some(spec),
        _ => None,
    })
}

/// `T` of `*T`, for each star.
fn pointed_at(ty: &ast::Expr) -> Option<String> {
    match &ty.kind {
        ast::ExprKind::Paren(inner) => pointed_at(inner),
        ast::ExprKind::Star(inner) => match &inner.kind {
            ast::ExprKind::Name(name) => Some(name.clone()),
            _ => pointed_at(inner),
        },
        _ => None,
    }
}

/// `T` of `(*T)(unsafe.Pointer(…))`, whose argument may be a variable of that type.
fn cast_to(expr: &ast::Expr) -> Option<String> {
    let ast::ExprKind::Call(call) = &expr.kind else {
        return None;
    };
    let ast::ExprKind::Paren(ty) = &call.fun.kind else {
        return None;
    };
    pointed_at(ty)
}

/// Constants of a package that are literals, or sums and products of such.
type Constants = BTreeMap<String, u64>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrors_casts_and_offsets_are_seen() {
        let text = "package p\n\nimport (\n\t\"sync\"\n\t\"unsafe\"\n)\n\nconst at = 4 + 5\n\ntype hmap struct {\n\tcount int\n\tflags, B uint8\n\tnoverflow uint16\n\thash0 uint32\n\tbuckets unsafe.Pointer\n}\n\n\
            type other struct {\n\thmap\n\tt sync.Pool\n\tx int\n}\n\n//go:linkname next runtime.mapiternext\nfunc next(it *other)\n\nvar mu sync.Mutex\n\n\
            func f(m map[int]int) uint8 {\n\th := *(**hmap)(unsafe.Pointer(&m))\n\tp := *(*unsafe.Pointer)(unsafe.Pointer(&m))\n\t_ = *(*int32)(unsafe.Pointer(uintptr(unsafe.Pointer(&mu)) + 4))\n\t_ = h\n\treturn *(*uint8)(unsafe.Add(p, at))\n}\n";
        let found = survey(&Bundle::parse("p.go", text)).unwrap();
        let hmap = &found.structures[0];
        let places: Vec<(&str, u64, u64)> = hmap
            .fields
            .iter()
            .map(|field| (field.name.as_str(), field.offset, field.width))
            .collect();
        assert_eq!(
            places,
            [
                ("count", 0, 8),
                ("flags", 8, 1),
                ("B", 9, 1),
                ("noverflow", 10, 2),
                ("hash0", 12, 4),
                ("buckets", 16, 8)
            ]
        );
        assert_eq!((hmap.size, hmap.cast, hmap.line), (Some(24), true, 10));
        let other = &found.structures[1];
        assert_eq!(
            (other.fields.len(), other.size, other.cast),
            (1, None, true)
        );
        let link = &found.links[0];
        assert_eq!(
            (link.line, link.target.as_str()),
            (24, "runtime.mapiternext")
        );
        let offsets: Vec<(Of, u64)> = found.offsets.iter().map(|at| (at.of, at.offset)).collect();
        assert_eq!(offsets, [(Of::Sync("Mutex"), 4), (Of::Map, 9)]);
    }
}
