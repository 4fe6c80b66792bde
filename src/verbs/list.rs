//! `tearpoint list`: what there is.

use include_dir::{Dir, include_dir};
use tearpoint_command::args::{ListArgs, Listing};
use tearpoint_command::list::Listed;
use tearpoint_command::{Failure, Worlds, status};
use tearpoint_harness::scheduler::{self, SCHEDULERS};

static SNAPSHOTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/snapshots");

/// Lists as `args` say.
///
/// # Errors
/// None.
pub fn list(args: &ListArgs, worlds: &Worlds) -> Result<u8, Failure> {
    let listed = match args.what {
        Listing::Targets => worlds.targets(),
        Listing::Scenarios => worlds.scenarios(),
        Listing::Signatures => signatures(),
        Listing::Schedulers => schedulers(),
        what @ (Listing::Tampers | Listing::Linknames | Listing::Profiles) => worlds.list(what),
    };
    listed.print(args.format);
    Ok(status::PASS)
}

/// The signatures that have a snapshot: its file's name, and the first line of its body.
fn signatures() -> Listed {
    let row = |file: &include_dir::File<'_>| {
        let id = file.path().file_stem()?.to_string_lossy().into_owned();
        let text = file.contents_utf8()?;
        let body = text.splitn(3, "---\n").nth(2)?;
        Some(vec![id, body.lines().next()?.to_owned()])
    };
    let mut list = Listed::new(["signature", "title"]);
    list.rows.extend(SNAPSHOTS.files().filter_map(row));
    list.rows.sort_by(|a, b| a[1].cmp(&b[1]));
    list
}

fn schedulers() -> Listed {
    let row = |row: &&scheduler::Row| {
        let parameters = row.parameters.iter();
        let parameters: Vec<String> = parameters.map(scheduler::Parameter::describe).collect();
        vec![row.usage(), row.summary.to_owned(), parameters.join("\n")]
    };
    let mut list = Listed::new(["scheduler", "what", "parameters"]);
    list.rows.extend(SCHEDULERS.iter().map(row));
    list
}
