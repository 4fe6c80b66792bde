//! What the Go world lists: its versions, and what can be tampered with.

use tearpoint_command::list::Listed;
use tearpoint_go::linknames::Linkname;
use tearpoint_go::tamper::{FIELDS, Field};
use tearpoint_runtime::profile::{PROFILES, Profile};

/// The fields that can be overwritten. The columns named after Go versions hold offsets.
pub fn tampers() -> Listed {
    let versions = PROFILES.iter().map(|profile| profile.name);
    let rest = ["bytes", "elements", "reached by", "values"];
    let header = ["field"].into_iter().chain(versions).chain(rest);
    Listed {
        header: header.map(str::to_owned).collect(),
        rows: FIELDS.iter().map(|field| row(field)).collect(),
    }
}

fn row(field: &Field) -> Vec<String> {
    let values: Vec<String> = field.values.iter().map(ToString::to_string).collect();
    let offset = |profile| match field.extent(profile) {
        Some((offset, _)) => offset.to_string(),
        None => "-".to_owned(),
    };
    let mut widths: Vec<usize> = PROFILES
        .iter()
        .filter_map(|profile| Some(field.extent(profile)?.1))
        .collect();
    widths.dedup();
    let widths: Vec<String> = widths.iter().map(ToString::to_string).collect();
    let mut row = vec![format!("{}.{}", field.object.name(), field.name)];
    row.extend(PROFILES.iter().map(offset));
    row.extend([
        widths.join(" or "),
        field.count.to_string(),
        field.reach.name().to_owned(),
        values.join(" "),
    ]);
    row
}

/// The Go versions that can be simulated.
pub fn profiles() -> Listed {
    let row = |profile: &Profile| vec![profile.name.to_owned(), "classic (hmap)".to_owned()];
    Listed {
        rows: PROFILES.iter().map(row).collect(),
        ..Listed::new(["profile", "maps"])
    }
}

/// The functions and variables of the runtime that programs may name. The columns named after Go versions say what each makes of
/// the name.
pub fn linknames() -> Listed {
    let versions = PROFILES.iter().map(|profile| profile.name);
    let first = ["name", "signature", "for", "others run"];
    let header = first.into_iter().chain(versions).chain(["linker"]);
    let row = |row: Linkname| {
        let mut cells = [row.name, row.signature, row.reach, row.others_run]
            .map(str::to_owned)
            .to_vec();
        cells.extend(row.versions.iter().map(|(_, at)| at.to_string()));
        cells.push(row.linker);
        cells
    };
    Listed {
        header: header.map(str::to_owned).collect(),
        rows: tearpoint_go::linknames::linknames()
            .into_iter()
            .map(row)
            .collect(),
    }
}
