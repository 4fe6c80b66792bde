//! What the program prints.

use tearpoint_harness::contract::{End, Limit};

use super::Process;
use crate::error::{Res, Unwind};

impl Process {
    /// Prints to standard error, as `println` does.
    pub fn print(&self, text: &[u8]) -> Res<()> {
        self.write(false, text)
    }

    /// Writes to standard output or standard error.
    pub fn write(&self, stdout: bool, text: &[u8]) -> Res<()> {
        if self.exited.get() {
            return Ok(());
        }
        self.sim.absorb(text);
        let to = if stdout { &self.stdout } else { &self.stderr };
        to.borrow_mut().extend_from_slice(text);
        let limit = self.sim.limits().output_bytes;
        if (self.stderr.borrow().len() + self.stdout.borrow().len()) as u64 > limit {
            self.sim.end(End::Limit(Limit::Output(limit)));
            return Err(Unwind::ended());
        }
        Ok(())
    }
}
