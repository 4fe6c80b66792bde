//! Names of types as Go's runtime prints them.

use std::fmt::Write as _;

use super::{ChanDir, Field, Signature, Type, TypeId, Types};

impl Types {
    /// The type's name as Go's runtime prints it (`main.T`, `map[string]int`, `interface {}`).
    pub fn name(&self, id: TypeId) -> String {
        let mut out = String::new();
        self.write_name(id, &mut out);
        out
    }

    fn write_name(&self, id: TypeId, out: &mut String) {
        let plain = match self.get(id) {
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Int8 => "int8",
            Type::Int16 => "int16",
            Type::Int32 => "int32",
            Type::Int64 => "int64",
            Type::Uint => "uint",
            Type::Uint8 => "uint8",
            Type::Uint16 => "uint16",
            Type::Uint32 => "uint32",
            Type::Uint64 => "uint64",
            Type::Uintptr => "uintptr",
            Type::Float32 => "float32",
            Type::Float64 => "float64",
            Type::Complex64 => "complex64",
            Type::Complex128 => "complex128",
            Type::String => "string",
            Type::UnsafePointer => "unsafe.Pointer",
            Type::UntypedBool => "untyped bool",
            Type::UntypedInt => "untyped int",
            Type::UntypedRune => "untyped rune",
            Type::UntypedFloat => "untyped float",
            Type::UntypedComplex => "untyped complex",
            Type::UntypedString => "untyped string",
            Type::UntypedNil => "untyped nil",
            Type::Array { elem, len } => {
                let _ = write!(out, "[{len}]");
                return self.write_name(*elem, out);
            }
            Type::Slice(elem) => {
                out.push_str("[]");
                return self.write_name(*elem, out);
            }
            Type::Pointer(elem) => {
                out.push('*');
                return self.write_name(*elem, out);
            }
            Type::Map { key, elem } => {
                out.push_str("map[");
                self.write_name(*key, out);
                out.push(']');
                return self.write_name(*elem, out);
            }
            Type::Chan { dir, elem } => {
                out.push_str(match dir {
                    ChanDir::Both => "chan ",
                    ChanDir::Send => "chan<- ",
                    ChanDir::Recv => "<-chan ",
                });
                return self.write_name(*elem, out);
            }
            Type::Func(signature) => {
                out.push_str("func");
                return self.write_signature(signature, out);
            }
            Type::Tuple(items) => return self.write_list(items, false, out),
            Type::Struct(fields) => return self.write_struct(fields, out),
            Type::Interface(methods) => return self.write_interface(methods, out),
            Type::Named(named) => {
                let info = self.named(*named);
                if !info.package.is_empty() {
                    let _ = write!(out, "{}.", info.package);
                }
                out.push_str(&info.name);
                for (i, &arg) in info.args.iter().enumerate() {
                    out.push(if i > 0 { ',' } else { '[' });
                    self.write_name(arg, out);
                }
                if info.args.is_empty() { "" } else { "]" }
            }
            Type::Param(id) => self.param_name(*id),
            Type::Constraint(constraint) => return self.write_interface(&constraint.methods, out),
        };
        out.push_str(plain);
    }

    fn write_struct(&self, fields: &[Field], out: &mut String) {
        out.push_str("struct {");
        for (i, field) in fields.iter().enumerate() {
            out.push_str(if i > 0 { "; " } else { " " });
            if !field.embedded {
                let _ = write!(out, "{} ", field.name);
            }
            self.write_name(field.ty, out);
            if !field.tag.is_empty() {
                let _ = write!(out, " {}", quoted(&field.tag));
            }
        }
        out.push_str(if fields.is_empty() { "}" } else { " }" });
    }

    fn write_interface(&self, methods: &[(String, Signature)], out: &mut String) {
        out.push_str("interface {");
        for (i, (name, signature)) in methods.iter().enumerate() {
            let _ = write!(out, "{}{name}", if i > 0 { "; " } else { " " });
            self.write_signature(signature, out);
        }
        out.push_str(if methods.is_empty() { "}" } else { " }" });
    }

    fn write_signature(&self, signature: &Signature, out: &mut String) {
        self.write_list(&signature.params, signature.variadic, out);
        match signature.results.as_slice() {
            [] => {}
            [one] => {
                out.push(' ');
                self.write_name(*one, out);
            }
            many => {
                out.push(' ');
                self.write_list(many, false, out);
            }
        }
    }

    fn write_list(&self, items: &[TypeId], variadic: bool, out: &mut String) {
        out.push('(');
        for (i, &ty) in items.iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            match self.get(ty) {
                Type::Slice(elem) if variadic && i + 1 == items.len() => {
                    out.push_str("...");
                    self.write_name(*elem, out);
                }
                _ => self.write_name(ty, out),
            }
        }
        out.push(')');
    }
}

/// A text as `strconv.Quote` gives it.
pub(crate) fn quoted(text: &[u8]) -> String {
    let mut out = String::from("\"");
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                '\x07' => out.push_str("\\a"),
                '\x08' => out.push_str("\\b"),
                '\x0c' => out.push_str("\\f"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\x0b' => out.push_str("\\v"),
                _ if c.is_ascii_control() => {
                    let _ = write!(out, "\\x{:02x}", u32::from(c));
                }
                _ if c.is_control() => {
                    let _ = write!(out, "\\u{:04x}", u32::from(c));
                }
                _ => out.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out.push('"');
    out
}
