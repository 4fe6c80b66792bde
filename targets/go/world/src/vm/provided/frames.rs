//! Questions about the stack: return addresses, and what is known of one.

use crate::code::{ProvidedCall, Slot};
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Frames;
use tearpoint_runtime::error::Res;

/// Bits of a program counter that say which instruction.
const PC_BITS: u32 = 24;

impl Interpreter {
    #[inline(never)]
    pub(super) fn stack_frames(
        &self,
        g: &mut Goroutine,
        what: Frames,
        call: &ProvidedCall,
    ) -> Res<()> {
        let (d, [a, b, ..]) = (call.d, call.args);
        match what {
            Frames::Callers => {
                let pcs = self.callers(g, g.r8(a), g.r8(b + 8));
                let at = g.r8(b);
                for (i, pc) in pcs.iter().enumerate() {
                    self.process
                        .mem
                        .borrow_mut()
                        .store(at.wrapping_add(8 * i as u64), 8, *pc)?;
                }
                g.w8(d, pcs.len() as u64);
            }
            Frames::AllStacks => {
                let text = self.all_stacks(g, g.r1(a));
                return self.string_to(g, d, text.as_bytes());
            }
            Frames::FuncName | Frames::FuncFile | Frames::FuncLine => {
                return self.func_info(g, what, d, g.r8(a));
            }
        }
        Ok(())
    }

    /// Return addresses of the goroutine's frames, as numbers of our own; at most `max`.
    fn callers(&self, g: &Goroutine, skip: u64, max: u64) -> Vec<u64> {
        let mut pc = g.pc;
        let mut out = Vec::new();
        let mut skip = skip;
        for frame in g.frames.iter().rev() {
            let here = u64::from(frame.func + 1) << PC_BITS | u64::from(pc);
            pc = frame.ret;
            if self.code.funcs[frame.func as usize].hidden {
                continue;
            }
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if out.len() as u64 == max {
                break;
            }
            out.push(here);
        }
        out
    }

    fn func_info(&self, g: &mut Goroutine, what: Frames, d: Slot, pc: u64) -> Res<()> {
        let func = (pc >> PC_BITS).checked_sub(1);
        let func = func.and_then(|func| self.code.funcs.get(func as usize));
        // A return address is behind the call.
        let at = (pc & ((1 << PC_BITS) - 1)).saturating_sub(1) as u32;
        let pos = func.and_then(|func| func.pos(at));
        match what {
            Frames::FuncName => {
                let name = func.map_or("", |func| &func.symbol);
                self.string_to(g, d, name.as_bytes())
            }
            Frames::FuncFile => {
                let file = pos.and_then(|pos| self.code.files.get(&pos.file));
                let file = file.map_or("?", |file| &**file);
                self.string_to(g, d, file.as_bytes())
            }
            _ => {
                g.w8(d, pos.map_or(0, |pos| pos.line).into());
                Ok(())
            }
        }
    }
}
