//! Lowers expressions.

use tree_sitter::Node;

use super::ast::{BinaryOp, Call, Element, Expr, ExprKind, FuncLit, UnaryOp};
use super::{Lower, Lowered, named_children};
use crate::diag::Pos;
use crate::token::{BinOp, CmpOp};

/// Lowers one kind of node. A table of these, and not one large function, keeps the stack small where nodes nest.
type Handler<'s> = fn(&Lower<'s>, Node<'_>) -> Lowered<ExprKind>;

/// Links from which on a chain of string literals is read as one.
const LONG_CHAIN: usize = 100;

fn is_string(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "interpreted_string_literal" | "raw_string_literal"
    )
}

impl<'s> Lower<'s> {
    /// An expression or type.
    pub(super) fn expr(&self, node: Node<'_>) -> Lowered<Expr> {
        let this = self.deeper(node)?;
        let kind = Self::handler(node.kind())(&this, node)?;
        Ok(Expr {
            kind,
            pos: this.pos(node),
        })
    }

    fn handler(kind: &str) -> Handler<'s> {
        match kind {
            "parenthesized_expression" | "parenthesized_type" => {
                |this, node| Ok(ExprKind::Paren(this.only(node)?))
            }
            "unary_expression" => Self::unary,
            "binary_expression" => Self::binary,
            "selector_expression" => Self::selector,
            "index_expression" => |this, node| {
                Ok(ExprKind::Index(
                    this.sub(node, "operand")?,
                    vec![*this.sub(node, "index")?],
                    this.token(node, "["),
                ))
            },
            "slice_expression" => Self::slice,
            "call_expression" => Self::call,
            "type_assertion_expression" => |this, node| {
                Ok(ExprKind::TypeAssert(
                    this.sub(node, "operand")?,
                    this.sub(node, "type")?,
                ))
            },
            "type_conversion_expression" => Self::conversion,
            "type_instantiation_expression" => Self::instantiation,
            "composite_literal" => Self::composite,
            "literal_value" => |this, node| {
                Ok(ExprKind::Composite {
                    ty: None,
                    elems: this.elements(node)?,
                    end: this.end(node),
                })
            },
            "func_literal" => Self::func_literal,
            "pointer_type" => |this, node| Ok(ExprKind::Star(this.only(node)?)),
            "slice_type" => |this, node| Ok(ExprKind::SliceType(this.sub(node, "element")?)),
            "array_type" => |this, node| {
                Ok(ExprKind::ArrayType(
                    Some(this.sub(node, "length")?),
                    this.sub(node, "element")?,
                ))
            },
            "implicit_length_array_type" => {
                |this, node| Ok(ExprKind::ArrayType(None, this.sub(node, "element")?))
            }
            "map_type" => |this, node| {
                Ok(ExprKind::MapType(
                    this.sub(node, "key")?,
                    this.sub(node, "value")?,
                ))
            },
            "function_type" => |this, node| Ok(ExprKind::FuncType(Box::new(this.signature(node)?))),
            "struct_type" => |this, node| Ok(ExprKind::StructType(this.struct_fields(node)?)),
            "interface_type" => |this, node| Ok(ExprKind::InterfaceType(this.interface(node)?)),
            "channel_type" => Self::channel,
            "qualified_type" => Self::qualified,
            "generic_type" => Self::generic,
            "negated_type" => |this, node| Ok(ExprKind::Tilde(this.only(node)?)),
            "type_elem" | "type_constraint" => Self::type_elem,
            _ => Self::leaf,
        }
    }

    fn leaf(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let text = self.text(node).to_owned();
        Ok(match node.kind() {
            "identifier" | "type_identifier" | "nil" | "true" | "false" | "iota"
            | "blank_identifier" => ExprKind::Name(text),
            "int_literal" => ExprKind::Int(text),
            "float_literal" => ExprKind::Float(text),
            "imaginary_literal" => ExprKind::Imaginary(text),
            "rune_literal" => ExprKind::Rune(self.rune_literal(node)?),
            "raw_string_literal" | "interpreted_string_literal" => {
                ExprKind::Str(self.string_literal(node)?)
            }
            other => return self.unsupported(node, other.replace('_', " ")),
        })
    }

    fn selector(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let field = self.ident(self.field(node, "field")?);
        Ok(ExprKind::Selector(self.sub(node, "operand")?, field))
    }

    fn slice(&self, node: Node<'_>) -> Lowered<ExprKind> {
        Ok(ExprKind::Slice {
            x: self.sub(node, "operand")?,
            lo: self.opt(node, "start")?,
            hi: self.opt(node, "end")?,
            max: self.opt(node, "capacity")?,
        })
    }

    /// `T(x)`. The grammar takes `*(*[3]int)(x)` for a conversion to `*(*[3]int)`: but the star is applied to what the
    /// conversion gives, as no type in front of parentheses may begin with one.
    fn conversion(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let mut ty = self.field(node, "type")?;
        let mut stars = Vec::new();
        while ty.kind() == "pointer_type" {
            stars.push(self.pos(ty));
            ty = match named_children(ty).as_slice() {
                [inner] => *inner,
                _ => return self.unsupported(node, "this conversion"),
            };
        }
        let pos = self.pos(ty);
        let fun = self.expr(ty)?;
        let args = vec![self.expr(self.field(node, "operand")?)?];
        let mut kind = ExprKind::Call(Box::new(Call {
            fun,
            args,
            spread: false,
            lparen: self.token(node, "("),
            rparen: self.end(node),
        }));
        let mut inner = pos;
        for pos in stars.into_iter().rev() {
            kind = ExprKind::Star(Box::new(Expr { kind, pos: inner }));
            inner = pos;
        }
        Ok(kind)
    }

    fn instantiation(&self, node: Node<'_>) -> Lowered<ExprKind> {
        match named_children(node).as_slice() {
            [base, args @ ..] if !args.is_empty() => {
                let args = args
                    .iter()
                    .map(|arg| self.expr(*arg))
                    .collect::<Lowered<_>>()?;
                let base = self.expr(*base)?;
                Ok(instance_of(base, args, self.token(node, "[")).kind)
            }
            _ => self.syntax(node, "expected type argument list"),
        }
    }

    fn composite(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let body = self.field(node, "body")?;
        let ty = Some(self.sub(node, "type")?);
        Ok(ExprKind::Composite {
            ty,
            elems: self.elements(body)?,
            end: self.end(body),
        })
    }

    fn func_literal(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let body = self.block(self.field(node, "body")?)?;
        Ok(ExprKind::FuncLit(Box::new(FuncLit {
            ty: self.signature(node)?,
            body,
        })))
    }

    pub(super) fn sub(&self, node: Node<'_>, name: &str) -> Lowered<Box<Expr>> {
        Ok(Box::new(self.expr(self.field(node, name)?)?))
    }

    fn opt(&self, node: Node<'_>, name: &str) -> Lowered<Option<Box<Expr>>> {
        node.child_by_field_name(name)
            .map(|child| self.expr(child).map(Box::new))
            .transpose()
    }

    pub(super) fn only(&self, node: Node<'_>) -> Lowered<Box<Expr>> {
        match named_children(node).first() {
            Some(&child) => Ok(Box::new(self.expr(child)?)),
            None => self.syntax(node, "missing expression"),
        }
    }

    pub(super) fn exprs(&self, list: Node<'_>) -> Lowered<Vec<Expr>> {
        named_children(list)
            .into_iter()
            .map(|child| self.expr(child))
            .collect()
    }

    fn unary(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let x = self.sub(node, "operand")?;
        let op = match self.text(self.field(node, "operator")?) {
            "*" => return Ok(ExprKind::Star(x)),
            "+" => UnaryOp::Plus,
            "-" => UnaryOp::Neg,
            "!" => UnaryOp::Not,
            "^" => UnaryOp::Complement,
            "&" => UnaryOp::Addr,
            _ => UnaryOp::Recv,
        };
        Ok(ExprKind::Unary(op, x))
    }

    /// A long chain of string literals with `+` between them, as one literal: tables are written so, deeper than expressions may nest.
    fn concatenation(&self, node: Node<'_>) -> Lowered<Option<Vec<u8>>> {
        // Only its top is looked at, not each of its links.
        let inside = node
            .parent()
            .is_some_and(|parent| parent.kind() == node.kind());
        let mut parts = Vec::new();
        let mut left = node;
        while !inside && left.kind() == "binary_expression" {
            let right = self.field(left, "right")?;
            if !is_string(right) || self.text(self.field(left, "operator")?) != "+" {
                return Ok(None);
            }
            parts.push(right);
            left = self.field(left, "left")?;
        }
        if !is_string(left) || parts.len() < LONG_CHAIN {
            return Ok(None);
        }
        let mut text = self.string_literal(left)?;
        for part in parts.into_iter().rev() {
            text.extend(self.string_literal(part)?);
        }
        Ok(Some(text))
    }

    fn binary(&self, node: Node<'_>) -> Lowered<ExprKind> {
        if let Some(text) = self.concatenation(node)? {
            return Ok(ExprKind::Str(text));
        }
        let operator = self.field(node, "operator")?;
        let op = match self.text(operator) {
            "&&" => BinaryOp::AndAnd,
            "||" => BinaryOp::OrOr,
            "==" => BinaryOp::Cmp(CmpOp::Eq),
            "!=" => BinaryOp::Cmp(CmpOp::Ne),
            "<" => BinaryOp::Cmp(CmpOp::Lt),
            "<=" => BinaryOp::Cmp(CmpOp::Le),
            ">" => BinaryOp::Cmp(CmpOp::Gt),
            ">=" => BinaryOp::Cmp(CmpOp::Ge),
            other => match arith(other) {
                Some(op) => BinaryOp::Arith(op),
                None => return self.syntax(operator, format!("unexpected {other}")),
            },
        };
        Ok(ExprKind::Binary(
            op,
            self.sub(node, "left")?,
            self.sub(node, "right")?,
            self.pos(operator),
        ))
    }

    fn call(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let mut fun = self.expr(self.field(node, "function")?)?;
        if let Some(types) = node.child_by_field_name("type_arguments") {
            let pos = fun.pos;
            fun = Expr {
                kind: self.type_arguments(fun, types)?,
                pos,
            };
        }
        let list = self.field(node, "arguments")?;
        let mut args = Vec::new();
        let mut spread = false;
        for arg in named_children(list) {
            if spread {
                return self.syntax(arg, "can only use ... with final argument in list");
            }
            spread = arg.kind() == "variadic_argument";
            args.push(if spread {
                *self.only(arg)?
            } else {
                self.expr(arg)?
            });
        }
        Ok(ExprKind::Call(Box::new(Call {
            fun,
            args,
            spread,
            lparen: self.pos(list),
            rparen: self.end(list),
        })))
    }

    fn elements(&self, body: Node<'_>) -> Lowered<Vec<Element>> {
        let mut out = Vec::new();
        for child in named_children(body) {
            let element = if child.kind() == "keyed_element" {
                let key = *self.only(self.field(child, "key")?)?;
                Element {
                    key: Some(key),
                    value: *self.only(self.field(child, "value")?)?,
                }
            } else {
                Element {
                    key: None,
                    value: *self.only(child)?,
                }
            };
            out.push(element);
        }
        Ok(out)
    }
}

