//! Labels, and whether jumps to them are allowed.
//!
//! Follows `cmd/compile/internal/syntax/branches.go`.

use std::collections::BTreeMap;

use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::syntax::ast::{self, Ident, Stmt as AstStmt, StmtKind as Ast};
use crate::syntax::print;
use crate::tast::{LabelId, Stmt, StmtKind};

/// A statement that `break` or `continue` may leave.
pub(crate) struct Target<'a> {
    pub id: LabelId,
    pub label: Option<&'a str>,
    /// `continue` may name it.
    pub is_loop: bool,
}

/// The labels of one function.
#[derive(Default)]
pub(crate) struct Labels<'a> {
    by_name: BTreeMap<&'a str, Label>,
    gotos: Vec<Goto<'a>>,
    blocks: u32,
}

struct Label {
    pos: Pos,
    id: LabelId,
    used: bool,
    jumped_to: bool,
    /// The blocks it stands in, outermost first.
    path: Vec<u32>,
    /// The start of its block.
    start: Pos,
    /// Variable declarations of its own block: where, and of what.
    vars: Vec<(Pos, String)>,
}

struct Goto<'a> {
    label: &'a Ident,
    path: Vec<u32>,
}

impl<'a> Checker<'a> {
    /// Finds all labels and gotos of a function body.
    pub(crate) fn collect_labels(&mut self, block: &'a ast::Block) {
        self.labels_in(block, &mut Vec::new());
        let gotos = std::mem::take(&mut self.home().labels.gotos);
        for goto in gotos {
            let (pos, name) = (goto.label.pos, goto.label.name.as_str());
            let Some(label) = self.home().labels.by_name.get_mut(name) else {
                self.error(pos, format!("label {name} not defined"));
                continue;
            };
            label.used = true;
            label.jumped_to = true;
            if !goto.path.starts_with(&label.path) {
                let at = label.start;
                let text = format!(
                    "goto {name} jumps into block starting at {}:{}",
                    at.line, at.column
                );
                self.error(pos, text);
            } else if let Some((at, var)) = label
                .vars
                .iter()
                .rfind(|(var, _)| pos < *var && *var < label.pos)
            {
                let text = format!(
                    "goto {name} jumps over declaration of {var} at {}:{}",
                    at.line, at.column
                );
                self.error(pos, text);
            }
        }
    }

    fn labels_in(&mut self, block: &'a ast::Block, path: &mut Vec<u32>) {
        let labels = &mut self.home().labels;
        labels.blocks += 1;
        path.push(labels.blocks);
        let mut names = Vec::new();
        let mut vars = Vec::new();
        for stmt in &block.stmts {
            self.labels_of(stmt, path, &mut names, &mut vars);
        }
        path.pop();
        for name in names {
            if let Some(label) = self.home().labels.by_name.get_mut(name) {
                label.start = block.start;
                label.vars = vars.clone();
            }
        }
    }

    fn labels_of(
        &mut self,
        stmt: &'a AstStmt,
        path: &mut Vec<u32>,
        names: &mut Vec<&'a str>,
        vars: &mut Vec<(Pos, String)>,
    ) {
        match &stmt.kind {
            Ast::Labeled(label, inner) => {
                let id = self.func().new_label();
                let pos = label.pos;
                let name = label.name.as_str();
                if let Some(other) = self.home().labels.by_name.get(name) {
                    let at = other.pos;
                    self.error(
                        pos,
                        format!("label {name} already defined at {}:{}", at.line, at.column),
                    );
                } else if name != "_" {
                    let entry = Label {
                        pos,
                        id,
                        used: false,
                        jumped_to: false,
                        path: path.clone(),
                        start: pos,
                        vars: Vec::new(),
                    };
                    self.home().labels.by_name.insert(name, entry);
                    names.push(name);
                }
                self.labels_of(inner, path, names, vars);
            }
            Ast::Goto(label) => {
                let path = path.clone();
                self.home().labels.gotos.push(Goto { label, path });
            }
            Ast::Define(lhs, _, at) => {
                let names: Vec<String> = lhs.iter().map(print::expr).collect();
                vars.push((*at, names.join(", ")));
            }
            Ast::Decl(decls) => {
                for decl in decls {
                    if let ast::Decl::Var(spec) = decl {
                        vars.push((spec.names[0].pos, spec.names[0].name.clone()));
                    }
                }
            }
            Ast::Block(block) => self.labels_in(block, path),
            Ast::If(stmt) => {
                self.labels_in(&stmt.then, path);
                if let Some(els) = &stmt.els {
                    self.labels_of(els, path, names, vars);
                }
            }
            Ast::For(stmt) => self.labels_in(&stmt.body, path),
            Ast::Range(stmt) => self.labels_in(&stmt.body, path),
            Ast::Switch(stmt) => stmt
                .clauses
                .iter()
                .for_each(|clause| self.labels_in(&clause.body, path)),
            Ast::TypeSwitch(stmt) => {
                stmt.clauses
                    .iter()
                    .for_each(|clause| self.labels_in(&clause.body, path));
            }
            Ast::Select(clauses) => clauses
                .iter()
                .for_each(|clause| self.labels_in(&clause.body, path)),
            _ => {}
        }
    }

