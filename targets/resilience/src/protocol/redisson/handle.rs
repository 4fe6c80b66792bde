//! A client thread's handle on its bench, and shorthands for its own part of the state.

use super::calls::Failure;
use super::state::{LockEntry, State, Thread};
use super::texts;
use crate::protocol::bench::Cx;

/// A client thread's handle.
pub type Cxs = Cx<State>;

/// The thread's own state.
pub fn my<R>(cx: &Cxs, me: usize, with: impl FnOnce(&mut Thread) -> R) -> R {
    with(&mut cx.model().threads[me])
}

/// The subscription that the thread uses.
pub fn my_entry<R>(cx: &Cxs, me: usize, with: impl FnOnce(&mut LockEntry) -> R) -> R {
    let mut state = cx.model();
    let entry = state.entry_of(me);
    with(&mut state.entries[entry])
}

/// What the library throws for a failure, as text.
pub fn failure_text(cx: &Cxs, failure: Failure) -> String {
    let state = cx.model();
    let (timeout, attempts) = (state.spec.timeout_ms.get(), state.spec.retry_attempts.get());
    match failure {
        Failure::Timeout => texts::response_timeout(timeout, 0, attempts),
        Failure::NoConnection => texts::no_connection(attempts, attempts),
        Failure::NotSynced => texts::NOT_SYNCED.to_owned(),
        Failure::Interrupted => texts::INTERRUPTED.to_owned(),
        Failure::Died => "its process has died".to_owned(),
    }
}
