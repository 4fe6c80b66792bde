//! What the compiler knows of the function at hand: its frame, its labels, its instructions so far.

use std::collections::BTreeMap;

use super::buffers::Buffers;
use super::compiler::{Compiler, Res};
use super::facts::Facts;
use crate::code::{FrameWord, FuncCode, Op, Slot};
use crate::reflectdata::ptr_map;
use tearpoint_front::diag::{Diag, Pos};
use tearpoint_front::tast::{Func, FuncId, LabelId, LocalId};
use tearpoint_front::types::TypeId;

/// Locals above this size live on the heap.
const MAX_LOCAL: u64 = 1024;

/// Where a variable lives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Var {
    Frame(Slot),
    /// On the heap; the frame holds the address.
    Boxed(Slot),
}

/// A place in the code that jumps are patched to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label(usize);

const UNBOUND: u32 = u32::MAX;

/// State for one function.
pub(super) struct FuncCx<'a> {
    pub cx: &'a mut Compiler,
    pub func: &'a Func,
    pub ops: Vec<Op>,
    pub vars: Vec<Var>,
    /// Slots that hold the addresses of captured variables.
    pub captures: Vec<Slot>,
    /// The first free byte above the temporaries in use.
    pub top: u32,
    frame: u32,
    labels: Vec<u32>,
    pub breaks: BTreeMap<LabelId, Label>,
    pub continues: BTreeMap<LabelId, Label>,
    pub gotos: BTreeMap<LabelId, Label>,
    /// Where `return` goes.
    pub leave: Label,
    /// Offsets of the results in the frame.
    pub results: Vec<u64>,
    pub pos: Pos,
    /// Where in the source instructions come from, from each position on.
    lines: Vec<(u32, Pos)>,
    /// What the words of variables hold.
    words: Vec<FrameWord>,
    /// Stores of values without pointers.
    pub plain: Vec<u32>,
    /// What gc would know here.
    pub facts: Facts,
    /// What `append` has in the frame.
    pub buffers: Buffers,
    /// Where pointers are kept that become numbers in an expression that is checked, by the conversion.
    pub originals: BTreeMap<Pos, Slot>,
    /// Functions with `defer` statements keep results where recovery finds them.
    pub overflow: bool,
}

impl Compiler {
    /// Compiles one function: the program's of that id, or one made here.
    pub fn func(&mut self, id: Option<FuncId>, func: &Func) -> Res<FuncCode> {
        let mut f = FuncCx::new(self, func);
        f.prologue(id);
        f.stmts(&func.body)?;
        f.epilogue()
    }
}

