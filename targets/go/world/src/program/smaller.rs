//! What can be left out of a generated program, for whoever makes one smaller while something stays true of it.

use super::{Ending, Program};

/// One part less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Less {
    /// Without this goroutine.
    Goroutine(usize),
    /// Without this operation of a goroutine.
    Op(usize, usize),
    /// This map is filled with half as much.
    Filled(usize),
    /// This map is made without a hint.
    Hint(usize),
    /// Without the last map.
    Map,
    /// Without the last slice.
    Slice,
    /// Without the last channel.
    Chan,
    /// Without the last cell.
    Cell,
    /// The simplest ending.
    Spin,
}

impl Program {
    /// Everything that may be left out, largest parts first.
    pub fn less(&self) -> Vec<Less> {
        let goroutines = self.goroutines.iter().enumerate();
        let mut list: Vec<Less> = (1..self.goroutines.len()).map(Less::Goroutine).collect();
        list.extend(goroutines.flat_map(|(g, ops)| (0..ops.len()).map(move |at| Less::Op(g, at))));
        list.extend((0..self.maps.len()).flat_map(|m| [Less::Filled(m), Less::Hint(m)]));
        list.extend([Less::Map, Less::Slice, Less::Chan, Less::Cell, Less::Spin]);
        list
    }

    /// Leaves it out, and brings the rest back into the bounds.
    pub fn leave_out(&mut self, less: Less) {
        match less {
            Less::Goroutine(g) => drop(self.goroutines.remove(g)),
            Less::Op(g, at) => drop(self.goroutines[g].remove(at)),
            Less::Filled(m) => self.maps[m].filled /= 2,
            Less::Hint(m) => self.maps[m].hint = 0,
            Less::Map => drop(self.maps.pop()),
            Less::Slice => drop(self.slices.pop()),
            Less::Chan => drop(self.chans.pop()),
            Less::Cell => drop(self.cells.pop()),
            Less::Spin => self.ending = Ending::Spin,
        }
        self.normalise();
    }
}
