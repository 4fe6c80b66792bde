//! Rune and string literals: from how they are written to their value.

use tree_sitter::Node;

use super::{Lower, Lowered};

/// One decoded element of a literal: a code point, or a byte from `\x` or octal escapes.
enum Unit {
    Char(char),
    Byte(u8),
}

impl Lower<'_> {
    pub(super) fn string_literal(&self, node: Node<'_>) -> Lowered<Vec<u8>> {
        let text = self.text(node);
        let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
        if node.kind() == "raw_string_literal" {
            return Ok(inner.bytes().filter(|&byte| byte != b'\r').collect());
        }
        let mut out = Vec::with_capacity(inner.len());
        let mut rest = inner;
        while !rest.is_empty() {
            match self.unit(node, &mut rest, '"')? {
                Unit::Byte(byte) => out.push(byte),
                Unit::Char(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        Ok(out)
    }

    pub(super) fn rune_literal(&self, node: Node<'_>) -> Lowered<u32> {
        let text = self.text(node);
        let mut rest = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
        let value = match self.unit(node, &mut rest, '\'')? {
            Unit::Byte(byte) => u32::from(byte),
            Unit::Char(c) => u32::from(c),
        };
        if !rest.is_empty() {
            return self.syntax(node, "more than one character in rune literal");
        }
        Ok(value)
    }

    fn unit(&self, node: Node<'_>, rest: &mut &str, quote: char) -> Lowered<Unit> {
        let mut chars = rest.chars();
        let Some(first) = chars.next() else {
            return self.syntax(node, "empty rune literal or unescaped ' in rune literal");
        };
        *rest = chars.as_str();
        if first != '\\' {
            return Ok(Unit::Char(first));
        }
        let Some(kind) = chars.next() else {
            return self.syntax(node, "escape is not terminated");
        };
        *rest = chars.as_str();
        let byte = match kind {
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' => b'\\',
            '\'' | '"' if kind == quote => kind as u8,
            'x' => return self.digits(node, rest, 2, 16),
            'u' => return self.digits(node, rest, 4, 16),
            'U' => return self.digits(node, rest, 8, 16),
            '0'..='7' => {
                let mut octal = String::from(kind);
                octal.extend(rest.chars().take(2));
                let mut text = octal.as_str();
                let unit = self.digits(node, &mut text, 3, 8)?;
                *rest = rest.get(2..).unwrap_or("");
                return Ok(unit);
            }
            _ => return self.syntax(node, "unknown escape"),
        };
        Ok(Unit::Char(char::from(byte)))
    }

    fn digits(&self, node: Node<'_>, rest: &mut &str, count: usize, radix: u32) -> Lowered<Unit> {
        let value = rest
            .get(..count)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(value) = value.and_then(|digits| u32::from_str_radix(digits, radix).ok()) else {
            return self.syntax(node, "invalid character in escape");
        };
        *rest = rest.get(count..).unwrap_or("");
        if count <= 3 {
            return match u8::try_from(value) {
                Ok(byte) => Ok(Unit::Byte(byte)),
                Err(_) => self.syntax(node, format!("octal escape value {value} > 255")),
            };
        }
        match char::from_u32(value) {
            Some(c) => Ok(Unit::Char(c)),
            None => self.syntax(
                node,
                format!("escape is invalid Unicode code point U+{value:04X}"),
            ),
        }
    }
}
