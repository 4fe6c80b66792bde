//! Channel operations and select: from the frame to the channel runtime and back.
//!
//! Frames are not in simulated memory. A value that is sent or received therefore passes through the goroutine's scratch
//! memory, and this is what other goroutines (and sudogs) see of its stack.

use std::rc::Rc;

use super::interpreter::Interpreter;
use crate::code::{ChanKind, SelectOp};
use tearpoint_runtime::chan::{ElemType, Entry, chanrecv, chansend, closechan, makechan};
use tearpoint_runtime::error::Res;
use tearpoint_runtime::layout::scase;
use tearpoint_runtime::rtype::RtypeId;
use tearpoint_runtime::select::{self, Arrays, selectgo};

/// Does operation `op` of [`crate::code::Code::chans`] for the goroutine in `slot`.
pub(super) async fn run(vm: &Rc<Interpreter>, slot: usize, op: u32) -> Res<()> {
    let process = &*vm.process;
    let op = vm.code.chans[op as usize];
    let elem = elem_type(vm, op.elem);
    let c = vm.with(slot, |g| g.r8(op.c));
    process.runtime_writes();
    match op.kind {
        ChanKind::Make => {
            let size = vm.with(slot, |g| op.value.map_or(0, |value| g.r8(value)));
            let made = makechan(process, elem, size as i64)?;
            vm.with(slot, |g| g.w8(op.d, made));
        }
        ChanKind::Close => closechan(process, c).await?,
        ChanKind::Send | ChanKind::TrySend => {
            let ep = process.scratch(elem.size)?;
            if let Some(value) = op.value {
                vm.with(slot, |g| {
                    let bytes = g.bytes(value, elem.size as usize);
                    process.mem.borrow_mut().write(ep, bytes)
                })?;
            }
            let block = op.kind == ChanKind::Send;
            let sent = chansend(process, c, ep, block).await?;
            if !block {
                vm.with(slot, |g| g.w1(op.d, sent));
            }
        }
        ChanKind::Recv1 | ChanKind::Recv2 | ChanKind::TryRecv => {
            let ep = match op.value {
                Some(_) => process.scratch(elem.size)?,
                None => 0,
            };
            if ep != 0 {
                process.mem.borrow_mut().zero(ep, elem.size as usize)?;
            }
            let entry = match op.kind {
                ChanKind::Recv1 => Entry::Chanrecv1,
                ChanKind::Recv2 => Entry::Chanrecv2,
                _ => Entry::Selectnbrecv,
            };
            let (selected, received) = chanrecv(process, c, ep, entry).await?;
            vm.with(slot, |g| {
                match entry {
                    Entry::Chanrecv1 => {}
                    Entry::Chanrecv2 => g.w1(op.ok, received),
                    Entry::Selectnbrecv => {
                        g.w1(op.d, selected);
                        g.w1(op.ok, received);
                    }
                }
                let Some(value) = op.value.filter(|_| selected) else {
                    return Ok(());
                };
                let into = g.bytes_mut(value, elem.size as usize);
                process.mem.borrow().read(ep, into)
            })?;
        }
    }
    Ok(())
}

fn elem_type(vm: &Interpreter, elem: RtypeId) -> ElemType {
    let rtype = vm.code.rtypes.get(elem);
    ElemType {
        addr: rtype.addr,
        size: rtype.size,
        noscan: rtype.noscan,
    }
}

/// Does select `op` of [`crate::code::Code::selects`], or blocks for ever if there is no such select.
pub(super) async fn select(vm: &Rc<Interpreter>, slot: usize, op: u32) -> Res<()> {
    let process = &*vm.process;
    process.runtime_writes();
    let Some(op) = vm.code.selects.get(op as usize) else {
        return Err(Box::new(select::block(process).await));
    };
    let frame = lay_out(vm, slot, op)?;
    let (chosen, received) = selectgo(process, frame.arrays, op.block).await?;
    vm.with(slot, |g| {
        let Ok(index) = usize::try_from(chosen) else {
            g.w8(op.d, u64::MAX);
            return Ok(());
        };
        let case = &op.cases[index];
        g.w8(op.d, case.clause.into());
        if case.sends {
            return Ok(());
        }
        g.w1(case.ok, received);
        let Some(value) = case.value else {
            return Ok(());
        };
        let size = elem_type(vm, case.elem).size as usize;
        let into = g.bytes_mut(value, size);
        process.mem.borrow().read(frame.elems[index], into)
    })?;
    Ok(())
}

/// The arrays of a select on the goroutine's scratch memory, and where each case's element lies.
struct OnStack {
    arrays: Arrays,
    elems: Vec<u64>,
}

fn lay_out(vm: &Interpreter, slot: usize, op: &SelectOp) -> Res<OnStack> {
    let process = &*vm.process;
    let n = op.cases.len() as u64;
    let orders = (4 * n).next_multiple_of(8);
    let sizes: Vec<u64> = op
        .cases
        .iter()
        .map(|case| elem_type(vm, case.elem).size.next_multiple_of(8))
        .collect();
    let cas0 = process.scratch(scase::SIZE * n + orders + sizes.iter().sum::<u64>())?;
    let order0 = cas0 + scase::SIZE * n;
    let mut next = order0 + orders;
    let mut elems = Vec::with_capacity(op.cases.len());
    let mut mem = process.mem.borrow_mut();
    for (i, (case, size)) in op.cases.iter().zip(sizes).enumerate() {
        let elem = case.value.map_or(0, |_| next);
        vm.with(slot, |g| {
            let scase = cas0 + scase::SIZE * i as u64;
            mem.store(scase, 8, g.r8(case.c))?;
            mem.store(scase + 8, 8, elem)?;
            match case.value {
                Some(value) if case.sends => mem.write(elem, g.bytes(value, size as usize)),
                Some(_) => mem.zero(elem, size as usize),
                None => Ok(()),
            }
        })?;
        elems.push(elem);
        next += size;
    }
    let nsends = op.cases.iter().filter(|case| case.sends).count() as i64;
    Ok(OnStack {
        arrays: Arrays {
            cas0,
            order0,
            nsends,
            nrecvs: n as i64 - nsends,
        },
        elems,
    })
}
