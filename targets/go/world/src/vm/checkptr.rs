//! Instructions that check conversions of `unsafe.Pointer` (cmd/compile with -d=checkptr).

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::Op;
use tearpoint_runtime::checkptr::Target;
use tearpoint_runtime::error::Res;

impl Interpreter {
    pub(super) fn check_pointer(&self, g: &Goroutine, op: Op) -> Res<()> {
        let globals = &self.code.globals;
        match op {
            Op::CheckAlign {
                align,
                counted,
                p,
                n,
                ty,
            } => {
                let alloc = self.code.allocs[ty as usize];
                let to = Target {
                    size: alloc.size,
                    align: align.into(),
                    pointers: !alloc.noscan,
                };
                let n = if counted { g.r8(n) } else { 1 };
                self.process.checkptr_alignment(g.r8(p), to, n, globals)
            }
            Op::CheckArithmetic { n, p, a } => {
                let originals: Vec<u64> = (0..n).map(|at| g.r8(a + 8 * at)).collect();
                self.process
                    .checkptr_arithmetic(g.r8(p), &originals, globals)
            }
            _ => Ok(()),
        }
    }
}
