//! Lowers statements.

use tree_sitter::Node;

use super::ast::{
    Block, CaseClause, Comm, CommClause, Decl, Expr, ExprKind, For, Ident, If, Range, Stmt,
    StmtKind, Switch, TypeSwitch, UnaryOp,
};
use super::lower_expr::arith;
use super::{Lower, Lowered, fields, named_children};

/// Lowers one kind of statement.
type Handler<'s> = fn(&Lower<'s>, Node<'_>) -> Lowered<StmtKind>;

impl<'s> Lower<'s> {
    pub(super) fn block(&self, node: Node<'_>) -> Lowered<Block> {
        let mut stmts = Vec::new();
        for list in named_children(node) {
            self.statement_list(list, &mut stmts)?;
        }
        Ok(Block {
            stmts,
            start: self.pos(node),
            end: self.end(node),
        })
    }

    fn statement_list(&self, list: Node<'_>, out: &mut Vec<Stmt>) -> Lowered<()> {
        for child in named_children(list) {
            out.push(self.stmt(child)?);
        }
        Ok(())
    }

    fn stmt(&self, node: Node<'_>) -> Lowered<Stmt> {
        let this = self.deeper(node)?.deeper(node)?;
        let kind = Self::stmt_handler(node.kind())(&this, node)?;
        Ok(Stmt {
            kind,
            pos: this.pos(node),
        })
    }

