//! Lowers files, imports and declarations.

use std::rc::Rc;

use tree_sitter::Node;

use super::ast::{ConstSpec, Decl, File, FuncDecl, Ident, Import, Linkname, TypeSpec, VarSpec};
use super::{Lower, Lowered, fields, named_children};

impl Lower<'_> {
    pub(super) fn file(&self, root: Node<'_>) -> Lowered<File> {
        let mut file = File {
            package: Ident {
                name: String::new(),
                pos: self.start(),
            },
            go_version: super::build_line::go_version(self.source),
            imports: Vec::new(),
            decls: Vec::new(),
            linknames: self.linknames(root),
            generic_methods: Vec::new(),
            starts_goroutines: false,
        };
        for child in named_children(root) {
            if file.package.name.is_empty() && child.kind() != "package_clause" {
                return self.syntax(child, "package statement must be first");
            }
            match child.kind() {
                "package_clause" if file.package.name.is_empty() => {
                    let Some(&name) = named_children(child).first() else {
                        return self.syntax(child, "missing package name");
                    };
                    file.package = self.ident(name);
                }
                "import_declaration" => {
                    if !file.decls.is_empty() {
                        return self.syntax(child, "imports must appear before other declarations");
                    }
                    self.imports(child, &mut file.imports)?;
                }
                "function_declaration" => file.decls.push(Decl::Func(self.func_decl(child)?)),
                "method_declaration" => file.decls.push(Decl::Func(self.method_decl(child)?)),
                "const_declaration" | "var_declaration" | "type_declaration" => {
                    self.decl(child, &mut file.decls)?;
                }
                "empty_statement" => {}
                _ => return self.syntax(child, "non-declaration statement outside function body"),
            }
        }
        if file.package.name.is_empty() {
            return self.syntax(root, "package statement must be first");
        }
        Ok(file)
    }

    fn linknames(&self, root: Node<'_>) -> Vec<Linkname> {
        let mut cursor = root.walk();
        let comments = root
            .children(&mut cursor)
            .filter(|child| child.kind() == "comment");
        let mut out = Vec::new();
        for comment in comments {
            let Some(rest) = self.text(comment).strip_prefix("//go:linkname ") else {
                continue;
            };
            let mut words = rest.split_whitespace();
            if let (Some(local), Some(target)) = (words.next(), words.next()) {
                out.push(Linkname {
                    local: local.to_owned(),
                    target: target.to_owned(),
                });
            }
        }
        out
    }

    fn imports(&self, node: Node<'_>, out: &mut Vec<Import>) -> Lowered<()> {
        for child in named_children(node) {
            if child.kind() == "import_spec_list" {
                self.imports(child, out)?;
                continue;
            }
            let path = self.field(child, "path")?;
            let name = child
                .child_by_field_name("name")
                .map(|name| self.ident(name));
            let Ok(text) = String::from_utf8(self.string_literal(path)?) else {
                return self.syntax(path, "invalid import path");
            };
            out.push(Import {
                name,
                path: text,
                pos: self.pos(path),
            });
        }
        Ok(())
    }

    fn func_decl(&self, node: Node<'_>) -> Lowered<FuncDecl> {
        Ok(FuncDecl {
            name: self.ident(self.field(node, "name")?),
            recv: None,
            type_params: self.type_params(node)?,
            ty: self.signature(node)?,
            body: node
                .child_by_field_name("body")
                .map(|body| self.block(body))
                .transpose()?,
            pos: self.pos(node),
        })
    }

    fn method_decl(&self, node: Node<'_>) -> Lowered<FuncDecl> {
        let list = self.field(node, "receiver")?;
        let (mut params, variadic) = self.params(list)?;
        let Some(recv) = params.pop().filter(|_| params.is_empty() && !variadic) else {
            let text = if variadic {
                "cannot use ... with receiver"
            } else if params.is_empty() {
                "method has no receiver"
            } else {
                "method has multiple receivers"
            };
            return self.syntax(list, text);
        };
        let name = self.field(node, "name")?;
        let type_params = self.method_params.get(&name.start_byte()).cloned();
        Ok(FuncDecl {
            name: self.ident(name),
            recv: Some(recv),
            type_params: type_params.unwrap_or_default(),
            ty: self.signature(node)?,
            body: node
                .child_by_field_name("body")
                .map(|body| self.block(body))
                .transpose()?,
            pos: self.pos(node),
        })
    }

    /// A const, var or type declaration, at file level or in a function.
    pub(super) fn decl(&self, node: Node<'_>, out: &mut Vec<Decl>) -> Lowered<()> {
        match node.kind() {
            "const_declaration" => self.const_group(node, out),
            "var_declaration" => {
                for child in named_children(node) {
                    if child.kind() == "var_spec_list" {
                        for spec in named_children(child) {
                            out.push(Decl::Var(self.var_spec(spec)?));
                        }
                    } else {
                        out.push(Decl::Var(self.var_spec(child)?));
                    }
                }
                Ok(())
            }
            _ => {
                for child in named_children(node) {
                    out.push(Decl::Type(TypeSpec {
                        name: self.ident(self.field(child, "name")?),
                        params: self.type_params(child)?,
                        alias: child.kind() == "type_alias",
                        ty: self.expr(self.field(child, "type")?)?,
                    }));
                }
                Ok(())
            }
        }
    }

    fn const_group(&self, node: Node<'_>, out: &mut Vec<Decl>) -> Lowered<()> {
        let mut ty = None;
        let mut values = Rc::new(Vec::new());
        for (iota, spec) in named_children(node).into_iter().enumerate() {
            let own = spec.child_by_field_name("value");
            if let Some(list) = own {
                ty = spec
                    .child_by_field_name("type")
                    .map(|ty| self.expr(ty))
                    .transpose()?
                    .map(Rc::new);
                values = Rc::new(self.exprs(list)?);
            }
            out.push(Decl::Const(ConstSpec {
                names: fields(spec, "name")
                    .into_iter()
                    .map(|name| self.ident(name))
                    .collect(),
                ty: ty.clone(),
                values: Rc::clone(&values),
                iota: iota as i128,
            }));
        }
        Ok(())
    }

    fn var_spec(&self, spec: Node<'_>) -> Lowered<VarSpec> {
        let values = spec.child_by_field_name("value");
        Ok(VarSpec {
            names: fields(spec, "name")
                .into_iter()
                .map(|name| self.ident(name))
                .collect(),
            ty: spec
                .child_by_field_name("type")
                .map(|ty| self.expr(ty))
                .transpose()?,
            values: values
                .map(|list| self.exprs(list))
                .transpose()?
                .unwrap_or_default(),
        })
    }
}
