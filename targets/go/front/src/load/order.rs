//! The order of a program's packages: each after all that it imports, as they are initialised.
//!
//! Follows cmd/link (`inittasks`, since Go 1.21: of the packages whose imports are done, the first by path) and `doInit` of runtime/proc.go
//! before that (an import at a time, each with all that it needs); cycles as cmd/go/internal/load (`ImportErrorf`, `reusePackage`) tells
//! them.

use std::collections::{BTreeMap, BTreeSet};

use super::header::Header;
use crate::GoVersion;
use crate::check::SourcePackage;
use crate::version::Feature;

/// A package, as far as its place in the order goes.
pub(super) struct Node {
    pub path: String,
    /// The path as errors show it: the program's own, not `main`.
    pub shown: String,
    /// The files' names and what each imports.
    pub imports: Vec<(String, Vec<String>)>,
}

impl Node {
    /// A package of the program that `program` is the import path of.
    pub fn of(package: &SourcePackage, program: &str) -> Node {
        let imports = |(name, text): &(String, String)| {
            let header = Header::read(text);
            let paths = header.imports.into_iter().map(|import| import.path);
            (name.clone(), paths.collect())
        };
        Node {
            path: package.path.clone(),
            shown: match package.path.as_str() {
                "main" => program.to_owned(),
                path => path.to_owned(),
            },
            imports: package.files.iter().map(imports).collect(),
        }
    }
}

/// The places of `nodes` in order; the last of them is the program's and comes last.
///
/// # Errors
/// An import cycle, in Go's words.
pub(super) fn in_order(nodes: &[Node], release: GoVersion) -> Result<Vec<usize>, String> {
    let places: BTreeMap<&str, usize> =
        (nodes.iter().map(|node| node.path.as_str()).zip(0..)).collect();
    let needs: Vec<Vec<usize>> = nodes
        .iter()
        .map(|node| {
            let paths = node.imports.iter().flat_map(|(_, paths)| paths);
            paths
                .filter_map(|path| places.get(path.as_str()).copied())
                .collect()
        })
        .collect();
    let mut walk = Walk {
        needs: &needs,
        state: vec![State::New; nodes.len()],
        path: Vec::new(),
        done: Vec::new(),
    };
    for node in (0..nodes.len()).rev() {
        if let Err(cycle) = walk.visit(node) {
            return Err(told(nodes, &cycle, release));
        }
    }
    if !release.has(Feature::InitByPath) {
        return Ok(walk.done);
    }
    let main = nodes.len() - 1;
    let mut left: Vec<BTreeSet<usize>> = needs
        .iter()
        .map(|needs| needs.iter().copied().collect())
        .collect();
    let mut order = Vec::new();
    let ready = |left: &[BTreeSet<usize>], order: &[usize]| {
        let free = (0..main).filter(|node| left[*node].is_empty() && !order.contains(node));
        free.min_by_key(|node| nodes[*node].path.as_str())
    };
    while let Some(next) = ready(&left, &order) {
        order.push(next);
        for needs in &mut left {
            needs.remove(&next);
        }
    }
    order.push(main);
    Ok(order)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// A walk through the imports, depth first.
struct Walk<'a> {
    needs: &'a [Vec<usize>],
    state: Vec<State>,
    path: Vec<usize>,
    done: Vec<usize>,
}

impl Walk<'_> {
    /// Visits a package and all it needs; the error is the way to a package that needs itself.
    fn visit(&mut self, node: usize) -> Result<(), Vec<usize>> {
        // Imports nest as deeply as a hostile bundle likes, so the stack is our own.
        let mut stack = vec![(node, 0)];
        while let Some((node, next)) = stack.pop() {
            if next == 0 {
                match self.state[node] {
                    State::Done => continue,
                    State::Open => {
                        let mut cycle = std::mem::take(&mut self.path);
                        cycle.push(node);
                        return Err(cycle);
                    }
                    State::New => {}
                }
                self.state[node] = State::Open;
                self.path.push(node);
            }
            match self.needs[node].get(next) {
                Some(need) => {
                    stack.push((node, next + 1));
                    stack.push((*need, 0));
                }
                None => {
                    self.state[node] = State::Done;
                    self.path.pop();
                    self.done.push(node);
                }
            }
        }
        Ok(())
    }
}

/// The cycle at the end of a way through the imports.
fn told(nodes: &[Node], way: &[usize], release: GoVersion) -> String {
    let mut text = String::from("package ");
    for (i, at) in way.iter().enumerate() {
        let Node { path, shown, .. } = &nodes[*at];
        if let Some(before) = i.checked_sub(1) {
            text += "\n\timports ";
            text += shown;
            let from = nodes[way[before]].imports.iter();
            let mut from = from.filter(|(_, paths)| paths.contains(path));
            if release.has(Feature::CyclesNameFiles)
                && let Some((file, _)) = from.next()
            {
                text += " from ";
                text += file.rsplit('/').next().unwrap_or(file);
            }
        } else {
            text += shown;
        }
    }
    text + ": import cycle not allowed"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(list: &[(&str, &[&str])]) -> Vec<Node> {
        let node = |(path, imports): &(&str, &[&str])| Node {
            path: (*path).to_owned(),
            shown: (*path).to_owned(),
            imports: vec![(
                format!("dir/{path}.go"),
                imports.iter().map(|path| (*path).to_owned()).collect(),
            )],
        };
        list.iter().map(node).collect()
    }

    #[test]
    fn packages_are_initialised_by_path_since_1_21() {
        let nodes = nodes(&[
            ("c", &[]),
            ("b", &["c"]),
            ("a", &[]),
            ("main", &["b", "a", "fmt"]),
        ]);
        assert_eq!(in_order(&nodes, GoVersion::go1(19)), Ok(vec![0, 1, 2, 3]));
        assert_eq!(in_order(&nodes, GoVersion::go1(21)), Ok(vec![2, 0, 1, 3]));
    }

    #[test]
    fn a_cycle_is_told_as_go_does() {
        let nodes = nodes(&[("c", &["b"]), ("b", &["c"]), ("main", &["b"])]);
        let error = in_order(&nodes, GoVersion::go1(23)).unwrap_err();
        assert_eq!(
            error,
            "package main\n\timports b\n\timports c\n\timports b: import cycle not allowed"
        );
        let error = in_order(&nodes, GoVersion::go1(24)).unwrap_err();
        assert_eq!(
            error,
            "package main\n\timports b from main.go\n\timports c from b.go\n\timports b from c.go: import cycle not allowed"
        );
    }
}
