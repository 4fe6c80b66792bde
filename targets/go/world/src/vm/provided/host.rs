//! Output, settings, and what a run knows of itself.

use tearpoint_harness::contract::Stream;

use crate::code::ProvidedCall;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use crate::vm::strings;
use tearpoint_front::provided::table::Host;
use tearpoint_runtime::error::Res;

impl Interpreter {
    #[inline(never)]
    pub(super) fn host(&self, g: &mut Goroutine, what: Host, call: &ProvidedCall) -> Res<()> {
        let (d, [a, b, ..]) = (call.d, call.args);
        match what {
            Host::Write => {
                let bytes = strings::load(&self.process, (g.r8(b), g.r8(b + 8)))?;
                return self.process.write(g.r8(a) == 1, &bytes);
            }
            Host::Random => g.w8(d, self.process.sim.choose(Stream::Program, 0)),
            Host::SeededFromStart => g.w1(d, self.process.profile.get().seeded_with_1),
            Host::SeedIgnored => g.w1(d, self.process.profile.get().seed_ignored),
            Host::SortShifts => g.w1(d, self.process.profile.get().sort_shifts_7_17),
            Host::HeapStat => {
                let heap = self.process.heap.borrow();
                let (totals, mapped) = (heap.totals(), self.process.mem.borrow().heap_mapped());
                let value = match g.r8(a) {
                    0 => totals.mallocs,
                    1 => totals.allocated,
                    2 => totals.frees,
                    3 => totals.freed,
                    4 => heap.in_use(),
                    5 => mapped.max(heap.in_use()),
                    6 => heap.goal(),
                    _ => heap.cycles(),
                };
                g.w8(d, value);
            }
            Host::GoVersion => {
                let text = format!("go{}", self.process.profile.get().name);
                self.string_to(g, d, text.as_bytes())?;
            }
            Host::SetGcPercent => {
                let percent = g.r8(a) as i32;
                let old = self.process.heap.borrow_mut().set_gc_percent(percent);
                g.w8(d, i64::from(old) as u64);
            }
            Host::SetPanicOnFault => {
                let new = g.r1(a);
                let old = std::mem::replace(&mut g.panic_on_fault, new);
                g.w1(d, old);
            }
        }
        Ok(())
    }
}
