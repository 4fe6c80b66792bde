//! Functions of goroutines, the process and its clock (packages runtime, os, sync and time).

use tearpoint_harness::contract::{Access, End, Limit, Stream};

use crate::code::{Num, ProvidedCall};
use crate::vm::action::Action;
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use crate::vm::strings;
use tearpoint_front::provided::table::Sched;
use tearpoint_runtime::error::{FrameExt, Res, Unwind};
use tearpoint_runtime::points;
use tearpoint_runtime::sema::notify_list_add;

/// `starvationThresholdNs`
const STARVATION: i64 = 1_000_000;
const SECOND: i64 = 1_000_000_000;

impl Interpreter {
    #[inline(never)]
    pub(super) fn sched(
        &self,
        g: &mut Goroutine,
        f: Sched,
        call: &ProvidedCall,
    ) -> Res<Option<Action>> {
        let (d, a) = (call.d, call.args[0]);
        let process = &*self.process;
        match f {
            Sched::KeepAlive => {}
            Sched::Gosched => {
                return Ok(Some(Action::Point(&points::GOSCHED, 0, Access::None)));
            }
            Sched::Goexit => return Err(Unwind::goexit()),
            Sched::NumGoroutine => g.w8(d, self.live.get()),
            Sched::GoMaxProcs => g.w8(d, 2),
            Sched::Exit => {
                self.process.sim.note(&points::EXIT, g.r8(a));
                self.end(End::Exit(g.r8(a) as i32 & 0xff));
                return Ok(Some(Action::Ended));
            }
            Sched::PanicWrap => {
                let text = strings::load(&self.process, (g.r8(a), g.r8(a + 8)))?;
                let unwind = Unwind::plain_error(&String::from_utf8_lossy(&text));
                return Err(unwind).frame("runtime.panicwrap");
            }
            Sched::Missing => {
                let name = strings::load(process, (g.r8(a), g.r8(a + 8)))?;
                let name = String::from_utf8_lossy(&name).into_owned();
                self.end(End::Limit(Limit::Missing(name)));
                return Ok(Some(Action::Ended));
            }
            Sched::Fatal | Sched::Throw | Sched::InternalFatal | Sched::InternalThrow => {
                let text = strings::load(process, (g.r8(a), g.r8(a + 8)))?;
                let unwind = Unwind::throw(&String::from_utf8_lossy(&text));
                return Err(unwind).frame(match f {
                    Sched::InternalFatal => "internal/sync.fatal",
                    Sched::InternalThrow => "internal/sync.throw",
                    Sched::Fatal => "sync.fatal",
                    _ => "sync.throw",
                });
            }
            // With one P, a goroutine that cannot be preempted and one that can are the same but for others' turns.
            Sched::ProcPin => g.w8(d, 0),
            Sched::ProcUnpin => {}
            Sched::RuntimeThrow => {
                let text = strings::load(process, (g.r8(a), g.r8(a + 8)))?;
                return Err(Unwind::throw(&String::from_utf8_lossy(&text)));
            }
            Sched::RuntimeNanotime => {
                process.look_at_clock()?;
                g.w8(d, process.timers.nanotime() as u64);
            }
            Sched::NotifyListAdd => {
                process.runtime_writes();
                let ticket = notify_list_add(process, g.r8(a));
                self.program_writes();
                g.put(d, 4, ticket?);
            }
            Sched::Starves => {
                let waited = process.timers.nanotime() - g.r8(a) as i64;
                let starves = waited > STARVATION || process.sim.choose(Stream::TieBreak, 8) == 0;
                g.w1(d, starves);
            }
            Sched::Randn => {
                let bound = g.num(Num::U32, a).max(1);
                g.put(d, 4, process.sim.choose(Stream::TieBreak, bound));
            }
            Sched::Nanotime => g.w8(d, process.timers.nanotime() as u64),
            Sched::BubbleNano => {
                let now = match process.bubble_clock()? {
                    Some(now) => now,
                    None => process.timers.nanotime(),
                };
                g.w8(d, now as u64);
            }
            Sched::Now => {
                let (sec, nsec, mono) = match process.bubble_clock()? {
                    Some(now) => (now.div_euclid(SECOND), now.rem_euclid(SECOND), 0),
                    None => {
                        process.look_at_clock()?;
                        process.timers.wall()
                    }
                };
                g.w8(d, sec as u64);
                g.w8(d + 8, nsec as u64);
                g.w8(d + 16, mono as u64);
            }
        }
        Ok(None)
    }
}
