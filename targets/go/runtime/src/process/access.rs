//! How the runtime reads and writes its own metadata, and lets others run.

use tearpoint_harness::contract::{Access, Op, PointSpec};

use super::{ForeignRead, Process};
use crate::error::{FrameExt, Res, Unwind};
use tearpoint_machine::{Stamp, WriterKind};

/// No runtime function that ends reads so many words of metadata without letting others run.
const MAX_LOADS: u32 = 1 << 24;
impl Process {
    /// A preemption point inside the runtime: others may run; then the runtime's writes are this step's.
    #[inline]
    pub async fn point(&self, point: &'static PointSpec, object: u64, access: Access) {
        self.sim
            .point(Op {
                point,
                object,
                access,
            })
            .await;
        self.runtime_writes();
    }

    /// What is written from now on is written by the runtime.
    #[inline]
    pub fn runtime_writes(&self) {
        self.loads.set(0);
        self.mem
            .borrow_mut()
            .set_stamp(Stamp::new(self.sim.step(), WriterKind::Runtime));
    }

    /// Reads runtime metadata: 1, 2, 4 or 8 bytes.
    #[inline]
    pub fn load(&self, addr: u64, width: usize) -> Res<u64> {
        // Links that tampering has made into a ring are followed for ever.
        self.loads.set(self.loads.get() + 1);
        if self.loads.get() > MAX_LOADS {
            return Err(Unwind::hang());
        }
        let (value, written) = self.mem.borrow().load_stamped(addr, width)?;
        if written.is_foreign() {
            self.note_foreign(ForeignRead {
                addr,
                written,
                step: self.sim.step(),
                task: self.sim.current(),
            });
        }
        Ok(value)
    }

    /// What an atomic method gave: on some versions it has a frame of its own.
    pub(crate) fn atomic<T>(&self, done: Res<T>, method: &str) -> Res<T> {
        if done.is_ok() || !self.profile.get().atomic_frames {
            return done;
        }
        done.frame(&format!("internal/runtime/atomic.{method}"))
    }

    /// Writes runtime metadata.
    #[inline]
    pub fn store(&self, addr: u64, width: usize, value: u64) -> Res<()> {
        Ok(self.mem.borrow_mut().store(addr, width, value)?)
    }

    #[cold]
    pub(crate) fn note_foreign(&self, read: ForeignRead) {
        self.foreign.set(Some(read));
    }

    /// The last read of a word that tampering or `unsafe` wrote.
    pub fn last_foreign_read(&self) -> Option<ForeignRead> {
        self.foreign.get()
    }
}
