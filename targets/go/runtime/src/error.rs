//! What leaves a runtime function other than by returning: panics, throws, faults, Goexit.
//!
//! Follows runtime/panic.go (`throw`, `fatal`, `panicmem`), runtime/error.go (error texts) and `sigpanic`.
//! A simulated crash is a value; `?` carries it up the goroutine, and [`FrameExt::frame`] notes the functions it passes.

use tearpoint_harness::contract::{Class, Crash};

use super::profile::BoundsPanic;
use super::traceback::frames;
use tearpoint_machine::{Fault, FaultClass};

/// The result of everything in the simulated runtime that can go wrong.
pub type Res<T> = Result<T, Box<Unwind>>;

/// Why a goroutine's stack unwinds.
#[derive(Clone, Debug)]
pub struct Unwind {
    /// What happened.
    pub why: Why,
    /// Function names from the origin up, as far as unwound.
    pub frames: Vec<String>,
    /// The bad access behind it, if one was.
    pub fault: Option<Fault>,
    /// The address of the metadata word that decided it, for causes.
    pub word: Option<u64>,
}

/// What unwinds a stack.
#[derive(Clone, Debug)]
pub enum Why {
    /// A Go panic: deferred functions run and may recover it.
    Panic(PanicValue),
    /// `throw` or `fatal`: the program is dead. The text follows `fatal error: `.
    Throw(String),
    /// A signal that the runtime could not turn into anything: the text is all it says.
    Signal(String),
    /// `runtime.Goexit`.
    Goexit,
    /// The goroutine runs for ever inside the runtime, and nothing can change that.
    Hang,
    /// The program ends: `os.Exit`, or a limit was reached; the run has its end already.
    Ended,
}

/// The argument of a panic.
#[derive(Clone, Debug)]
pub enum PanicValue {
    /// One of the runtime's own errors.
    Runtime(RuntimeError),
    /// An interface value of the program: type word and data word.
    Value {
        /// The address of its type's descriptor, or of an itab.
        type_word: u64,
        /// The value, or its address.
        data: u64,
    },
}

/// Which type of package runtime the error value has, as seen by `recover`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// `runtime.errorString`: printed with `runtime error: ` before it.
    ErrorString,
    /// `runtime.plainError`: printed as it is.
    PlainError,
    /// `runtime.boundsError`
    BoundsError,
    /// `*runtime.TypeAssertionError`: printed as it is.
    TypeAssertionError,
    /// Not an error but a `string`, as package maps of the runtime panics with: printed as it is.
    Text,
    /// `runtime.errorAddressString`: a fault anywhere, with its address (`debug.SetPanicOnFault`).
    ErrorAddressString,
}

/// A run-time panic of the Go runtime. `text` is what `Error()` gives.
#[derive(Clone, Debug)]
pub struct RuntimeError {
    /// The type of the error value.
    pub kind: ErrorKind,
    /// What `Error()` gives.
    pub text: String,
}

impl Unwind {
    fn new(why: Why) -> Box<Unwind> {
        Box::new(Unwind {
            why,
            frames: Vec::new(),
            fault: None,
            word: None,
        })
    }

    /// `throw(text)` or `fatal(text)`.
    pub fn throw(text: &str) -> Box<Unwind> {
        Unwind::new(Why::Throw(text.to_owned()))
    }

    /// As [`Unwind::throw`], decided by the metadata word at `word`.
    pub fn throw_for(text: &str, word: u64) -> Box<Unwind> {
        let mut unwind = Unwind::throw(text);
        unwind.word = Some(word);
        unwind
    }

    /// `panic(errorString(text))`: `panic: runtime error: text`.
    pub fn error_string(text: &str) -> Box<Unwind> {
        Unwind::runtime(ErrorKind::ErrorString, format!("runtime error: {text}"))
    }

    /// `panic(plainError(text))`: `panic: text`.
    pub fn plain_error(text: &str) -> Box<Unwind> {
        Unwind::runtime(ErrorKind::PlainError, text.to_owned())
    }

    /// `panic(text)` of a string.
    pub fn text(text: &str) -> Box<Unwind> {
        Unwind::runtime(ErrorKind::Text, text.to_owned())
    }

