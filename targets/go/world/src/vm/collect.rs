//! Garbage collection as far as the interpreter takes part in it: when a collection starts, and which pointers the stacks hold.
//!
//! Deviation: a collection begins only while no goroutine is inside a map operation, because such an operation keeps
//! pointers in host memory between two of its steps.

use std::rc::Rc;

use tearpoint_harness::contract::{Access, Frame, Op as SimOp, PointSpec, Stream, TaskId};

use super::action::Async;
use super::goroutine::{FrameKind, Goroutine, State};
use super::interpreter::Interpreter;
use crate::code::Op;
use crate::code::effects::{Effect, effects};
use crate::code::stackmap::{StackMap, Word};
use tearpoint_front::provided::Waits;
use tearpoint_runtime::error::{FrameExt, PanicValue, Res};
use tearpoint_runtime::gc::{self, Origin, Root, Waiting};
use tearpoint_runtime::points;
use tearpoint_runtime::traceback::frame;

/// Objects that are scanned between two points.
const MARK_STEP: usize = 16;

impl Interpreter {
    /// Whether an operation must not be cut by a collection.
    pub(super) fn pins(op: Async) -> bool {
        matches!(op, Async::Map(_) | Async::Provided(Waits::Map(_), _))
    }

    /// The heap has grown: collects, unless a goroutine is where that cannot be. Then the next allocation asks again.
    pub(super) fn collect_if_due(self: &Rc<Interpreter>) -> Res<()> {
        let due = self.process.gc_due.replace(false);
        if self.pinned.get() > 0 || !due || self.process.mem.borrow().is_marking() {
            return Ok(());
        }
        let asked_by = self.asked_by("runtime.gcStart");
        gc::collect(&self.process, self.roots(), &self.code.globals, asked_by)
    }

    /// `runtime.GC()`
    pub(super) async fn gc(self: &Rc<Interpreter>) -> Res<()> {
        loop {
            self.gc_point(&points::GOSCHED).await;
            if self.pinned.get() == 0 && !self.process.mem.borrow().is_marking() {
                break;
            }
        }
        self.mark_and_sweep().await.frame("runtime.GC")
    }

    /// A collection beside the running program.
    async fn mark_and_sweep(self: &Rc<Interpreter>) -> Res<()> {
        gc::begin(&self.process, self.roots(), &self.code.globals)?;
        while !gc::step(&self.process, MARK_STEP)? {
            self.gc_point(&points::GC_MARK).await;
        }
        gc::finish(&self.process, self.asked_by("runtime.GC"))
    }

    async fn gc_point(&self, point: &'static PointSpec) {
        let op = SimOp {
            point,
            object: 0,
            access: Access::None,
        };
        self.process.sim.point(op).await;
    }

    /// The goroutine touched freed memory: says so, once for each object.
    pub(super) fn report_use(&self, g: &Goroutine) {
        if self.process.mem.borrow().was_touched() {
            self.process.report_freed(self.frames(g));
        }
    }

    /// Who asked for a collection: the function of the runtime, and the program's.
    fn asked_by(&self, function: &'static str) -> Vec<Frame> {
        let mut frames = vec![frame(function)];
        frames.extend(self.running_frames());
        frames
    }

    /// What every goroutine holds.
    fn roots(&self) -> Vec<Root> {
        let mut roots = Vec::new();
        for slot in 0..self.used.get() {
            self.with(slot, |g| {
                if g.state == State::Live {
                    self.stack_roots(g, &mut roots);
                }
            });
        }
        roots
    }

    /// What the goroutine leak profile would say of the goroutines that wait, if it were asked now; with `tiny` or without, as for
    /// [`gc::find_leaks`].
    pub(super) fn leak_profile(&self, tiny: bool) -> Res<Vec<gc::Verdict>> {
        // Of a variable the whole: not which field of it is waited for.
        let named = |addr| match self.code.variable_at(addr) {
            Some((name, _)) => format!("package variable {name}"),
            None => "a package variable".to_owned(),
        };
        let globals = self.code.globals.iter();
        let mut origins: Vec<Origin> = globals
            .map(|global| Origin {
                name: named(global.0),
                roots: Vec::new(),
                global: Some(global.clone()),
            })
            .collect();
        let mut waiting = Vec::new();
        for slot in 0..self.used.get() {
            self.with(slot, |g| {
                if g.state != State::Live {
                    return;
                }
                let mut roots = Vec::new();
                self.stack_roots(g, &mut roots);
                let task = TaskId(g.task);
                roots.extend(self.passing(task));
                let frames = self.frames(g);
                let user = frames
                    .iter()
                    .find(|frame| !self.code.origins.is_library(&frame.function));
                let function = user.map_or("", |frame| frame.function.as_ref());
                let stack = Origin {
                    name: format!("the stack of goroutine {} in {function}", g.task + 1),
                    roots,
                    global: None,
                };
                match self.process.waits(task) {
                    Some(_) => waiting.push(Waiting { task, stack }),
                    None => origins.push(stack),
                }
            });
        }
        gc::find_leaks(&self.process, origins, waiting, tiny, named)
    }

