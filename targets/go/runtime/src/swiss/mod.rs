//! The Swiss map of Go 1.24 and later: groups of eight slots behind a control word each, tables of groups, a directory of tables.
//!
//! Follows internal/runtime/maps (map.go, table.go, group.go, runtime*.go) and runtime/map.go of Go 1.24 to 1.27. One skeleton an
//! operation serves all variants, as for the classic map; which version does what is in [`SwissRules`](crate::profile::SwissRules).
//!
//! Invariants: every word of a map is in simulated memory, at Go's offset, and nowhere else; where Go's code would access it, this
//! does, in the same order. Others may run only at the named points.
//! Deviations: control words are matched byte by byte, as the instructions of amd64 do, not as the portable code does. A probe that
//! meets no empty slot ends in `hang` once it is proven that nobody can end it. A map whose size is known at compile time lies in
//! the heap, never on the stack, and gets its group with its first entry. Copying the descriptor of a map type and changing the copy
//! has no effect.
//! Misses: `GOEXPERIMENT=noswissmap` of 1.24, `mapsplitgroup` of 1.27; hashing by AES instructions.

mod access;
mod assign;
mod clear;
mod delete;
mod group;
mod grow;
mod iter;
mod make;
mod probe;
mod prune;
mod small;

pub(crate) use access::{access, frames};
pub(crate) use assign::assign;
pub(crate) use clear::clear;
pub(crate) use delete::delete;
pub(crate) use iter::{ends_before, init, next};
pub(crate) use make::{clone, makemap, makemap_small};

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::{swiss_map, swiss_table};
use crate::process::Process;
use crate::profile::SwissRules;
use crate::rtype::{MapKind, MapType};

/// `abi.MapGroupSlots`
const SLOTS: u64 = 8;
/// `maxAvgGroupLoad`
const MAX_AVG_GROUP_LOAD: u64 = 7;
/// `maxTableCapacity`
const MAX_TABLE_CAPACITY: u64 = 1024;

/// What an operation is about: the run, the map's type, and the variant of the function that was called.
#[derive(Clone, Copy)]
pub(crate) struct Op<'a> {
    /// The run.
    pub process: &'a Process,
    /// The map's type.
    pub t: &'a MapType,
    /// The variant, which need not be the type's own.
    pub kind: MapKind,
}

impl Op<'_> {
    fn rules(&self) -> &'static SwissRules {
        &self.process.profile.get().swiss
    }

    #[inline]
    fn load(&self, at: u64, offset: u64, width: usize) -> Res<u64> {
        self.process.load(at.wrapping_add(offset), width)
    }

    #[inline]
    fn store(&self, at: u64, offset: u64, width: usize, value: u64) -> Res<()> {
        self.process.store(at.wrapping_add(offset), width, value)
    }

    /// Adds to a counter of `width` bytes.
    fn add(&self, at: u64, offset: u64, width: usize, by: i64) -> Res<()> {
        let value = self.load(at, offset, width)?.wrapping_add_signed(by);
        self.store(at, offset, width, value)
    }

    /// `if m.writing != 0 { fatal(text) }`
    fn check_writing(&self, m: u64, text: &str) -> Res<()> {
        match self.load(m, swiss_map::WRITING, 1)? {
            0 => Ok(()),
            _ => fatal(text, m),
        }
    }

    /// `m.writing ^= 1`
    fn toggle_writing(&self, m: u64) -> Res<()> {
        let writing = self.load(m, swiss_map::WRITING, 1)?;
        self.store(m, swiss_map::WRITING, 1, writing ^ 1)
    }

    /// `if m.writing == 0 { fatal(…) }; m.writing ^= 1`
    fn end_writing(&self, m: u64) -> Res<()> {
        match self.load(m, swiss_map::WRITING, 1)? {
            0 => fatal("concurrent map writes", m),
            writing => self.store(m, swiss_map::WRITING, 1, writing ^ 1),
        }
    }

    /// `m.directoryIndex(hash)`
    fn directory_index(&self, m: u64, hash: u64) -> Res<u64> {
        if self.load(m, swiss_map::DIR_LEN, 8)? == 1 {
            return Ok(0);
        }
        let shift = self.load(m, swiss_map::GLOBAL_SHIFT, 1)?;
        Ok(hash >> (shift & 63))
    }

    /// `m.directoryAt(i)`
    fn directory_at(&self, m: u64, i: u64) -> Res<u64> {
        let directory = self.load(m, swiss_map::DIR_PTR, 8)?;
        let table = self.load(directory, i.wrapping_mul(8), 8);
        table.frame("internal/runtime/maps.(*Map).directoryAt")
    }

    /// How many entries of the directory a table has: `1 << (m.globalDepth - t.localDepth)`. A shift by 64 or more gives 0, as in Go.
    fn directory_entries(&self, m: u64, table: u64) -> Res<u64> {
        let depth = self.load(m, swiss_map::GLOBAL_DEPTH, 1)?;
        let local = self.load(table, swiss_table::LOCAL_DEPTH, 1)?;
        let shift = depth.wrapping_sub(local) & 0xff;
        Ok(1_u64.checked_shl(shift as u32).unwrap_or(0))
    }

    /// The table where a key with this hash is, or would be.
    fn table_of(&self, m: u64, hash: u64) -> Res<u64> {
        let i = self.directory_index(m, hash)?;
        self.directory_at(m, i)
    }
}

/// `fatal(text)`, decided by the map's `writing`.
fn fatal<T>(text: &str, m: u64) -> Res<T> {
    Err(Unwind::throw_for(text, m + swiss_map::WRITING)).frame("internal/runtime/maps.fatal")
}

/// `h1(hash)`
fn h1(hash: u64) -> u64 {
    hash >> 7
}

/// `h2(hash)`
fn h2(hash: u64) -> u64 {
    hash & 0x7f
}
