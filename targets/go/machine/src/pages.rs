//! Pages of the arena: which are free (runtime/mpagealloc.go, with its result: the lowest free run that is long enough).

crate::run_state! {
    /// The page allocator.
    #[derive(Debug, Default)]
    pub struct Pages {
        /// Of each page the arena has had: it is free.
        free: Vec<bool>,
        /// No page below is free.
        search: usize,
    }
}

impl Pages {
    /// The first `taken` pages, of which none had been there, are in use.
    pub fn start(&mut self, taken: usize) {
        self.free.resize(taken, false);
        self.search = taken;
    }

    /// Takes `count` pages in a row, at most up to page `max`; gives the first.
    pub fn alloc(&mut self, count: usize, max: usize) -> Option<usize> {
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
        pages.start(2);
        assert_eq!(pages.alloc(3, 100), Some(2));
        assert_eq!(pages.alloc(1, 100), Some(5));
        pages.free(2, 3);
        assert_eq!(pages.alloc(4, 100), Some(6));
        assert_eq!(pages.alloc(2, 100), Some(2));
        assert_eq!(pages.alloc(1, 100), Some(4));
        assert_eq!(pages.alloc(91, 100), None);
    }
}
