//! The function whose body is being checked: its variables, what it captures, and the names of its function literals.
//!
//! types2 keeps this in `environment` (check.go). Captures and boxes are those of `cmd/compile/internal/escape`,
//! without its analysis: what is captured or has its address taken lives in memory.

use std::collections::BTreeMap;

use crate::check::objects::ids::{FnId, NO_FUNC, ObjId};
use crate::check::objects::object::Kind;
use crate::check::statements::branches::{Labels, Target};
use crate::check::statements::rangefunc::RangeBody;
use crate::check::{Checked, Checker};
use crate::diag::Pos;
use crate::syntax::ast;
use crate::tast::{
    CaptureSource, CaptureVar, Expr, ExprKind, Func, FuncId, LabelId, Local, LocalId, Stmt,
};
use crate::types::{Signature, Type, TypeId};

/// A function body being checked, with what has been found in it so far.
pub(crate) struct FnCtx<'a> {
    pub id: FnId,
    pub symbol: String,
    /// What function literals are named after, and how.
    pub literal_prefix: String,
    pub literals: u32,
    /// A package variable's initializer: its literals are numbered with all others of the package.
    pub is_init: bool,
    pub sig: Signature,
    pub named_results: bool,
    pub params: Vec<LocalId>,
    pub results: Vec<LocalId>,
    pub result_objects: Vec<ObjId>,
    pub locals: Vec<Local>,
    pub captures: Vec<CaptureVar>,
    pub sources: Vec<CaptureSource>,
    capture_of: BTreeMap<(FnId, LocalId), u32>,
    pub recovers: bool,
    pub defers: bool,
    /// A loop's body that has been made a function.
    pub range: Option<RangeBody<'a>>,
    /// The variable for what `defer` in the body of a loop being checked names.
    pub defer_token: Option<LocalId>,
    /// How many loops' bodies have become functions so far.
    pub ranges: u32,
    next_label: u32,
    pub targets: Vec<Target<'a>>,
    pub labels: Labels<'a>,
}

impl FnCtx<'_> {
    /// How many labels there are. The body of a range-over-func loop goes on counting where its function was.
    pub(crate) fn labels_made(&self) -> u32 {
        self.next_label
    }

    pub(crate) fn start_labels(&mut self, made: u32) {
        self.next_label = made;
    }

    pub(crate) fn new_label(&mut self) -> LabelId {
        self.next_label += 1;
        LabelId(self.next_label)
    }

    pub(crate) fn push_local(&mut self, name: &str, ty: TypeId) -> LocalId {
        let id = LocalId(self.locals.len() as u32);
        self.locals.push(Local {
            name: name.to_owned(),
            ty,
            boxed: false,
        });
        id
    }

    pub(crate) fn finish(self, body: Vec<Stmt>, pos: Pos) -> (Func, Vec<CaptureSource>) {
        let func = Func {
            symbol: self.symbol,
            params: self.params,
            results: self.results,
            locals: self.locals,
            captures: self.captures,
            body,
            pos,
            recovers: self.recovers,
            defers: self.defers,
        };
        (func, self.sources)
    }
}

impl<'a> Checker<'a> {
    /// A number for a function of the text being checked.
    pub(crate) fn new_func(&mut self) -> FuncId {
        if self.env.open {
            return NO_FUNC;
        }
        self.funcs.push(None);
        FuncId(self.funcs.len() as u32 - 1)
    }

    pub(crate) fn set_func(&mut self, id: FuncId, func: Func) {
        if let Some(entry) = self.funcs.get_mut(id.0 as usize) {
            *entry = Some(func);
        }
    }

    pub(crate) fn enter_fn(&mut self, symbol: String, literal_prefix: String, sig: Signature) {
        self.next_fn += 1;
        self.env.fns.push(FnCtx {
            id: FnId(self.next_fn),
            symbol,
            literal_prefix,
            literals: 0,
            is_init: false,
            sig,
            named_results: false,
            params: Vec::new(),
            results: Vec::new(),
            result_objects: Vec::new(),
            locals: Vec::new(),
            captures: Vec::new(),
            sources: Vec::new(),
            capture_of: BTreeMap::new(),
            recovers: false,
            defers: false,
            range: None,
            defer_token: None,
            ranges: 0,
            next_label: 0,
            targets: Vec::new(),
            labels: Labels::default(),
        });
    }

