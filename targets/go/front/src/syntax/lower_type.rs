//! Lowers types and signatures.

use std::rc::Rc;

use tree_sitter::Node;

use super::ast::{Expr, ExprKind, FieldDecl, FuncType, Ident, InterfaceElem, Param, TypeParam};
use super::{Lower, Lowered, fields, named_children};
use crate::token::ChanDir;

impl Lower<'_> {
    pub(super) fn qualified(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let package = self.ident(self.field(node, "package")?);
        let name = self.ident(self.field(node, "name")?);
        let package = Expr {
            kind: ExprKind::Name(package.name),
            pos: package.pos,
        };
        Ok(ExprKind::Selector(Box::new(package), name))
    }

    /// A channel type. The arrow belongs to the leftmost `chan` possible, which is not how the grammar nests them.
    pub(super) fn channel(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let mut words = Vec::new();
        let mut inner = node;
        let base = loop {
            let mut cursor = inner.walk();
            words.extend(
                inner
                    .children(&mut cursor)
                    .filter(|child| !child.is_named()),
            );
            inner = self.field(inner, "value")?;
            if inner.kind() != "channel_type" {
                break self.expr(inner)?;
            }
        };
        let mut chans = Vec::new();
        let mut words = words.into_iter().peekable();
        while let Some(word) = words.next() {
            let pos = self.pos(word);
            if word.kind() == "<-" {
                words.next();
                chans.push((ChanDir::Recv, pos));
            } else if words.next_if(|next| next.kind() == "<-").is_some() {
                chans.push((ChanDir::Send, pos));
            } else {
                chans.push((ChanDir::Both, pos));
            }
        }
        if chans.len() as u32 + self.depth > super::MAX_DEPTH {
            return self.unsupported(node, format!("nesting deeper than {}", super::MAX_DEPTH));
        }
        let nest = |elem, (dir, pos)| Expr {
            kind: ExprKind::ChanType(dir, Box::new(elem)),
            pos,
        };
        Ok(chans.into_iter().rev().fold(base, nest).kind)
    }

    /// `a[i]` where the grammar saw a generic type. It takes the `~` of `~a[i]` for a part of the name.
    pub(super) fn generic(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let base = self.expr(self.field(node, "type")?)?;
        let args = self.field(node, "type_arguments")?;
        match base.kind {
            ExprKind::Tilde(inner) => {
                let pos = inner.pos;
                let kind = self.type_arguments(*inner, args)?;
                Ok(ExprKind::Tilde(Box::new(Expr { kind, pos })))
            }
            _ => self.type_arguments(base, args),
        }
    }

    /// `base[args]`: an instance, or an index expression.
    pub(super) fn type_arguments(&self, base: Expr, node: Node<'_>) -> Lowered<ExprKind> {
        let args = self.exprs(node)?;
        if args.is_empty() {
            return self.syntax(node, "expected type argument list");
        }
        Ok(ExprKind::Index(Box::new(base), args, self.pos(node)))
    }

    /// What an interface or a constraint holds: a type, or a union.
    pub(super) fn type_elem(&self, node: Node<'_>) -> Lowered<ExprKind> {
        let mut terms = self.exprs(node)?;
        if terms.len() > 1 {
            return Ok(ExprKind::Union(terms));
        }
        match terms.pop() {
            Some(only) => Ok(only.kind),
            None => self.syntax(node, "missing type constraint"),
        }
    }

    /// The type parameters of a declaration, each with its constraint.
    pub(super) fn type_params(&self, node: Node<'_>) -> Lowered<Vec<TypeParam>> {
        let Some(list) = node.child_by_field_name("type_parameters") else {
            return Ok(Vec::new());
        };
        let mut out = Vec::new();
        for decl in named_children(list) {
            let bound = Rc::new(self.expr(self.field(decl, "type")?)?);
            for name in fields(decl, "name") {
                out.push(TypeParam {
                    name: self.ident(name),
                    bound: Rc::clone(&bound),
                });
            }
        }
        Ok(out)
    }

    pub(super) fn struct_fields(&self, node: Node<'_>) -> Lowered<Vec<FieldDecl>> {
        let mut out = Vec::new();
        for list in named_children(node) {
            for decl in named_children(list) {
                let type_node = self.field(decl, "type")?;
                let mut ty = self.expr(type_node)?;
                let names = fields(decl, "name");
                let tag = decl.child_by_field_name("tag");
                let tag = tag.map_or(Ok(Vec::new()), |tag| self.string_literal(tag))?;
                if names.is_empty() {
                    let name = embedded_name(&ty);
                    if let Some(star) = decl.child(0).filter(|child| child.kind() == "*") {
                        ty = Expr {
                            kind: ExprKind::Star(Box::new(ty)),
                            pos: self.pos(star),
                        };
                    }
                    let Some(name) = name else {
                        return self.unsupported(decl, "this embedded field");
                    };
                    out.push(FieldDecl {
                        name,
                        embedded: true,
                        ty: Rc::new(ty),
                        tag,
                    });
                    continue;
                }
                let ty = Rc::new(ty);
                for name in names {
                    out.push(FieldDecl {
                        name: self.ident(name),
                        embedded: false,
                        ty: Rc::clone(&ty),
                        tag: tag.clone(),
                    });
                }
            }
        }
        Ok(out)
    }

    pub(super) fn interface(&self, node: Node<'_>) -> Lowered<Vec<InterfaceElem>> {
        let mut out = Vec::new();
        for elem in named_children(node) {
            if elem.kind() == "method_elem" {
                let name = self.ident(self.field(elem, "name")?);
                out.push(InterfaceElem::Method(name, self.signature(elem)?));
                continue;
            }
            out.push(InterfaceElem::Embedded(self.expr(elem)?));
        }
        Ok(out)
    }

    /// The `parameters` and `result` fields of a function, method, literal or function type.
    pub(super) fn signature(&self, node: Node<'_>) -> Lowered<FuncType> {
        let (params, variadic) = self.params(self.field(node, "parameters")?)?;
        let results = match node.child_by_field_name("result") {
            None => Vec::new(),
            Some(list) if list.kind() == "parameter_list" => {
                let (results, variadic) = self.params(list)?;
                if variadic {
                    return self.syntax(list, "can only use ... with final parameter in list");
                }
                results
            }
            Some(ty) => vec![Param {
                name: None,
                ty: self.expr(ty)?,
            }],
        };
        Ok(FuncType {
            params,
            results,
            variadic,
        })
    }

    pub(super) fn params(&self, list: Node<'_>) -> Lowered<(Vec<Param>, bool)> {
        let mut out: Vec<Param> = Vec::new();
        let mut variadic = false;
        for decl in named_children(list) {
            if variadic {
                return self.syntax(decl, "can only use ... with final parameter in list");
            }
            variadic = decl.kind() == "variadic_parameter_declaration";
            let ty = self.expr(self.field(decl, "type")?)?;
            let names = fields(decl, "name");
            if variadic && names.len() > 1 {
                return self.syntax(decl, "can only use ... with final parameter in list");
            }
            if names.is_empty() {
                out.push(Param { name: None, ty });
                continue;
            }
            for name in names {
                out.push(Param {
                    name: Some(self.ident(name)),
                    ty: ty.clone(),
                });
            }
        }
        if out.iter().any(|p| p.name.is_some()) && out.iter().any(|p| p.name.is_none()) {
            // In `(a, b T)` the grammar may have taken `a` for a type.
            for i in (0..out.len()).rev() {
                if out[i].name.is_some() {
                    continue;
                }
                let next = out.get(i + 1).map(|next| next.ty.clone());
                match (&out[i].ty.kind, next) {
                    (ExprKind::Name(name), Some(ty)) if !(variadic && i + 2 == out.len()) => {
                        let name = Ident {
                            name: name.clone(),
                            pos: out[i].ty.pos,
                        };
                        out[i] = Param {
                            name: Some(name),
                            ty,
                        };
                    }
                    _ => return self.syntax(list, "mixed named and unnamed parameters"),
                }
            }
        }
        Ok((out, variadic))
    }
}

/// The field name that an embedded type gives.
fn embedded_name(ty: &Expr) -> Option<Ident> {
    match &ty.kind {
        ExprKind::Name(name) => Some(Ident {
            name: name.clone(),
            pos: ty.pos,
        }),
        ExprKind::Selector(_, name) => Some(name.clone()),
        ExprKind::Index(base, ..) => embedded_name(base),
        _ => None,
    }
}
