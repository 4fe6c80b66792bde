//! What DWARF says of every structure that was measured, version by version: `layouts/*.tsv`, for whoever compares somebody else's
//! structures with the runtime's. The model itself goes by [`crate::layout`], which a test holds to this.

use crate::profile::PROFILES;

/// The measured tables, by the names of the profiles.
const TABLES: [(&str, &str); 8] = [
    ("1.19", include_str!("../layouts/1.19.tsv")),
    ("1.21", include_str!("../layouts/1.21.tsv")),
    ("1.22", include_str!("../layouts/1.22.tsv")),
    ("1.23", include_str!("../layouts/1.23.tsv")),
    ("1.24", include_str!("../layouts/1.24.tsv")),
    ("1.25", include_str!("../layouts/1.25.tsv")),
    ("1.26", include_str!("../layouts/1.26.tsv")),
    ("1.27", include_str!("../layouts/1.27.tsv")),
];

/// A structure of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// With its package: `internal/runtime/maps.Map`.
    pub name: &'static str,
    /// Its bytes.
    pub size: u64,
    /// Its fields, those of structures within it, too (`Type.Size_`), in order of offsets.
    pub fields: Vec<Place>,
}

/// A field that was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name, with dots where it lies within another.
    pub name: &'static str,
    /// Where it begins.
    pub offset: u64,
    /// Its bytes.
    pub width: u64,
    /// Its type as Go writes it.
    pub ty: &'static str,
}

impl Measured {
    /// The smallest field that byte `offset` is of.
    pub fn at(&self, offset: u64) -> Option<&Place> {
        let holds = |place: &&Place| (place.offset..place.offset + place.width).contains(&offset);
        self.fields
            .iter()
            .filter(holds)
            .min_by_key(|place| place.width)
    }
}

/// The versions that were measured, oldest first: those of the profiles.
pub fn versions() -> impl Iterator<Item = &'static str> {
    PROFILES.iter().map(|profile| profile.name)
}

/// The structure of that name in a version.
pub fn structure(version: &str, name: &str) -> Option<Measured> {
    let (_, table) = TABLES.iter().find(|(known, _)| *known == version)?;
    let rows = table.lines().filter_map(|line| row(line, name));
    let mut found: Option<Measured> = None;
    for (name, size, place) in rows {
        let structure = found.get_or_insert(Measured {
            name,
            size,
            fields: Vec::new(),
        });
        structure.fields.push(place);
    }
    found
}

fn row(line: &'static str, name: &str) -> Option<(&'static str, u64, Place)> {
    let mut columns = line.split('\t');
    let structure = columns.next().filter(|structure| *structure == name)?;
    let size = columns.next()?.parse().ok()?;
    let place = Place {
        name: columns.next()?,
        offset: columns.next()?.parse().ok()?,
        width: columns.next()?.parse().ok()?,
        ty: columns.next()?,
    };
    Some((structure, size, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_measured() {
        for version in versions() {
            let hchan = structure(version, "runtime.hchan").unwrap();
            assert_eq!(hchan.at(25).unwrap().name, "elemsize", "{version}");
        }
        assert_eq!(structure("1.24", "runtime.hmap"), None);
        let map = structure("1.26", "internal/runtime/maps.Map").unwrap();
        assert_eq!((map.at(9).unwrap().name, map.size), ("seed", 48));
    }
}
