//! Functions of channels and goroutines that a program calls itself, through linkname, with arguments of its choice.

use std::rc::Rc;

use super::Proc;
use crate::go::lang::code::{Linked, LinkedCall};
use crate::go::runtime::chan::{Entry, chanrecv, chansend, closechan};
use crate::go::runtime::error::Res;
use crate::go::runtime::select::{Arrays, SCASE_SIZE, selectgo};

/// Does call `op` of [`crate::go::lang::code::Code::linked`] for the goroutine in `slot`.
pub(super) async fn run(proc: &Rc<Proc>, slot: usize, op: u32) -> Res<()> {
    let go = &*proc.go;
    let LinkedCall { what, args, d } = proc.code.linked[op as usize];
    let [a, b, _, nsends, nrecvs] =
        proc.with(slot, |g| [0, 1, 2, 3, 4].map(|i: usize| g.r8(args[i])));
    go.runtime_writes();
    if matches!(
        what,
        Linked::Chanrecv1 | Linked::Chansend1 | Linked::Closechan
    ) {
        go.shadow_leave_alone(a);
    }
    match what {
        Linked::Chansend1 => {
            chansend(go, a, b, true).await?;
        }
        Linked::Chanrecv1 => {
            chanrecv(go, a, b, Entry::Chanrecv1).await?;
        }
        Linked::Closechan => closechan(go, a).await?,
        Linked::Goready => go.goready(a)?,
        Linked::Selectgo => {
            let block = proc.with(slot, |g| g.r1(args[5]));
            let arrays = Arrays {
                cas0: a,
                order0: b,
                nsends: nsends as i64,
                nrecvs: nrecvs as i64,
            };
            let cases = (nsends as i64).saturating_add(nrecvs as i64);
            for i in 0..cases.clamp(0, 1 << 16) as u64 {
                let c = go.mem.borrow().load(a.wrapping_add(i * SCASE_SIZE), 8);
                c.into_iter().for_each(|c| go.shadow_leave_alone(c));
            }
            let (chosen, received) = selectgo(go, arrays, block).await?;
            proc.with(slot, |g| {
                g.w8(d, chosen as u64);
                g.w1(d + 8, received);
            });
        }
    }
    Ok(())
}
