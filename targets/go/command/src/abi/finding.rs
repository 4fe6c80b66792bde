//! What a package assumes of the runtime, held against each version.

use serde::Serialize;
use tearpoint_front::GoVersion;
use tearpoint_front::load::bundle::Bundle;
use tearpoint_front::provided::linker::{Link as Linked, link};
use tearpoint_front::survey::{Field, Of, Offset, Structure, Survey, excluded};
use tearpoint_runtime::measured::{self, Measured};
use tearpoint_runtime::profile::{PROFILES, Profile};

use super::family::{FAMILIES, Family, family, is, plain};

/// An assumption that does not hold in every version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub file: String,
    pub line: u32,
    /// `mirror`, `offset`, `linkname` or `build line`.
    pub kind: &'static str,
    /// What assumes it: `hmap`, `next → runtime.mapiternext`.
    pub name: String,
    /// What it is taken for.
    pub of: String,
    /// The versions in which it holds.
    pub holds: Vec<&'static str>,
    pub breaks: Vec<Break>,
}

/// What is otherwise in some versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Break {
    pub go: Vec<&'static str>,
    /// What is there.
    pub there: String,
    pub fields: Vec<Misread>,
}

/// A field that is somewhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misread {
    pub field: String,
    pub offset: u64,
    pub width: u64,
    /// What lies at this place.
    pub reads: String,
    /// Where the field is now, if it still is.
    pub now: Option<u64>,
}

/// What breaks, file by file.
pub fn findings(bundle: &Bundle, survey: &Survey) -> Vec<Finding> {
    let mut list: Vec<Finding> = survey.structures.iter().filter_map(mirror).collect();
    list.extend(survey.offsets.iter().filter_map(offset));
    list.extend(survey.links.iter().filter_map(|line| {
        let name = format!("{} → {}", line.local, line.target);
        linkname(&line.file, line.line, name, &line.target)
    }));
    list.extend(
        bundle
            .files
            .iter()
            .filter_map(|(name, text)| build_line(name, text)),
    );
    list.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    list
}

