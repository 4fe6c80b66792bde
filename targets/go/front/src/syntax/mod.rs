//! From source text to the syntax tree: tree-sitter parses, and its concrete tree is lowered to [`ast`] by a file for
//! each part of the language. What tree-sitter lets pass and Go does not is refused here.
//!
//! Deviations: tree-sitter's grammar swallows newlines inside brackets where Go would insert a semicolon;
//! `semicolons` finds those. Misses: Go's exact texts of syntax errors.

pub mod ast;
mod build_line;
mod generic_methods;
mod literal;
mod lower_decl;
mod lower_expr;
mod lower_stmt;
mod lower_type;
pub mod print;
mod rewrite;
mod semicolons;

use std::cell::Cell;

use tree_sitter::{Node, Parser};

use self::generic_methods::MethodParams;
use super::diag::{Diag, DiagKind, Pos};

/// How deep expressions and types may nest; a statement counts twice. Bounds the stack of everything that walks a
/// program: 2 MB are enough in an unoptimized build.
pub const MAX_DEPTH: u32 = 150;

type Lowered<T> = Result<T, Box<Diag>>;

/// Parses one file; `number` is its place among the program's files.
pub fn parse(number: u16, file: &str, source: &str) -> Result<ast::File, Diag> {
    let mut parser = Parser::new();
    let diag = |pos, kind, text: &str| Diag {
        file: file.to_owned(),
        pos,
        kind,
        text: text.to_owned(),
    };
    let start = Pos {
        file: number,
        ..Pos::START
    };
    if parser
        .set_language(&tree_sitter_go::LANGUAGE.into())
        .is_err()
    {
        return Err(diag(
            start,
            DiagKind::Unsupported,
            "this build's Go grammar",
        ));
    }
    if let Some(at) = source.bytes().position(|byte| byte == 0) {
        return Err(diag(
            Pos {
                file: number,
                ..pos_of_offset(source, at)
            },
            DiagKind::Syntax,
            "invalid NUL character",
        ));
    }
    let Some(mut tree) = parser.parse(source, None) else {
        return Err(diag(start, DiagKind::Syntax, "cannot parse"));
    };
    let (none, goroutines) = (MethodParams::new(), Cell::new(false));
    let mut lower = Lower {
        number,
        file,
        source,
        method_params: &none,
        goroutines: &goroutines,
        depth: 0,
    };
    // What the grammar lacks is looked for where it finds an error.
    let (mut params, mut brackets) = (MethodParams::new(), Vec::new());
    let mut hidden = None;
    if tree.root_node().has_error() {
        let methods = generic_methods::find(source);
        if !methods.is_empty()
            && let Some(text) = generic_methods::hidden(source, &methods)
            && let Some(other) = parser.parse(&text, None)
        {
            let found = lower.method_params(&mut parser, &methods);
            (params, tree) = (found.map_err(|diag| *diag)?, other);
            brackets = lower.method_brackets(&methods);
            hidden = Some(text);
        }
    }
    if tree.root_node().has_error() {
        let text = hidden.as_deref().unwrap_or(source);
        if let Some(text) = rewrite::values_for_new(&mut parser, text)
            && let Some(other) = parser.parse(&text, None)
        {
            tree = other;
        }
    }
    lower.method_params = &params;
    let root = tree.root_node();
    if root.has_error() {
        return Err(*lower.first_error(root));
    }
    let lowered = semicolons::check(&lower, root).and_then(|()| lower.file(root));
    let mut lowered = lowered.map_err(|diag| *diag)?;
    lowered.generic_methods = brackets;
    lowered.starts_goroutines = goroutines.get();
    Ok(lowered)
}

fn pos_of_offset(source: &str, at: usize) -> Pos {
    let before = &source.as_bytes()[..at];
    let line = before.iter().filter(|&&byte| byte == b'\n').count();
    let column = before
        .iter()
        .rev()
        .take_while(|&&byte| byte != b'\n')
        .count();
    Pos {
        file: 0,
        line: clamp(line + 1),
        column: clamp(column + 1),
    }
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The lowering of one file, at some depth of nesting.
#[derive(Clone, Copy)]
struct Lower<'s> {
    number: u16,
    file: &'s str,
    source: &'s str,
    method_params: &'s MethodParams,
    /// Set when a `go` statement is met.
    goroutines: &'s Cell<bool>,
    depth: u32,
}

