//! The Go scenarios inside the command.

use include_dir::{Dir, include_dir};
use tearpoint_command::source::Source;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../corpus/go/scenarios");
/// Kernels of concurrency bugs, and each mended.
static GOKER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../corpus/go/goker");

/// Every built-in scenario, by name.
pub fn built_in() -> Vec<Source> {
    let mut list = Vec::new();
    collect(&BUILT_IN, "", &mut list);
    collect(&GOKER, "goker/", &mut list);
    list.sort_by(|a, b| a.name.cmp(&b.name));
    list
}

fn collect(dir: &Dir<'_>, prefix: &str, list: &mut Vec<Source>) {
    for file in dir
        .files()
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "go"))
    {
        let name = file.path().with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        list.push(Source {
            name: format!("{prefix}{name}"),
            text: file.contents().to_vec(),
        });
    }
    dir.dirs().for_each(|dir| collect(dir, prefix, list));
}

/// What a built-in scenario's opening comment says: its first sentence.
pub fn summary(source: &Source) -> String {
    let text = String::from_utf8_lossy(&source.text);
    let comment: Vec<&str> = text
        .lines()
        .skip_while(|line| line.starts_with("//go:") || line.is_empty())
        .map_while(|line| line.strip_prefix("//"))
        .map(str::trim)
        .collect();
    let comment = comment.join(" ");
    comment
        .split_inclusive(". ")
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}
