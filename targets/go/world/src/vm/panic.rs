//! Panics, recovery and Goexit.
//!
//! Follows runtime/panic.go (`gopanic`, `gorecover`, `Goexit`, `preprintpanics`, `printpanics`): deferred calls run on the
//! panicking goroutine, innermost first, while its stack still stands.

use tearpoint_harness::contract::End;

use super::action::Action;
use super::goroutine::{FrameKind, Goroutine, Panic};
use super::interpreter::Interpreter;
use super::print;
use crate::code::Slot;
use tearpoint_machine::Fault;
use tearpoint_runtime::error::{ErrorKind, PanicValue, Res, RuntimeError, Unwind, Why};
use tearpoint_runtime::points;

impl Interpreter {
    /// Starts what an [`Unwind`] asks for. Gives an action if the goroutine or the run is over.
    pub(super) fn raise(&self, g: &mut Goroutine, mut unwind: Unwind) -> Option<Action> {
        if g.panic_on_fault && unwind.fault.is_some() {
            unwind.panicmem_addr();
        }
        let value = match unwind.why {
            Why::Ended => return Some(Action::Ended),
            Why::Throw(_) | Why::Signal(_) | Why::Hang => return self.fatal(g, &unwind),
            Why::Panic(value) if g.showing.is_some() => {
                let what = self.shown_type(&value);
                let mut throw = Unwind::throw(&format!("panic while printing panic value: {what}"));
                throw.frames = unwind.frames;
                return self.fatal(g, &throw);
            }
            Why::Panic(value) => {
                self.process.sim.note(&points::PANIC, 0);
                Some(value)
            }
            Why::Goexit => None,
        };
        g.passed = false;
        g.panics.push(Panic {
            value,
            recovered: false,
            raised: g.frames.len().saturating_sub(1),
            pc: g.pc,
            call: 0,
            deferrer: 0,
            frames: unwind.frames,
            fault: unwind.fault,
            word: unwind.word,
            text: None,
        });
        self.next_deferred(g)
    }

    /// Enters the next deferred call of the panic, or ends what cannot be recovered.
    fn next_deferred(&self, g: &mut Goroutine) -> Option<Action> {
        let Some(defer) = g.last_deferred(0) else {
            if g.panics.last().is_some_and(|panic| panic.value.is_none()) {
                return Some(Action::Done);
            }
            g.showing = Some(g.panics.len());
            return self.show_next(g);
        };
        let deferrer = defer.frame;
        let call = g.frames.len();
        if let Some(panic) = g.panics.last_mut() {
            panic.call = call;
            panic.deferrer = deferrer;
        }
        match self.call_deferred(g, 0, FrameKind::PanicDefer) {
            Ok(()) => None,
            Err(unwind) => self.raise(g, *unwind),
        }
    }

    /// A call that a panic made has returned; `g.fp` is still the start of its frame.
    pub(super) fn resume_panic(&self, g: &mut Goroutine) -> Option<Action> {
        if let Some(shown) = g.showing {
            let text = super::strings::load(&self.process, (g.r8(0), g.r8(8)));
            self.set_frame(g);
            return match text {
                Ok(text) => {
                    g.panics[shown].text = Some(text);
                    self.show_next(g)
                }
                Err(unwind) => self.raise(g, *unwind),
            };
        }
        self.set_frame(g);
        let Some(panic) = g.panics.last() else {
            return Some(Action::Done);
        };
        if !panic.recovered {
            return self.next_deferred(g);
        }
        let target = panic.deferrer;
        g.panics.pop();
        // Panics whose deferred calls are cut off by this recovery are over; a Goexit among them goes on.
        let mut goexit = None;
        while let Some(older) = g.panics.last()
            && older.call > target
        {
            goexit = g
                .panics
                .pop()
                .filter(|panic| panic.value.is_none())
                .or(goexit);
        }
        g.frames.truncate(target + 1);
        self.set_frame(g);
        if let Some(panic) = goexit {
            g.panics.push(panic);
            return self.next_deferred(g);
        }
        let func = g.frames[target].func;
        g.pc = self.code.funcs[func as usize].leave;
        None
    }

    fn set_frame(&self, g: &mut Goroutine) {
        g.fp = g.frames.last().map_or(0, |frame| frame.base);
    }

    /// `recover()`: only in the call that the latest panic made itself. What `defer recover()` defers is no such call when the panic makes
    /// it; when its function returns, it is as if that had called `recover` (gc has the call there: open-coded defers).
    pub(super) fn recover(&self, g: &mut Goroutine, d: Slot) -> Res<()> {
        let mut here = g.frames.len() - 1;
        let frame = &g.frames[here];
        let code = &self.code.funcs[frame.func as usize];
        let deferred = code.hidden && code.symbol.ends_with(".deferwrap");
        let by_panic = deferred && frame.kind == FrameKind::PanicDefer;
        if deferred && !by_panic {
            here = here.saturating_sub(1);
        }
        let mut fault = None;
        let value = match g.panics.last_mut() {
            Some(panic)
                if panic.call == here
                    && !by_panic
                    && g.frames[here].kind == FrameKind::PanicDefer
                    && !panic.recovered =>
            {
                let value = panic.value.clone();
                fault = panic.fault;
                panic.recovered = value.is_some();
                value
            }
            _ => None,
        };
        let (word, data) = match value {
            None => (0, 0),
            Some(PanicValue::Value { type_word, data }) => (type_word, data),
            Some(PanicValue::Runtime(error)) => self.error_object(&error, fault)?,
        };
        g.w8(d, word);
        g.w8(d + 8, data);
        Ok(())
    }

