//! A generated program as the checked program that the front end would make of its source: no text in between.

use super::{KeyType, MapOp, Program};
use crate::go::lang::diag::Pos;
use crate::go::lang::tast;
use crate::go::lang::tast::{
    BinOp, Builtin, Call, Callee, CmpOp, Const, Expr, ExprKind, Func, FuncId, Global, GlobalId,
    LabelId, Local, LocalId, Stmt, StmtKind,
};
use crate::go::lang::types::{Type, TypeId, Types};

/// The checked program of `program`, which must be normalised.
pub fn build(program: &Program) -> tast::Program {
    let mut types = Types::default();
    let int32_pointer = types.intern(Type::Pointer(Types::INT32));
    let array = types.intern(Type::Array {
        elem: Types::INT64,
        len: 3,
    });
    let shapes = Shapes {
        types,
        int32_pointer,
        array,
        none: TypeId(0),
    };
    let mut builder = Builder {
        shapes,
        program,
        locals: Vec::new(),
        labels: 0,
    };
    builder.shapes.none = builder.shapes.types.intern(Type::Tuple(Vec::new()));
    let mut globals = vec![Global {
        symbol: "main.done".to_owned(),
        ty: Types::INT32,
        linkname: None,
    }];
    for (m, map) in program.maps.iter().enumerate() {
        let ty = builder.map_type(map.key);
        globals.push(Global {
            symbol: format!("main.m{m}"),
            ty,
            linkname: None,
        });
    }
    let mut funcs = Vec::new();
    for (g, ops) in program.goroutines.iter().enumerate().skip(1) {
        funcs.push(builder.goroutine(g, ops));
    }
    let main = FuncId(funcs.len() as u32);
    funcs.push(builder.main());
    tast::Program {
        file: "generated.go".to_owned(),
        types: builder.shapes.types,
        globals,
        funcs,
        main: Some(main),
        ..tast::Program::default()
    }
}

struct Shapes {
    types: Types,
    int32_pointer: TypeId,
    array: TypeId,
    /// The type of an expression without a value.
    none: TypeId,
}

struct Builder<'a> {
    shapes: Shapes,
    program: &'a Program,
    /// Of the function being built.
    locals: Vec<Local>,
    labels: u32,
}

/// What stands for a key: a number known now, or a loop variable.
#[derive(Clone, Copy)]
enum Number {
    Known(u8),
    Variable(LocalId),
}

fn expr(kind: ExprKind, ty: TypeId) -> Expr {
    Expr {
        kind,
        ty,
        pos: Pos::default(),
    }
}

fn stmt(kind: StmtKind) -> Stmt {
    Stmt {
        kind,
        pos: Pos::default(),
    }
}

fn int(value: i128, ty: TypeId) -> Expr {
    expr(ExprKind::Const(Const::Int(value)), ty)
}

fn call(callee: Callee, args: Vec<Expr>, ty: TypeId) -> Expr {
    expr(ExprKind::Call(Box::new(Call { callee, args })), ty)
}

