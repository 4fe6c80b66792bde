//! Reporting that the program uses what the collector freed.

use tearpoint_harness::contract::Crash;

use crate::process::Process;

impl Process {
    /// The program touched a freed object: reports it, once an object. `user`: the functions that did it.
    pub fn report_freed(&self, user: Vec<String>) {
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
        let mut cause = Vec::new();
        if let Some(freed) = freed {
            cause.push(format!(
                "step {}: collection {cycle}, by goroutine {} in {}, freed the object of {size} bytes at {base:#x}",
                freed.step,
                freed.goroutine,
                freed.frames.join(" < "),
            ));
        }
        cause.push(format!(
            "step {}: goroutine {} {} it at offset {}",
            self.sim.step(),
            self.sim.current().0 + 1,
            if write { "wrote to" } else { "read" },
            addr - base,
        ));
        let verb = if write { "write to" } else { "read of" };
        self.findings.borrow_mut().push(Crash {
            class: "corruption".to_owned(),
            message: format!("use after free: {verb} an object that the collector freed"),
            frames: user,
            cause,
            invariant: "freed objects are not used".to_owned(),
            ..Default::default()
        });
    }
}
