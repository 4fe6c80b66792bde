//! A crash of one goroutine, as it is reported: its message, its stack, and the writes that led to it.
//!
//! What ends a program without a crash of one goroutine is in [`super::ends`].

use tearpoint_harness::contract::{Cause, Class, Crash, End, Frame, Writer};

use super::action::Action;
use super::goroutine::{Goroutine, Panic};
use super::interpreter::Interpreter;
use crate::race_report::variable;
use crate::tamper::field_at;
use tearpoint_machine::{Stamp, WriterKind};
use tearpoint_runtime::error::{ErrorKind, PanicValue, Unwind};
use tearpoint_runtime::traceback;

/// runtime/traceback.go `tracebackInnerFrames` and `tracebackOuterFrames`, together.
const TRACEBACK_MAX_FRAMES: usize = 100;

impl Interpreter {
    /// A throw: the program is dead.
    pub(super) fn fatal(&self, g: &Goroutine, unwind: &Unwind) -> Option<Action> {
        if let Some(mut crash) = unwind.fatal_crash() {
            crash.frames.extend(self.frames(g));
            crash.causes = self.causes(unwind.word);
            self.end(End::Crash(Box::new(crash)));
        }
        Some(Action::Ended)
    }

    /// The crash of panics that nothing recovered.
    pub(super) fn panic_crash(&self, g: &Goroutine) -> Crash {
        let mut message = b"panic: ".to_vec();
        if let Some(first) = g.panics.iter().find(|panic| panic.value.is_some()) {
            message.extend(self.panic_text(first));
            if self.repanicked(g, first) {
                message.extend_from_slice(b" [recovered, repanicked]");
            } else if first.recovered {
                message.extend_from_slice(b" [recovered]");
            }
        }
        let message = String::from_utf8_lossy(&message);
        let fault = g.panics.iter().rev().find_map(|panic| panic.fault);
        let word = g.panics.iter().rev().find_map(|panic| panic.word);
        Crash {
            message: message.lines().next().unwrap_or_default().to_owned(),
            frames: self.frames(g),
            fault: fault.map_or(String::new(), |fault| fault.class.name().to_owned()),
            causes: self.causes(word),
            ..Crash::of(match fault {
                Some(_) => Class::Segv,
                None => Class::Panic,
            })
        }
    }

    /// Whether the next panic after `first` has the same value (`preprintpanics`, which compares words).
    fn repanicked(&self, g: &Goroutine, first: &Panic) -> bool {
        let mut later = g.panics.iter();
        later.find(|panic| std::ptr::eq(*panic, first));
        let same = match (&first.value, later.next().map(|panic| &panic.value)) {
            (
                Some(PanicValue::Value { type_word, data }),
                Some(Some(PanicValue::Value {
                    type_word: type_again,
                    data: data_again,
                })),
            ) => (type_word, data) == (type_again, data_again),
            // Those without numbers are variables and constants of the runtime: the same one each time.
            (Some(PanicValue::Runtime(one)), Some(Some(PanicValue::Runtime(other)))) => {
                let constant = matches!(one.kind, ErrorKind::ErrorString | ErrorKind::PlainError);
                constant && one.kind == other.kind && one.text == other.text
            }
            // One of the runtime's own became a value when it was recovered.
            (Some(PanicValue::Runtime(_)), Some(Some(PanicValue::Value { .. }))) => g
                .panics
                .iter()
                .rposition(|panic| panic.value.is_some())
                .is_some_and(|last| self.panic_text(&g.panics[last]) == self.panic_text(first)),
            _ => false,
        };
        same && self.process.profile.get().says_repanicked
    }

    /// The goroutine's functions from the innermost frame up; the runtime's where a panic was raised.
    pub(super) fn frames(&self, g: &Goroutine) -> Vec<Frame> {
        let parked = self.process.goroutines.parked(g.task);
        let runtime = parked.map_or(&[][..], |parked| parked.frames);
        let mut out: Vec<Frame> = runtime.iter().map(|&name| traceback::frame(name)).collect();
        // Behind where the function stands: where it goes on is kept by the one that it has called. One that stopped
        // before an access does that instruction again.
        let mut next = g.pc + u32::from(g.passed);
        for (at, frame) in g.frames.iter().enumerate().rev().take(TRACEBACK_MAX_FRAMES) {
            let raised = g.panics.iter().rev().filter(|panic| panic.raised == at);
            if let Some(panic) = raised.clone().next() {
                next = panic.pc;
            }
            raised.for_each(|panic| out.extend(traceback::frames(&panic.frames)));
            if !self.code.funcs[frame.func as usize].hidden {
                out.push(self.code.frame(frame.func, next.saturating_sub(1)));
            }
            next = frame.ret;
        }
        out
    }

    /// The functions of the goroutine that runs, or ran last.
    pub(crate) fn running_frames(&self) -> Vec<Frame> {
        let Some(slot) = self.slot_of(self.process.sim.current()) else {
            return Vec::new();
        };
        self.with(slot, |g| self.frames(g))
    }

    /// What the goroutine that runs for ever waits to see, if it is a value that it need never see.
    pub(crate) fn spins_on(&self) -> String {
        let Some(addr) = self.process.race.holds(self.process.sim.current()) else {
            return String::new();
        };
        let name = variable(&self.code, addr).unwrap_or_else(|| format!("0x{addr:x}"));
        format!("spins on {name}: without synchronisation it need never see what was written there")
    }

    /// What led to a crash that the metadata word at `word` decided, or a word that somebody else wrote.
    fn causes(&self, word: Option<u64>) -> Vec<Cause> {
        if let Some(read) = self.process.last_foreign_read() {
            let seen = Cause::Read {
                task: read.task,
                step: read.step,
            };
            return vec![self.wrote(read.addr, read.written), seen];
        }
        let written = word.map(|word| {
            let writer = self.process.mem.borrow().writer(word);
            self.wrote(word, writer)
        });
        written.into_iter().collect()
    }

    /// Who wrote the word at `addr`, and when.
    fn wrote(&self, addr: u64, stamp: Stamp) -> Cause {
        Cause::Wrote {
            by: match stamp.kind() {
                WriterKind::Runtime => Writer::Runtime,
                WriterKind::Program => Writer::Program,
                WriterKind::Unsafe => Writer::Unsafe,
                WriterKind::Tamper => Writer::Tampering,
            },
            what: field_at(&self.process, addr)
                .unwrap_or_else(|| "a word of runtime metadata".to_owned()),
            change: None,
            step: stamp.step(),
        }
    }
}