    fn stmt_handler(kind: &str) -> Handler<'s> {
        match kind {
            "empty_statement" => |_, _| Ok(StmtKind::Empty),
            "expression_statement" => |this, node| Ok(StmtKind::Expr(this.one(node)?)),
            "send_statement" => |this, node| {
                let value = this.expr(this.field(node, "value")?)?;
                Ok(StmtKind::Send(
                    this.expr(this.field(node, "channel")?)?,
                    value,
                ))
            },
            "inc_statement" => |this, node| Ok(StmtKind::IncDec(this.one(node)?, true)),
            "dec_statement" => |this, node| Ok(StmtKind::IncDec(this.one(node)?, false)),
            "assignment_statement" => Self::assignment,
            "short_var_declaration" => Self::define,
            "const_declaration" | "var_declaration" | "type_declaration" => |this, node| {
                let mut decls: Vec<Decl> = Vec::new();
                this.decl(node, &mut decls)?;
                Ok(StmtKind::Decl(decls))
            },
            "return_statement" => |this, node| {
                let list = named_children(node)
                    .first()
                    .map(|&list| this.exprs(list))
                    .transpose()?;
                Ok(StmtKind::Return(list.unwrap_or_default()))
            },
            "go_statement" => |this, node| {
                this.goroutines.set(true);
                Ok(StmtKind::Go(this.one(node)?))
            },
            "defer_statement" => |this, node| Ok(StmtKind::Defer(this.one(node)?)),
            "fallthrough_statement" => |_, _| Ok(StmtKind::Fallthrough),
            "break_statement" => |this, node| Ok(StmtKind::Break(this.label(node))),
            "continue_statement" => |this, node| Ok(StmtKind::Continue(this.label(node))),
            "goto_statement" => |this, node| match this.label(node) {
                Some(label) => Ok(StmtKind::Goto(label)),
                None => this.syntax(node, "unexpected end of goto, expected name"),
            },
            "block" => |this, node| Ok(StmtKind::Block(this.block(node)?)),
            "if_statement" => Self::if_stmt,
            "for_statement" => Self::for_stmt,
            "expression_switch_statement" => Self::switch_stmt,
            "type_switch_statement" => Self::type_switch,
            "select_statement" => Self::select,
            "labeled_statement" => Self::labeled,
            _ => |this, node| this.unsupported(node, node.kind().replace('_', " ")),
        }
    }

    fn define(&self, node: Node<'_>) -> Lowered<StmtKind> {
        let mut cursor = node.walk();
        let operator = node
            .children(&mut cursor)
            .find(|child| child.kind() == ":=");
        Ok(StmtKind::Define(
            self.exprs(self.field(node, "left")?)?,
            self.exprs(self.field(node, "right")?)?,
            operator.map_or(self.pos(node), |operator| self.pos(operator)),
        ))
    }

    fn labeled(&self, node: Node<'_>) -> Lowered<StmtKind> {
        let label = self.ident(self.field(node, "label")?);
        let inner = match named_children(node).get(1) {
            Some(&stmt) => self.stmt(stmt)?,
            None => Stmt {
                kind: StmtKind::Empty,
                pos: self.pos(node),
            },
        };
        Ok(StmtKind::Labeled(label, Box::new(inner)))
    }

    fn one(&self, node: Node<'_>) -> Lowered<Expr> {
        match named_children(node).first() {
            Some(&child) => self.expr(child),
            None => self.syntax(node, "missing expression"),
        }
    }

    fn label(&self, node: Node<'_>) -> Option<Ident> {
        named_children(node).first().map(|&name| self.ident(name))
    }

    fn opt_stmt(&self, node: Node<'_>, name: &str) -> Lowered<Option<Stmt>> {
        node.child_by_field_name(name)
            .map(|child| self.stmt(child))
            .transpose()
    }

    fn assignment(&self, node: Node<'_>) -> Lowered<StmtKind> {
        let mut left = self.exprs(self.field(node, "left")?)?;
        let mut right = self.exprs(self.field(node, "right")?)?;
        let operator = self.field(node, "operator")?;
        let text = self.text(operator);
        if text == "=" {
            return Ok(StmtKind::Assign(left, right));
        }
        let op = arith(text.trim_end_matches('='));
        match (op, left.pop(), right.pop()) {
            (Some(op), Some(l), Some(r)) if left.is_empty() && right.is_empty() => {
                Ok(StmtKind::OpAssign(op, l, r))
            }
            _ => self.syntax(
                operator,
                format!("unexpected {text}, expected := or = or comma"),
            ),
        }
    }

    fn if_stmt(&self, node: Node<'_>) -> Lowered<StmtKind> {
        Ok(StmtKind::If(Box::new(If {
            init: self.opt_stmt(node, "initializer")?,
            cond: self.expr(self.field(node, "condition")?)?,
            then: self.block(self.field(node, "consequence")?)?,
            els: self.opt_stmt(node, "alternative")?,
        })))
    }

    fn for_stmt(&self, node: Node<'_>) -> Lowered<StmtKind> {
        let body_node = self.field(node, "body")?;
        let body = self.block(body_node)?;
        let head = named_children(node)
            .into_iter()
            .find(|child| child.id() != body_node.id());
        let mut out = For {
            init: None,
            cond: None,
            post: None,
            body,
        };
        match head {
            None => {}
            Some(clause) if clause.kind() == "for_clause" => {
                out.init = self.opt_stmt(clause, "initializer")?;
                out.cond = match clause.child_by_field_name("condition") {
                    Some(cond) => Some(self.expr(cond)?),
                    None => None,
                };
                out.post = self.opt_stmt(clause, "update")?;
                if let Some(post) = &out.post
                    && matches!(post.kind, StmtKind::Define(..))
                {
                    return self.syntax(clause, "cannot declare in post statement of for loop");
                }
            }
            Some(clause) if clause.kind() == "range_clause" => {
                let lhs = clause.child_by_field_name("left");
                let mut cursor = clause.walk();
                let define = clause
                    .children(&mut cursor)
                    .any(|child| child.kind() == ":=");
                let lhs = lhs
                    .map(|list| self.exprs(list))
                    .transpose()?
                    .unwrap_or_default();
                if lhs.len() > 2 {
                    return self.syntax(
                        clause,
                        "range clause permits at most two iteration variables",
                    );
                }
                let x = self.expr(self.field(clause, "right")?)?;
                return Ok(StmtKind::Range(Box::new(Range {
                    lhs,
                    define,
                    x,
                    body: out.body,
                })));
            }
            Some(cond) => out.cond = Some(self.expr(cond)?),
        }
        Ok(StmtKind::For(Box::new(out)))
    }

    fn clauses(&self, node: Node<'_>, exprs_of: &str) -> Lowered<Vec<CaseClause>> {
        let mut out = Vec::new();
        for child in named_children(node) {
            let is_default = child.kind() == "default_case";
            if !is_default && !matches!(child.kind(), "expression_case" | "type_case") {
                continue;
            }
            let mut exprs = Vec::new();
            if !is_default {
                for item in fields(child, exprs_of) {
                    if exprs_of == "type" {
                        exprs.push(self.expr(item)?);
                    } else {
                        exprs.extend(self.exprs(item)?);
                    }
                }
            }
            out.push(CaseClause {
                exprs,
                is_default,
                body: self.case_body(child)?,
                pos: self.pos(child),
            });
        }
        Ok(out)
    }

    fn case_body(&self, case: Node<'_>) -> Lowered<Block> {
        let mut stmts = Vec::new();
        for list in named_children(case)
            .into_iter()
            .filter(|child| child.kind() == "statement_list")
        {
            self.statement_list(list, &mut stmts)?;
        }
        Ok(Block {
            stmts,
            start: self.pos(case),
            end: self.end(case),
        })
    }

    fn switch_stmt(&self, node: Node<'_>) -> Lowered<StmtKind> {
        let tag = node.child_by_field_name("value");
        Ok(StmtKind::Switch(Box::new(Switch {
            init: self.opt_stmt(node, "initializer")?,
            tag: tag.map(|tag| self.expr(tag)).transpose()?,
            clauses: self.clauses(node, "value")?,
        })))
    }

    fn type_switch(&self, node: Node<'_>) -> Lowered<StmtKind> {
        let bind = match node.child_by_field_name("alias").map(named_children) {
            None => None,
            Some(names) => match names.as_slice() {
                [name] if name.kind() == "identifier" => Some(self.ident(*name)),
                _ => {
                    return self.syntax(
                        node,
                        "unexpected list in type switch guard, expected one name",
                    );
                }
            },
        };
        Ok(StmtKind::TypeSwitch(Box::new(TypeSwitch {
            init: self.opt_stmt(node, "initializer")?,
            bind,
            x: self.expr(self.field(node, "value")?)?,
            clauses: self.clauses(node, "type")?,
        })))
    }

    fn select(&self, node: Node<'_>) -> Lowered<StmtKind> {
        let mut out = Vec::new();
        for child in named_children(node) {
            let comm = match child.kind() {
                "default_case" => Comm::Default,
                "communication_case" => self.comm(self.field(child, "communication")?)?,
                _ => continue,
            };
            out.push(CommClause {
                comm,
                body: self.case_body(child)?,
                pos: self.pos(child),
            });
        }
        Ok(StmtKind::Select(out))
    }

    fn comm(&self, node: Node<'_>) -> Lowered<Comm> {
        if node.kind() == "send_statement" {
            let value = self.expr(self.field(node, "value")?)?;
            return Ok(Comm::Send(self.expr(self.field(node, "channel")?)?, value));
        }
        let lhs = node.child_by_field_name("left");
        let lhs = lhs
            .map(|list| self.exprs(list))
            .transpose()?
            .unwrap_or_default();
        let mut cursor = node.walk();
        let define = node.children(&mut cursor).any(|child| child.kind() == ":=");
        let at = self.token(node, if define { ":=" } else { "=" });
        let x = self.expr(self.field(node, "right")?)?;
        let mut inner = &x;
        while let ExprKind::Paren(next) = &inner.kind {
            inner = next;
        }
        if !matches!(inner.kind, ExprKind::Unary(UnaryOp::Recv, _)) || lhs.len() > 2 {
            return self.syntax(node, "select case must be receive, send or assign recv");
        }
        Ok(Comm::Recv { lhs, define, at, x })
    }
}
