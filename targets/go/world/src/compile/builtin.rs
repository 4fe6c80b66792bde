//! Calls of predeclared functions (`len`, `append`, `make` …) and of package unsafe's.

use super::compiler::Res;
use super::func::FuncCx;
use crate::code::{Index, MapKind, Num, Op, PrintKind, Slot};
use tearpoint_front::tast::{Builtin, CmpOp, Const, Expr, ExprKind};
use tearpoint_front::types::{Type, TypeId};

impl FuncCx<'_> {
    pub fn builtin(
        &mut self,
        builtin: Builtin,
        args: &[Expr],
        e: &Expr,
        want: Option<Slot>,
    ) -> Res<Slot> {
        match builtin {
            Builtin::Print | Builtin::Println => return self.print(builtin, args),
            Builtin::Append | Builtin::AppendString => return self.append(args, e, want),
            Builtin::Len | Builtin::Cap => return self.len(builtin, &args[0], e, want),
            Builtin::Min | Builtin::Max => return self.min_max(builtin, args, e, want),
            Builtin::Make => return self.make(args, e, want),
            Builtin::Complex => {
                let d = self.dest(e, want);
                let width = self.size(e.ty) / 2;
                let both = self.bump(16);
                self.values_to(&[(&args[0], both), (&args[1], both + 8)])?;
                self.mov(d, both, width);
                self.mov(d + width as Slot, both + 8, width);
                return Ok(d);
            }
            Builtin::Real | Builtin::Imag => {
                let z = self.value(&args[0], None)?;
                let d = self.dest(e, want);
                let width = self.size(e.ty);
                let at = if builtin == Builtin::Imag { width } else { 0 };
                self.mov(d, z + at as Slot, width);
                return Ok(d);
            }
            Builtin::New => {
                let Type::Pointer(elem) = *self.cx.types.underlying(e.ty) else {
                    return Err(self.unsupported("this new"));
                };
                let value = match args.first() {
                    Some(value) => Some(self.operand(value, true)?),
                    None => None,
                };
                let d = self.dest(e, want);
                self.new_object(d, elem);
                if let Some(v) = value {
                    self.init(d, 0, v, elem);
                }
                return Ok(d);
            }
            Builtin::Delete => {
                let m = self.operand(&args[0], true)?;
                let k = self.operand(&args[1], false)?;
                self.map_op(MapKind::Delete, args[0].ty, m, k, 0, 0);
            }
            Builtin::Clear => {
                let s = self.operand(&args[0], false)?;
                match *self.cx.types.underlying(args[0].ty) {
                    Type::Map { .. } => self.map_op(MapKind::Clear, args[0].ty, s, 0, 0, 0),
                    Type::Slice(elem) => {
                        let size = self.size(elem);
                        self.emit(Op::ClearSlice { s, size });
                    }
                    _ => return Err(self.unsupported("this clear")),
                }
            }
            Builtin::Copy => {
                let to = self.operand(&args[0], true)?;
                let from = self.value(&args[1], None)?;
                let size = match *self.cx.types.underlying(args[0].ty) {
                    Type::Slice(elem) => self.size(elem),
                    _ => 1,
                };
                let d = want.unwrap_or_else(|| self.bump(8));
                self.emit(Op::CopySlice { d, to, from, size });
                return Ok(d);
            }
            Builtin::Panic => {
                let s = self.value(&args[0], None)?;
                self.emit(Op::Panic { s });
            }
            Builtin::Recover => {
                let d = want.unwrap_or_else(|| self.bump(16));
                if self.func.recovers {
                    self.emit(Op::Recover { d });
                } else {
                    self.zero(d, 16);
                }
                return Ok(d);
            }
            Builtin::UnsafeAdd => {
                let a = self.operand(&args[0], true)?;
                let (b, _) = self.index_operand(&args[1], false)?;
                let d = self.dest(e, want);
                // The destination may be the pointer itself.
                let p = self.bump(8);
                self.mov(p, a, 8);
                self.emit(Op::Add8 { d, a, b });
                self.check_unsafe_add(p, d);
                return Ok(d);
            }
            Builtin::UnsafeSlice | Builtin::UnsafeString => {
                let string = builtin == Builtin::UnsafeString;
                let p = self.operand(&args[0], true)?;
                let (n, _) = self.index_operand(&args[1], false)?;
                let size = match *self.cx.types.underlying(e.ty) {
                    Type::Slice(elem) => self.size(elem),
                    _ => 1,
                };
                let d = self.dest(e, want);
                self.emit(Op::UnsafeSlice {
                    string,
                    d,
                    p,
                    n,
                    size,
                });
                return Ok(d);
            }
            Builtin::UnsafeSliceData | Builtin::UnsafeStringData => {
                let s = self.value(&args[0], None)?;
                let d = self.dest(e, want);
                self.mov(d, s, 8);
                return Ok(d);
            }
            Builtin::Close => self.close_chan(&args[0])?,
        }
        Ok(want.unwrap_or(0))
    }

    fn print(&mut self, builtin: Builtin, args: &[Expr]) -> Res<Slot> {
        let line = builtin == Builtin::Println;
        // All operands are evaluated before anything is printed.
        let mut shown = Vec::new();
        let mut placed = Vec::new();
        for arg in args {
            let s = self.temp(arg.ty);
            shown.push((self.print_kind(arg.ty)?, s));
            placed.push((arg, s));
        }
        self.values_to(&placed)?;
        for (i, (kind, s)) in shown.into_iter().enumerate() {
            if line && i > 0 {
                self.emit(Op::Print {
                    kind: PrintKind::Space,
                    s: 0,
                });
            }
            self.emit(Op::Print { kind, s });
        }
        if line {
            self.emit(Op::Print {
                kind: PrintKind::Newline,
                s: 0,
            });
        }
        self.emit(Op::PrintEnd);
        Ok(0)
    }

    fn print_kind(&self, ty: TypeId) -> Res<PrintKind> {
        Ok(match self.cx.types.underlying(ty) {
            Type::Bool | Type::UntypedBool => PrintKind::Bool,
            Type::String | Type::UntypedString => PrintKind::Str,
            Type::Slice(_) => PrintKind::Slice,
            Type::Interface(_) | Type::UntypedNil => PrintKind::Iface,
            Type::Pointer(_) | Type::UnsafePointer | Type::Func(_) => PrintKind::Pointer,
            Type::Map { .. } | Type::Chan { .. } => PrintKind::Pointer,
            _ if self.parts(ty).is_some() => match self.parts(ty) {
                Some(num) => PrintKind::Complex(num),
                None => PrintKind::Space,
            },
            _ => match self.num_ty(ty)? {
                num @ (Num::F32 | Num::F64) => PrintKind::Float(num),
                num if num.signed() => PrintKind::Int(num),
                num => PrintKind::Uint(num),
            },
        })
    }

    fn len(&mut self, builtin: Builtin, x: &Expr, e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let mut ty = self.cx.types.underlying(x.ty).clone();
        if let Type::Pointer(array) = ty {
            ty = self.cx.types.underlying(array).clone();
        }
        match ty {
            Type::Array { len, .. } => {
                self.value(x, None)?;
                let d = self.dest(e, want);
                self.imm(d, 8, len);
                Ok(d)
            }
            Type::Map { .. } => {
                let m = self.value(x, None)?;
                let d = self.dest(e, want);
                self.emit(Op::MapLen { d, m });
                Ok(d)
            }
            Type::String | Type::Slice(_) => {
                let s = self.value(x, None)?;
                let at = s + if builtin == Builtin::Cap { 16 } else { 8 };
                match want {
                    Some(d) => {
                        self.mov(d, at, 8);
                        Ok(d)
                    }
                    None => Ok(at),
                }
            }
            Type::Chan { .. } => {
                let c = self.value(x, None)?;
                let d = self.dest(e, want);
                let cap = builtin == Builtin::Cap;
                self.emit(Op::ChanLen { cap, d, c });
                Ok(d)
            }
            _ => Err(self.unsupported("this length")),
        }
    }

    fn min_max(
        &mut self,
        builtin: Builtin,
        args: &[Expr],
        e: &Expr,
        want: Option<Slot>,
    ) -> Res<Slot> {
        let max = builtin == Builtin::Max;
        let acc = self.temp(e.ty);
        self.value_to(&args[0], acc)?;
        for arg in &args[1..] {
            let b = self.value(arg, None)?;
            if self.is_string(e.ty) {
                let (test, keep) = (self.bump(8), self.label());
                let op = if max { CmpOp::Ge } else { CmpOp::Le };
                self.emit(Op::StrCmp {
                    op,
                    d: test,
                    a: acc,
                    b,
                });
                let to = self.to(keep);
                self.emit(Op::JumpIf { a: test, to });
                self.mov(acc, b, 16);
                self.bind(keep);
            } else {
                let num = self.num_ty(e.ty)?;
                self.emit(Op::MinMax {
                    max,
                    num,
                    d: acc,
                    a: acc,
                    b,
                });
            }
        }
        match want {
            Some(d) => {
                let len = self.size(e.ty);
                self.mov(d, acc, len);
                Ok(d)
            }
            None => Ok(acc),
        }
    }

    fn make(&mut self, args: &[Expr], e: &Expr, want: Option<Slot>) -> Res<Slot> {
        match *self.cx.types.underlying(e.ty) {
            Type::Slice(elem) => {
                let at = self.bump(16);
                for i in 0..2 {
                    let Some(arg) = args.get(i).or(args.first()) else {
                        continue;
                    };
                    let d = at + 8 * i as Slot;
                    if i == 1 && args.len() < 2 {
                        self.mov(d, at, 8);
                    } else {
                        let (v, _) = self.index_operand(arg, false)?;
                        self.mov(d, v, 8);
                    }
                }
                let ty = self.cx.alloc_index(elem);
                let d = self.dest(e, want);
                self.emit(Op::MakeSlice { d, at, ty });
                Ok(d)
            }
            Type::Map { .. } => {
                let (constant, slot) = match args.first() {
                    None => (None, None),
                    Some(Expr {
                        kind: ExprKind::Const(Const::Int(n)),
                        ..
                    }) => (u64::try_from(*n).ok(), None),
                    Some(hint) => (None, Some(self.index_operand(hint, false)?.0)),
                };
                let d = self.dest(e, want);
                self.make_map(e.ty, d, constant, slot);
                Ok(d)
            }
            Type::Chan { elem, .. } => {
                let d = self.dest(e, want);
                self.make_chan(elem, args.first(), d)?;
                Ok(d)
            }
            _ => Err(self.unsupported("this make")),
        }
    }

    fn append(&mut self, args: &[Expr], e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let s = self.operand(&args[0], true)?;
        self.append_to(s, &args[1..], e, want)
    }

    /// Appends to the slice at `s`.
    pub fn append_to(&mut self, s: Slot, args: &[Expr], e: &Expr, want: Option<Slot>) -> Res<Slot> {
        let Type::Slice(elem) = *self.cx.types.underlying(e.ty) else {
            return Err(self.unsupported("this append"));
        };
        let ty = self.cx.alloc_index(elem);
        let size = u64::from(self.size(elem));
        let listed: Vec<&Expr> = match args {
            [
                Expr {
                    kind: ExprKind::ElemsLit { elems, .. },
                    ty,
                    ..
                },
            ] if *ty != elem && elems.iter().enumerate().all(|(i, (at, _))| i as u64 == *at) => {
                elems.iter().map(|(_, value)| value).collect()
            }
            [one] if one.ty != elem => {
                if matches!(one.kind, ExprKind::Zero) {
                    return Ok(s);
                }
                let v = self.value(one, None)?;
                let d = self.dest(e, want);
                self.emit(Op::AppendSlice { d, s, v, ty });
                return Ok(d);
            }
            many => many.iter().collect(),
        };
        let v = self.bump(size * listed.len() as u64);
        for (i, value) in listed.iter().enumerate() {
            let mark = self.top;
            self.value_to(value, v + (size * i as u64) as Slot)?;
            self.top = mark;
        }
        let n = listed.len() as u16;
        let d = self.dest(e, want);
        self.emit(match self.buffers.of(e.pos) {
            Some(buf) => {
                let (walk, buf) = (buf.walk, buf.slot);
                Op::AppendBuffered {
                    walk,
                    n,
                    d,
                    s,
                    v,
                    buf,
                    ty,
                }
            }
            None => Op::AppendElems { n, d, s, v, ty },
        });
        Ok(d)
    }

    /// `x[lo:hi:max]` into `d`.
    pub fn slice_of(&mut self, x: &Expr, bounds: [Option<&Expr>; 3], d: Slot) -> Res<()> {
        use crate::code::Sliced;
        let (mut checked, mut pointer) = (None, 0);
        let (kind, s, size) = match self.cx.types.underlying(x.ty).clone() {
            Type::String => (Sliced::Str, self.operand(x, true)?, 1),
            Type::Slice(elem) => (Sliced::Slice, self.operand(x, true)?, self.size(elem)),
            Type::Pointer(array) => match *self.cx.types.underlying(array) {
                Type::Array { elem, len } => {
                    // Of `(*[n]T)(p)[i:j:max]` the result is checked.
                    if let (Some(_), ExprKind::Convert(from)) = (bounds[2], &x.kind)
                        && self.checks_pointers()
                        && matches!(self.cx.types.underlying(from.ty), Type::UnsafePointer)
                    {
                        checked = Some(array);
                    }
                    let p = match (&x.kind, checked) {
                        (ExprKind::Convert(from), Some(_)) => self.value(from, None)?,
                        _ => self.value(x, None)?,
                    };
                    pointer = p;
                    (
                        Sliced::Array,
                        self.array_pointer_as_slice(p, len),
                        self.size(elem),
                    )
                }
                _ => return Err(self.unsupported("this slicing")),
            },
            Type::Array { elem, len } => {
                let p = self.addr_of(x, None)?;
                (
                    Sliced::Array,
                    self.array_pointer_as_slice(p, len),
                    self.size(elem),
                )
            }
            _ => return Err(self.unsupported("this slicing")),
        };
        let at = self.bump(24);
        let (mut has, mut unsigned) = (0, 0);
        for (bit, bound) in bounds.into_iter().enumerate() {
            let Some(bound) = bound else { continue };
            let (slot, how) = self.index_operand(bound, false)?;
            self.mov(at + 8 * bit as Slot, slot, 8);
            has |= 1 << bit;
            unsigned |= u8::from(how == Index::Unsigned) << bit;
        }
        let facts = self.slice_facts(x, bounds);
        self.emit(Op::SliceOf {
            kind,
            has,
            unsigned,
            dropped: facts.dropped,
            folded: facts.folded,
            d,
            s,
            at,
            size,
        });
        if let Some(array) = checked {
            self.check_alignment(pointer, array, Some(at + 16));
        }
        Ok(())
    }

    /// `v, ok := m[k]` as a tuple in `d`.
    pub fn map_comma_ok(&mut self, map: &Expr, key: &Expr, e: &Expr, d: Slot) -> Res<()> {
        let items = self.cx.tuple(e.ty);
        let ok = d + self.cx.layout(&items, 0).0[1] as Slot;
        let m = self.operand(map, true)?;
        let k = self.operand(key, false)?;
        self.map_op(MapKind::Access2, map.ty, m, k, d, ok);
        Ok(())
    }
}
