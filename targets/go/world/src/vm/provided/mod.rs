//! What the functions of [`tearpoint_front::provided`] do: a file for each family of its table.
//!
//! A function is done at once, or it is one in which others may run; then the goroutine leaves the instruction loop first.

mod alloc;
mod atomic;
mod bubbles;
mod bytes;
mod chans;
mod cooked;
mod frames;
mod host;
mod maps;
mod number;
mod reflect;
mod rune;
mod sched;
mod specials;
mod stacks;
mod waits;

use std::rc::Rc;

use super::action::{Action, Async};
use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use tearpoint_front::provided::{Effect, Waits};
use tearpoint_runtime::error::Res;

impl Interpreter {
    /// Does call `at` of [`crate::code::Code::provided`], or asks for it to be done where others may run.
    ///
    /// Most families are kept out of line, so that atomic operations and waits, which are frequent, need little stack.
    pub(super) fn provided(&self, g: &mut Goroutine, f: Effect, at: u32) -> Res<Option<Action>> {
        let call = &self.code.provided[at as usize];
        match f {
            Effect::Sched(f) => return self.sched(g, f, call),
            Effect::Atomic(f) => return self.atomic(g, f, call),
            Effect::Waits(f) => return Ok(Some(Action::Async(Async::Provided(f, at)))),
            Effect::Alloc(f) => self.alloc(g, f, call)?,
            Effect::Bytes(f) => self.bytes(g, f, call)?,
            Effect::Race(f) => self.race_edge(g, f, g.r8(call.args[0])),
            Effect::Number(f) => self.number(g, f, call)?,
            Effect::Rune(f) => rune::run(g, f, call),
            Effect::Reflect(f) => self.reflect(g, f, call)?,
            Effect::Frames(f) => self.stack_frames(g, f, call)?,
            Effect::Bubble(f) => self.bubbles(g, f, call)?,
            Effect::Special(f) => self.specials(g, f, call)?,
            Effect::Host(f) => self.host(g, f, call)?,
        }
        Ok(None)
    }
}

/// Does call `at` of [`crate::code::Code::provided`] for the goroutine in `slot`.
pub(super) async fn run(vm: &Rc<Interpreter>, slot: usize, f: Waits, at: u32) -> Res<()> {
    let call = &vm.code.provided[at as usize];
    match f {
        Waits::Map(f) => maps::run(vm, slot, f, call).await,
        Waits::Chan(f) => chans::run(vm, slot, f, call).await,
        Waits::Sync(f) => waits::run(vm, slot, f, call).await,
    }
}
