//! Functions of packages runtime, os and sync/atomic that the machine provides.

use tearpoint_harness::contract::{Access, End, Stream};

use crate::code::{Num, Rt, Slot};
use crate::vm::action::{Action, Async};
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use tearpoint_machine::heap::Found;
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::points;
use tearpoint_runtime::sema::notify_list_add;

/// `starvationThresholdNs`
const STARVATION: i64 = 1_000_000;

impl Interpreter {
    /// Calls `f`; the slots are the result's and the arguments'.
    pub(in crate::vm) fn runtime(
        &self,
        g: &mut Goroutine,
        f: Rt,
        slots: [Slot; 4],
    ) -> Res<Option<Action>> {
        let [d, a, ..] = slots;
        let process = &*self.process;
        match f {
            Rt::Gc => return Ok(Some(Action::Async(Async::Gc))),
            Rt::Gosched => {
                return Ok(Some(Action::Point(&points::GOSCHED, 0, Access::None)));
            }
            Rt::Goexit => return Err(Unwind::goexit()),
            Rt::NumGoroutine => g.w8(d, self.live.get()),
            Rt::GoMaxProcs => g.w8(d, 2),
            Rt::Exit => {
                self.process.sim.note(&points::EXIT, g.r8(a));
                self.end(End::Exit(g.r8(a) as i32 & 0xff));
                return Ok(Some(Action::Ended));
            }
            Rt::Library(intrinsic) => self.intrinsic(g, intrinsic, slots)?,
            Rt::PanicWrap => {
                let text = crate::vm::strings::load(&self.process, (g.r8(a), g.r8(a + 8)))?;
                let unwind = Unwind::plain_error(&String::from_utf8_lossy(&text));
                return Err(unwind).frame("runtime.panicwrap");
            }
            Rt::SpanOf | Rt::FindObject | Rt::MallocGc | Rt::MakeSlice => {
                self.allocator(g, f, slots)?;
            }
            Rt::RaceAcquire | Rt::RaceRelease | Rt::RaceReleaseMerge => {
                self.race_edge(g, f, g.r8(a));
            }
            Rt::SyncFatal | Rt::SyncThrow => {
                let text = crate::vm::strings::load(process, (g.r8(a), g.r8(a + 8)))?;
                let unwind = Unwind::throw(&String::from_utf8_lossy(&text));
                let fatal = f == Rt::SyncFatal;
                return Err(unwind).frame(if fatal { "sync.fatal" } else { "sync.throw" });
            }
            Rt::NotifyListAdd => {
                process.runtime_writes();
                let ticket = notify_list_add(process, g.r8(a));
                self.program_writes();
                g.put(d, 4, ticket?);
            }
            Rt::Starves => {
                let waited = process.timers.nanotime() - g.r8(a) as i64;
                let starves = waited > STARVATION || process.sim.choose(Stream::TieBreak, 8) == 0;
                g.w1(d, starves);
            }
            Rt::Randn => {
                let bound = g.num(Num::U32, a).max(1);
                g.put(d, 4, process.sim.choose(Stream::TieBreak, bound));
            }
            Rt::Nanotime => g.w8(d, process.timers.nanotime() as u64),
            Rt::TypeName => {
                let id = self.code.rtypes.by_addr(g.r8(a));
                let name = id.map_or("nil", |id| self.code.rtypes.get(id).name.as_str());
                let at = process.newobject(name.len().max(1) as u64, true)?;
                process.mem.borrow_mut().write(at, name.as_bytes())?;
                g.w8(d, at);
                g.w8(d + 8, name.len() as u64);
            }
            Rt::Now => {
                process.look_at_clock()?;
                let (sec, nsec, mono) = process.timers.wall();
                g.w8(d, sec as u64);
                g.w8(d + 8, nsec as u64);
                g.w8(d + 16, mono as u64);
            }
            Rt::Wait(f) => return Ok(Some(Action::Async(Async::Wait(f, slots)))),
            Rt::AtomicLoad(num)
            | Rt::AtomicStore(num)
            | Rt::AtomicAdd(num)
            | Rt::AtomicSwap(num)
            | Rt::AtomicCas(num)
            | Rt::AtomicAnd(num)
            | Rt::AtomicOr(num) => {
                let access = match f {
                    Rt::AtomicLoad(_) => Access::Read,
                    _ => Access::Write,
                };
                if !std::mem::replace(&mut g.passed, false) {
                    g.passed = true;
                    // The instruction is done after the point.
                    g.pc -= 1;
                    return Ok(Some(Action::Point(&points::ATOMIC, g.r8(a), access)));
                }
                self.atomic(g, f, num, slots)?;
            }
        }
        Ok(None)
    }

    /// What the program calls of the allocator itself, with whatever arguments.
    fn allocator(&self, g: &mut Goroutine, f: Rt, [d, a, b, c]: [Slot; 4]) -> Res<()> {
        let process = &self.process;
        match f {
            Rt::SpanOf => {
                let s = process.heap.borrow().span_of(g.r8(a));
                g.w8(d, s);
            }
            Rt::FindObject => {
                let found = {
                    let heap = process.heap.borrow();
                    heap.find_object(&process.mem.borrow(), g.r8(a), (g.r8(b), g.r8(c)))
                };
                let found = found.map_err(|error| process.heap_error(*error))?;
                let (base, span, index) = match found {
                    Found::Nothing => (0, 0, 0),
                    Found::Object { base, span, index } => (base, span, index),
                };
                g.w8(d, base);
                g.w8(d + 8, span);
                g.w8(d + 16, index);
            }
            Rt::MallocGc => {
                let (size, ty) = (g.r8(a), g.r8(b));
                let object = if ty == 0 {
                    process.mallocgc(size, None)?
                } else {
                    process.new_at(size, ty)?
                };
                g.w8(d, object);
            }
            _ => {
                let ty = g.r8(a);
                let elem = process.load(ty, 8).frame("runtime.makeslice")?;
                let rtypes = &self.code.rtypes;
                let map = rtypes.map_of(ty).and_then(|map| map.gc());
                let ptr = self
                    .makeslice(elem, map, g.r8(b), g.r8(c))
                    .frame("runtime.makeslice")?;
                g.w8(d, ptr);
            }
        }
        Ok(())
    }

    fn atomic(&self, g: &mut Goroutine, f: Rt, num: Num, [d, a, b, c]: [Slot; 4]) -> Res<()> {
        let (addr, width) = (g.r8(a), num.width());
        let old = self.process.mem.borrow().load(addr, width)?;
        let operand = g.num(num, b);
        let (new, result) = match f {
            Rt::AtomicLoad(_) => (None, Some(old)),
            Rt::AtomicStore(_) => (Some(operand), None),
            Rt::AtomicAdd(_) => {
                let sum = old.wrapping_add(operand);
                (Some(sum), Some(sum))
            }
            Rt::AtomicSwap(_) => (Some(operand), Some(old)),
            Rt::AtomicAnd(_) => (Some(old & operand), Some(old)),
            Rt::AtomicOr(_) => (Some(old | operand), Some(old)),
            _ => {
                let mask = u64::MAX >> (64 - 8 * width);
                let swapped = old == operand & mask;
                g.w1(d, swapped);
                (swapped.then(|| g.num(num, c)), None)
            }
        };
        let reads = !matches!(f, Rt::AtomicStore(_));
        self.race_atomic(g, addr, width as u64, (reads, new.is_some()));
        if let Some(new) = new {
            self.write_bytes(addr, &new.to_le_bytes()[..width])?;
        }
        if let Some(result) = result {
            g.put(d, width, result);
        }
        Ok(())
    }
}
