//! Reporting that the program uses what the collector freed.

use tearpoint_harness::contract::{Cause, Class, Crash, Frame};

use crate::process::Process;

impl Process {
    /// The program touched a freed object: reports it, once an object. `user`: the functions that did it.
    pub fn report_freed(&self, user: Vec<Frame>) {
        let Some((addr, write)) = self.mem.borrow().take_touched() else {
            return;
        };
        let cycle = self.mem.borrow().freed_by(addr);
        let Some((base, size)) = self.heap.borrow().slot_of(&self.mem.borrow(), addr) else {
            return;
        };
        self.mem.borrow_mut().set_freed(base, size, 0);
        let cycles = self.cycles.borrow();
        let freed = cycles.get(usize::from(cycle).wrapping_sub(1));
        let freed = freed.map(|freed| Cause::Freed {
            by: format!("collection {cycle}"),
            task: freed.task,
            frames: freed.frames.clone(),
            object: base,
            size,
            step: freed.step,
        });
        let used = Cause::Used {
            task: self.sim.current(),
            write,
            offset: addr - base,
            step: self.sim.step(),
        };
        let verb = if write { "write to" } else { "read of" };
        self.findings.borrow_mut().push(Crash {
            message: format!("use after free: {verb} an object that the collector freed"),
            frames: user,
            causes: freed.into_iter().chain([used]).collect(),
            invariant: "freed objects are not used".to_owned(),
            ..Crash::of(Class::Corruption)
        });
    }
}