    /// Reports labels that nothing uses.
    pub(crate) fn finish_labels(&mut self) {
        let unused: Vec<(Pos, &'a str)> = {
            let labels = &self.home().labels.by_name;
            labels
                .iter()
                .filter(|(_, label)| !label.used)
                .map(|(name, label)| (label.pos, *name))
                .collect()
        };
        for (pos, name) in unused {
            self.error(pos, format!("label {name} defined and not used"));
        }
    }

    /// The mark that gotos jump to, if any does.
    pub(crate) fn label_mark(&mut self, name: &str, pos: Pos) -> Option<Stmt> {
        let label = self
            .home()
            .labels
            .by_name
            .get(name)
            .filter(|label| label.jumped_to)?;
        Some(Stmt {
            kind: StmtKind::Label(label.id),
            pos,
        })
    }

    pub(crate) fn goto(&mut self, label: &'a Ident) -> Checked<StmtKind> {
        let found = self.home().labels.by_name.get(label.name.as_str());
        let (id, pos) = found.map(|label| (label.id, label.pos)).ok_or(Invalid)?;
        if !self.in_body(pos) {
            return Ok(self.goto_from_body(label));
        }
        Ok(StmtKind::Goto(id))
    }

    /// The statement that `break` or `continue` leaves.
    pub(crate) fn branch(
        &mut self,
        pos: Pos,
        label: Option<&'a Ident>,
        is_break: bool,
    ) -> Checked<StmtKind> {
        let word = if is_break { "break" } else { "continue" };
        if let Some(label) = label {
            let name = label.name.as_str();
            let known = match self.home().labels.by_name.get_mut(name) {
                Some(known) => {
                    known.used = true;
                    true
                }
                None => false,
            };
            let Some((level, at)) = self.find_target(|target| target.label == Some(name)) else {
                return Err(self.error(
                    label.pos,
                    if known {
                        format!("invalid {word} label {name}")
                    } else {
                        format!("{word} label not defined: {name}")
                    },
                ));
            };
            if !is_break && !self.env.fns[level].targets[at].is_loop {
                return Err(self.error(label.pos, format!("invalid {word} label {name}")));
            }
            if level + 1 < self.env.fns.len() {
                return Ok(self.branch_from_body(label, is_break));
            }
            return Ok(self.jump(level, at, is_break, pos));
        }
        match self.find_target(|target| is_break || target.is_loop) {
            Some((level, at)) => Ok(self.jump(level, at, is_break, pos)),
            None if is_break => Err(self.error(pos, "break is not in a loop, switch, or select")),
            None => Err(self.error(pos, "continue is not in a loop")),
        }
    }

    /// The innermost such target, of this function or of those that its loops' bodies are part of.
    fn find_target(&self, wanted: impl Fn(&Target<'a>) -> bool) -> Option<(usize, usize)> {
        for (level, func) in self.env.fns.iter().enumerate().rev() {
            if let Some(at) = func.targets.iter().rposition(&wanted) {
                return Some((level, at));
            }
            func.range.as_ref()?;
        }
        None
    }

    /// A jump within the function. The first target of a loop's body is the loop.
    fn jump(&mut self, level: usize, at: usize, is_break: bool, pos: Pos) -> StmtKind {
        let func = &self.env.fns[level];
        let id = func.targets[at].id;
        if func.range.is_some() && at == 0 {
            return StmtKind::Block(self.leave_body(!is_break, pos));
        }
        if is_break {
            StmtKind::Break(id)
        } else {
            StmtKind::Continue(id)
        }
    }
}