    /// A runtime error as a value of the program.
    fn error_object(&self, error: &RuntimeError, fault: Option<Fault>) -> Res<(u64, u64)> {
        let word = self.error_type(error.kind);
        // The descriptor's `Error` method puts the prefix back.
        let text = match error.kind {
            ErrorKind::ErrorString | ErrorKind::BoundsError | ErrorKind::ErrorAddressString => {
                let text = error.text.strip_prefix("runtime error: ");
                text.unwrap_or(&error.text)
            }
            _ => &error.text,
        };
        let text = text.as_bytes();
        let ptr = self.process.newobject(text.len().max(1) as u64, true)?;
        let addressed = error.kind == ErrorKind::ErrorAddressString;
        let object = self
            .process
            .newobject(if addressed { 24 } else { 16 }, false)?;
        let mut mem = self.process.mem.borrow_mut();
        mem.write(ptr, text)?;
        mem.store(object, 8, ptr)?;
        mem.store(object + 8, 8, text.len() as u64)?;
        if let Some(fault) = fault.filter(|_| addressed) {
            mem.store(object + 16, 8, fault.addr)?;
        }
        Ok((word, object))
    }

    /// The panic that `panic(v)` raises for the interface at `s`.
    pub(super) fn panic_value(&self, g: &Goroutine, s: Slot) -> Box<Unwind> {
        let (type_word, data) = (g.r8(s), g.r8(s + 8));
        if type_word == 0 && self.process.profile.get().panic_nil_is_error {
            return match self.process.newobject(8, true) {
                Ok(object) => Unwind::value(self.code.errors.panic_nil, object),
                Err(unwind) => unwind,
            };
        }
        Unwind::value(type_word, data)
    }

    /// Asks the next value, newest first, for its text; ends the run when all have it.
    fn show_next(&self, g: &mut Goroutine) -> Option<Action> {
        while let Some(index) = g.showing.filter(|&index| index > 0) {
            let index = index - 1;
            g.showing = Some(index);
            let Some(PanicValue::Value { type_word, data }) = g.panics[index].value else {
                continue;
            };
            let method = self.code.show.iter().find(|(word, _)| *word == type_word);
            let Some(&(_, func)) = method else { continue };
            let entered = self.enter_show(g, func, data);
            return match entered {
                Ok(()) => None,
                Err(unwind) => self.raise(g, *unwind),
            };
        }
        let crash = self.panic_crash(g);
        self.end(End::Crash(Box::new(crash)));
        Some(Action::Ended)
    }

    /// What is said of a panic while a panic's value is printed: a string itself, or the value's type.
    fn shown_type(&self, value: &PanicValue) -> String {
        let (word, text) = match value {
            PanicValue::Value { type_word, data } => {
                let text = print::panic_value(&self.process, *type_word, *data);
                (*type_word, String::from_utf8_lossy(&text).into_owned())
            }
            PanicValue::Runtime(error) => (self.error_type(error.kind), error.text.clone()),
        };
        let Some(id) = self.code.rtypes.by_addr(word) else {
            return "nil".to_owned();
        };
        match self.code.rtypes.get(id).name.as_str() {
            "string" => text,
            name => format!("type {name}"),
        }
    }

    /// The descriptor of a runtime error's type.
    fn error_type(&self, kind: ErrorKind) -> u64 {
        let errors = &self.code.errors;
        match kind {
            ErrorKind::ErrorString => errors.error_string,
            ErrorKind::PlainError => errors.plain_error,
            ErrorKind::Text => errors.text,
            ErrorKind::BoundsError => errors.bounds_error,
            ErrorKind::TypeAssertionError => errors.type_assertion,
            ErrorKind::ErrorAddressString => errors.error_address,
        }
    }

    /// Calls a method on an interface's data word.
    fn enter_show(&self, g: &mut Goroutine, func: u32, data: u64) -> Res<()> {
        let base = self.stack_top(g);
        let results = self.code.funcs[func as usize].results as usize;
        self.push(g, func, base, 0, FrameKind::Show)?;
        let at = base + results;
        match self.code.funcs[func as usize].indirect_recv {
            None => g.stack[at..at + 8].copy_from_slice(&data.to_le_bytes()),
            Some(size) => {
                let into = &mut g.stack[at..at + size as usize];
                self.process.mem.borrow().read(data, into)?;
            }
        }
        Ok(())
    }

    /// What a panic's value prints as.
    pub(super) fn panic_text(&self, panic: &Panic) -> Vec<u8> {
        if let Some(text) = &panic.text {
            return text.clone();
        }
        match &panic.value {
            None => Vec::new(),
            Some(PanicValue::Runtime(error)) => error.text.clone().into_bytes(),
            Some(PanicValue::Value { type_word, data }) => {
                print::panic_value(&self.process, *type_word, *data)
            }
        }
    }
}