impl Lower<'_> {
    /// The same, one level deeper; refused when that is too deep.
    fn deeper(&self, node: Node<'_>) -> Lowered<Self> {
        if self.depth >= MAX_DEPTH {
            return self.unsupported(node, format!("nesting deeper than {MAX_DEPTH}"));
        }
        Ok(Lower {
            depth: self.depth + 1,
            ..*self
        })
    }

    /// Where the file starts.
    fn start(&self) -> Pos {
        Pos {
            file: self.number,
            ..Pos::START
        }
    }

    fn pos(&self, node: Node<'_>) -> Pos {
        let point = node.start_position();
        Pos {
            file: self.number,
            line: clamp(point.row + 1),
            column: clamp(point.column + 1),
        }
    }

    /// The position of the node's first such token; the node's own if there is none.
    fn token(&self, node: Node<'_>, token: &str) -> Pos {
        let mut cursor = node.walk();
        let found = node
            .children(&mut cursor)
            .find(|child| child.kind() == token);
        self.pos(found.unwrap_or(node))
    }

    /// The position of a node's last byte: its closing brace or parenthesis.
    fn end(&self, node: Node<'_>) -> Pos {
        let point = node.end_position();
        Pos {
            file: self.number,
            line: clamp(point.row + 1),
            column: clamp(point.column.max(1)),
        }
    }

    fn text(&self, node: Node<'_>) -> &str {
        self.source.get(node.byte_range()).unwrap_or("")
    }

    fn ident(&self, node: Node<'_>) -> ast::Ident {
        ast::Ident {
            name: self.text(node).to_owned(),
            pos: self.pos(node),
        }
    }

    fn syntax<T>(&self, node: Node<'_>, text: impl Into<String>) -> Lowered<T> {
        Err(self.diag(self.pos(node), DiagKind::Syntax, text))
    }

    fn unsupported<T>(&self, node: Node<'_>, what: impl Into<String>) -> Lowered<T> {
        Err(self.diag(self.pos(node), DiagKind::Unsupported, what))
    }

    fn diag(&self, pos: Pos, kind: DiagKind, text: impl Into<String>) -> Box<Diag> {
        Box::new(Diag {
            file: self.file.to_owned(),
            pos,
            kind,
            text: text.into(),
        })
    }

    /// A node that the grammar requires; its absence is an error of the grammar, told as one of syntax.
    fn field<'t>(&self, node: Node<'t>, name: &str) -> Lowered<Node<'t>> {
        match node.child_by_field_name(name) {
            Some(child) => Ok(child),
            None => self.syntax(node, format!("unexpected {}", node.kind())),
        }
    }

    /// The position of the first error node in the tree. Iterative: an erroneous tree may be of any depth.
    fn first_error(&self, root: Node<'_>) -> Box<Diag> {
        let mut node = root;
        loop {
            let mut cursor = node.walk();
            let next = node
                .children(&mut cursor)
                .find(|c| c.is_error() || c.is_missing() || c.has_error());
            match next {
                Some(child) if !child.is_error() && !child.is_missing() => node = child,
                Some(child) if child.is_missing() => {
                    return self.diag(
                        self.pos(child),
                        DiagKind::Syntax,
                        missing_text(child.kind()),
                    );
                }
                Some(child) => {
                    let mut text = self
                        .text(child)
                        .split_whitespace()
                        .next()
                        .unwrap_or("newline");
                    if let Some((at, _)) = text.char_indices().nth(24) {
                        text = &text[..at];
                    }
                    return self.diag(
                        self.pos(child),
                        DiagKind::Syntax,
                        format!("unexpected {text}"),
                    );
                }
                None => return self.diag(self.pos(node), DiagKind::Syntax, "unexpected text"),
            }
        }
    }
}

fn missing_text(kind: &str) -> String {
    match kind {
        "\n" | "\0" => "unexpected text at end of statement".to_owned(),
        "identifier" => "expected a name".to_owned(),
        other => format!("expected {other}"),
    }
}

/// The children that are not comments, named ones only.
fn named_children<'t>(node: Node<'t>) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .filter(|child| child.kind() != "comment")
        .collect()
}

/// The children under field `name`, without the separators that the grammar puts there too.
fn fields<'t>(node: Node<'t>, name: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(name, &mut cursor)
        .filter(|child| child.is_named() && child.kind() != "comment")
        .collect()
}