    /// `goroutineLeakGC`: a collection that finds goroutines which have leaked, and says so in their status.
    pub(super) async fn leak_gc(self: &Rc<Interpreter>) -> Res<()> {
        loop {
            self.gc_point(&points::GOSCHED).await;
            if self.pinned.get() == 0 && !self.process.mem.borrow().is_marking() {
                break;
            }
        }
        let tiny = self.process.sim.choose(Stream::TieBreak, 2) == 0;
        let leaked = self.leak_profile(tiny)?.into_iter();
        let leaked = leaked.filter(|verdict| verdict.kept_by.is_none());
        self.process
            .set_leaked(leaked.map(|verdict| verdict.task).collect())?;
        let asked_by = self.asked_by("runtime.goroutineLeakGC");
        gc::collect_rest(&self.process, self.roots(), &self.code.globals, asked_by)
    }

    /// Values of a goroutine's channel operations on their way through memory: part of its stack.
    fn passing(&self, task: TaskId) -> Vec<Root> {
        let Some((at, bytes)) = self.process.goroutines.scratch_of(task) else {
            return Vec::new();
        };
        let memory = self.process.mem.borrow();
        let words = (0..bytes / 8).filter_map(|word| memory.load(at + 8 * word, 8).ok());
        words.map(Root::Maybe).collect()
    }

    /// What a goroutine's stack, deferred calls and panics hold.
    fn stack_roots(&self, g: &Goroutine, roots: &mut Vec<Root>) {
        for (depth, frame) in g.frames.iter().enumerate() {
            let func = &self.code.funcs[frame.func as usize];
            let next = g.frames.get(depth + 1);
            let (pc, end) = match next {
                None => (Some(g.pc as usize), func.frame as usize),
                Some(next) => match next.kind {
                    FrameKind::Call => (Some(next.ret as usize), next.base - frame.base),
                    _ => (None, func.frame as usize),
                },
            };
            let map = self.stack_map(frame.func);
            for (word, kind) in map.words(func, pc, end) {
                let value = self.stack_word(g, frame.base + 8 * word);
                roots.push(match kind {
                    Word::Exact => Root::Exact(value),
                    Word::Maybe => Root::Maybe(value),
                });
            }
            if next.is_none() {
                self.operand_roots(g, frame.base, frame.func, roots);
            }
        }
        roots.extend(g.defers.iter().map(|defer| Root::Maybe(defer.closure)));
        for word in g.defer_args.chunks_exact(8) {
            let word = word.try_into().unwrap_or_default();
            roots.push(Root::Maybe(u64::from_le_bytes(word)));
        }
        for panic in &g.panics {
            if let Some(PanicValue::Value { data, .. }) = panic.value {
                roots.push(Root::Maybe(data));
            }
        }
    }

    /// What the innermost function still needs that is not in its frame's map: operands of an operation that others
    /// interrupted or in which it waits, and the closure whose captures it has yet to load.
    fn operand_roots(&self, g: &Goroutine, base: usize, func: u32, roots: &mut Vec<Root>) {
        let func = &self.code.funcs[func as usize];
        let pc = g.pc as usize;
        if let Some(Op::Capture { .. }) = func.ops.get(pc) {
            roots.push(Root::Maybe(g.closure));
        }
        let Some(op) = pc.checked_sub(1).and_then(|at| func.ops.get(at)) else {
            return;
        };
        let waits = matches!(
            op,
            Op::Map { .. } | Op::Chan { .. } | Op::Select { .. } | Op::Provided { .. }
        );
        if waits {
            effects(&self.code, func, op, &mut |effect| {
                if let Effect::Reads(slot, len) = effect {
                    for at in (0..len as usize).step_by(8) {
                        let value = self.stack_word(g, base + usize::from(slot) + at);
                        roots.push(Root::Maybe(value));
                    }
                }
            });
        }
    }

    fn stack_word(&self, g: &Goroutine, at: usize) -> u64 {
        let word = g
            .stack
            .get(at..at + 8)
            .and_then(|word| word.try_into().ok());
        word.map_or(0, u64::from_le_bytes)
    }

    fn stack_map(&self, func: u32) -> Rc<StackMap> {
        let mut maps = self.stack_maps.borrow_mut();
        if maps.is_empty() {
            maps.resize(self.code.funcs.len(), None);
        }
        let map = &mut maps[func as usize];
        Rc::clone(map.get_or_insert_with(|| {
            Rc::new(StackMap::new(&self.code, &self.code.funcs[func as usize]))
        }))
    }
}
