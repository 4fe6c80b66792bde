//! The runtime's own locks, which lie in channels, timers and lists of tickets (runtime/lock_futex.go; since 1.24
//! lock_spinbit.go `lock2`, `unlock2`, `unlock2Wake`).
//!
//! Nobody runs while the model holds one, so a lock that is taken is one whose word was overwritten: its owner does not exist and
//! never gives it back. A lock that can be taken is given back at once, and what its word is afterwards is what it is after both.
//!
//! Deviations: who would be woken is looked up when the lock is taken, not when it is given back; that the word of a lock is
//! overwritten while it is held goes unnoticed ("unlock of unlocked lock"); the list of sleepers that a forged word leads to is
//! not walked behind its first.

use crate::error::{FrameExt, Res, Unwind};
use crate::process::Process;
use crate::profile::Locks;
use crate::wait_reason::RUNTIME_LOCK;

/// `mutexLocked`
const LOCKED: u64 = 1;
/// `mutexSleeping`
const SLEEPING: u64 = 2;
/// `mutexStackLocked`
const STACK_LOCKED: u64 = 0x200;
/// `mutexMMask`: the bits of the word that are flags.
const FLAGS: u64 = 0x3ff;
/// `mutexMOffset`: what an m lies behind the address in the word.
const M_OFFSET: u64 = 8;

impl Process {
    /// `lock` and `unlock` of the lock at `key`, which is a part of `object`.
    pub async fn lock(&self, key: u64, object: u64) -> Res<()> {
        if self.try_lock(key).map_err(Unwind::locked)? {
            return Ok(());
        }
        let frames: &[&str] = match self.profile.get().locks {
            Locks::Futex => &["runtime.futexsleep", "runtime.lock2"],
            Locks::SpinBit => &["runtime.futexsleep", "runtime.semasleep", "runtime.lock2"],
        };
        Err(Box::new(
            self.block_forever(RUNTIME_LOCK, object, frames).await,
        ))
    }

    /// Whether the lock can be taken. Its word is swapped for another first, so it must be writable.
    fn try_lock(&self, key: u64) -> Res<bool> {
        let taken = match self.profile.get().locks {
            Locks::Futex => self.futex_free(key),
            Locks::SpinBit => self.spin_bit_free(key),
        };
        let taken = taken.frame("runtime.lock2")?;
        if taken && self.profile.get().locks == Locks::SpinBit {
            self.unlock(key).frame("runtime.unlock2")?;
        }
        Ok(taken)
    }

    /// Any word but 0 means that somebody holds it, or sleeps.
    fn futex_free(&self, key: u64) -> Res<bool> {
        let word = self.load(key, 4)?;
        self.mem.borrow().check(key, 4, true)?;
        Ok(word == 0)
    }

    /// Only one bit says that somebody holds it.
    fn spin_bit_free(&self, key: u64) -> Res<bool> {
        let flags = self.load(key, 1)?;
        self.mem.borrow().check(key, 1, true)?;
        Ok(flags & LOCKED == 0)
    }

    /// Gives back a lock whose low byte was overwritten with bits that say that threads sleep, if it was.
    fn unlock(&self, key: u64) -> Res<()> {
        let flags = self.load(key, 1)?;
        if flags == 0 {
            return Ok(());
        }
        self.store(key, 1, 0)?;
        if flags & SLEEPING == 0 {
            return Ok(());
        }
        let word = self.load(key, 8)?;
        if word & !FLAGS == 0 || word & STACK_LOCKED != 0 {
            return Ok(());
        }
        let m = (word & !FLAGS).wrapping_add(M_OFFSET);
        self.load(m, 8).map(drop).frame("runtime.unlock2Wake")
    }
}
