//! Type parameters of methods (Go 1.27), which the grammar of tree-sitter does not know: `func (r T) m[P any](x P)`.
//!
//! They are found by their tokens, as `funcDeclOrNil` of cmd/compile/internal/syntax/parser.go would read them. The tree
//! of the file is made of a text in which they are blank; that of the lists, of a text which has nothing else: each as
//! the function `func m[P any]()`. Both texts have as many bytes and lines as the program's, so that places stay what
//! they are, and names are read from the program itself.
//!
//! Deviation: an empty list is told as an unexpected bracket.

use std::collections::BTreeMap;
use std::ops::Range;

use tree_sitter::{Parser, Tree};

use super::ast::TypeParam;
use super::rewrite::{is_letter, skip};
use super::{Lower, Lowered, named_children, semicolons};

/// A method with type parameters, by places in the text.
pub(super) struct GenericMethod {
    func: usize,
    name: Range<usize>,
    /// Their list, with its brackets.
    list: Range<usize>,
}

/// Type parameters by the place of their method's name.
pub(super) type MethodParams = BTreeMap<usize, Vec<TypeParam>>;

/// The methods with type parameters, in source order.
pub(super) fn find(source: &str) -> Vec<GenericMethod> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut depth) = (0, 0_usize);
    // The last byte of the last token; a line end after it may have ended a statement.
    let mut last = b';';
    while at < bytes.len() {
        let next = skip(bytes, at);
        let space = &bytes[at..next.max(at + 1)];
        if space.starts_with(b"/") && next > at || space[0].is_ascii_whitespace() {
            if space.contains(&b'\n') && ends_statement(last) {
                last = b';';
            }
        } else if is_letter(space[0]) {
            let word = at..word_end(bytes, at);
            if last == b';' && depth == 0 && source.get(word.clone()) == Some("func") {
                found.extend(method(bytes, word.clone()));
            }
            last = b'a';
            at = word.end;
            continue;
        } else {
            last = space[space.len() - 1];
            match last {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        at += space.len();
    }
    found
}

/// Whether a line end behind a token ends a statement: the token is a name, a literal or a closing bracket.
fn ends_statement(last: u8) -> bool {
    is_letter(last) || matches!(last, b')' | b']' | b'}' | b'"' | b'`' | b'\'')
}

/// The method whose `func` is there, if it has type parameters.
fn method(bytes: &[u8], func: Range<usize>) -> Option<GenericMethod> {
    let recv = bracketed(bytes, blanks(bytes, func.end), b'(')?;
    let start = blanks(bytes, recv.end);
    let name = start..word_end(bytes, start);
    let list = bracketed(bytes, blanks(bytes, name.end), b'[')?;
    (!name.is_empty()).then_some(GenericMethod {
        func: func.start,
        name,
        list,
    })
}

fn word_end(bytes: &[u8], at: usize) -> usize {
    let end = bytes[at..].iter().position(|&byte| !is_letter(byte));
    end.map_or(bytes.len(), |n| at + n)
}

/// Behind the white space and comments that start here.
fn blanks(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let comment = matches!(bytes.get(at..), Some([b'/', b'/' | b'*', ..]));
        if comment {
            at = skip(bytes, at);
        } else if bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        } else {
            return at;
        }
    }
}

/// From the bracket that opens here to the one that closes it.
fn bracketed(bytes: &[u8], start: usize, open: u8) -> Option<Range<usize>> {
    let (mut at, mut depth) = (start, 0);
    bytes.get(at).filter(|&&byte| byte == open)?;
    while let Some(&byte) = bytes.get(at) {
        let next = skip(bytes, at);
        if next > at {
            at = next;
            continue;
        }
        at += 1;
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(start..at);
        }
    }
    None
}

/// Makes bytes blank, but for line ends.
fn blank(text: &mut [u8]) {
    for byte in text.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

/// The text with the lists blank.
pub(super) fn hidden(source: &str, methods: &[GenericMethod]) -> Option<String> {
    let mut out = source.as_bytes().to_vec();
    for method in methods {
        blank(&mut out[method.list.clone()]);
    }
    String::from_utf8(out).ok()
}

/// The lists alone, as those of functions without parameters.
fn lists(source: &str, methods: &[GenericMethod]) -> Option<String> {
    let bytes = source.as_bytes();
    let mut out = bytes.to_vec();
    blank(&mut out);
    for GenericMethod { func, name, list } in methods {
        out[*func..func + 4].copy_from_slice(b"func");
        for part in [name, list] {
            out[part.clone()].copy_from_slice(&bytes[part.clone()]);
        }
        // What follows is a list of parameters, of two bytes at least.
        let params = out.get_mut(list.end..list.end + 2)?;
        params.copy_from_slice(b"()");
    }
    String::from_utf8(out).ok()
}

impl Lower<'_> {
    /// The type parameters of the methods.
    pub(super) fn method_params(
        &self,
        parser: &mut Parser,
        methods: &[GenericMethod],
    ) -> Lowered<MethodParams> {
        let mut out = MethodParams::new();
        let text = lists(self.source, methods);
        let Some(tree) = text.and_then(|text| parser.parse(&text, None)) else {
            return Ok(out);
        };
        self.lists_of(&tree, &mut out)?;
        Ok(out)
    }

    fn lists_of(&self, tree: &Tree, out: &mut MethodParams) -> Lowered<()> {
        let root = tree.root_node();
        if root.has_error() {
            return Err(self.first_error(root));
        }
        semicolons::check(self, root)?;
        for func in named_children(root) {
            let name = self.field(func, "name")?;
            out.insert(name.start_byte(), self.type_params(func)?);
        }
        Ok(())
    }

    /// Where the lists begin.
    pub(super) fn method_brackets(&self, methods: &[GenericMethod]) -> Vec<super::Pos> {
        let places = methods.iter().map(|method| super::Pos {
            file: self.number,
            ..super::pos_of_offset(self.source, method.list.start)
        });
        places.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_methods_have_such_lists() {
        let texts = |source: &str| -> Vec<String> {
            let found = find(source).into_iter();
            found.map(|method| source[method.list].to_owned()).collect()
        };
        let program = "package p\n\nfunc (t T) m[P any, Q interface{ ~[]P }](x P) {}\n/* func (t T) n[P any]() */\n\
                       var f func (int) G[int]\nvar g =\nfunc (int) G[int] { return nil }\n\
                       func (T) /* a */ o /* b */ [P [2]int | ~string](P); func (t *G[K]) p[_ any]() {}\n";
        let lists = [
            "[P any, Q interface{ ~[]P }]",
            "[P [2]int | ~string]",
            "[_ any]",
        ];
        assert_eq!(texts(program), lists);
    }
}
