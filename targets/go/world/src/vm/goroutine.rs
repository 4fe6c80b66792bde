//! One goroutine's own data: its stack of frames, its deferred calls, its panics.

use crate::code::{Num, Slot};
use tearpoint_machine::Fault;
use tearpoint_runtime::error::PanicValue;

/// Instructions a goroutine may run before it is made to yield.
pub(super) const FUEL: i32 = 10_000;
/// A goroutine's stack may take this much (Go's own limit, 1 GB, is for frames as gc lays them out).
pub(super) const MAX_STACK: usize = 64 << 20;
/// A pooled stack larger than this is given back.
const KEEP_STACK: usize = 64 << 10;

/// Why a frame was entered, and so what its return does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrameKind {
    /// The goroutine's first.
    Entry,
    Call,
    /// A deferred call that a panic (or Goexit) runs.
    PanicDefer,
    /// `Error` or `String` of a panic's value, called to print it.
    Show,
}

/// One frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub func: u32,
    /// Where the caller goes on.
    pub ret: u32,
    pub base: usize,
    pub kind: FrameKind,
    /// The call path that led here, once it was asked for; see [`tearpoint_runtime::race::paths`].
    pub path: u32,
}

/// A deferred call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Defer {
    /// Position of the frame that deferred it.
    pub frame: usize,
    /// The function, unless `closure` is the function value to call.
    pub func: Option<u32>,
    pub closure: u64,
    /// Where its window's bytes start in [`Goroutine::defer_args`].
    pub args: usize,
    /// Not 0 for what bodies of ranges over functions deferred, and for the place where they do.
    pub token: u64,
    /// Only the place: there is nothing to call.
    pub place: bool,
}

/// A panic, or Goexit, on its way.
#[derive(Clone, Debug)]
pub(super) struct Panic {
    /// Nothing for Goexit.
    pub value: Option<PanicValue>,
    pub recovered: bool,
    /// Position of the frame that panicked.
    pub raised: usize,
    /// Behind the instruction that did.
    pub pc: u32,
    /// Position of the deferred call's frame that runs now, and of the frame that deferred it.
    pub call: usize,
    pub deferrer: usize,
    /// Runtime functions between the panicking frame and the panic.
    pub frames: Vec<String>,
    pub fault: Option<Fault>,
    pub word: Option<u64>,
    /// The value's text, once it is known.
    pub text: Option<Vec<u8>>,
}

/// Where a goroutine stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    /// In the pool.
    #[default]
    Idle,
    Live,
    Done,
}

/// A goroutine.
#[derive(Debug, Default)]
pub(super) struct Goroutine {
    /// Its task's number.
    pub task: u32,
    pub state: State,
    pub stack: Vec<u8>,
    pub frames: Vec<Frame>,
    /// Start of the current frame in the stack.
    pub fp: usize,
    pub pc: u32,
    /// The function value through which the current function was called.
    pub closure: u64,
    pub defers: Vec<Defer>,
    pub defer_args: Vec<u8>,
    /// The last token that was given to a call of a function.
    pub tokens: u64,
    pub panics: Vec<Panic>,
    /// Calls of functions that package reflect has made: how many frames there were, and where in the stack it is kept what they are.
    pub stubs: Vec<(usize, usize)>,
    /// What `print` has put together.
    pub print: Vec<u8>,
    /// The point before the next instruction has been passed.
    pub passed: bool,
    pub fuel: i32,
    /// `g.paniconfault`
    pub panic_on_fault: bool,
    /// Position of the panic whose text is being asked for.
    pub showing: Option<usize>,
    /// The function and instruction that started it, and the task of whoever did.
    pub created_by: Option<(u32, u32, u32)>,
}

impl Goroutine {
    /// Readies a pooled goroutine.
    pub fn reset(&mut self) {
        if self.stack.len() > KEEP_STACK {
            self.stack = Vec::new();
        }
        // What an earlier goroutine left must not keep objects alive.
        self.stack.fill(0);
        self.state = State::Live;
        self.frames.clear();
        self.fp = 0;
        self.pc = 0;
        self.closure = 0;
        self.defers.clear();
        self.defer_args.clear();
        self.tokens = 0;
        self.panics.clear();
        self.stubs.clear();
        self.print.clear();
        self.passed = false;
        self.fuel = FUEL;
        self.panic_on_fault = false;
        self.showing = None;
        self.created_by = None;
    }

