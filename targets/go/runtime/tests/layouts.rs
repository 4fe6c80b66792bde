//! The layout table is what Go's compilers say: held to `layouts/*.tsv`, which a script measures from DWARF.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tearpoint_runtime::layout::Kind;
use tearpoint_runtime::profile::PROFILES;

/// The names that DWARF has for the structures of the table, oldest first.
const STRUCTURES: [(&str, &[&str]); 9] = [
    ("Map", &["internal/runtime/maps.Map"]),
    (
        "MapType",
        &["internal/abi.SwissMapType", "internal/abi.MapType"],
    ),
    ("_type", &["runtime._type", "internal/abi.Type"]),
    ("maptype", &["runtime.maptype", "internal/abi.MapType"]),
    ("string", &["runtime.stringStruct"]),
    ("Mutex", &["sync.Mutex"]),
    ("RWMutex", &["sync.RWMutex"]),
    ("WaitGroup", &["sync.WaitGroup"]),
    ("Once", &["sync.Once"]),
];

/// Fields whose Go name changed: the table has the first.
const RENAMED: [(&str, &str); 30] = [
    ("_type.size", "Size_"),
    ("_type.ptrdata", "PtrBytes"),
    ("_type.hash", "Hash"),
    ("_type.tflag", "TFlag"),
    ("_type.align", "Align_"),
    ("_type.fieldAlign", "FieldAlign_"),
    ("_type.kind", "Kind_"),
    ("_type.equal", "Equal"),
    ("_type.gcdata", "GCData"),
    ("_type.str", "Str"),
    ("_type.ptrToThis", "PtrToThis"),
    ("maptype.key", "Key"),
    ("maptype.elem", "Elem"),
    ("maptype.bucket", "Bucket"),
    ("maptype.hasher", "Hasher"),
    ("maptype.keysize", "KeySize"),
    ("maptype.elemsize", "ValueSize"),
    ("maptype.bucketsize", "BucketSize"),
    ("maptype.flags", "Flags"),
    ("timer.arg", "arg._type"),
    ("WaitGroup.sema", "state2"),
    ("sudog.elem", "elem.vp"),
    ("sudog.c", "c.maybeTraceablePtr.vp"),
    ("sudog.c.vu", "c.maybeTraceablePtr.vu"),
    ("Mutex.state", "mu.state"),
    ("Mutex.sema", "mu.sema"),
    ("RWMutex.w.state", "w.mu.state"),
    ("RWMutex.w.sema", "w.mu.sema"),
    ("Once.m.state", "m.mu.state"),
    ("Once.m.sema", "m.mu.sema"),
];

/// What DWARF says of a structure.
#[derive(Default)]
struct Measured {
    size: u64,
    /// Offset and width in bytes, by name.
    fields: BTreeMap<String, (u64, u64)>,
}

fn measured(version: &str) -> BTreeMap<String, Measured> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("layouts/{version}.tsv"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; run layouts/measure.sh with that toolchain",
            file.display()
        )
    });
    let mut all: BTreeMap<String, Measured> = BTreeMap::new();
    for line in text.lines().skip(2) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [structure, size, field, offset, width, _] = parts[..] else {
            panic!("{}: not six columns: {line}", file.display());
        };
        let number = |text: &str| text.parse::<u64>().expect("a number");
        let entry = all.entry(structure.to_owned()).or_default();
        entry.size = number(size);
        entry
            .fields
            .insert(field.to_owned(), (number(offset), number(width)));
    }
    all
}

/// What DWARF calls the table's structure `name`.
fn find<'a>(all: &'a BTreeMap<String, Measured>, name: &str) -> Option<&'a Measured> {
    let known = STRUCTURES.iter().find(|(ours, _)| *ours == name);
    match known {
        Some((_, names)) => names.iter().find_map(|name| all.get(*name)),
        None => ["runtime", "sync", "internal/runtime/maps"]
            .iter()
            .find_map(|package| all.get(&format!("{package}.{name}"))),
    }
}

#[test]
fn every_structure_lies_as_dwarf_says() {
    let mut problems = Vec::new();
    for profile in &PROFILES {
        let all = measured(profile.name);
        for structure in profile.layout.structures() {
            let place = format!("{} {}", profile.name, structure.name);
            let Some(truth) = find(&all, structure.name) else {
                problems.push(format!(
                    "{place}: not measured; name it in probe.go and dump.go"
                ));
                continue;
            };
            if structure.size != truth.size {
                problems.push(format!(
                    "{place}: {} bytes, DWARF says {}",
                    structure.size, truth.size
                ));
            }
            for (row, field) in structure.fields().filter(|(row, _)| row.kind != Kind::Part) {
                let full = format!("{}.{}", structure.name, row.name);
                let mut names = RENAMED
                    .iter()
                    .filter(|(ours, _)| *ours == full)
                    .map(|(_, theirs)| *theirs)
                    .chain([row.name]);
                let Some(found) = names.find_map(|name| truth.fields.get(name)) else {
                    problems.push(format!("{place}.{}: DWARF has no such field", row.name));
                    continue;
                };
                let ours = (field.at, field.width as u64 * row.count);
                if ours != *found {
                    problems.push(format!(
                        "{place}.{}: at and width {ours:?}, DWARF says {found:?}",
                        row.name
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
