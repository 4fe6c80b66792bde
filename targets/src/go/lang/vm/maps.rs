//! Map operations: from the frame to the map runtime and back.

use std::rc::Rc;

use super::Proc;
use super::frame::G;
use crate::go::lang::code::{LinkedOp, MapKind, MapOp, Slot};
use crate::go::race::shadow::What;
use crate::go::runtime::error::{Res, Unwind};
use crate::go::runtime::g::Go;
use crate::go::runtime::map::{
    Key, ZERO_VAL, ZERO_VAL_SIZE, hiter, makemap, makemap_small, mapaccess1, mapaccess1_as,
    mapaccess2, mapassign, mapassign_as, mapclear, mapdelete, mapdelete_as, mapiterinit,
    mapiternext,
};
use crate::go::runtime::rtype::{self, MapType};
use crate::go::runtime::shadow;

/// Does operation `op` of [`crate::go::lang::code::Code::maps`] for the goroutine in `slot`.
pub(super) async fn run(proc: &Rc<Proc>, slot: usize, op: u32) -> Res<()> {
    let go = &*proc.go;
    let op = &proc.code.maps[op as usize];
    if let MapKind::Linked(what, variant) = op.kind {
        return linked(proc, slot, op, what, variant).await;
    }
    let Some(t) = proc.code.rtypes.get(op.ty).map.as_deref() else {
        return Ok(());
    };
    let (m, d) = proc.with(slot, |g| (g.r8(op.m), g.r8(op.d)));
    if proc.with(slot, |g| proc.orders(g)) {
        race(go, op.kind, m, d);
    }
    match op.kind {
        MapKind::MakeSmall | MapKind::Make => {
            go.runtime_writes();
            let made = if op.kind == MapKind::Make {
                makemap(go, t, proc.with(slot, |g| g.r8(op.k)) as i64)?
            } else {
                makemap_small(go, t)?
            };
            proc.with(slot, |g| g.w8(op.d, made));
        }
        MapKind::Access1 => {
            let elem = mapaccess1(go, t, m, key(proc, slot, op, t)).await?;
            proc.with(slot, |g| element(proc, g, t, op.d, elem))?;
        }
        MapKind::Access2 => {
            let (elem, ok) = mapaccess2(go, t, m, key(proc, slot, op, t)).await?;
            proc.with(slot, |g| {
                g.w1(op.v, ok);
                element(proc, g, t, op.d, elem)
            })?;
        }
        MapKind::Assign => {
            let key = key(proc, slot, op, t);
            let elem = mapassign(go, t, m, key.clone()).await?;
            proc.with(slot, |g| store(proc, g, op, t, m, &key, elem))?;
        }
        MapKind::AssignAddr => {
            let elem = mapassign(go, t, m, key(proc, slot, op, t)).await?;
            proc.with(slot, |g| g.w8(op.d, elem));
        }
        MapKind::Store => {
            go.runtime_writes();
            let key = key(proc, slot, op, t);
            proc.with(slot, |g| store(proc, g, op, t, m, &key, d))?;
        }
        MapKind::Delete => mapdelete(go, t, m, key(proc, slot, op, t)).await?,
        MapKind::Clear => mapclear(go, t, m).await?,
        MapKind::IterInit => {
            go.runtime_writes();
            mapiterinit(go, t, m, d).await?;
            current_key(proc, slot, op.v, d)?;
        }
        MapKind::IterNext => {
            go.runtime_writes();
            mapiternext(go, d).await?;
            current_key(proc, slot, op.v, d)?;
        }
        MapKind::Linked(..) => {}
    }
    Ok(())
}

/// A map function of the runtime that the program calls itself, with a descriptor and a key of its choice.
async fn linked(
    proc: &Rc<Proc>,
    slot: usize,
    op: &MapOp,
    what: LinkedOp,
    variant: rtype::MapKind,
) -> Res<()> {
    let go = &*proc.go;
    let (t, m, k) = proc.with(slot, |g| (g.r8(op.v), g.r8(op.m), g.r8(op.k)));
    if what == LinkedOp::IterNext {
        // Its only argument is the iterator.
        race(go, op.kind, 0, t);
        go.runtime_writes();
        return mapiternext(go, t).await;
    }
    race(go, op.kind, m, 0);
    let Some(t) = proc.code.rtypes.map_at(t) else {
        go.load(t, 8)?;
        return Err(Unwind::throw("not the descriptor of a map type"));
    };
    if what == LinkedOp::IterInit {
        go.runtime_writes();
        return mapiterinit(go, t, m, k).await;
    }
    let key = match variant {
        rtype::MapKind::Generic => Key::Addr(k),
        rtype::MapKind::Fast32 => Key::U32(k as u32),
        _ => Key::U64(k),
    };
    let result = match what {
        LinkedOp::Access1 => mapaccess1_as(go, t, variant, m, key).await?,
        LinkedOp::Assign => mapassign_as(go, t, variant, m, key).await?,
        LinkedOp::Delete => return mapdelete_as(go, t, variant, m, key).await,
        LinkedOp::IterInit | LinkedOp::IterNext => return Ok(()),
    };
    proc.with(slot, |g| g.w8(op.d, result));
    Ok(())
}

/// The operation is an access to the map as a whole (`racereadpc`, `racewritepc` in runtime/map.go).
fn race(go: &Go, kind: MapKind, m: u64, d: u64) {
    if !go.race.on() {
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
            go.mem.borrow().load(d + hiter::H, 8).unwrap_or(0)
        }
        _ => m,
    };
    if h != 0 && write {
        go.race_write(h, 1, what);
    } else if h != 0 {
        go.race_read(h, 1, what);
    }
}

/// The address of the iterator's key, for the loop.
fn current_key(proc: &Proc, slot: usize, at: Slot, it: u64) -> Res<()> {
    let key = proc.go.mem.borrow().load(it + hiter::KEY, 8)?;
    proc.with(slot, |g| g.w8(at, key));
    Ok(())
}

fn key(proc: &Proc, slot: usize, op: &MapOp, t: &MapType) -> Key {
    proc.with(slot, |g| Key::new(t, g.bytes(op.k, t.key_size as usize)))
}

/// The element at `elem` into the frame.
fn element(proc: &Proc, g: &mut G, t: &MapType, d: Slot, elem: u64) -> Res<()> {
    let size = t.elem_size as usize;
    if elem == ZERO_VAL && t.elem_size > ZERO_VAL_SIZE {
        g.bytes_mut(d, size).fill(0);
        return Ok(());
    }
    let mem = proc.go.mem.borrow();
    mem.read(elem, g.bytes_mut(d, size))?;
    Ok(())
}

/// Stores the element from the frame, as part of the assignment.
fn store(proc: &Proc, g: &mut G, op: &MapOp, t: &MapType, h: u64, key: &Key, elem: u64) -> Res<()> {
    let bytes = g.bytes(op.v, t.elem_size as usize);
    proc.go.mem.borrow_mut().write(elem, bytes)?;
    shadow::store(&proc.go, t, h, key, bytes);
    Ok(())
}