impl Builder<'_> {
    fn key_type(&self, key: KeyType) -> TypeId {
        match key {
            KeyType::Int64 => Types::INT64,
            KeyType::Int32 => Types::INT32,
            KeyType::String => Types::STRING,
            KeyType::Array => self.shapes.array,
        }
    }

    fn map_type(&mut self, key: KeyType) -> TypeId {
        let key = self.key_type(key);
        self.shapes.types.intern(Type::Map {
            key,
            elem: Types::INT64,
        })
    }

    fn goroutine(&mut self, g: usize, ops: &[MapOp]) -> Func {
        let mut body = self.ops(ops);
        let done = expr(
            ExprKind::AddrOf(Box::new(self.done())),
            self.shapes.int32_pointer,
        );
        let add = Callee::Runtime("sync/atomic.AddInt32");
        body.push(stmt(StmtKind::Expr(call(
            add,
            vec![done, int(1, Types::INT32)],
            Types::INT32,
        ))));
        self.function(format!("main.g{g}"), body)
    }

    fn main(&mut self) -> Func {
        let mut body = Vec::new();
        for (m, map) in self.program.maps.iter().enumerate() {
            body.push(self.make(m as u8, map.hint));
            if map.filled > 0 {
                body.push(self.fill(m as u8, 0, map.filled));
            }
        }
        for g in 0..self.program.goroutines.len() - 1 {
            body.push(stmt(StmtKind::Go(Call {
                callee: Callee::Static(FuncId(g as u32)),
                args: Vec::new(),
            })));
        }
        body.extend(self.ops(&self.program.goroutines[0]));
        body.push(self.wait());
        self.function("main.main".to_owned(), body)
    }

    /// `for atomic.LoadInt32(&done) < n { runtime.Gosched() }`
    fn wait(&mut self) -> Stmt {
        let done = expr(
            ExprKind::AddrOf(Box::new(self.done())),
            self.shapes.int32_pointer,
        );
        let load = call(
            Callee::Runtime("sync/atomic.LoadInt32"),
            vec![done],
            Types::INT32,
        );
        let others = int(self.program.goroutines.len() as i128 - 1, Types::INT32);
        let cond = expr(
            ExprKind::Compare(CmpOp::Lt, Box::new(load), Box::new(others)),
            Types::BOOL,
        );
        let body = vec![self.gosched()];
        stmt(StmtKind::For {
            label: self.label(),
            init: Vec::new(),
            cond: Some(cond),
            post: Vec::new(),
            body,
            per_iteration: Vec::new(),
        })
    }

    fn function(&mut self, symbol: String, body: Vec<Stmt>) -> Func {
        Func {
            symbol,
            params: Vec::new(),
            results: Vec::new(),
            locals: std::mem::take(&mut self.locals),
            captures: Vec::new(),
            body,
            pos: Pos::default(),
            recovers: false,
            defers: false,
        }
    }

    fn done(&self) -> Expr {
        expr(ExprKind::Global(GlobalId(0)), Types::INT32)
    }

    fn map(&mut self, m: u8) -> Expr {
        let ty = self.map_type(self.program.maps[usize::from(m)].key);
        expr(ExprKind::Global(GlobalId(1 + u32::from(m))), ty)
    }

    fn local(&mut self, name: &str, ty: TypeId) -> LocalId {
        self.locals.push(Local {
            name: name.to_owned(),
            ty,
            boxed: false,
        });
        LocalId(self.locals.len() as u32 - 1)
    }

    fn label(&mut self) -> LabelId {
        self.labels += 1;
        LabelId(self.labels - 1)
    }

    fn key(&self, m: u8, number: Number) -> Expr {
        let ty = self.program.maps[usize::from(m)].key;
        let word = |ty| match number {
            Number::Known(k) => int(i128::from(k), ty),
            Number::Variable(local) if ty == Types::INT64 => expr(ExprKind::Local(local), ty),
            Number::Variable(local) => expr(
                ExprKind::Convert(Box::new(expr(ExprKind::Local(local), Types::INT64))),
                ty,
            ),
        };
        match (ty, number) {
            (KeyType::Int64, _) => word(Types::INT64),
            (KeyType::Int32, _) => word(Types::INT32),
            (KeyType::Array, _) => {
                let elems = (0..3).map(|i| (i, word(Types::INT64))).collect();
                expr(ExprKind::ElemsLit { len: 3, elems }, self.shapes.array)
            }
            (KeyType::String, Number::Known(k)) => {
                expr(ExprKind::Const(Const::Str(vec![48 + k])), Types::STRING)
            }
            (KeyType::String, Number::Variable(_)) => {
                let (left, right) = (
                    Box::new(int(48, Types::INT64)),
                    Box::new(word(Types::INT64)),
                );
                let sum = expr(ExprKind::Binary(BinOp::Add, left, right), Types::INT64);
                let rune = expr(ExprKind::Convert(Box::new(sum)), Types::INT32);
                expr(ExprKind::Convert(Box::new(rune)), Types::STRING)
            }
        }
    }

    fn index(&mut self, m: u8, number: Number) -> Expr {
        let map = Box::new(self.map(m));
        let key = Box::new(self.key(m, number));
        expr(
            ExprKind::MapIndex {
                map,
                key,
                comma_ok: false,
            },
            Types::INT64,
        )
    }

    fn make(&mut self, m: u8, hint: u8) -> Stmt {
        let map = self.map(m);
        let args = if hint > 0 {
            vec![int(i128::from(hint), Types::INT)]
        } else {
            Vec::new()
        };
        let made = call(Callee::Builtin(Builtin::Make), args, map.ty);
        stmt(StmtKind::Assign(vec![map], vec![made]))
    }

    /// `for i := int64(from); i < from+n; i++ { m[i] = i }`
    fn fill(&mut self, m: u8, from: u8, n: u8) -> Stmt {
        let i = self.local("i", Types::INT64);
        let variable = || expr(ExprKind::Local(i), Types::INT64);
        let until = i128::from(from) + i128::from(n);
        let cond = ExprKind::Compare(
            CmpOp::Lt,
            Box::new(variable()),
            Box::new(int(until, Types::INT64)),
        );
        let place = self.index(m, Number::Variable(i));
        stmt(StmtKind::For {
            label: self.label(),
            init: vec![stmt(StmtKind::Declare(
                i,
                Some(int(i128::from(from), Types::INT64)),
            ))],
            cond: Some(expr(cond, Types::BOOL)),
            post: vec![stmt(StmtKind::OpAssign(
                BinOp::Add,
                variable(),
                int(1, Types::INT64),
            ))],
            body: vec![stmt(StmtKind::Assign(vec![place], vec![variable()]))],
            per_iteration: Vec::new(),
        })
    }

    fn gosched(&self) -> Stmt {
        stmt(StmtKind::Expr(call(
            Callee::Runtime("runtime.Gosched"),
            Vec::new(),
            self.shapes.none,
        )))
    }

    fn println(&self, value: Expr) -> Stmt {
        stmt(StmtKind::Expr(call(
            Callee::Builtin(Builtin::Println),
            vec![value],
            self.shapes.none,
        )))
    }

    fn ops(&mut self, ops: &[MapOp]) -> Vec<Stmt> {
        ops.iter().map(|op| self.op(*op)).collect()
    }

    fn op(&mut self, op: MapOp) -> Stmt {
        let number = |v: u8| int(i128::from(v), Types::INT64);
        match op {
            MapOp::Assign { m, k, v } => {
                let place = self.index(m, Number::Known(k));
                stmt(StmtKind::Assign(vec![place], vec![number(v)]))
            }
            MapOp::Add { m, k, v } => {
                let place = self.index(m, Number::Known(k));
                stmt(StmtKind::OpAssign(BinOp::Add, place, number(v)))
            }
            MapOp::Read { m, k } => {
                let value = self.index(m, Number::Known(k));
                self.println(value)
            }
            MapOp::ReadOk { m, k } => self.read_ok(m, k),
            MapOp::Delete { m, k } => {
                let args = vec![self.map(m), self.key(m, Number::Known(k))];
                stmt(StmtKind::Expr(call(
                    Callee::Builtin(Builtin::Delete),
                    args,
                    self.shapes.none,
                )))
            }
            MapOp::Len { m } => {
                let len = call(Callee::Builtin(Builtin::Len), vec![self.map(m)], Types::INT);
                self.println(len)
            }
            MapOp::Clear { m } => stmt(StmtKind::MapClear(self.map(m))),
            MapOp::Range { m } => self.range(m, None),
            MapOp::RangeAssign { m, k } => self.range(m, Some(k)),
            MapOp::Fill { m, from, n } => self.fill(m, from, n),
            MapOp::Remake { m, hint } => self.make(m, hint),
            MapOp::Gosched => self.gosched(),
        }
    }

    /// `if v, ok := m[k]; ok { println(v) }`
    fn read_ok(&mut self, m: u8, k: u8) -> Stmt {
        let (v, ok) = (self.local("v", Types::INT64), self.local("ok", Types::BOOL));
        let (map, key) = (
            Box::new(self.map(m)),
            Box::new(self.key(m, Number::Known(k))),
        );
        let pair = self
            .shapes
            .types
            .intern(Type::Tuple(vec![Types::INT64, Types::BOOL]));
        let lookup = expr(
            ExprKind::MapIndex {
                map,
                key,
                comma_ok: true,
            },
            pair,
        );
        let sides = vec![
            expr(ExprKind::Local(v), Types::INT64),
            expr(ExprKind::Local(ok), Types::BOOL),
        ];
        let print = self.println(expr(ExprKind::Local(v), Types::INT64));
        stmt(StmtKind::Block(vec![
            stmt(StmtKind::Declare(v, None)),
            stmt(StmtKind::Declare(ok, None)),
            stmt(StmtKind::AssignTuple(sides, lookup)),
            stmt(StmtKind::If {
                cond: expr(ExprKind::Local(ok), Types::BOOL),
                then: vec![print],
                els: Vec::new(),
            }),
        ]))
    }

    /// `for _, v := range m { println(v) }`, or with `m[k] = v` in place of the print.
    fn range(&mut self, m: u8, assign: Option<u8>) -> Stmt {
        let v = self.local("v", Types::INT64);
        let value = || expr(ExprKind::Local(v), Types::INT64);
        let body = match assign {
            Some(k) => {
                let place = self.index(m, Number::Known(k));
                stmt(StmtKind::Assign(vec![place], vec![value()]))
            }
            None => self.println(value()),
        };
        stmt(StmtKind::Range {
            label: self.label(),
            key: None,
            value: Some(value()),
            x: self.map(m),
            body: vec![body],
            define: true,
            per_iteration: false,
        })
    }
}