/// Versions side by side, where the same is wrong.
fn grouped(breaks: impl Iterator<Item = (&'static str, String, Vec<Misread>)>) -> Vec<Break> {
    let mut list: Vec<Break> = Vec::new();
    for (version, there, fields) in breaks {
        match list.last_mut() {
            Some(last) if (&last.there, &last.fields) == (&there, &fields) => last.go.push(version),
            _ => list.push(Break {
                go: vec![version],
                there,
                fields,
            }),
        }
    }
    list
}

fn release(profile: &Profile) -> GoVersion {
    tearpoint_go::scenario::release(profile)
}

fn mirror(structure: &Structure) -> Option<Finding> {
    let (family, like) = family(structure)?;
    // A pair of words is a runtime structure only where memory is looked at through it.
    if !structure.cast && structure.fields.len() < 4 {
        return None;
    }
    let model = family.of(like.first()?)?;
    // Fields that the mirrored structure has there; padding and what the package adds are not looked at.
    let meant: Vec<&Field> = structure
        .fields
        .iter()
        .filter(|field| model.fields.iter().any(|place| is(field, place)))
        .collect();
    let mut holds = Vec::new();
    let mut breaks = Vec::new();
    for version in measured::versions() {
        let broken = match family.of(version) {
            Some(measured) if shim(family, structure, &measured) => shimmed(structure),
            Some(measured) => {
                let wrong = meant.iter().filter_map(|field| misread(field, &measured));
                let wrong: Vec<Misread> = wrong.collect();
                (!wrong.is_empty()).then(|| (measured.name.to_owned(), wrong))
            }
            None => Some(("it is gone".to_owned(), Vec::new())),
        };
        match broken {
            None => holds.push(version),
            Some((there, wrong)) => breaks.push((version, there, wrong)),
        }
    }
    Some(Finding {
        file: structure.file.clone(),
        line: structure.line,
        kind: "mirror",
        name: structure.name.clone(),
        of: format!("{} ({})", model.name, family.what),
        holds,
        breaks: grouped(breaks.into_iter()),
    })
}

/// What is read in place of a field, if it lies elsewhere.
fn misread(field: &Field, measured: &Measured) -> Option<Misread> {
    if measured.fields.iter().any(|place| is(field, place)) {
        return None;
    }
    let name = plain(&field.name);
    let now = measured
        .fields
        .iter()
        .find(|place| plain(place.name) == name);
    Some(Misread {
        field: field.name.clone(),
        offset: field.offset,
        width: field.width,
        reads: at(measured, field.offset),
        now: now.map(|place| place.offset),
    })
}

/// What lies at an offset: `seed`, `byte 1 of seed`, `nothing: it ends at 48`.
fn at(measured: &Measured, offset: u64) -> String {
    match measured.at(offset) {
        Some(place) if place.offset == offset => place.name.to_owned(),
        Some(place) => format!("byte {} of {}", offset - place.offset, place.name),
        None if offset >= measured.size => format!("nothing: it ends at {}", measured.size),
        None => "padding".to_owned(),
    }
}

/// Words that a linked `mapiterinit` fills for a package since there are Swiss maps: key, element, type, and the iterator itself, which
/// lies on the heap (runtime/linkname_swiss.go `linknameIter`).
const SHIM: [&str; 4] = ["key", "elem", "typ", "it"];

/// Whether the structure is what a linked function of the runtime takes in place of an iterator.
fn shim(family: &Family, structure: &Structure, measured: &Measured) -> bool {
    family.is_iterator() && structure.cast && measured.fields.iter().any(|at| at.name == "dirIdx")
}

/// What is wrong with it there. Whoever only hands it on is right, if the collector sees the fourth word.
fn shimmed(structure: &Structure) -> Option<(String, Vec<Misread>)> {
    let words = 8 * SHIM.len() as u64;
    let last = words - 8;
    let covers = |field: &&Field| (field.offset..field.offset + field.width).contains(&last);
    let misread = |field: &Field, reads: &str| Misread {
        field: field.name.clone(),
        offset: field.offset,
        width: field.width,
        reads: reads.to_owned(),
        now: None,
    };
    let fourth = structure.fields.iter().find(covers);
    let mut wrong = Vec::new();
    if let Some(field) = fourth.filter(|field| !field.pointer) {
        let reads = format!("the iterator itself at {last}, which the collector does not see here");
        wrong.push(misread(field, &reads));
    } else if let Some(field) = fourth.filter(|field| plain(&field.name) != "it") {
        wrong.push(misread(field, "the iterator itself"));
    }
    let behind = structure
        .fields
        .iter()
        .filter(|field| field.offset >= words);
    wrong.extend(behind.map(|field| misread(field, "nothing: four words are filled")));
    (!wrong.is_empty()).then(|| ("runtime.linknameIter".to_owned(), wrong))
}

fn offset(line: &Offset) -> Option<Finding> {
    let name = match line.of {
        Of::Map => "a map".to_owned(),
        Of::Chan => "a channel".to_owned(),
        Of::Sync(name) => match name {
            "Map" => "a sync.Map".to_owned(),
            _ => format!("a {name}"),
        },
    };
    let family = FAMILIES.iter().find(|family| family.what == name)?;
    let seen: Vec<(&'static str, Measured)> = measured::versions()
        .filter_map(|version| Some((version, family.of(version)?)))
        .collect();
    let told = |measured: &Measured| format!("{}: {}", measured.name, at(measured, line.offset));
    let first = told(&seen.first()?.1);
    let same = |measured: &Measured| {
        // One level deeper is the same place: `mu.state` for `state`.
        let place = |at: &str| at.rsplit(['.', ' ']).next().unwrap_or(at).to_owned();
        place(&at(measured, line.offset)) == place(&at(&seen[0].1, line.offset))
    };
    let holds = seen.iter().filter(|(_, measured)| same(measured));
    let breaks = seen.iter().filter(|(_, measured)| !same(measured));
    Some(Finding {
        file: line.file.clone(),
        line: line.line,
        kind: "offset",
        name: format!("byte {} of {name}", line.offset),
        of: first,
        holds: holds.map(|(version, _)| *version).collect(),
        breaks: grouped(breaks.map(|(version, measured)| (*version, told(measured), Vec::new()))),
    })
}

fn linkname(file: &str, line: u32, name: String, target: &str) -> Option<Finding> {
    let of = |profile: &'static Profile| (profile.name, link(target, release(profile)));
    let links: Vec<(&'static str, Linked)> = PROFILES.iter().map(of).collect();
    if links.iter().all(|(_, link)| *link == Linked::Absent) {
        return None;
    }
    let holds = links.iter().filter(|(_, link)| *link == Linked::Allowed);
    let breaks = links.iter().filter_map(|(version, link)| {
        let there = match link {
            Linked::Allowed => return None,
            Linked::Blocked => "the linker refuses it, but with -checklinkname=0",
            Linked::Absent => "there is no such symbol",
        };
        Some((*version, there.to_owned(), Vec::new()))
    });
    Some(Finding {
        file: file.to_owned(),
        line,
        kind: "linkname",
        name,
        of: target.to_owned(),
        holds: holds.map(|(version, _)| *version).collect(),
        breaks: grouped(breaks),
    })
}

fn build_line(name: &str, text: &str) -> Option<Finding> {
    let releases: Vec<GoVersion> = PROFILES.iter().map(release).collect();
    let out = excluded(name, text, &releases);
    if out.is_empty() || out.len() == releases.len() || !name.ends_with(".go") {
        return None;
    }
    let is_out = |profile: &&Profile| out.contains(&release(profile));
    let breaks = PROFILES.iter().filter(is_out);
    let line = text.lines().position(|line| line.starts_with("//go:build"));
    Some(Finding {
        file: name.to_owned(),
        line: line.map_or(1, |at| at as u32 + 1),
        kind: "build line",
        name: name.rsplit('/').next().unwrap_or(name).to_owned(),
        of: "a file of the package".to_owned(),
        holds: PROFILES
            .iter()
            .filter(|profile| !is_out(profile))
            .map(|profile| profile.name)
            .collect(),
        breaks: grouped(breaks.map(|profile| {
            let there = "its //go:build line leaves it out".to_owned();
            (profile.name, there, Vec::new())
        })),
    })
}