    /// A runtime error whose `Error()` is `text`.
    pub fn runtime(kind: ErrorKind, text: String) -> Box<Unwind> {
        Unwind::new(Why::Panic(PanicValue::Runtime(RuntimeError { kind, text })))
    }

    /// `panic(v)` of an interface value.
    pub fn value(type_word: u64, data: u64) -> Box<Unwind> {
        Unwind::new(Why::Panic(PanicValue::Value { type_word, data }))
    }

    /// `runtime.Goexit()`
    pub fn goexit() -> Box<Unwind> {
        Unwind::new(Why::Goexit)
    }

    /// An endless loop in the runtime: class `hang`.
    pub fn hang() -> Box<Unwind> {
        Unwind::new(Why::Hang)
    }

    /// The run has ended.
    pub fn ended() -> Box<Unwind> {
        Unwind::new(Why::Ended)
    }

    /// What a fault of the program's becomes after `debug.SetPanicOnFault(true)`.
    pub fn panicmem_addr(&mut self) {
        if matches!(&self.why, Why::Throw(text) if text == "fault") {
            let text = "runtime error: invalid memory address or nil pointer dereference";
            let kind = ErrorKind::ErrorAddressString;
            self.why = Why::Panic(PanicValue::Runtime(RuntimeError {
                kind,
                text: text.to_owned(),
            }));
        }
    }

    /// What a fault becomes while the runtime holds a lock: not even a nil pointer can be recovered from.
    pub fn locked(mut self: Box<Self>) -> Box<Unwind> {
        if self.fault.is_some() {
            self.why = Why::Throw("unexpected signal during runtime execution".to_owned());
        }
        self
    }

    /// What a fault becomes where only the signal is reported.
    pub fn signal(mut self: Box<Self>, text: &str) -> Box<Unwind> {
        if self.fault.is_some() {
            self.why = Why::Signal(text.to_owned());
        }
        self
    }

    /// Notes the functions that a failed bounds check goes through, where `function` is what older versions have for its kind.
    pub fn bounds(mut self: Box<Self>, how: BoundsPanic, function: &str) -> Box<Unwind> {
        match how {
            BoundsPanic::Each => self.frames.push(function.to_owned()),
            BoundsPanic::Decoded => {
                let functions = ["runtime.panicBounds64", "runtime.panicBounds"];
                self.frames.extend(functions.map(str::to_owned));
            }
        }
        self
    }

    /// The crash of a program that a throw or an unrecovered fault ended, or that hangs. `None` for anything else.
    pub fn fatal_crash(&self) -> Option<Crash> {
        if let Why::Hang = self.why {
            return Some(Crash {
                frames: frames(&self.frames),
                ..Crash::of(Class::Hang)
            });
        }
        let message = match &self.why {
            Why::Throw(text) => format!("fatal error: {text}"),
            Why::Signal(text) => text.clone(),
            _ => return None,
        };
        let class = match self.fault {
            Some(_) => Class::Segv,
            None => Class::Fatal,
        };
        Some(Crash {
            message,
            frames: frames(&self.frames),
            fault: self
                .fault
                .map_or(String::new(), |fault| fault.class.name().to_owned()),
            ..Crash::of(class)
        })
    }
}

/// `sigpanic`: the nil page gives a panic that can be recovered, any other address kills the program.
impl From<Fault> for Box<Unwind> {
    fn from(fault: Fault) -> Box<Unwind> {
        let mut unwind = if fault.class == FaultClass::NilPage {
            Unwind::error_string("invalid memory address or nil pointer dereference")
        } else {
            Unwind::throw("fault")
        };
        unwind.fault = Some(fault);
        unwind
    }
}

/// Notes the functions that an [`Unwind`] passes.
pub trait FrameExt {
    /// Adds `function` to the frames of an error on its way up.
    fn frame(self, function: &str) -> Self;
}

impl<T> FrameExt for Res<T> {
    #[inline]
    fn frame(self, function: &str) -> Res<T> {
        self.map_err(|mut unwind| {
            unwind.frames.push(function.to_owned());
            unwind
        })
    }
}