/// `base[args]`, where the grammar takes a prefix of the type, as in `*T[A, B]`, for a part of the base.
fn instance_of(base: Expr, args: Vec<Expr>, bracket: Pos) -> Expr {
    let pos = base.pos;
    let deeper = |inner: Box<Expr>| Box::new(instance_of(*inner, args.clone(), bracket));
    let kind = match base.kind {
        ExprKind::Star(inner) => ExprKind::Star(deeper(inner)),
        ExprKind::SliceType(elem) => ExprKind::SliceType(deeper(elem)),
        ExprKind::ArrayType(len, elem) => ExprKind::ArrayType(len, deeper(elem)),
        ExprKind::MapType(key, elem) => ExprKind::MapType(key, deeper(elem)),
        ExprKind::ChanType(dir, elem) => ExprKind::ChanType(dir, deeper(elem)),
        kind => ExprKind::Index(Box::new(Expr { kind, pos }), args, bracket),
    };
    Expr { kind, pos }
}

/// The operator of `x op y`, or of `x op= y` without the equals sign.
pub(super) fn arith(text: &str) -> Option<BinOp> {
    Some(match text {
        "+" => BinOp::Add,
        "-" => BinOp::Sub,
        "*" => BinOp::Mul,
        "/" => BinOp::Div,
        "%" => BinOp::Rem,
        "&" => BinOp::And,
        "|" => BinOp::Or,
        "^" => BinOp::Xor,
        "&^" => BinOp::AndNot,
        "<<" => BinOp::Shl,
        ">>" => BinOp::Shr,
        _ => return None,
    })
}