    /// `deferrangefunc`: from here on, calls deferred with the token that this gives come after those deferred before.
    pub fn defer_token(&mut self) -> u64 {
        self.tokens += 1;
        self.defers.push(Defer {
            frame: self.frames.len() - 1,
            func: None,
            closure: 0,
            args: self.defer_args.len(),
            token: self.tokens,
            place: true,
        });
        self.tokens
    }

    /// The call deferred last, if any, by frame `depth` or one above it. Places before it are over.
    pub fn last_deferred(&mut self, depth: usize) -> Option<&Defer> {
        let over = |defer: &mut Defer| defer.place && defer.frame >= depth;
        while self.defers.pop_if(over).is_some() {}
        self.defers.last().filter(|defer| defer.frame >= depth)
    }

    /// Makes room for a frame of `size` bytes at `base`. False if the stack is too large.
    #[inline]
    pub fn reserve(&mut self, base: usize, size: usize) -> bool {
        // A little more, so that eight-byte accesses to the last slots stay inside.
        let end = base + size + 16;
        if end > self.stack.len() {
            if end > MAX_STACK {
                return false;
            }
            self.stack
                .resize(end.next_multiple_of(1024).max(end * 3 / 2), 0);
        }
        true
    }

    #[inline]
    pub fn at(&self, slot: Slot) -> usize {
        self.fp + usize::from(slot)
    }

    #[inline]
    pub fn r8(&self, slot: Slot) -> u64 {
        let at = self.at(slot);
        let mut word = [0; 8];
        word.copy_from_slice(&self.stack[at..at + 8]);
        u64::from_le_bytes(word)
    }

    #[inline]
    pub fn w8(&mut self, slot: Slot, value: u64) {
        let at = self.at(slot);
        self.stack[at..at + 8].copy_from_slice(&value.to_le_bytes());
    }

    #[inline]
    pub fn r1(&self, slot: Slot) -> bool {
        self.stack[self.at(slot)] != 0
    }

    #[inline]
    pub fn w1(&mut self, slot: Slot, value: bool) {
        let at = self.at(slot);
        self.stack[at] = value.into();
    }

    /// Stores the low `width` bytes.
    #[inline]
    pub fn put(&mut self, slot: Slot, width: usize, value: u64) {
        let at = self.at(slot);
        self.stack[at..at + width].copy_from_slice(&value.to_le_bytes()[..width]);
    }

    /// Reads a word of `width` bytes, 4 or 8, without a sign.
    #[inline]
    pub fn get(&self, slot: Slot, width: usize) -> u64 {
        if width == 4 {
            u64::from(self.r4(self.at(slot)))
        } else {
            self.r8(slot)
        }
    }

    /// Reads a number: integers extended to 64 bits by their sign, floats as their bits.
    #[inline]
    pub fn num(&self, num: Num, slot: Slot) -> u64 {
        let at = self.at(slot);
        match num {
            Num::I64 | Num::U64 | Num::F64 => self.r8(slot),
            Num::U8 => u64::from(self.stack[at]),
            Num::I8 => self.stack[at] as i8 as u64,
            Num::U16 => u64::from(u16::from_le_bytes([self.stack[at], self.stack[at + 1]])),
            Num::I16 => i16::from_le_bytes([self.stack[at], self.stack[at + 1]]) as u64,
            Num::U32 | Num::F32 => u64::from(self.r4(at)),
            Num::I32 => self.r4(at) as i32 as u64,
        }
    }

    #[inline]
    fn r4(&self, at: usize) -> u32 {
        let mut word = [0; 4];
        word.copy_from_slice(&self.stack[at..at + 4]);
        u32::from_le_bytes(word)
    }

    /// The bytes of a value in the current frame.
    #[inline]
    pub fn bytes(&self, slot: Slot, len: usize) -> &[u8] {
        let at = self.at(slot);
        &self.stack[at..at + len]
    }

    #[inline]
    pub fn bytes_mut(&mut self, slot: Slot, len: usize) -> &mut [u8] {
        let at = self.at(slot);
        &mut self.stack[at..at + len]
    }

    #[inline]
    pub fn copy(&mut self, d: Slot, s: Slot, len: usize) {
        let (d, s) = (self.at(d), self.at(s));
        self.stack.copy_within(s..s + len, d);
    }
}