impl<'a> FuncCx<'a> {
    pub fn new(cx: &'a mut Compiler, func: &'a Func) -> FuncCx<'a> {
        let mut f = FuncCx {
            cx,
            func,
            ops: Vec::new(),
            vars: Vec::new(),
            captures: Vec::new(),
            top: 0,
            frame: 0,
            labels: Vec::new(),
            breaks: BTreeMap::new(),
            continues: BTreeMap::new(),
            gotos: BTreeMap::new(),
            leave: Label(0),
            results: Vec::new(),
            pos: func.pos,
            lines: Vec::new(),
            words: Vec::new(),
            plain: Vec::new(),
            facts: Facts::of(&func.body),
            buffers: Buffers::default(),
            originals: BTreeMap::new(),
            overflow: false,
        };
        f.leave = f.label();
        f
    }

    /// Lays out the frame and brings parameters and results where they live.
    fn prologue(&mut self, id: Option<FuncId>) {
        let func = self.func;
        let ty = |id: &LocalId| func.locals[id.0 as usize].ty;
        let results: Vec<TypeId> = func.results.iter().map(ty).collect();
        let params: Vec<TypeId> = func.params.iter().map(ty).collect();
        let (result_at, end) = self.cx.layout(&results, 0);
        let (param_at, end) = self.cx.layout(&params, end);
        self.results = result_at.clone();
        self.bump(end);
        let mut fixed = BTreeMap::new();
        for (id, at) in func.results.iter().zip(&result_at) {
            fixed.insert(*id, *at as Slot);
        }
        for (id, at) in func.params.iter().zip(&param_at) {
            fixed.insert(*id, *at as Slot);
        }
        for (i, local) in func.locals.iter().enumerate() {
            let id = LocalId(i as u32);
            let size = self.cx.types.size(local.ty);
            let at = fixed.get(&id).copied();
            let var = if local.boxed || (size > MAX_LOCAL && at.is_none()) {
                Var::Boxed(self.bump(8))
            } else {
                Var::Frame(at.unwrap_or_else(|| self.bump(size)))
            };
            self.vars.push(var);
        }
        self.note_words();
        self.captures = (0..func.captures.len()).map(|_| self.bump(8)).collect();
        for (index, &d) in self.captures.clone().iter().enumerate() {
            let index = index as u32;
            self.emit(Op::Capture { d, index });
        }
        if self.results_end() > 0 {
            let len = self.results_end();
            self.emit(Op::Zero { d: 0, len });
        }
        if let Some(id) = id {
            self.find_buffers(id);
        }
        for (id, &at) in func.params.iter().zip(&param_at) {
            if let Var::Boxed(slot) = self.vars[id.0 as usize] {
                let ty = func.locals[id.0 as usize].ty;
                self.new_object(slot, ty);
                self.init(slot, 0, at as Slot, ty);
            }
        }
        for id in &func.results {
            if let Var::Boxed(slot) = self.vars[id.0 as usize] {
                self.new_object(slot, func.locals[id.0 as usize].ty);
            }
        }
    }

    /// Notes what the words of the variables hold, now that they have their places.
    fn note_words(&mut self) {
        self.words = vec![FrameWord::Unknown; self.top as usize / 8];
        for (var, local) in self.vars.iter().zip(&self.func.locals) {
            let Var::Frame(slot) = *var else { continue };
            let size = self.cx.types.size(local.ty);
            let ptrs = ptr_map(&self.cx.types, local.ty);
            for at in (0..size).step_by(8) {
                let pointer = ptrs.as_ref().is_some_and(|ptrs| ptrs.is_pointer(at));
                let word = (u64::from(slot) + at) as usize / 8;
                if let Some(word) = self.words.get_mut(word) {
                    *word = if pointer {
                        FrameWord::Pointer
                    } else {
                        FrameWord::Scalar
                    };
                }
            }
        }
    }

    fn results_end(&self) -> u32 {
        self.func
            .results
            .iter()
            .zip(&self.results)
            .map(|(id, at)| {
                let size = self.cx.types.size(self.func.locals[id.0 as usize].ty);
                (at + size).next_multiple_of(8) as u32
            })
            .max()
            .unwrap_or(0)
    }

    fn params_end(&self) -> u32 {
        let start = self.results_end();
        let params: Vec<TypeId> = self
            .func
            .params
            .iter()
            .map(|id| self.func.locals[id.0 as usize].ty)
            .collect();
        self.cx.layout(&params, u64::from(start)).1 as u32
    }

    /// Deferred calls, results to their slots, return.
    fn epilogue(mut self) -> Res<FuncCode> {
        self.bind(self.leave);
        let leave = self.ops.len() as u32;
        if self.func.defers {
            self.emit(Op::RunDefers);
        }
        let results: Vec<(LocalId, u64)> = self
            .func
            .results
            .iter()
            .copied()
            .zip(self.results.clone())
            .collect();
        for (id, at) in results {
            if let Var::Boxed(p) = self.vars[id.0 as usize] {
                let len = self.cx.types.size(self.func.locals[id.0 as usize].ty) as u32;
                self.emit_load(at as Slot, p, 0, len);
            }
        }
        self.emit(Op::Ret);
        self.finish(leave)
    }

    /// Patches jumps and hands the function over.
    pub fn finish(mut self, leave: u32) -> Res<FuncCode> {
        if self.overflow || self.frame > 0xfff0 {
            return Err(self.cx.unsupported(
                self.func.pos,
                &format!(
                    "function {} needs more than 64 KB of frame",
                    self.func.symbol
                ),
            ));
        }
        let labels = std::mem::take(&mut self.labels);
        for (at, op) in self.ops.iter_mut().enumerate() {
            match op {
                Op::Jump { to }
                | Op::JumpIf { to, .. }
                | Op::JumpIfNot { to, .. }
                | Op::JumpCmp { to, .. }
                | Op::JumpCmpImm { to, .. } => *to = labels[*to as usize],
                Op::Back { cost, to } => {
                    *to = labels[*to as usize];
                    *cost = (at as u32).saturating_sub(*to) + 1;
                }
                _ => {}
            }
        }
        let origins = &self.cx.program.origins;
        Ok(FuncCode {
            symbol: self.func.symbol.clone(),
            quiet: origins.is_quiet(&self.func.symbol),
            lines: std::mem::take(&mut self.lines),
            results: self.results_end(),
            window: self.params_end(),
            frame: self.frame.next_multiple_of(8),
            ops: self.ops,
            leave,
            indirect_recv: None,
            hidden: false,
            words: self.words,
            plain: self.plain,
            own: !origins.is_library(&self.func.symbol),
            checked: origins.is_instrumented(&self.func.symbol),
            orders_nothing: of_sync(&self.func.symbol),
        })
    }

    /// Whether a local lies in the heap.
    pub fn is_boxed(&self, id: LocalId) -> bool {
        matches!(self.vars[id.0 as usize], Var::Boxed(_))
    }

    /// A new temporary of `size` bytes.
    pub fn bump(&mut self, size: u64) -> Slot {
        let at = self.top;
        let end = (u64::from(at) + size).next_multiple_of(8);
        if end > 0xfff0 {
            self.overflow = true;
            return 0;
        }
        self.top = end as u32;
        self.frame = self.frame.max(self.top);
        at as Slot
    }

    /// A new temporary for a value of `ty`.
    pub fn temp(&mut self, ty: TypeId) -> Slot {
        let size = self.size(ty);
        self.bump(u64::from(size).max(1))
    }

    pub fn size(&self, ty: TypeId) -> u32 {
        u32::try_from(self.cx.types.size(ty)).unwrap_or(u32::MAX)
    }

    pub fn emit(&mut self, op: Op) {
        let at = (self.pos.file, self.pos.line);
        if self
            .lines
            .last()
            .is_none_or(|(_, pos)| (pos.file, pos.line) != at)
        {
            self.lines.push((self.ops.len() as u32, self.pos));
        }
        self.facts.forget_after(&op);
        self.ops.push(op);
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(UNBOUND);
        Label(self.labels.len() - 1)
    }

    pub fn bind(&mut self, label: Label) {
        self.facts.join();
        self.labels[label.0] = self.ops.len() as u32;
    }

    /// The number a jump carries until [`FuncCx::finish`].
    pub fn to(&self, label: Label) -> u32 {
        label.0 as u32
    }

    pub fn jump(&mut self, label: Label) {
        let to = self.to(label);
        self.emit(Op::Jump { to });
    }

    /// The jump at a loop's end.
    pub fn back(&mut self, label: Label) {
        let to = self.to(label);
        self.emit(Op::Back { cost: 0, to });
    }

    pub fn mov(&mut self, d: Slot, s: Slot, len: u32) {
        if d == s || len == 0 {
            return;
        }
        self.emit(if len == 8 {
            Op::Move8 { d, s }
        } else {
            Op::Move { d, s, len }
        });
    }

    pub fn imm(&mut self, d: Slot, width: u8, v: u64) {
        self.emit(Op::Imm { width, d, v });
    }

    pub fn zero(&mut self, d: Slot, len: u32) {
        match len {
            0 => {}
            1 | 2 | 4 | 8 => self.imm(d, len as u8, 0),
            _ => self.emit(Op::Zero { d, len }),
        }
    }

    pub fn emit_load(&mut self, d: Slot, p: Slot, off: u32, len: u32) {
        self.emit(if len == 8 {
            Op::Load8 { d, p, off }
        } else {
            Op::Load { d, p, off, len }
        });
    }

    pub fn emit_store(&mut self, p: Slot, off: u32, s: Slot, len: u32) {
        self.emit(if len == 8 {
            Op::Store8 { p, s, off }
        } else {
            Op::Store { p, s, off, len }
        });
    }

    /// A fresh object of `ty`; its address goes to `d`.
    pub fn new_object(&mut self, d: Slot, ty: TypeId) {
        let ty = self.cx.alloc_index(ty);
        self.emit(Op::New { d, ty });
    }

    /// The first value of a fresh object.
    pub fn init(&mut self, p: Slot, off: u32, s: Slot, ty: TypeId) {
        let len = self.size(ty);
        if len > 0 {
            self.emit(Op::Init { p, s, off, len });
        }
    }

    pub fn unsupported(&self, text: &str) -> Box<Diag> {
        self.cx.unsupported(self.pos, text)
    }
}

/// Whether a function is of package sync, or of what that is made of.
fn of_sync(symbol: &str) -> bool {
    symbol.starts_with("sync.") || symbol.starts_with("internal/sync.")
}
