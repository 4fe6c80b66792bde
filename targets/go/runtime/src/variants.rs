//! Variants of profiles: what is asked for beside a Go version, and stands behind its name.
//!
//! A recording names the variant of its run as it names a version. So what has no such name runs as it always did.

use std::sync::LazyLock;

use crate::profile::{HeapStart, PROFILES, Profile};

/// What can be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Waiting for a mutex is durable in a bubble: what some Go might do and none does.
    pub mutex_durable: bool,
    /// The heap lies as in a process that has started: [`HeapStart::Process`].
    pub heap_layout: bool,
    /// Conversions of `unsafe.Pointer` are checked.
    pub checkptr: bool,
}

/// Every combination of options and versions that there is, but for no option at all.
static VARIANTS: LazyLock<Vec<(&'static str, Options, Profile)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for plain in &PROFILES {
        for bits in 1..8 {
            let options = Options {
                mutex_durable: bits & 1 != 0,
                heap_layout: bits & 2 != 0,
                checkptr: bits & 4 != 0,
            };
            if !options.mutex_durable || plain.layout.g.bubble.is_some() {
                all.push((plain.name, options, options.of(plain)));
            }
        }
    }
    all
});

impl Options {
    fn of(self, plain: &Profile) -> Profile {
        let mut name = plain.name.to_owned();
        for (asked, suffix) in [
            (self.mutex_durable, "+synctest-mutex-durable"),
            (self.heap_layout, "+heap-layout"),
            (self.checkptr, "+checkptr"),
        ] {
            if asked {
                name.push_str(suffix);
            }
        }
        Profile {
            // Each once, for as long as the program runs.
            name: name.leak(),
            mutexes_are_durable: self.mutex_durable,
            heap_start: match self.heap_layout {
                true => HeapStart::Process,
                false => HeapStart::FewPages,
            },
            checkptr: self.checkptr,
            ..*plain
        }
    }
}

/// The variant of a version; none if the version has not what is asked for.
pub fn variant(plain: &'static Profile, options: Options) -> Option<&'static Profile> {
    if options == Options::default() {
        return Some(plain);
    }
    let found = VARIANTS
        .iter()
        .find(|(name, has, _)| *name == plain.name && *has == options);
    found.map(|(_, _, profile)| profile)
}

/// The variant of that name.
pub(crate) fn named(name: &str) -> Option<&'static Profile> {
    let found = VARIANTS.iter().find(|(_, _, profile)| profile.name == name);
    found.map(|(_, _, profile)| profile)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::profile;

    #[test]
    fn a_variant_is_found_by_its_name() {
        let plain = profile("1.27").unwrap();
        let options = Options {
            heap_layout: true,
            checkptr: true,
            ..Options::default()
        };
        let found = variant(plain, options).unwrap();
        assert_eq!(found.name, "1.27+heap-layout+checkptr");
        assert_eq!(profile("1.27+heap-layout+checkptr"), Some(found));
        assert_eq!(variant(plain, Options::default()), Some(plain));
        assert!(profile("1.23+synctest-mutex-durable").is_none());
        assert!(profile("1.25+synctest-mutex-durable").is_some());
    }
}
