//! The layout table is what Go's compilers say: held to `layouts/*.tsv`, which a script measures from DWARF.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tearpoint_runtime::layout::Kind;
use tearpoint_runtime::measured::{Measured, structure};
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

/// The names of the structures in a version's file, one for each of its lines.
fn measured_lines(version: &str) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("layouts/{version}.tsv"));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; run layouts/measure.sh with that toolchain",
            file.display()
        )
    });
    let name = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    text.lines().skip(2).map(name).collect()
}

/// What DWARF calls the table's structure `name`.
fn find(version: &str, name: &str) -> Option<Measured> {
    let known = STRUCTURES.iter().find(|(ours, _)| *ours == name);
    match known {
        Some((_, names)) => names.iter().find_map(|name| structure(version, name)),
        None => ["runtime", "sync", "internal/runtime/maps"]
            .iter()
            .find_map(|package| structure(version, &format!("{package}.{name}"))),
    }
}

#[test]
fn every_line_of_the_files_is_a_field() {
    for profile in &PROFILES {
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        for name in measured_lines(profile.name) {
            *lines.entry(name).or_default() += 1;
        }
        for (name, count) in lines {
            let fields = structure(profile.name, &name).map_or(0, |found| found.fields.len());
            assert_eq!(fields, count, "{} {name}", profile.name);
        }
    }
}

#[test]
fn every_structure_lies_as_dwarf_says() {
    let mut problems = Vec::new();
    for profile in &PROFILES {
        for structure in profile.layout.structures() {
            let place = format!("{} {}", profile.name, structure.name);
            let Some(truth) = find(profile.name, structure.name) else {
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
                let Some(found) =
                    names.find_map(|name| truth.fields.iter().find(|field| field.name == name))
                else {
                    problems.push(format!("{place}.{}: DWARF has no such field", row.name));
                    continue;
                };
                let ours = (field.at, field.width as u64 * row.count);
                if ours != (found.offset, found.width) {
                    problems.push(format!(
                        "{place}.{}: at and width {ours:?}, DWARF says {:?}",
                        row.name,
                        (found.offset, found.width)
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
