//! Expressions as error messages show them.
//!
//! Follows `cmd/compile/internal/syntax` (`String`, the short form).

use super::ast::{BinaryOp, Expr, ExprKind, FuncType, InterfaceElem, Param, UnaryOp};
use crate::token::{BinOp, ChanDir, CmpOp};

/// The expression as text; bodies of functions and literals are cut to `…`.
pub fn expr(x: &Expr) -> String {
    let mut out = String::new();
    write(x, &mut out);
    out
}

/// The operator as written.
pub fn arith(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+",
        BinOp::Sub => "-",
        BinOp::Mul => "*",
        BinOp::Div => "/",
        BinOp::Rem => "%",
        BinOp::And => "&",
        BinOp::Or => "|",
        BinOp::Xor => "^",
        BinOp::AndNot => "&^",
        BinOp::Shl => "<<",
        BinOp::Shr => ">>",
    }
}

/// The operator as written.
pub fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Arith(op) => arith(op),
        BinaryOp::AndAnd => "&&",
        BinaryOp::OrOr => "||",
        BinaryOp::Cmp(CmpOp::Eq) => "==",
        BinaryOp::Cmp(CmpOp::Ne) => "!=",
        BinaryOp::Cmp(CmpOp::Lt) => "<",
        BinaryOp::Cmp(CmpOp::Le) => "<=",
        BinaryOp::Cmp(CmpOp::Gt) => ">",
        BinaryOp::Cmp(CmpOp::Ge) => ">=",
    }
}

/// The operator as written.
pub fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Plus => "+",
        UnaryOp::Neg => "-",
        UnaryOp::Not => "!",
        UnaryOp::Complement => "^",
        UnaryOp::Addr => "&",
        UnaryOp::Recv => "<-",
    }
}

fn write(x: &Expr, out: &mut String) {
    match &x.kind {
        ExprKind::Name(name)
        | ExprKind::Int(name)
        | ExprKind::Float(name)
        | ExprKind::Imaginary(name) => out.push_str(name),
        ExprKind::Rune(value) => match char::from_u32(*value) {
            Some(c) => out.push_str(&format!("'{}'", c.escape_debug())),
            None => out.push_str(&value.to_string()),
        },
        ExprKind::Str(bytes) => out.push_str(&format!("{:?}", String::from_utf8_lossy(bytes))),
        ExprKind::Composite { ty, elems, .. } => {
            if let Some(ty) = ty {
                write(ty, out);
            }
            out.push_str(if elems.is_empty() { "{}" } else { "{…}" });
        }
        ExprKind::FuncLit(lit) => {
            out.push_str("func");
            signature(&lit.ty, out);
            out.push_str(if lit.body.stmts.is_empty() {
                " {}"
            } else {
                " {…}"
            });
        }
        ExprKind::Paren(inner) => {
            out.push('(');
            write(inner, out);
            out.push(')');
        }
        ExprKind::Selector(inner, name) => {
            write(inner, out);
            out.push('.');
            out.push_str(&name.name);
        }
        ExprKind::Index(inner, index, _) => {
            write(inner, out);
            out.push('[');
            list(index, out);
            out.push(']');
        }
        ExprKind::Slice { x, lo, hi, max } => {
            write(x, out);
            out.push('[');
            if let Some(lo) = lo {
                write(lo, out);
            }
            out.push(':');
            if let Some(hi) = hi {
                write(hi, out);
            }
            if let Some(max) = max {
                out.push(':');
                write(max, out);
            }
            out.push(']');
        }
        ExprKind::TypeAssert(inner, ty) => {
            write(inner, out);
            out.push_str(".(");
            write(ty, out);
            out.push(')');
        }
        ExprKind::Call(call) => {
            write(&call.fun, out);
            out.push('(');
            list(&call.args, out);
            out.push_str(if call.spread { "...)" } else { ")" });
        }
        ExprKind::Star(inner) => {
            out.push('*');
            write(inner, out);
        }
        ExprKind::Unary(op, inner) => {
            out.push_str(unary(*op));
            write(inner, out);
        }
        ExprKind::Binary(op, left, right, _) => {
            write(left, out);
            out.push(' ');
            out.push_str(binary(*op));
            out.push(' ');
            write(right, out);
        }
        _ => write_type(x, out),
    }
}

fn write_type(x: &Expr, out: &mut String) {
    match &x.kind {
        ExprKind::ArrayType(len, elem) => {
            out.push('[');
            match len {
                Some(len) => write(len, out),
                None => out.push_str("..."),
            }
            out.push(']');
            write(elem, out);
        }
        ExprKind::SliceType(elem) => {
            out.push_str("[]");
            write(elem, out);
        }
        ExprKind::StructType(fields) => {
            out.push_str("struct{");
            for (i, field) in fields.iter().enumerate() {
                out.push_str(if i > 0 { "; " } else { "" });
                if !field.embedded {
                    out.push_str(&field.name.name);
                    out.push(' ');
                }
                write(&field.ty, out);
            }
            out.push('}');
        }
        ExprKind::FuncType(ty) => {
            out.push_str("func");
            signature(ty, out);
        }
        ExprKind::InterfaceType(elems) => {
            out.push_str("interface{");
            for (i, elem) in elems.iter().enumerate() {
                out.push_str(if i > 0 { "; " } else { "" });
                match elem {
                    InterfaceElem::Method(name, ty) => {
                        out.push_str(&name.name);
                        signature(ty, out);
                    }
                    InterfaceElem::Embedded(ty) => write(ty, out),
                }
            }
            out.push('}');
        }
        ExprKind::MapType(key, elem) => {
            out.push_str("map[");
            write(key, out);
            out.push(']');
            write(elem, out);
        }
        ExprKind::ChanType(dir, elem) => {
            out.push_str(match dir {
                ChanDir::Both => "chan ",
                ChanDir::Send => "chan<- ",
                ChanDir::Recv => "<-chan ",
            });
            write(elem, out);
        }
        ExprKind::Tilde(inner) => {
            out.push('~');
            write(inner, out);
        }
        ExprKind::Union(terms) => {
            for (i, term) in terms.iter().enumerate() {
                out.push_str(if i > 0 { " | " } else { "" });
                write(term, out);
            }
        }
        _ => out.push('?'),
    }
}

fn list(items: &[Expr], out: &mut String) {
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { "" });
        write(item, out);
    }
}

fn signature(ty: &FuncType, out: &mut String) {
    params(&ty.params, ty.variadic, out);
    match ty.results.as_slice() {
        [] => {}
        [Param { name: None, ty }] => {
            out.push(' ');
            write(ty, out);
        }
        many => {
            out.push(' ');
            params(many, false, out);
        }
    }
}

fn params(params: &[Param], variadic: bool, out: &mut String) {
    out.push('(');
    for (i, param) in params.iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { "" });
        if let Some(name) = &param.name {
            out.push_str(&name.name);
            out.push(' ');
        }
        if variadic && i + 1 == params.len() {
            out.push_str("...");
        }
        write(&param.ty, out);
    }
    out.push(')');
}
