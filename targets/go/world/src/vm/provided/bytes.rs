//! Functions of memory, hashes and random numbers that a program pulls from package runtime: they do what they are told with
//! whatever addresses (runtime/memmove, mbarrier.go, alg.go, rand.go).
//!
//! Deviations: random numbers of the per-thread generators (`cheaprand`) are drawn from the run's choices, as all are.
//! Misses: `gopark`, and what needs a function value to be called.

use tearpoint_harness::contract::Stream;

use crate::code::{Num, ProvidedCall};
use crate::vm::goroutine::Goroutine;
use crate::vm::interpreter::Interpreter;
use tearpoint_front::provided::table::Bytes;
use tearpoint_runtime::alg::Alg;
use tearpoint_runtime::equal::{Src, memequal, typedmemmove};
use tearpoint_runtime::error::{FrameExt, Res};
use tearpoint_runtime::hash::{memhash, memhash32, memhash64, typehash};
use tearpoint_runtime::layout::rtype;

impl Interpreter {
    #[inline(never)]
    pub(super) fn bytes(&self, g: &mut Goroutine, f: Bytes, call: &ProvidedCall) -> Res<()> {
        let (d, process) = (call.d, &*self.process);
        let [a, b, c] = [0, 1, 2].map(|i: usize| g.r8(call.args[i]));
        match f {
            Bytes::Memmove => self.memmove(a, b, c)?,
            Bytes::MemclrNoHeapPointers => self.memclr(a, b, "runtime.memclrNoHeapPointers")?,
            Bytes::MemclrHasPointers => self
                .memclr(a, b, "runtime.memclrNoHeapPointers")
                .frame("runtime.memclrHasPointers")?,
            Bytes::TypedMemmove => {
                if b != c {
                    let size = self.size_at(a, "runtime.typedmemmove")?;
                    typedmemmove(process, b, c, size)?;
                }
            }
            Bytes::TypedSliceCopy => {
                let [from, len] = [3, 4].map(|i: usize| g.r8(call.args[i]));
                let n = (c as i64).min(len as i64);
                if n > 0 && b != from {
                    let size = self.size_at(a, "runtime.typedslicecopy")?;
                    self.memmove(b, from, size.wrapping_mul(n as u64))
                        .frame("runtime.typedslicecopy")?;
                }
                g.w8(d, n as u64);
            }
            Bytes::Memequal => {
                let same = memequal(process, a, b, c)?;
                g.w1(d, same);
            }
            Bytes::Noescape => g.w8(d, a),
            Bytes::Add => g.w8(d, a.wrapping_add(b)),
            Bytes::Memhash => {
                let hash = memhash(process, Src::Mem(a), b, c)?;
                g.w8(d, hash);
            }
            Bytes::Memhash32 => {
                let hash = memhash32(process, process.load(a, 4)? as u32, b);
                g.w8(d, hash);
            }
            Bytes::Memhash64 => {
                let hash = memhash64(process, process.load(a, 8)?, b);
                g.w8(d, hash);
            }
            Bytes::Strhash => self.hash_as(g, call, &Alg::Str, (a, b))?,
            Bytes::Nilinterhash => self.hash_as(g, call, &Alg::NilInter, (a, b))?,
            Bytes::Interhash => self.hash_as(g, call, &Alg::Inter, (a, b))?,
            Bytes::Typehash => {
                let rtypes = std::rc::Rc::clone(&process.rtypes.borrow());
                match rtypes.by_addr(a) {
                    Some(id) => self.hash_as(g, call, &rtypes.get(id).alg, (b, c))?,
                    // No descriptor: its first word is read, and its kind, which leads nowhere.
                    None => {
                        let size = self.size_at(a, "runtime.typehash")?;
                        let hash = memhash(process, Src::Mem(b), c, size);
                        g.w8(d, hash.frame("runtime.typehash")?);
                    }
                }
            }
            Bytes::Random32 => g.put(d, 4, process.sim.choose(Stream::Program, 1 << 32)),
            Bytes::Random64 => g.w8(d, process.sim.choose(Stream::Program, 0)),
            Bytes::RandomBelow => {
                let bound = g.num(Num::U32, call.args[0]).max(1);
                g.put(d, 4, process.sim.choose(Stream::Program, bound));
            }
        }
        Ok(())
    }

    /// The size that the descriptor at `ty` states.
    fn size_at(&self, ty: u64, function: &str) -> Res<u64> {
        let size = self.process.load(ty.wrapping_add(rtype::BYTES), 8);
        size.frame(function)
    }

    fn memclr(&self, at: u64, len: u64, function: &str) -> Res<()> {
        let done = self.process.mem.borrow_mut().zero(at, len as usize);
        Res::from(done.map_err(Into::into)).frame(function)
    }

    /// The hash of what lies at `at`, from the seed, goes to the result.
    fn hash_as(
        &self,
        g: &mut Goroutine,
        call: &ProvidedCall,
        alg: &Alg,
        (at, seed): (u64, u64),
    ) -> Res<()> {
        let hash = typehash(&self.process, alg, Src::Mem(at), seed)?;
        g.w8(call.d, hash);
        Ok(())
    }
}
