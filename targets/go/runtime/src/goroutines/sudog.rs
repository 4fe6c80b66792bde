//! Sudogs: handed out from a cache, and checked when they come back (runtime/proc.go `acquireSudog`, `releaseSudog`).

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::sudog;
use crate::process::Process;

/// `sudogcache` holds this many before it gives half of them away.
const SUDOG_CACHE: usize = 128;

impl sudog::Layout {
    /// The word that `elem` is read from.
    pub(crate) fn elem_word(&self) -> u64 {
        self.elem_vu.unwrap_or(sudog::ELEM)
    }

    /// The word that `c` is read from.
    fn c_word(&self) -> u64 {
        self.c_vu.unwrap_or(self.c)
    }
}

impl Process {
    /// Where a sudog's fields lie.
    pub(crate) fn sudog(&self) -> &'static sudog::Layout {
        &self.profile.get().layout.sudog
    }

    /// `s.elem`
    pub(crate) fn sudog_elem(&self, s: u64) -> Res<u64> {
        self.load(s.wrapping_add(self.sudog().elem_word()), 8)
    }

    /// `s.elem = elem`: both words, where there are two.
    pub(crate) fn set_sudog_elem(&self, s: u64, elem: u64) -> Res<()> {
        self.store(s.wrapping_add(sudog::ELEM), 8, elem)?;
        match self.sudog().elem_vu {
            Some(word) => self.store(s.wrapping_add(word), 8, elem),
            None => Ok(()),
        }
    }

    /// `s.c`
    pub(crate) fn sudog_c(&self, s: u64) -> Res<u64> {
        self.load(s.wrapping_add(self.sudog().c_word()), 8)
    }

    /// `s.c = c`: both words, where there are two.
    pub(crate) fn set_sudog_c(&self, s: u64, c: u64) -> Res<()> {
        self.store(s.wrapping_add(self.sudog().c), 8, c)?;
        match self.sudog().c_vu {
            Some(word) => self.store(s.wrapping_add(word), 8, c),
            None => Ok(()),
        }
    }

    /// `acquireSudog`
    pub fn acquire_sudog(&self) -> Res<u64> {
        let cached = self.goroutines.sudogs.borrow_mut().pop();
        let s = match cached {
            Some(s) => s,
            None => self.new_metadata(self.sudog().size, false)?,
        };
        if cached.is_none() {
            self.goroutines.all_sudogs.borrow_mut().push(s);
            self.mem.borrow_mut().zero(s, self.sudog().size as usize)?;
        }
        if self.sudog_elem(s)? != 0 {
            let text = "acquireSudog: found s.elem != nil in cache";
            return Err(Unwind::throw_for(text, s + self.sudog().elem_word()))
                .frame("runtime.acquireSudog");
        }
        Ok(s)
    }

    /// `releaseSudog`: the checks that find a sudog somebody has written to.
    pub fn release_sudog(&self, s: u64) -> Res<()> {
        self.check_sudog(s).frame("runtime.releaseSudog")?;
        let mut cache = self.goroutines.sudogs.borrow_mut();
        if cache.len() == SUDOG_CACHE {
            let given: Vec<u64> = cache.drain(SUDOG_CACHE / 2..).collect();
            let mut all = self.goroutines.all_sudogs.borrow_mut();
            all.retain(|s| !given.contains(s));
        }
        cache.push(s);
        Ok(())
    }

    fn check_sudog(&self, s: u64) -> Res<()> {
        let fields = [
            (
                self.sudog().elem_word(),
                8,
                "runtime: sudog with non-nil elem",
            ),
            (
                self.sudog().is_select,
                1,
                "runtime: sudog with non-false isSelect",
            ),
            (sudog::NEXT, 8, "runtime: sudog with non-nil next"),
            (sudog::PREV, 8, "runtime: sudog with non-nil prev"),
            (
                self.sudog().waitlink,
                8,
                "runtime: sudog with non-nil waitlink",
            ),
            (self.sudog().c_word(), 8, "runtime: sudog with non-nil c"),
        ];
        for (at, width, text) in fields {
            if self.load(s.wrapping_add(at), width)? != 0 {
                return Err(Unwind::throw_for(text, s + at));
            }
        }
        let param = self.getg()? + self.profile.get().layout.g.param;
        if self.load(param, 8)? != 0 {
            let text = "runtime: releaseSudog with non-nil gp.param";
            return Err(Unwind::throw_for(text, param));
        }
        Ok(())
    }
}
