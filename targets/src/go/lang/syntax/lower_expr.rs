//! Expressions.

use tree_sitter::Node;

use super::ast::{BinaryOp, Call, Element, Expr, ExprKind, FuncLit, UnaryOp};
use super::{Lower, Lowered, named_children};
use crate::go::lang::tast::{BinOp, CmpOp};

impl Lower<'_> {
    pub(super) fn expr(&self, node: Node<'_>) -> Lowered<Expr> {
        let this = self.deeper(node)?;
        let pos = this.pos(node);
        let kind = match node.kind() {
            "identifier" | "nil" | "true" | "false" | "iota" | "blank_identifier" => {
                ExprKind::Name(this.text(node).to_owned())
            }
            "int_literal" => ExprKind::Int(this.text(node).to_owned()),
            "float_literal" => ExprKind::Float(this.text(node).to_owned()),
            "imaginary_literal" => return this.unsupported(node, "complex numbers"),
            "rune_literal" => ExprKind::Rune(this.rune_literal(node)?),
            "raw_string_literal" | "interpreted_string_literal" => {
                ExprKind::Str(this.string_literal(node)?)
            }
            "parenthesized_expression" => ExprKind::Paren(this.only(node)?),
            "unary_expression" => this.unary(node)?,
            "binary_expression" => this.binary(node)?,
            "selector_expression" => {
                let field = this.field(node, "field")?;
                ExprKind::Selector(this.sub(node, "operand")?, this.ident(field))
            }
            "index_expression" => {
                ExprKind::Index(this.sub(node, "operand")?, this.sub(node, "index")?)
            }
            "slice_expression" => ExprKind::Slice {
                x: this.sub(node, "operand")?,
                lo: this.opt(node, "start")?,
                hi: this.opt(node, "end")?,
                max: this.opt(node, "capacity")?,
            },
            "call_expression" => this.call(node)?,
            "type_assertion_expression" => {
                let ty = this.ty(this.field(node, "type")?)?;
                ExprKind::TypeAssert(this.sub(node, "operand")?, Box::new(ty))
            }
            "type_conversion_expression" => {
                let fun = this.ty(this.field(node, "type")?)?;
                let arg = this.expr(this.field(node, "operand")?)?;
                ExprKind::Call(Box::new(Call {
                    fun,
                    args: vec![arg],
                    spread: false,
                    rparen: this.end(node),
                }))
            }
            "type_instantiation_expression" => {
                let base = this.ty(this.field(node, "type")?)?;
                match named_children(node).as_slice() {
                    [_, index] => ExprKind::Index(Box::new(base), Box::new(this.ty(*index)?)),
                    _ => return this.unsupported(node, "generics"),
                }
            }
            "composite_literal" => {
                let ty = this.ty(this.field(node, "type")?)?;
                let body = this.field(node, "body")?;
                let (elems, end) = (this.elements(body)?, this.end(body));
                ExprKind::Composite {
                    ty: Some(Box::new(ty)),
                    elems,
                    end,
                }
            }
            "literal_value" => ExprKind::Composite {
                ty: None,
                elems: this.elements(node)?,
                end: this.end(node),
            },
            "func_literal" => {
                let body = this.block(this.field(node, "body")?)?;
                ExprKind::FuncLit(Box::new(FuncLit {
                    ty: this.signature(node)?,
                    body,
                }))
            }
            "slice_type"
            | "array_type"
            | "map_type"
            | "channel_type"
            | "function_type"
            | "struct_type"
            | "interface_type"
            | "pointer_type"
            | "qualified_type"
            | "type_identifier"
            | "generic_type"
            | "parenthesized_type"
            | "implicit_length_array_type"
            | "negated_type" => return this.ty(node),
            other => return this.unsupported(node, other.replace('_', " ")),
        };
        Ok(Expr { kind, pos })
    }

    fn sub(&self, node: Node<'_>, name: &str) -> Lowered<Box<Expr>> {
        Ok(Box::new(self.expr(self.field(node, name)?)?))
    }

    fn opt(&self, node: Node<'_>, name: &str) -> Lowered<Option<Box<Expr>>> {
        node.child_by_field_name(name)
            .map(|child| self.expr(child).map(Box::new))
            .transpose()
    }

    fn only(&self, node: Node<'_>) -> Lowered<Box<Expr>> {
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

    fn binary(&self, node: Node<'_>) -> Lowered<ExprKind> {
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
        ))
    }

    fn call(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let mut fun = self.expr(self.field(node, "function")?)?;
        if let Some(types) = node.child_by_field_name("type_arguments") {
            fun = self.type_arguments(fun, types)?;
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
