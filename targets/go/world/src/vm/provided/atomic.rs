//! Package sync/atomic: others may run before an operation, and it is done in one step.

use tearpoint_harness::contract::Access;

use crate::code::ProvidedCall;
use crate::vm::action::Action;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Atomic;
use tearpoint_runtime::error::Res;
use tearpoint_runtime::points;

impl Interpreter {
    pub(super) fn atomic(
        &self,
        g: &mut Goroutine,
        f: Atomic,
        call: &ProvidedCall,
    ) -> Res<Option<Action>> {
        let addr = g.r8(call.args[0]);
        if !std::mem::replace(&mut g.passed, false) {
            g.passed = true;
            // The instruction is done after the point.
            g.pc -= 1;
            let access = match f {
                Atomic::Load => Access::Read,
                _ => Access::Write,
            };
            return Ok(Some(Action::Point(&points::ATOMIC, addr, access)));
        }
        let width = call.points_at as usize;
        let old = self.process.mem.borrow().load(addr, width)?;
        let operand = g.get(call.args[1], width);
        let (new, result) = match f {
            Atomic::Load => (None, Some(old)),
            Atomic::Store => (Some(operand), None),
            Atomic::Add => {
                let sum = old.wrapping_add(operand);
                (Some(sum), Some(sum))
            }
            Atomic::Swap => (Some(operand), Some(old)),
            Atomic::And => (Some(old & operand), Some(old)),
            Atomic::Or => (Some(old | operand), Some(old)),
            Atomic::CompareAndSwap => {
                let swapped = old == operand;
                g.w1(call.d, swapped);
                (swapped.then(|| g.get(call.args[2], width)), None)
            }
        };
        self.race_atomic(g, addr, width as u64, (f != Atomic::Store, new.is_some()));
        if let Some(new) = new {
            self.write_bytes(addr, &new.to_le_bytes()[..width])?;
        }
        if let Some(result) = result {
            g.put(call.d, width, result);
        }
        Ok(None)
    }
}
