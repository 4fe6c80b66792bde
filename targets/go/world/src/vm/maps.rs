//! Map operations: from the frame to the map runtime and back.

use std::rc::Rc;

use super::Interpreter;
use super::frame::Goroutine;
use crate::code::{LinkedOp, MapKind, MapOp, Slot};
use tearpoint_runtime::error::{Res, Unwind};
use tearpoint_runtime::layout::hiter;
use tearpoint_runtime::map::{
    Key, ZERO_VAL, ZERO_VAL_SIZE, makemap, makemap_small, mapaccess1, mapaccess1_as, mapaccess2,
    mapassign, mapassign_as, mapclear, mapdelete, mapdelete_as, mapiterinit, mapiternext,
};
use tearpoint_runtime::oracle;
use tearpoint_runtime::process::Process;
use tearpoint_runtime::race::shadow::What;
use tearpoint_runtime::rtype::{self, MapType};

/// Does operation `op` of [`crate::code::Code::maps`] for the goroutine in `slot`.
pub(super) async fn run(vm: &Rc<Interpreter>, slot: usize, op: u32) -> Res<()> {
    let process = &*vm.process;
    let op = &vm.code.maps[op as usize];
    if let MapKind::Linked(what, variant) = op.kind {
        return linked(vm, slot, op, what, variant).await;
    }
    let Some(t) = vm.code.rtypes.get(op.ty).map.as_deref() else {
        return Ok(());
    };
    let (m, d) = vm.with(slot, |g| (g.r8(op.m), g.r8(op.d)));
    if vm.with(slot, |g| vm.orders(g)) {
        race(process, op.kind, m, d);
    }
    match op.kind {
        MapKind::MakeSmall | MapKind::Make => {
            process.runtime_writes();
            let made = if op.kind == MapKind::Make {
                makemap(process, t, vm.with(slot, |g| g.r8(op.k)) as i64)?
            } else {
                makemap_small(process, t)?
            };
            vm.with(slot, |g| g.w8(op.d, made));
        }
        MapKind::Access1 => {
            let elem = mapaccess1(process, t, m, key(vm, slot, op, t)).await?;
            vm.with(slot, |g| element(vm, g, t, op.d, elem))?;
        }
        MapKind::Access2 => {
            let (elem, ok) = mapaccess2(process, t, m, key(vm, slot, op, t)).await?;
            vm.with(slot, |g| {
                g.w1(op.v, ok);
                element(vm, g, t, op.d, elem)
            })?;
        }
        MapKind::Assign => {
            let key = key(vm, slot, op, t);
            let elem = mapassign(process, t, m, key.clone()).await?;
            vm.with(slot, |g| store(vm, g, op, t, m, &key, elem))?;
        }
        MapKind::AssignAddr => {
            let elem = mapassign(process, t, m, key(vm, slot, op, t)).await?;
            vm.with(slot, |g| g.w8(op.d, elem));
        }
        MapKind::Store => {
            process.runtime_writes();
            let key = key(vm, slot, op, t);
            vm.with(slot, |g| store(vm, g, op, t, m, &key, d))?;
        }
        MapKind::Delete => mapdelete(process, t, m, key(vm, slot, op, t)).await?,
        MapKind::Clear => mapclear(process, t, m).await?,
        MapKind::IterInit => {
            process.runtime_writes();
            mapiterinit(process, t, m, d).await?;
            current_key(vm, slot, op.v, d)?;
        }
        MapKind::IterNext => {
            process.runtime_writes();
            mapiternext(process, d).await?;
            current_key(vm, slot, op.v, d)?;
        }
        MapKind::Linked(..) => {}
    }
    Ok(())
}

