//! The runtime's own locks, which lie in channels, timers, spans and lists of tickets (runtime/lock_futex.go; since 1.24
//! lock_spinbit.go `lock2`, `unlock2`, `unlock2Wake`).
//!
//! Nobody runs while the model holds one, so a lock that somebody finds taken is one whose word was overwritten, or whose owner never
//! came to give it back: it stays taken. While the runtime holds a channel's lock it copies elements to wherever the channel says, and
//! that may be the word of the lock: what is given back is what lies there then.
//!
//! Deviations: locks of timers, spans and lists of tickets are given back as soon as they are taken, since nothing is copied while they are
//! held; the list of sleepers that a forged word leads to is not walked behind its first; nobody samples contention.

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
/// What is thrown if nobody holds what is given back.
const UNLOCKED: &str = "unlock of unlocked lock";

impl Process {
    /// `lock` and at once `unlock` of the lock at `key`, which is a part of `object`.
    pub async fn pass_lock(&self, key: u64, object: u64) -> Res<()> {
        self.lock(key, object).await?;
        self.unlock(key)
    }

    /// `lock`
    pub async fn lock(&self, key: u64, object: u64) -> Res<()> {
        if self.take(key)? {
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

    /// As [`Process::pass_lock`] where nobody can wait: who finds the lock taken never goes on.
    pub fn pass_lock_or_hang(&self, key: u64) -> Res<()> {
        match self.take(key)? {
            true => self.unlock(key),
            false => Err(Unwind::hang()).frame("runtime.lock2"),
        }
    }

    fn take(&self, key: u64) -> Res<bool> {
        let taken = match self.profile.get().locks {
            Locks::Futex => self.take_futex(key),
            Locks::SpinBit => self.take_spin_bit(key),
        };
        taken.frame("runtime.lock2").map_err(Unwind::locked)
    }

    /// `unlock`
    pub fn unlock(&self, key: u64) -> Res<()> {
        let given = match self.profile.get().locks {
            Locks::Futex => self.give_futex(key),
            Locks::SpinBit => self.give_spin_bit(key),
        };
        given.frame("runtime.unlock2").map_err(Unwind::locked)
    }

    /// Whether nobody had it. Any word but 0 means that somebody has it, or sleeps.
    fn take_futex(&self, key: u64) -> Res<bool> {
        let word = self.load(key, 4)?;
        self.store(key, 4, if word == 0 { LOCKED } else { word })?;
        Ok(word == 0)
    }

    /// Whether nobody had it. Only one bit says that somebody has.
    fn take_spin_bit(&self, key: u64) -> Res<bool> {
        let flags = self.load(key, 1)?;
        self.store(key, 1, LOCKED | flags & SLEEPING)?;
        Ok(flags & LOCKED == 0)
    }

    /// Who would be woken does not exist.
    fn give_futex(&self, key: u64) -> Res<()> {
        match self.load(key, 4)? {
            0 => Err(Unwind::throw_for(UNLOCKED, key)),
            _ => self.store(key, 4, 0),
        }
    }

    fn give_spin_bit(&self, key: u64) -> Res<()> {
        let flags = self.load(key, 1)?;
        self.store(key, 1, 0)?;
        if flags & LOCKED == 0 {
            return Err(Unwind::throw_for(UNLOCKED, key));
        }
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
