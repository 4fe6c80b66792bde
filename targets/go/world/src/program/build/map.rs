//! Map operations of a generated program, as the typed tree.

use super::builder::{Builder, Number};
use super::tree::{call, expr, int, stmt};
use crate::program::{KeyType, MapOp};
use tearpoint_front::tast::{BinOp, Builtin, Callee, CmpOp, Const, Expr, ExprKind, Stmt, StmtKind};
use tearpoint_front::types::{Type, TypeId, Types};

impl Builder<'_> {
    fn key_array(&mut self) -> TypeId {
        self.types.intern(Type::Array {
            elem: Types::INT64,
            len: 3,
        })
    }

    fn key_type(&mut self, key: KeyType) -> TypeId {
        match key {
            KeyType::Int64 => Types::INT64,
            KeyType::Int32 => Types::INT32,
            KeyType::String => Types::STRING,
            KeyType::Array => self.key_array(),
        }
    }

    pub(super) fn map_type(&mut self, key: KeyType) -> TypeId {
        let key = self.key_type(key);
        self.types.intern(Type::Map {
            key,
            elem: Types::INT64,
        })
    }

    fn map(&mut self, m: u8) -> Expr {
        let ty = self.map_type(self.program.maps[usize::from(m)].key);
        self.global(&format!("main.m{m}"), ty)
    }

    fn key(&mut self, m: u8, number: Number) -> Expr {
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
                expr(ExprKind::ElemsLit { len: 3, elems }, self.key_array())
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

    pub(super) fn make_map(&mut self, m: u8, hint: u8) -> Stmt {
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
    pub(super) fn fill(&mut self, m: u8, from: u8, n: u8) -> Stmt {
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

    pub(super) fn map_op(&mut self, op: MapOp) -> Stmt {
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
                self.println(vec![value])
            }
            MapOp::ReadOk { m, k } => self.read_ok(m, k),
            MapOp::Delete { m, k } => {
                let args = vec![self.map(m), self.key(m, Number::Known(k))];
                stmt(StmtKind::Expr(call(
                    Callee::Builtin(Builtin::Delete),
                    args,
                    self.none,
                )))
            }
            MapOp::Len { m } => {
                let len = call(Callee::Builtin(Builtin::Len), vec![self.map(m)], Types::INT);
                self.println(vec![len])
            }
            MapOp::Clear { m } => stmt(StmtKind::MapClear(self.map(m))),
            MapOp::Range { m } => self.range(m, None),
            MapOp::RangeAssign { m, k } => self.range(m, Some(k)),
            MapOp::Fill { m, from, n } => self.fill(m, from, n),
            MapOp::Remake { m, hint } => self.make_map(m, hint),
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
        let print = self.println(vec![expr(ExprKind::Local(v), Types::INT64)]);
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
            None => self.println(vec![value()]),
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
