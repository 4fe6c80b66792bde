//! The map operations of a program's own statements: from the frame to the map runtime and back.

use std::rc::Rc;

use super::goroutine::Goroutine;
use super::interpreter::Interpreter;
use crate::code::{MapKind, MapOp, Slot};
use tearpoint_runtime::error::Res;
use tearpoint_runtime::layout::hiter;
use tearpoint_runtime::map::{
    Key, ZERO_VAL_SIZE, makemap, makemap_small, mapaccess1, mapaccess2, mapassign, mapclear,
    mapdelete, mapiterinit, mapiternext, zero_val,
};
use tearpoint_runtime::oracle;
use tearpoint_runtime::process::Process;
use tearpoint_runtime::race::shadow::What;
use tearpoint_runtime::rtype::MapType;

/// Does operation `op` of [`crate::code::Code::maps`] for the goroutine in `slot`.
pub(super) async fn run(vm: &Rc<Interpreter>, slot: usize, op: u32) -> Res<()> {
    let process = &*vm.process;
    let op = &vm.code.maps[op as usize];
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
    }
    Ok(())
}

/// The operation is an access to the map as a whole.
fn race(process: &Process, kind: MapKind, m: u64, it: u64) {
    match kind {
        MapKind::Make | MapKind::MakeSmall | MapKind::Store => {}
        MapKind::Access1 | MapKind::Access2 => access(process, m, What::MapAccess),
        MapKind::Assign | MapKind::AssignAddr => access(process, m, What::MapAssign),
        MapKind::Delete => access(process, m, What::MapDelete),
        MapKind::Clear => access(process, m, What::MapClear),
        MapKind::IterInit => access(process, m, What::MapIterInit),
        MapKind::IterNext => next_access(process, it),
    }
}

/// An access to the map at `h` as a whole (`racereadpc`, `racewritepc` in runtime/map.go).
pub(super) fn access(process: &Process, h: u64, what: What) {
    if !process.race.on() || h == 0 {
        return;
    }
    match what {
        What::MapAssign | What::MapDelete | What::MapClear => process.race_write(h, 1, what),
        _ => process.race_read(h, 1, what),
    }
}

/// The access to its map that the iterator at `it` makes.
pub(super) fn next_access(process: &Process, it: u64) {
    if process.race.on() {
        let h = process.mem.borrow().load(it + hiter::H, 8).unwrap_or(0);
        access(process, h, What::MapIterNext);
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
    if elem == zero_val(&vm.process) && t.elem_size > ZERO_VAL_SIZE {
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
