//! Profiles: what differs between Go versions, as data.
//!
//! Source: the runtimes of go1.19.8, 1.21.13, 1.22.10 and 1.23.9 (linux/amd64). Adding a Go version is adding a row.

use crate::layout::{self, Layout};

/// A Go version's constants and texts.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    /// `1.23`
    pub name: &'static str,
    /// 23 for Go 1.23.
    pub minor: u32,
    /// runtime/map.go `loadFactorNum`, with `loadFactorDen` 2: 1.21 computes it as `8*13/16*2`, which truncates.
    pub load_factor_num: u64,
    /// `memhash` mixes with `hashkey[0] ^ m1, m2, m3, m4` (false) or with `hashkey[0..4]` (true, since 1.23).
    pub hash_keys_only: bool,
    /// `mapclear` marks buckets empty so that iterators notice (since 1.21).
    pub clear_marks_empty: bool,
    /// Pointerful objects above 512 bytes carry an 8-byte malloc header (since 1.22).
    pub malloc_headers: bool,
    /// Offsets of the fields of runtime structures.
    pub layout: &'static Layout,
}

/// Every profile, oldest first.
pub static PROFILES: [Profile; 4] = [
    Profile {
        name: "1.19",
        minor: 19,
        load_factor_num: 13,
        hash_keys_only: false,
        clear_marks_empty: false,
        malloc_headers: false,
        layout: &layout::GO1_19,
    },
    Profile {
        name: "1.21",
        minor: 21,
        load_factor_num: 12,
        hash_keys_only: false,
        clear_marks_empty: true,
        malloc_headers: false,
        layout: &layout::GO1_21,
    },
    Profile {
        name: "1.22",
        minor: 22,
        load_factor_num: 13,
        hash_keys_only: false,
        clear_marks_empty: true,
        malloc_headers: true,
        layout: &layout::GO1_22,
    },
    Profile {
        name: "1.23",
        minor: 23,
        load_factor_num: 13,
        hash_keys_only: true,
        clear_marks_empty: true,
        malloc_headers: true,
        layout: &layout::GO1_23,
    },
];

/// The profile of a version given as `1.23`, `go1.23` or `1.23.9`.
pub fn profile(version: &str) -> Option<&'static Profile> {
    let version = version.strip_prefix("go").unwrap_or(version);
    PROFILES.iter().find(|profile| {
        version
            .strip_prefix(profile.name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
