//! Expressions of all kinds: short ones are checked here (names, parentheses, literals, indirections, type assertions),
//! others in the file of their kind.
//!
//! Follows `types2/expr.go` (`exprInternal`).

use crate::check::constants::value::Value;
use crate::check::expressions::operand::{Mode, Operand};
use crate::check::objects::ids::DeclId;
use crate::check::objects::object::{FuncRef, Kind};
use crate::check::{Checked, Checker, Invalid};
use crate::diag::Pos;
use crate::provided::Provided;
use crate::syntax::ast::{self, ExprKind as Ast};
use crate::syntax::print;
use crate::tast::{Call, Callee, Expr, ExprKind, Func, FuncId, Stmt, StmtKind};
use crate::types::{Type, TypeId, Types};

/// Checks one kind of expression. A table of these, and not one large function, keeps the stack small where
/// expressions nest.
type Handler<'a> = fn(&mut Checker<'a>, &'a ast::Expr) -> Checked<Operand<'a>>;

impl<'a> Checker<'a> {
    /// An expression that is one value.
    pub(crate) fn expr(&mut self, x: &'a ast::Expr) -> Checked<Operand<'a>> {
        let x = self.raw_expr(x)?;
        self.single(x)
    }

    /// Any expression: values, types, builtins, calls of any number of results.
    pub(crate) fn raw_expr(&mut self, x: &'a ast::Expr) -> Checked<Operand<'a>> {
        self.enter(x.pos)?;
        let result = Self::handler(&x.kind)(self, x);
        self.depth -= 1;
        result
    }

    fn handler(kind: &Ast) -> Handler<'a> {
        match kind {
            Ast::Name(_) => Self::name,
            Ast::Int(_) | Ast::Float(_) | Ast::Imaginary(_) | Ast::Rune(_) | Ast::Str(_) => {
                Self::literal
            }
            Ast::Paren(_) => Self::paren,
            Ast::Selector(..) => Self::selector,
            Ast::Index(..) => Self::index,
            Ast::Slice { .. } => Self::slice,
            Ast::TypeAssert(..) => Self::type_assert,
            Ast::Call(_) => Self::call,
            Ast::Star(_) => Self::star,
            Ast::Unary(..) => Self::unary,
            Ast::Binary(..) => Self::binary,
            Ast::FuncLit(_) => Self::func_lit,
            Ast::Composite { .. } => Self::composite_expr,
            Ast::ArrayType(..)
            | Ast::SliceType(_)
            | Ast::StructType(_)
            | Ast::FuncType(_)
            | Ast::InterfaceType(_)
            | Ast::MapType(..)
            | Ast::ChanType(..)
            | Ast::Tilde(_)
            | Ast::Union(_) => Self::type_literal,
        }
    }

    fn type_literal(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let ty = self.typ(src)?;
        Ok(Operand::new(src, Mode::Type, ty, ExprKind::Zero))
    }

    fn paren(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let Ast::Paren(inner) = &src.kind else {
            return Err(Invalid);
        };
        let mut operand = self.raw_expr(inner)?;
        operand.src = src;
        Ok(operand)
    }

    fn literal(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let (ty, value) = match &src.kind {
            Ast::Int(text) => (Types::UNTYPED_INT, Value::parse_int(text)),
            Ast::Float(text) => (Types::UNTYPED_FLOAT, Value::parse_float(text)),
            Ast::Imaginary(text) => (self.untyped_complex(), Value::parse_imaginary(text)),
            Ast::Rune(code) => (Types::UNTYPED_RUNE, Some(Value::Int(i128::from(*code)))),
            Ast::Str(bytes) => (Types::UNTYPED_STRING, Some(Value::string(bytes))),
            _ => return Err(Invalid),
        };
        match value {
            Some(value) => Ok(Operand::constant(src, ty, value)),
            None if ty == Types::UNTYPED_INT => Err(self.error(src.pos, "constant overflow")),
            None => Err(self.unsupported(src.pos, "constants this large")),
        }
    }

    fn name(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let Ast::Name(name) = &src.kind else {
            return Err(Invalid);
        };
        if name == "_" {
            return Err(self.error(src.pos, "cannot use _ as value or type"));
        }
        let Some(id) = self.lookup(name) else {
            return Err(self.error(src.pos, format!("undefined: {name}")));
        };
        self.mark_used(id);
        let kind = self.resolved(id, src.pos)?;
        self.object_operand(src, kind)
    }

    pub(crate) fn object_operand(
        &mut self,
        src: &'a ast::Expr,
        kind: Kind<'a>,
    ) -> Checked<Operand<'a>> {
        Ok(match kind {
            Kind::Const(ty, value) => Operand::constant(src, ty, value),
            Kind::Type(ty) => Operand::new(src, Mode::Type, ty, ExprKind::Zero),
            Kind::GenericType(id) => {
                Operand::new(src, Mode::GenericType(id), Types::INT, ExprKind::Zero)
            }
            Kind::GenericFunc(id) => {
                let ty = self.generic(id).sig.ok_or(Invalid)?;
                let mode = Mode::GenericFunc(id, Vec::new());
                Operand::new(src, mode, ty, ExprKind::Zero)
            }
            Kind::Local(owner, local, ty) => {
                let expr = self.local_expr(owner, local, ty, src.pos);
                Operand {
                    mode: Mode::Var,
                    ty,
                    expr,
                    src,
                }
            }
            Kind::Global(global, ty) => {
                self.depend(DeclId::Global(global));
                Operand::new(src, Mode::Var, ty, ExprKind::Global(global))
            }
            Kind::Func(FuncRef::Go(func), ty) => {
                self.depend(DeclId::Func(func));
                Operand::value(src, ty, ExprKind::Func(func))
            }
            Kind::Func(FuncRef::Runtime(f), ty) => {
                Operand::new(src, Mode::Runtime(f), ty, ExprKind::Zero)
            }
            Kind::Builtin(builtin) => {
                let none = self.types.intern(Type::Tuple(Vec::new()));
                Operand::new(src, Mode::Builtin(builtin), none, ExprKind::Zero)
            }
            Kind::Nil => Operand::new(src, Mode::Nil, Types::UNTYPED_NIL, ExprKind::Zero),
            Kind::Iota => match self.env.iota {
                Some(iota) => Operand::constant(src, Types::UNTYPED_INT, Value::Int(iota)),
                None => {
                    return Err(self.error(src.pos, "cannot use iota outside constant declaration"));
                }
            },
            Kind::Package(_) => {
                let text = format!("use of package {} without selector", print::expr(src));
                return Err(self.error(src.pos, text));
            }
            Kind::Invalid | Kind::Lazy(_) | Kind::Resolving => return Err(Invalid),
        })
    }