    pub(crate) fn leave_fn(&mut self) -> FnCtx<'a> {
        self.env.fns.pop().expect("every enter_fn has its leave_fn")
    }

    /// The innermost function. Constant expressions outside functions get none.
    pub(crate) fn func(&mut self) -> &mut FnCtx<'a> {
        if self.env.fns.is_empty() {
            self.enter_fn(
                String::new(),
                String::new(),
                Signature {
                    params: vec![],
                    results: vec![],
                    variadic: false,
                },
            );
        }
        self.env.fns.last_mut().expect("just entered")
    }

    /// The innermost function that is no loop's body.
    pub(crate) fn home(&mut self) -> &mut FnCtx<'a> {
        self.func();
        let at = self.env.fns.iter().rposition(|func| func.range.is_none());
        let at = at.unwrap_or(0);
        &mut self.env.fns[at]
    }

    /// The linker's name of the next function literal here.
    pub(crate) fn literal_symbol(&mut self) -> String {
        let outer = self.home();
        outer.literals += 1;
        format!("{}{}", outer.literal_prefix, outer.literals)
    }

    pub(crate) fn new_local(&mut self, name: &str, ty: TypeId) -> LocalId {
        self.func().push_local(name, ty)
    }

    /// A temporary as a place.
    pub(crate) fn temp(&mut self, ty: TypeId, pos: Pos) -> (LocalId, Expr) {
        let id = self.new_local("", ty);
        (
            id,
            Expr {
                kind: ExprKind::Local(id),
                ty,
                pos,
            },
        )
    }

    /// A variable's object and local, not entered in any scope yet.
    pub(crate) fn new_var(&mut self, name: &'a str, pos: Pos, ty: TypeId) -> (ObjId, LocalId) {
        let local = self.new_local(name, ty);
        let owner = self.func().id;
        (
            self.new_object(name, pos, Kind::Local(owner, local, ty)),
            local,
        )
    }

    /// A local of this or an enclosing function as a place.
    pub(crate) fn local_expr(&mut self, owner: FnId, local: LocalId, ty: TypeId, pos: Pos) -> Expr {
        let fns = &mut self.env.fns;
        let Some(at) = fns.iter().position(|func| func.id == owner) else {
            return Expr {
                kind: ExprKind::Zero,
                ty,
                pos,
            };
        };
        if at + 1 == fns.len() {
            return Expr {
                kind: ExprKind::Local(local),
                ty,
                pos,
            };
        }
        let entry = &mut fns[at].locals[local.0 as usize];
        entry.boxed = true;
        let name = entry.name.clone();
        let mut source = CaptureSource::Local(local);
        let mut index = 0;
        for func in &mut fns[at + 1..] {
            index = match func.capture_of.get(&(owner, local)) {
                Some(&index) => index,
                None => {
                    let index = func.captures.len() as u32;
                    func.captures.push(CaptureVar {
                        name: name.clone(),
                        ty,
                    });
                    func.sources.push(source);
                    func.capture_of.insert((owner, local), index);
                    index
                }
            };
            source = CaptureSource::Capture(index);
        }
        Expr {
            kind: ExprKind::Capture(index),
            ty,
            pos,
        }
    }

    /// Declares parameters and results of the function just entered.
    pub(crate) fn declare_params(
        &mut self,
        recv: Option<(&'a ast::Param, TypeId)>,
        ty: &'a ast::FuncType,
    ) -> Checked<()> {
        let sig = self.func().sig.clone();
        if let Some((param, ty)) = recv {
            let local = self.declare_param(param, ty)?;
            self.func().params.push(local.0);
        }
        for (param, &ty) in ty.params.iter().zip(&sig.params) {
            let local = self.declare_param(param, ty)?;
            self.func().params.push(local.0);
        }
        for (result, &ty) in ty.results.iter().zip(&sig.results) {
            let (local, object) = self.declare_param(result, ty)?;
            let func = self.func();
            func.results.push(local);
            func.named_results |= result.name.is_some();
            func.result_objects.extend(object);
        }
        Ok(())
    }

    fn declare_param(
        &mut self,
        param: &'a ast::Param,
        ty: TypeId,
    ) -> Checked<(LocalId, Option<ObjId>)> {
        let Some(name) = &param.name else {
            return Ok((self.new_local("", ty), None));
        };
        let outside = self.scopes[self.env.scope.0 as usize].parent;
        if let Some(other) = outside.and_then(|scope| self.lookup_in(scope, &name.name))
            && self.object(other).param
            && self.env.fns.len() == 1
        {
            let at = self.object(other).pos;
            let text = format!(
                "{0} redeclared in this block\n\t{1}:{2}:{3}: other declaration of {0}",
                name.name,
                self.file_name(at),
                at.line,
                at.column
            );
            return Err(self.error(name.pos, text));
        }
        let (object, local) = self.new_var(&name.name, name.pos, ty);
        self.object_mut(object).used = true;
        self.declare(object)?;
        Ok((local, Some(object)))
    }

    /// Marks the variable that `place` is part of as living in memory.
    pub(crate) fn take_address(&mut self, place: &Expr) {
        let mut place = place;
        loop {
            match &place.kind {
                ExprKind::Field(inner, _) => place = inner,
                ExprKind::Index(inner, _) if matches!(self.under(inner.ty), Type::Array { .. }) => {
                    place = inner;
                }
                ExprKind::Local(local) => {
                    let local = local.0 as usize;
                    self.func().locals[local].boxed = true;
                    return;
                }
                _ => return,
            }
        }
    }
}
