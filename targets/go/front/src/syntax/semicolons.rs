//! Go's automatic semicolons: a line that ends in a name, a literal, a closing bracket or the like ends a statement.
//! The grammar of tree-sitter lets such a line end pass inside brackets; Go does not.

use tree_sitter::Node;

use super::{Lower, Lowered};
use crate::diag::DiagKind;

/// Refuses every line end at which Go would insert a semicolon and its grammar allows none.
pub(super) fn check(lower: &Lower<'_>, root: Node<'_>) -> Lowered<()> {
    let mut cursor = root.walk();
    let mut previous: Option<Node<'_>> = None;
    loop {
        let node = cursor.node();
        let leaf = node.child_count() == 0 || is_atom(node.kind());
        if leaf && node.kind() != "comment" && node.start_byte() < node.end_byte() {
            if let Some(before) = previous
                && ends_line(before.kind())
                && node.start_position().row > before.end_position().row
                && !may_follow(node)
            {
                let place = match node.parent().map(|parent| parent.kind()) {
                    Some("argument_list") => " in argument list; possibly missing comma or )",
                    Some("literal_value") => " in composite literal; possibly missing comma or }",
                    Some("parameter_list") => " in parameter list; possibly missing comma or )",
                    _ => "",
                };
                let mut diag = lower.diag(
                    lower.end(before),
                    DiagKind::Syntax,
                    format!("unexpected newline{place}"),
                );
                diag.pos.column += 1;
                return Err(diag);
            }
            previous = Some(node);
        }
        if !leaf && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return Ok(());
            }
        }
    }
}

fn is_atom(kind: &str) -> bool {
    matches!(kind, "interpreted_string_literal" | "raw_string_literal")
}

/// Whether a line end after this token becomes a semicolon.
fn ends_line(kind: &str) -> bool {
    matches!(
        kind,
        "identifier"
            | "type_identifier"
            | "field_identifier"
            | "package_identifier"
            | "label_name"
            | "blank_identifier"
            | "int_literal"
            | "float_literal"
            | "imaginary_literal"
            | "rune_literal"
            | "interpreted_string_literal"
            | "raw_string_literal"
            | "nil"
            | "true"
            | "false"
            | "iota"
            | "new"
            | "make"
            | "break"
            | "continue"
            | "fallthrough"
            | "fallthrough_statement"
            | "return"
            | "++"
            | "--"
            | ")"
            | "]"
            | "}"
    )
}

/// Whether a semicolon may stand, or be left out, before this token.
fn may_follow(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else {
        return true;
    };
    match node.kind() {
        ";" | "case" | "default" => return true,
        "}" => return parent.kind() != "literal_value",
        ")" => return is_group(parent.kind()),
        _ => {}
    }
    // The innermost node that holds both this token and the one before.
    let mut holder = parent;
    while holder.start_byte() == node.start_byte() {
        let Some(next) = holder.parent() else {
            return true;
        };
        holder = next;
    }
    is_group(holder.kind())
        || matches!(
            holder.kind(),
            "source_file" | "statement_list" | "field_declaration_list" | "interface_type"
        )
}

fn is_group(kind: &str) -> bool {
    matches!(
        kind,
        "import_spec_list" | "const_declaration" | "var_spec_list" | "type_declaration"
    )
}
