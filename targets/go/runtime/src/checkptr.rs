//! Checks of `unsafe.Pointer` conversions, where they are asked for.
//!
//! Follows runtime/checkptr.go (`checkptrAlignment`, `checkptrStraddles`, `checkptrArithmetic`, `checkptrBase`) and runtime/unsafe.go
//! (`unsafeslicecheckptr`, `unsafestringcheckptr`). Deviations: variables whose address is taken are objects of the heap, of which
//! each has a base of its own, where real Go has one base for all of a stack; package variables with and without initial values
//! count as one segment.

use crate::error::{FrameExt, Res, Unwind};
use crate::process::Process;
use tearpoint_machine::PtrMap;
use tearpoint_machine::heap::Found;

/// `minLegalPointer`
const MIN_LEGAL_POINTER: u64 = 4096;

/// Package variables: address, size, pointer words.
type Globals = [(u64, u64, PtrMap)];

/// What a pointer is converted to.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Bytes of an element.
    pub size: u64,
    /// Its alignment.
    pub align: u64,
    /// It holds pointers.
    pub pointers: bool,
}

impl Process {
    /// `checkptrAlignment`: of a conversion to a pointer to `n` elements.
    pub fn checkptr_alignment(&self, p: u64, to: Target, n: u64, globals: &Globals) -> Res<()> {
        let refused = || -> Res<Option<&str>> {
            if p == 0 {
                return Ok(None);
            }
            if to.pointers && p & (to.align - 1) != 0 {
                return Ok(Some("checkptr: misaligned pointer conversion"));
            }
            let straddles = self.straddles(p, n.wrapping_mul(to.size), globals)?;
            let text = "checkptr: converted pointer straddles multiple allocations";
            Ok(straddles.then_some(text))
        };
        fail(refused()).frame("runtime.checkptrAlignment")
    }

    /// `checkptrArithmetic`: of what came out of a computation with `originals`.
    pub fn checkptr_arithmetic(&self, p: u64, originals: &[u64], globals: &Globals) -> Res<()> {
        let refused = || -> Res<Option<&str>> {
            if 0 < p && p < MIN_LEGAL_POINTER {
                let text = "checkptr: pointer arithmetic computed bad pointer value";
                return Ok(Some(text));
            }
            let base = self.checkptr_base(p, globals)?;
            if base == 0 {
                return Ok(None);
            }
            for &original in originals {
                if self.checkptr_base(original, globals)? == base {
                    return Ok(None);
                }
            }
            let text = "checkptr: pointer arithmetic result points to invalid allocation";
            Ok(Some(text))
        };
        fail(refused()).frame("runtime.checkptrArithmetic")
    }

    /// What `unsafe.Slice` and `unsafe.String` check of their result.
    pub fn checkptr_view(&self, string: bool, p: u64, bytes: u64, globals: &Globals) -> Res<()> {
        let (text, function) = match string {
            true => (
                "checkptr: unsafe.String result straddles multiple allocations",
                "runtime.unsafestringcheckptr",
            ),
            false => (
                "checkptr: unsafe.Slice result straddles multiple allocations",
                "runtime.unsafeslicecheckptr",
            ),
        };
        let straddles = self.straddles(p, bytes, globals);
        fail(straddles.map(|yes| yes.then_some(text))).frame(function)
    }

    /// `checkptrStraddles`
    fn straddles(&self, p: u64, size: u64, globals: &Globals) -> Res<bool> {
        if size == 0 {
            return Ok(false);
        }
        if p >= (size - 1).wrapping_neg() {
            return Ok(true);
        }
        let end = p.wrapping_add(size - 1);
        let bases = (
            self.checkptr_base(p, globals),
            self.checkptr_base(end, globals),
        );
        Ok(bases.0.frame("runtime.checkptrStraddles")?
            != bases.1.frame("runtime.checkptrStraddles")?)
    }

    /// `checkptrBase`: the start of the object, or of the segment of package variables with pointers; 0 if it is neither.
    fn checkptr_base(&self, p: u64, globals: &Globals) -> Res<u64> {
        let found = self
            .heap
            .borrow()
            .find_object(&self.mem.borrow(), p, (0, 0));
        let found = found.map_err(|error| self.heap_error(*error));
        if let Found::Object { base, .. } = found.frame("runtime.checkptrBase")? {
            return Ok(base);
        }
        let inside = |&(at, size, _): &(u64, u64, PtrMap)| p.wrapping_sub(at) < size;
        Ok(match globals.iter().any(inside) {
            true => self.zerobase(),
            false => 0,
        })
    }
}

fn fail(refused: Res<Option<&str>>) -> Res<()> {
    match refused? {
        Some(text) => Err(Unwind::throw(text)),
        None => Ok(()),
    }
}