/// A map function of the runtime that the program calls itself, with a descriptor and a key of its choice.
async fn linked(
    vm: &Rc<Interpreter>,
    slot: usize,
    op: &MapOp,
    what: LinkedOp,
    variant: rtype::MapKind,
) -> Res<()> {
    let process = &*vm.process;
    let (t, m, k) = vm.with(slot, |g| (g.r8(op.v), g.r8(op.m), g.r8(op.k)));
    if what == LinkedOp::IterNext {
        // Its only argument is the iterator.
        race(process, op.kind, 0, t);
        process.runtime_writes();
        return mapiternext(process, t).await;
    }
    race(process, op.kind, m, 0);
    let Some(t) = vm.code.rtypes.map_at(t) else {
        process.load(t, 8)?;
        return Err(Unwind::throw("not the descriptor of a map type"));
    };
    if what == LinkedOp::IterInit {
        process.runtime_writes();
        return mapiterinit(process, t, m, k).await;
    }
    let key = match variant {
        rtype::MapKind::Generic => Key::Addr(k),
        rtype::MapKind::Fast32 => Key::U32(k as u32),
        _ => Key::U64(k),
    };
    let result = match what {
        LinkedOp::Access1 => mapaccess1_as(process, t, variant, m, key).await?,
        LinkedOp::Assign => mapassign_as(process, t, variant, m, key).await?,
        LinkedOp::Delete => return mapdelete_as(process, t, variant, m, key).await,
        LinkedOp::IterInit | LinkedOp::IterNext => return Ok(()),
    };
    vm.with(slot, |g| g.w8(op.d, result));
    Ok(())
}

/// The operation is an access to the map as a whole (`racereadpc`, `racewritepc` in runtime/map.go).
fn race(process: &Process, kind: MapKind, m: u64, d: u64) {
    if !process.race.on() {
        return;
    }
    let (write, what) = match kind {
        MapKind::Make | MapKind::MakeSmall | MapKind::Store => return,
        MapKind::Access1 | MapKind::Access2 => (false, What::MapAccess),
        MapKind::Linked(LinkedOp::Access1, _) => (false, What::MapAccess),
        MapKind::Assign | MapKind::AssignAddr => (true, What::MapAssign),
        MapKind::Linked(LinkedOp::Assign, _) => (true, What::MapAssign),
        MapKind::Delete | MapKind::Linked(LinkedOp::Delete, _) => (true, What::MapDelete),
        MapKind::Clear => (true, What::MapClear),
        MapKind::IterInit | MapKind::Linked(LinkedOp::IterInit, _) => (false, What::MapIterInit),
        MapKind::IterNext | MapKind::Linked(LinkedOp::IterNext, _) => (false, What::MapIterNext),
    };
    let h = match kind {
        MapKind::IterNext | MapKind::Linked(LinkedOp::IterNext, _) => {
            process.mem.borrow().load(d + hiter::H, 8).unwrap_or(0)
        }
        _ => m,
    };
    if h != 0 && write {
        process.race_write(h, 1, what);
    } else if h != 0 {
        process.race_read(h, 1, what);
    }
}

/// The address of the iterator's key, for the loop.
fn current_key(vm: &Interpreter, slot: usize, at: Slot, it: u64) -> Res<()> {
    let key = vm.process.mem.borrow().load(it + hiter::KEY, 8)?;
    vm.with(slot, |g| g.w8(at, key));
    Ok(())
}

fn key(vm: &Interpreter, slot: usize, op: &MapOp, t: &MapType) -> Key {
    vm.with(slot, |g| Key::new(t, g.bytes(op.k, t.key_size as usize)))
}

/// The element at `elem` into the frame.
fn element(vm: &Interpreter, g: &mut Goroutine, t: &MapType, d: Slot, elem: u64) -> Res<()> {
    let size = t.elem_size as usize;
    if elem == ZERO_VAL && t.elem_size > ZERO_VAL_SIZE {
        g.bytes_mut(d, size).fill(0);
        return Ok(());
    }
    let mem = vm.process.mem.borrow();
    mem.read(elem, g.bytes_mut(d, size))?;
    Ok(())
}

/// Stores the element from the frame, as part of the assignment.
fn store(
    vm: &Interpreter,
    g: &mut Goroutine,
    op: &MapOp,
    t: &MapType,
    h: u64,
    key: &Key,
    elem: u64,
) -> Res<()> {
    let bytes = g.bytes(op.v, t.elem_size as usize);
    vm.process.mem.borrow_mut().write(elem, bytes)?;
    oracle::store(&vm.process, t, h, key, bytes);
    Ok(())
}
