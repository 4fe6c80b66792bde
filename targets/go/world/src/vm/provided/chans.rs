//! Functions of channels and goroutines that a program calls itself, through linkname, with arguments of its choice.

use std::rc::Rc;

use crate::code::{Linked, LinkedCall};
use crate::vm::interpreter::Interpreter;
use tearpoint_runtime::chan::{Entry, chanrecv, chansend, closechan};
use tearpoint_runtime::error::Res;
use tearpoint_runtime::layout::scase;
use tearpoint_runtime::select::{Arrays, selectgo};

/// Does call `op` of [`crate::code::Code::linked`] for the goroutine in `slot`.
pub(in crate::vm) async fn run(vm: &Rc<Interpreter>, slot: usize, op: u32) -> Res<()> {
    let process = &*vm.process;
    let LinkedCall { what, args, d } = vm.code.linked[op as usize];
    let [a, b, _, nsends, nrecvs] =
        vm.with(slot, |g| [0, 1, 2, 3, 4].map(|i: usize| g.r8(args[i])));
    process.runtime_writes();
    if matches!(
        what,
        Linked::Chanrecv1 | Linked::Chansend1 | Linked::Closechan
    ) {
        process.shadow_leave_alone(a);
    }
    match what {
        Linked::Chansend1 => {
            chansend(process, a, b, true).await?;
        }
        Linked::Chanrecv1 => {
            chanrecv(process, a, b, Entry::Chanrecv1).await?;
        }
        Linked::Closechan => closechan(process, a).await?,
        Linked::Goready => process.goready(a)?,
        Linked::Selectgo => {
            let block = vm.with(slot, |g| g.r1(args[5]));
            let arrays = Arrays {
                cas0: a,
                order0: b,
                nsends: nsends as i64,
                nrecvs: nrecvs as i64,
            };
            let cases = (nsends as i64).saturating_add(nrecvs as i64);
            for i in 0..cases.clamp(0, 1 << 16) as u64 {
                let c = process
                    .mem
                    .borrow()
                    .load(a.wrapping_add(i * scase::SIZE), 8);
                c.into_iter().for_each(|c| process.shadow_leave_alone(c));
            }
            let (chosen, received) = selectgo(process, arrays, block).await?;
            vm.with(slot, |g| {
                g.w8(d, chosen as u64);
                g.w1(d + 8, received);
            });
        }
    }
    Ok(())
}
