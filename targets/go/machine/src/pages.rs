//! Pages of the arena: which are free (runtime/mpagealloc.go, with its result: the lowest free run that is long enough), and those
//! that a P has put by (runtime/mpagecache.go; mheap.go `allocSpan`).

/// Pages of a cache, whose first has a number that this divides (`pageCachePages`).
const CACHE_PAGES: usize = 64;

/// `pageCache`: free pages that one P alone takes.
#[derive(Clone, Copy, Debug, Default)]
struct PageCache {
    /// The first of its pages.
    base: usize,
    /// Of each page: it is free.
    free: u64,
}

impl PageCache {
    /// `c.alloc`: the lowest run of `count`.
    fn alloc(&mut self, count: usize) -> Option<usize> {
        let run = u64::MAX >> (CACHE_PAGES - count);
        let first = (0..=CACHE_PAGES - count).find(|&at| self.free >> at & run == run)?;
        self.free &= !(run << first);
        Some(self.base + first)
    }
}

crate::run_state! {
    /// The page allocator.
    #[derive(Debug, Default)]
    pub struct Pages {
        /// Of each page the arena has had: it is free.
        free: Vec<bool>,
        /// No page below is free.
        search: usize,
        /// Ps have caches.
        cached: bool,
        /// Those of the P that runs the program, and of another.
        caches: [PageCache; 2],
    }
}

impl Pages {
    /// The first `taken` pages, of which none had been there, are in use; with `cached`, Ps put pages by.
    pub fn start(&mut self, taken: usize, cached: bool) {
        self.free.resize(taken, false);
        self.search = taken;
        self.cached = cached;
    }

    /// From now on another P runs the program.
    pub fn change_processor(&mut self) {
        self.caches.swap(0, 1);
    }

    /// Takes `count` pages in a row, at most up to page `max`; gives the first.
    pub fn alloc(&mut self, count: usize, max: usize) -> Option<usize> {
        if self.cached && count < CACHE_PAGES / 4 {
            if self.caches[0].free == 0 {
                self.caches[0] = self.alloc_to_cache();
            }
            if let Some(first) = self.caches[0].alloc(count) {
                return Some(first).filter(|first| first + count <= max);
            }
        }
        self.alloc_run(count, max)
    }

    /// `allocToCache`: what is free of the lowest 64 pages of which any is.
    fn alloc_to_cache(&mut self) -> PageCache {
        let lowest = (self.search..self.free.len()).find(|&page| self.free[page]);
        let base = lowest.unwrap_or(self.free.len().max(self.search));
        let base = base / CACHE_PAGES * CACHE_PAGES;
        if self.free.len() < base + CACHE_PAGES {
            // The arena grows by pages that are free.
            self.free.resize(base + CACHE_PAGES, true);
        }
        let mut cache = PageCache { base, free: 0 };
        for (at, free) in self.free[base..base + CACHE_PAGES].iter_mut().enumerate() {
            cache.free |= u64::from(std::mem::take(free)) << at;
        }
        self.search = base + CACHE_PAGES;
        cache
    }

    /// `find`: the lowest run of all.
    fn alloc_run(&mut self, count: usize, max: usize) -> Option<usize> {
        let mut run = 0;
        let mut first = self.search;
        for page in self.search..self.free.len() {
            if self.free[page] {
                if run == 0 {
                    first = page;
                }
                run += 1;
                if run == count {
                    break;
                }
            } else {
                run = 0;
            }
        }
        if run < count {
            // The end of the arena, with what is free there.
            first = self.free.len() - run;
        }
        let end = first.checked_add(count).filter(|&end| end <= max)?;
        if end > self.free.len() {
            self.free.resize(end, false);
        }
        self.free[first..end].fill(false);
        if first == self.search {
            self.search = end;
        }
        Some(first)
    }

    /// Gives pages back. Pages the arena never had are none of its business.
    pub fn free(&mut self, first: usize, count: usize) {
        let end = first.saturating_add(count).min(self.free.len());
        if first < end {
            self.free[first..end].fill(true);
            self.search = self.search.min(first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_run_that_fits_is_taken() {
        let mut pages = Pages::default();
        pages.start(2, false);
        assert_eq!(pages.alloc(3, 100), Some(2));
        assert_eq!(pages.alloc(1, 100), Some(5));
        pages.free(2, 3);
        assert_eq!(pages.alloc(4, 100), Some(6));
        assert_eq!(pages.alloc(2, 100), Some(2));
        assert_eq!(pages.alloc(1, 100), Some(4));
        assert_eq!(pages.alloc(91, 100), None);
    }

    #[test]
    fn a_processor_takes_pages_of_its_own() {
        let mut pages = Pages::default();
        pages.start(60, true);
        assert_eq!(pages.alloc(1, 1000), Some(60));
        assert_eq!(pages.alloc(8, 1000), Some(64), "not enough put by");
        pages.change_processor();
        assert_eq!(
            pages.alloc(8, 1000),
            Some(72),
            "the other has the rest of those 64"
        );
        pages.free(64, 8);
        assert_eq!(
            pages.alloc(8, 1000),
            Some(80),
            "what is freed goes to no cache"
        );
        pages.change_processor();
        assert_eq!(pages.alloc(1, 1000), Some(61));
        assert_eq!(pages.alloc(2, 1000), Some(62));
        assert_eq!(
            pages.alloc(8, 1000),
            Some(64),
            "a new cache starts at the lowest"
        );
        assert_eq!(pages.alloc(100, 1000), Some(128), "too much for a cache");
    }
}
