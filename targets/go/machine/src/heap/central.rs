//! mcentral: the spans of each class that no one allocates from now (runtime/mcentral.go).

use std::ops::{Deref, DerefMut};

use crate::run_state::Renew;

/// `mcentral`: spans with and without free slots, in two sets each that swap roles with every collection.
#[derive(Debug, Default)]
pub(super) struct Central {
    /// Spans with free slots.
    pub partial: [Vec<u64>; 2],
    /// Spans without.
    pub full: [Vec<u64>; 2],
}

/// `mheap_.central`: one for each span class. Empty before the first run.
#[derive(Debug, Default)]
pub(super) struct Centrals(Vec<Central>);

impl Centrals {
    /// There is one for each of `classes`.
    pub fn start(&mut self, classes: usize) {
        self.0.resize_with(classes, Central::default);
    }
}

impl Renew for Centrals {
    /// Each list keeps its memory.
    fn renew(&mut self, _: Centrals) {
        for Central { partial, full } in &mut self.0 {
            partial.iter_mut().chain(full).for_each(Vec::clear);
        }
    }
}

impl Deref for Centrals {
    type Target = [Central];

    fn deref(&self) -> &[Central] {
        &self.0
    }
}

impl DerefMut for Centrals {
    fn deref_mut(&mut self) -> &mut [Central] {
        &mut self.0
    }
}