    fn star(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let Ast::Star(inner) = &src.kind else {
            return Err(Invalid);
        };
        let x = self.raw_expr(inner)?;
        if matches!(x.mode, Mode::Type) {
            let ty = self.pointer_to(src.pos, x.ty)?;
            return Ok(Operand::new(src, Mode::Type, ty, ExprKind::Zero));
        }
        let x = self.single(x)?;
        if x.is_nil() {
            return Err(self.error(x.pos(), "invalid operation: cannot indirect nil"));
        }
        match self.pointer_base(x.ty) {
            Some(base) => {
                let expr = self.typed_expr(x)?;
                Ok(Operand::new(
                    src,
                    Mode::Var,
                    base,
                    ExprKind::Deref(Box::new(expr)),
                ))
            }
            None => {
                let what = self.describe(&x);
                Err(self.error(
                    x.pos(),
                    format!("invalid operation: cannot indirect {what}"),
                ))
            }
        }
    }

    fn type_assert(&mut self, src: &'a ast::Expr) -> Checked<Operand<'a>> {
        let Ast::TypeAssert(inner, ty) = &src.kind else {
            return Err(Invalid);
        };
        let x = self.expr(inner)?;
        if self.is_param(x.ty) {
            let what = self.describe(&x);
            return Err(self.error(
                x.pos(),
                format!(
                    "invalid operation: cannot use type assertion on type parameter value {what}"
                ),
            ));
        }
        if !self.is_interface(x.ty) {
            let what = self.describe(&x);
            return Err(self.error(
                x.pos(),
                format!("invalid operation: {what} is not an interface"),
            ));
        }
        let target = self.typ(ty)?;
        self.possible_assert(src.pos, &x, target, None)?;
        let kind = ExprKind::TypeAssert {
            x: Box::new(x.expr),
            ty: target,
            comma_ok: false,
        };
        Ok(Operand::new(src, Mode::CommaOk, target, kind))
    }

    /// Reports assertions that can never hold; `case` is the type of a switch's case as written.
    pub(crate) fn possible_assert(
        &mut self,
        pos: Pos,
        x: &Operand<'a>,
        target: TypeId,
        case: Option<&'a ast::Expr>,
    ) -> Checked<()> {
        if self.is_interface(target) || self.is_param(target) || self.env.instance {
            return Ok(());
        }
        let Some(cause) = self.missing_method(target, x.ty)? else {
            return Ok(());
        };
        let (from, to) = (self.type_string(x.ty), self.type_string(target));
        let text = match case {
            Some(case) => {
                let (case, what) = (print::expr(case), self.describe(x));
                format!(
                    "impossible type switch case: {case}\n\t{what} cannot have dynamic type {to} {cause}"
                )
            }
            None => {
                let text = print::expr(x.src);
                format!(
                    "impossible type assertion: {text}.({to})\n\t{to} does not implement {from} {cause}"
                )
            }
        };
        Err(self.error(pos, text))
    }

    /// A function of the runtime as a value: a function is made that calls it.
    pub(crate) fn runtime_value(
        &mut self,
        f: &'static Provided,
        ty: TypeId,
        pos: Pos,
    ) -> Checked<Expr> {
        let func = match self.runtime_wrappers.get(f.name) {
            Some(&func) => func,
            None => {
                let sig = self.signature(ty).ok_or(Invalid)?;
                self.enter_fn(f.name.to_owned(), String::new(), sig.clone());
                let mut args = Vec::new();
                for &param in &sig.params {
                    let (local, expr) = self.temp(param, pos);
                    self.func().params.push(local);
                    args.push(expr);
                }
                for &result in &sig.results {
                    let local = self.new_local("", result);
                    self.func().results.push(local);
                }
                let call = Call {
                    callee: Callee::Runtime(f),
                    args,
                };
                let call = Expr {
                    kind: ExprKind::Call(Box::new(call)),
                    ty: self.result_type(&sig),
                    pos,
                };
                let kind = if sig.results.is_empty() {
                    StmtKind::Expr(call)
                } else {
                    StmtKind::Return(vec![call])
                };
                let func: Func = self.leave_fn().finish(vec![Stmt { kind, pos }], pos).0;
                let id = FuncId(self.funcs.len() as u32);
                self.funcs.push(Some(func));
                self.runtime_wrappers.insert(f.name, id);
                id
            }
        };
        Ok(Expr {
            kind: ExprKind::Func(func),
            ty,
            pos,
        })
    }
}
