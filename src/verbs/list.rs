//! `tearpoint list`: what there is.

use include_dir::{Dir, include_dir};
use tearpoint_command::args::{ListArgs, Listing};
use tearpoint_command::list::Listed;
use tearpoint_command::{Failure, Worlds, status};

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
        what @ (Listing::Tampers | Listing::Profiles) => worlds.list(what),
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
    Listed::pairs(
        ["scheduler", "what"],
        &[
            (
                "random",
                "each runnable goroutine equally likely at every step",
            ),
            (
                "portfolio",
                "each seed by one of the others, in turn: walk, weighted, pos, pct",
            ),
            (
                "walk:n=2,m=32",
                "the running goroutine goes on, but for one in n points between operations and one in m others",
            ),
            (
                "weighted:b=2,n=4",
                "a random walk in which each goroutine has a speed of its own: 2 to the power of b times a number below n",
            ),
            (
                "pct:d=3,k=200",
                "priorities, lowered at d-1 points among about k steps (k is estimated if left out)",
            ),
            (
                "pos",
                "random priorities of pending operations, drawn anew for those in conflict",
            ),
            (
                "urw",
                "weighted by how many steps each goroutine has left, as trial runs say",
            ),
            (
                "dfs:n=10000",
                "every schedule, one after another, branching at the first n decisions",
            ),
            ("rr", "round robin"),
            (
                "run-on",
                "the running goroutine goes on until it parks, ends or yields",
            ),
            (
                "shuttle-random, shuttle-pct, shuttle-urw, shuttle-dfs, shuttle-rr",
                "shuttle's own, with --engine shuttle",
            ),
        ],
    )
}
