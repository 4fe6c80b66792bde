//! Functions of the map runtime that a program calls itself through linkname, with a descriptor and a key of its choice.

use std::rc::Rc;

use crate::code::ProvidedCall;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use crate::vm::maps::{access, next_access};
use tearpoint_front::provided::table::Map;
use tearpoint_runtime::error::{Res, Unwind};
use tearpoint_runtime::map::{
    Key, mapaccess1_as, mapassign_as, mapclone, mapdelete_as, mapiterinit, mapiternext,
};
use tearpoint_runtime::race::shadow::What;
use tearpoint_runtime::rtype::MapKind;

/// Does `call` for the goroutine in `slot`.
pub(super) async fn run(vm: &Rc<Interpreter>, slot: usize, f: Map, call: &ProvidedCall) -> Res<()> {
    let process = &*vm.process;
    let [t, m, k] = vm.with(slot, |g| match f {
        Map::Clone => [g.r8(call.args[0]), g.r8(call.args[0] + 8), 0],
        _ => [0, 1, 2].map(|i: usize| g.r8(call.args[i])),
    });
    let what = match f {
        Map::IterNext => {
            // Its only argument is the iterator.
            next_access(process, t);
            process.runtime_writes();
            return mapiternext(process, t).await;
        }
        Map::Clone => {
            // Its only argument is an `any` that holds the map.
            access(process, m, What::MapIterInit);
            let Some(map) = vm.code.rtypes.map_at(t).filter(|_| m != 0) else {
                vm.with(slot, |g| copy_words(g, call, [t, m]));
                return Ok(());
            };
            process.runtime_writes();
            let copy = mapclone(process, map, m).await?;
            vm.with(slot, |g| copy_words(g, call, [t, copy]));
            return Ok(());
        }
        Map::IterInit => What::MapIterInit,
        Map::Access1 | Map::Access1Fast32 | Map::Access1Fast64 => What::MapAccess,
        Map::Assign | Map::AssignFast32 | Map::AssignFast64 => What::MapAssign,
        Map::Delete | Map::DeleteFast32 | Map::DeleteFast64 => What::MapDelete,
    };
    access(process, m, what);
    let Some(t) = vm.code.rtypes.map_at(t) else {
        process.load(t, 8)?;
        return Err(Unwind::throw("not the descriptor of a map type"));
    };
    let (any, narrow, wide) = (Key::Addr(k), Key::U32(k as u32), Key::U64(k));
    use MapKind::{Fast32, Fast64, Generic};
    let elem = match f {
        Map::Access1 => mapaccess1_as(process, t, Generic, m, any).await?,
        Map::Access1Fast32 => mapaccess1_as(process, t, Fast32, m, narrow).await?,
        Map::Access1Fast64 => mapaccess1_as(process, t, Fast64, m, wide).await?,
        Map::Assign => mapassign_as(process, t, Generic, m, any).await?,
        Map::AssignFast32 => mapassign_as(process, t, Fast32, m, narrow).await?,
        Map::AssignFast64 => mapassign_as(process, t, Fast64, m, wide).await?,
        Map::Delete => return mapdelete_as(process, t, Generic, m, any).await,
        Map::DeleteFast32 => return mapdelete_as(process, t, Fast32, m, narrow).await,
        Map::DeleteFast64 => return mapdelete_as(process, t, Fast64, m, wide).await,
        Map::IterInit | Map::IterNext | Map::Clone => {
            process.runtime_writes();
            return mapiterinit(process, t, m, k).await;
        }
    };
    vm.with(slot, |g| g.w8(call.d, elem));
    Ok(())
}

/// The result is an `any`.
fn copy_words(g: &mut Goroutine, call: &ProvidedCall, words: [u64; 2]) {
    g.w8(call.d, words[0]);
    g.w8(call.d + 8, words[1]);
}
