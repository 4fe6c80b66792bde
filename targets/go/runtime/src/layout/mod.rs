//! The layout table: every runtime structure that is modelled in bytes, its fields, and where each lies in which Go version.
//!
//! It is the only place that knows an offset. Runtime code reads its constants (`hmap::COUNT`) and, for fields that have moved,
//! the version's [`Layout`] (`layout.hchan.sendx`); the tamper table takes its rows from here, and so do the names of fields that
//! addresses lie in. How a structure is declared: [`tearpoint_machine::structure`]. mspan stands in the machine, which needs it:
//! [`tearpoint_machine::mspan`].
//!
//! Source: DWARF of binaries built by go1.19.8, 1.21.13, 1.22.10, 1.23.9, 1.24.11, 1.25.5, 1.26.6 and 1.27.3 (linux/amd64).

mod chans;
mod goroutines;
mod maps;
mod sync;
mod types;

pub use chans::{hchan, scase, sudog, waitq};
pub use goroutines::{g, synctest_bubble, timer};
pub use maps::{
    bmap, hiter, hmap, iter, linkname_iter, mapextra, swiss_group, swiss_map, swiss_table,
};
pub use sync::{cond, mutex, notify_list, once, rwmutex, wait_group};
pub use types::{map_type, rtype, slice, span_inline_mark_bits, string, swiss_map_type};

pub use tearpoint_machine::layout::{Field, Kind, Row, Structure, row};
use tearpoint_machine::mspan;

/// The layouts of one Go version: those structures that have more than one.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// A channel.
    pub hchan: hchan::Layout,
    /// A goroutine in a queue.
    pub sudog: sudog::Layout,
    /// A goroutine.
    pub g: g::Layout,
    /// A timer of the runtime's.
    pub timer: timer::Layout,
    /// A span of the heap.
    pub mspan: mspan::Layout,
    /// Spans of objects of 16 to 512 bytes have their mark bits at their end (runtime/mgcmark_greenteagc.go, since 1.26).
    pub inline_marks: bool,
    /// Type descriptors say in `TFlag`, not in `Kind_`, that interfaces hold their values themselves (internal/abi/type.go, since 1.26).
    pub direct_in_tflag: bool,
    /// What maps are made of.
    pub maps: Maps,
    /// A Swiss map.
    pub swiss_map: swiss_map::Layout,
    /// The descriptor of a Swiss map's type.
    pub swiss_map_type: swiss_map_type::Layout,
}

/// Which structures maps are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Maps {
    /// Buckets (runtime/map.go): up to 1.23.
    #[default]
    Classic,
    /// Groups and tables (internal/runtime/maps): since 1.24.
    Swiss,
}

impl Layout {
    /// Every structure of the table, as this version lays it out.
    pub fn structures(&self) -> Vec<Structure> {
        let mut all = match self.maps {
            Maps::Classic => vec![
                hmap::GO1_19.structure(),
                bmap::GO1_19.structure(),
                mapextra::GO1_19.structure(),
                hiter::GO1_19.structure(),
                map_type::GO1_19.structure(),
            ],
            Maps::Swiss => vec![
                self.swiss_map.structure(),
                swiss_table::GO1_24.structure(),
                iter::GO1_24.structure(),
                self.swiss_map_type.structure(),
            ],
        };
        all.extend([
            self.hchan.structure(),
            waitq::GO1_19.structure(),
            self.sudog.structure(),
            scase::GO1_19.structure(),
            self.g.structure(),
            self.timer.structure(),
            self.mspan.structure(),
            slice::GO1_19.structure(),
            string::GO1_19.structure(),
            rtype::GO1_19.structure(),
            mutex::GO1_19.structure(),
            rwmutex::GO1_19.structure(),
            wait_group::GO1_19.structure(),
            once::GO1_19.structure(),
            notify_list::GO1_19.structure(),
            cond::GO1_19.structure(),
        ]);
        if self.inline_marks {
            all.push(span_inline_mark_bits::GO1_26.structure());
        }
        if self.g.bubble.is_some() {
            all.push(synctest_bubble::GO1_25.structure());
        }
        all
    }

    /// The structure that Go calls `name`.
    pub fn structure(&self, name: &str) -> Option<Structure> {
        let mut all = self.structures().into_iter();
        all.find(|structure| structure.name == name)
    }
}

/// go1.19
pub static GO1_19: Layout = Layout {
    hchan: hchan::GO1_19,
    sudog: sudog::GO1_19,
    g: g::GO1_19,
    timer: timer::GO1_19,
    mspan: mspan::GO1_19,
    inline_marks: false,
    direct_in_tflag: false,
    maps: Maps::Classic,
    swiss_map: swiss_map::GO1_24,
    swiss_map_type: swiss_map_type::GO1_24,
};

/// go1.21
pub static GO1_21: Layout = Layout {
    g: g::GO1_21,
    mspan: mspan::GO1_20,
    ..GO1_19
};

/// go1.22
pub static GO1_22: Layout = Layout {
    g: g::GO1_22,
    mspan: mspan::GO1_22,
    ..GO1_21
};

/// go1.23
pub static GO1_23: Layout = Layout {
    hchan: hchan::GO1_23,
    sudog: sudog::GO1_23,
    g: g::GO1_23,
    timer: timer::GO1_23,
    ..GO1_22
};

/// go1.24
pub static GO1_24: Layout = Layout {
    hchan: hchan::GO1_24,
    g: g::GO1_24,
    timer: timer::GO1_24,
    maps: Maps::Swiss,
    ..GO1_23
};

/// go1.25
pub static GO1_25: Layout = Layout {
    hchan: hchan::GO1_25,
    g: g::GO1_25,
    timer: timer::GO1_25,
    mspan: mspan::GO1_25,
    swiss_map: swiss_map::GO1_25,
    ..GO1_24
};

/// go1.26
pub static GO1_26: Layout = Layout {
    sudog: sudog::GO1_26,
    g: g::GO1_26,
    mspan: mspan::GO1_26,
    inline_marks: true,
    direct_in_tflag: true,
    ..GO1_25
};

/// go1.27
pub static GO1_27: Layout = Layout {
    swiss_map_type: swiss_map_type::GO1_27,
    ..GO1_26
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::PROFILES;

    #[test]
    fn fields_lie_within_their_structure_and_beside_each_other() {
        for layout in PROFILES.iter().map(|profile| profile.layout) {
            for structure in layout.structures() {
                let mut taken = vec![false; structure.size as usize];
                let declared = structure.fields().filter(|(row, _)| row.kind != Kind::Part);
                for (row, field) in declared {
                    let end = field.at + field.width as u64 * row.count;
                    for byte in field.at..end {
                        let place = taken.get_mut(byte as usize);
                        let free = place.is_some_and(|taken| !std::mem::replace(taken, true));
                        assert!(free, "{}.{}: byte {byte}", structure.name, row.name);
                    }
                    assert_eq!(
                        field.at % field.width as u64,
                        0,
                        "{}.{}",
                        structure.name,
                        row.name
                    );
                }
            }
        }
    }

    #[test]
    fn a_structure_is_found_by_its_name() {
        let hchan = GO1_23.structure("hchan").unwrap();
        assert_eq!(hchan.field("timer"), Some(Field { at: 32, width: 8 }));
        assert_eq!(hchan.field_at(49).unwrap().name, "sendx");
        assert_eq!(GO1_22.structure("hchan").unwrap().field("timer"), None);
        let mut names = GO1_23
            .structures()
            .iter()
            .map(|structure| structure.name)
            .collect::<Vec<_>>();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
