//! A thread of the pool: its handle on the bench, and a digest of its callers' locals.

use std::cell::{Cell, RefMut};

use tearpoint_harness::contract::{Digest, PointSpec};

use super::bag::ThreadId;
use super::pool::Pool;
use crate::protocol::bench::{Cx, Who, Woken};

/// A client's or daemon's handle. What happens after a function returns depends on its callers' locals, so these belong to the
/// state: [`Thread::enter`] keeps a digest of them.
pub struct Thread {
    cx: Cx<Pool>,
    frames: Cell<u64>,
}

/// A function of a thread that has not returned.
pub struct Frame<'a> {
    thread: &'a Thread,
    callers: u64,
}

impl Drop for Frame<'_> {
    fn drop(&mut self) {
        self.thread.frames.set(self.callers);
    }
}

impl Thread {
    pub fn new(cx: Cx<Pool>) -> Thread {
        Thread {
            cx,
            frames: Cell::new(0),
        }
    }

    pub fn me(&self) -> ThreadId {
        self.cx.me().0
    }

    /// The pool. Not to be held over an await.
    pub fn pool(&self) -> RefMut<'_, Pool> {
        self.cx.model()
    }

    pub fn now(&self) -> u64 {
        self.cx.now()
    }

    /// Until the frame is dropped, `words` go with each point.
    pub fn enter(&self, words: &[u64]) -> Frame<'_> {
        let callers = self.frames.get();
        let mut digest = Digest::default();
        digest.word(callers);
        words.iter().for_each(|&word| digest.word(word));
        self.frames.set((digest.value() >> 64) as u64);
        Frame {
            thread: self,
            callers,
        }
    }

    /// Others may come in between before the caller reads `object`.
    pub async fn read(&self, point: &'static PointSpec, object: u64, word: u64) {
        let words = [self.frames.get(), word];
        self.cx.read(point, object, &words).await;
    }

    /// Others may come in between before the caller writes `object`.
    pub async fn write(&self, point: &'static PointSpec, object: u64, word: u64) {
        let words = [self.frames.get(), word];
        self.cx.write(point, object, &words).await;
    }

    /// Waits to be woken, or until `until`.
    pub async fn wait(&self, point: &'static PointSpec, until: Option<u64>) -> Woken {
        let words = [self.frames.get()];
        self.cx.wait(point, until, &words).await
    }

    /// Waits for `millis`; 0 is a step.
    pub async fn sleep(&self, point: &'static PointSpec, millis: u64) {
        if millis == 0 {
            return self.read(point, 0, 0).await;
        }
        let words = [self.frames.get()];
        self.cx.sleep(point, millis, &words).await;
    }

    pub fn wake(&self, thread: ThreadId, word: u64) -> bool {
        self.cx.wake(Who(thread), word)
    }

    /// The housekeeping thread waits for another time now.
    pub fn wake_keeper(&self) {
        let keeper = self.pool().roles.keeper;
        if let Some(keeper) = keeper {
            self.wake(keeper, 0);
        }
    }

    /// What a client is called in texts.
    pub fn name_of(&self, thread: ThreadId) -> String {
        format!("client {thread}")
    }

    pub fn print(&self, line: &str) {
        self.cx.print(line);
    }
}
