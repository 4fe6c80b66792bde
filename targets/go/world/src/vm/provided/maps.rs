//! Functions of the map runtime that a program calls itself through linkname, with a descriptor and a key of its choice.

use std::rc::Rc;

use crate::code::ProvidedCall;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use crate::vm::maps::{access, next_access};
use tearpoint_front::provided::table::Map;
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::layout::{Maps, iter, linkname_iter};
use tearpoint_runtime::map::{
    Key, makemap, mapaccess1_as, mapaccess2_as, mapassign_as, mapclear, mapclone, mapdelete_as,
    mapiterinit, mapiternext,
};
use tearpoint_runtime::process::Process;
use tearpoint_runtime::race::shadow::What;
use tearpoint_runtime::rtype::{MapKind, MapType};

/// Does `call` for the goroutine in `slot`.
pub(super) async fn run(vm: &Rc<Interpreter>, slot: usize, f: Map, call: &ProvidedCall) -> Res<()> {
    let process = &*vm.process;
    if f == Map::Clone {
        return clone(vm, slot, call).await;
    }
    let [t, m, k, len] = vm.with(slot, |g| {
        let [a, b, c, ..] = call.args;
        // A string is two words.
        let len = if is_string(f) { g.r8(c + 8) } else { 0 };
        [g.r8(a), g.r8(b), g.r8(c), len]
    });
    let what = match f {
        Map::IterNext => {
            // Its only argument is the iterator.
            return iter_next(process, t).await;
        }
        Map::IterInit | Map::Clone | Map::Make => What::MapIterInit,
        Map::Access1 | Map::Access1Fast32 | Map::Access1Fast64 | Map::Access1FastStr => {
            What::MapAccess
        }
        Map::Access2 | Map::Access2Fast32 | Map::Access2Fast64 | Map::Access2FastStr => {
            What::MapAccess
        }
        Map::Assign | Map::AssignFast32 | Map::AssignFast64 | Map::AssignFast64Ptr => {
            What::MapAssign
        }
        Map::AssignFastStr => What::MapAssign,
        Map::Delete | Map::DeleteFast32 | Map::DeleteFast64 | Map::DeleteFastStr => What::MapDelete,
        Map::Clear => What::MapClear,
    };
    if f != Map::Make {
        access(process, m, what);
    }
    let Some(t) = vm.code.rtypes.map_at(t) else {
        process.load(t, 8)?;
        return Err(Unwind::throw("not the descriptor of a map type"));
    };
    let kind = kind(f);
    let key = match kind {
        MapKind::Generic => Key::Addr(k),
        MapKind::Fast32 | MapKind::Fast32Ptr => Key::U32(k as u32),
        MapKind::Fast64 | MapKind::Fast64Ptr => Key::U64(k),
        MapKind::FastStr => Key::Str { ptr: k, len },
    };
    match f {
        Map::Make => {
            process.runtime_writes();
            let made = makemap(process, t, m as i64)?;
            vm.with(slot, |g| g.w8(call.d, made));
        }
        Map::IterInit => return iter_init(process, t, m, k).await,
        Map::Clear => return mapclear(process, t, m).await,
        _ => match what {
            What::MapDelete => return mapdelete_as(process, t, kind, m, key).await,
            What::MapAssign => {
                let elem = mapassign_as(process, t, kind, m, key).await?;
                vm.with(slot, |g| g.w8(call.d, elem));
            }
            _ if is_access2(f) => {
                let (elem, found) = mapaccess2_as(process, t, kind, m, key).await?;
                vm.with(slot, |g| {
                    g.w8(call.d, elem);
                    g.w1(call.d + 8, found);
                });
            }
            _ => {
                let elem = mapaccess1_as(process, t, kind, m, key).await?;
                vm.with(slot, |g| g.w8(call.d, elem));
            }
        },
    }
    Ok(())
}

fn is_access2(f: Map) -> bool {
    matches!(
        f,
        Map::Access2 | Map::Access2Fast32 | Map::Access2Fast64 | Map::Access2FastStr
    )
}

fn is_string(f: Map) -> bool {
    kind(f) == MapKind::FastStr
}

/// The variant that a function is.
fn kind(f: Map) -> MapKind {
    match f {
        Map::Access1Fast32 | Map::Access2Fast32 | Map::AssignFast32 | Map::DeleteFast32 => {
            MapKind::Fast32
        }
        Map::Access1Fast64 | Map::Access2Fast64 | Map::AssignFast64 | Map::DeleteFast64 => {
            MapKind::Fast64
        }
        Map::AssignFast64Ptr => MapKind::Fast64Ptr,
        Map::Access1FastStr | Map::Access2FastStr | Map::AssignFastStr | Map::DeleteFastStr => {
            MapKind::FastStr
        }
        _ => MapKind::Generic,
    }
}

/// `mapiterinit`: of a Swiss map it leaves the caller's iterator its key, element and type, and has one of its own behind it
/// (runtime/linkname_shim.go).
async fn iter_init(process: &Process, t: &MapType, m: u64, it: u64) -> Res<()> {
    process.runtime_writes();
    if process.profile.get().layout.maps == Maps::Classic {
        return mapiterinit(process, t, m, it).await;
    }
    let name = "runtime.mapiterinit";
    let shim = |field: u64| it.wrapping_add(field);
    process
        .store(shim(linkname_iter::TYP), 8, t.addr)
        .frame(name)?;
    let own = process.new_metadata(iter::SIZE, false).frame(name)?;
    process.store(shim(linkname_iter::IT), 8, own).frame(name)?;
    mapiterinit(process, t, m, own).await?;
    show(process, it, own).frame(name)
}

/// `mapiternext`, of whichever iterator.
async fn iter_next(process: &Process, it: u64) -> Res<()> {
    let name = "runtime.mapiternext";
    let classic = process.profile.get().layout.maps == Maps::Classic;
    let own = match classic {
        true => it,
        false => process
            .load(it.wrapping_add(linkname_iter::IT), 8)
            .frame(name)?,
    };
    next_access(process, own);
    process.runtime_writes();
    mapiternext(process, own).await?;
    match classic {
        true => Ok(()),
        false => show(process, it, own).frame(name),
    }
}

/// Key and element of the map's own iterator, in the caller's.
fn show(process: &Process, it: u64, own: u64) -> Res<()> {
    for (to, from) in [
        (linkname_iter::KEY, iter::KEY),
        (linkname_iter::ELEM, iter::ELEM),
    ] {
        let word = process.load(own + from, 8)?;
        process.store(it.wrapping_add(to), 8, word)?;
    }
    Ok(())
}

/// `maps.Clone`: argument and result are an `any` that holds the map.
async fn clone(vm: &Rc<Interpreter>, slot: usize, call: &ProvidedCall) -> Res<()> {
    let process = &*vm.process;
    let (at, d) = (call.args[0], call.d);
    let [t, m] = vm.with(slot, |g| [g.r8(at), g.r8(at + 8)]);
    access(process, m, What::MapIterInit);
    let copy = match vm.code.rtypes.map_at(t) {
        Some(map) if m != 0 => {
            process.runtime_writes();
            mapclone(process, map, m).await?
        }
        _ => m,
    };
    let write = |g: &mut Goroutine| {
        g.w8(d, t);
        g.w8(d + 8, copy);
    };
    vm.with(slot, write);
    Ok(())
}
