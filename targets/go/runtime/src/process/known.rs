//! What the process remembers of objects, so that they can be tampered with and fields can be named.

use super::Process;
use crate::tamper::object::Object;

/// Iterators that tampering can tell apart.
const MAX_ITERS: usize = 64;
/// Variables in memory that tampering can tell apart.
const MAX_WATCHED: usize = 256;

impl Process {
    /// Notes what lies in a new object, for tampering: as long as few are known.
    #[inline]
    pub fn watch(&self, object: u64, what: &[(Object, u64)]) {
        if what.is_empty() {
            return;
        }
        let mut watched = self.watched.borrow_mut();
        if watched.len() < MAX_WATCHED {
            watched.extend(what.iter().map(|&(kind, at)| (kind, object + at)));
        }
    }

    /// Notes an iterator, for tampering: the first `MAX_ITERS` distinct ones are kept.
    pub fn add_iter(&self, it: u64) {
        let mut iters = self.iters.borrow_mut();
        if iters.len() < MAX_ITERS && !iters.contains(&it) {
            iters.push(it);
        }
    }
}
