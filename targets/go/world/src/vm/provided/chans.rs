//! Functions of channels and of the scheduler that a program calls itself through linkname, with arguments of its choice.

use std::rc::Rc;

use crate::code::ProvidedCall;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Chan;
use tearpoint_runtime::chan::{Entry, chanrecv, chansend, closechan};
use tearpoint_runtime::error::Res;
use tearpoint_runtime::layout::scase;
use tearpoint_runtime::select::{Arrays, selectgo};

/// Does `call` for the goroutine in `slot`.
pub(super) async fn run(
    vm: &Rc<Interpreter>,
    slot: usize,
    f: Chan,
    call: &ProvidedCall,
) -> Res<()> {
    let process = &*vm.process;
    let ProvidedCall { args, d, .. } = *call;
    let [a, b, _, nsends, nrecvs] =
        vm.with(slot, |g| [0, 1, 2, 3, 4].map(|i: usize| g.r8(args[i])));
    process.runtime_writes();
    if matches!(f, Chan::Recv1 | Chan::Send1 | Chan::Close) {
        process.shadow_leave_alone(a);
    }
    match f {
        Chan::Send1 => {
            chansend(process, a, b, true).await?;
        }
        Chan::Recv1 => {
            chanrecv(process, a, b, Entry::Chanrecv1).await?;
        }
        Chan::Receive => {
            let (nb, val) = vm.with(slot, |g| (g.r1(args[1]), g.r8(args[2])));
            let entry = if nb {
                Entry::Selectnbrecv
            } else {
                Entry::Chanrecv2
            };
            let (selected, received) = chanrecv(process, a, val, entry).await?;
            vm.with(slot, |g| {
                g.w1(d, selected);
                g.w1(d + 8, received);
            });
        }
        Chan::Send => {
            let nb = vm.with(slot, |g| g.r1(args[2]));
            let sent = chansend(process, a, b, !nb).await?;
            vm.with(slot, |g| g.w1(d, sent));
        }
        Chan::Close => closechan(process, a).await?,
        Chan::Ready => process.goready(a)?,
        Chan::Select => {
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
