//! Functions of bubbles (packages internal/synctest and time): what `synctest.Run` is made of, and whom pointers belong to.

use crate::code::ProvidedCall;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Bubble;
use tearpoint_runtime::error::Res;
use tearpoint_runtime::synctest::Association;

impl Interpreter {
    #[inline(never)]
    pub(super) fn bubbles(&self, g: &mut Goroutine, f: Bubble, call: &ProvidedCall) -> Res<()> {
        let (d, a) = (call.d, call.args[0]);
        let process = &*self.process;
        process.runtime_writes();
        match f {
            Bubble::IsIn => g.w1(d, process.bubble()? != 0),
            Bubble::Associate => g.w8(d, process.bubble_association(g.r8(a), true)? as u64),
            Bubble::Disassociate => process.bubble_disassociate(g.r8(a)),
            Bubble::IsAssociated => {
                let association = process.bubble_association(g.r8(a), false)?;
                g.w1(d, association == Association::Current);
            }
            Bubble::Begin => g.w1(d, process.bubble_begin()?),
            Bubble::End => process.bubble_end()?,
            Bubble::Due => g.w8(d, process.bubble_due()?),
            Bubble::Left => g.w8(d, process.bubble_left()? as u64),
            Bubble::SetFake => process.set_fake(g.r8(a))?,
            Bubble::FiresAtOnce => g.w1(d, process.fires_at_once(g.r8(a))?),
        }
        self.program_writes();
        Ok(())
    }
}
