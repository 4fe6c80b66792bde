//! Call paths: the stacks of accesses, each known by one number.
//!
//! A path is a node of a tree: the function, and the path of its caller. Frames compute theirs at their first
//! access, so calls cost nothing. The tree stays from run to run: a path says nothing of a run.

/// Paths kept at most; deeper or later ones stand for their caller's.
const MAX_PATHS: usize = 1 << 18;

/// Where an access is made: a call path, and an instruction of its innermost function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// The call path, as [`Paths`] numbers it.
    pub path: u32,
    /// The instruction, in the innermost function.
    pub pc: u32,
}

/// A function entered from a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The caller's path; 0 for a goroutine's first function.
    pub parent: u32,
    /// The function.
    pub func: u32,
    /// Where the caller goes on.
    pub ret: u32,
}

/// All paths, from 1. A hash table by open addressing.
#[derive(Debug, Default)]
pub struct Paths {
    nodes: Vec<Node>,
    table: Vec<u32>,
}

impl Paths {
    /// The path of `node`.
    pub fn intern(&mut self, node: Node) -> u32 {
        if self.nodes.len() * 2 >= self.table.len() {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut at = hash(node) & mask;
        loop {
            match self.table[at] {
                0 if self.nodes.len() >= MAX_PATHS => return node.parent,
                0 => {
                    self.nodes.push(node);
                    self.table[at] = self.nodes.len() as u32;
                    return self.table[at];
                }
                path if self.nodes[path as usize - 1] == node => return path,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The functions of a path from the innermost up, each with where it stands: `pc` in the first.
    pub fn stack(&self, path: u32, pc: u32) -> Vec<(u32, u32)> {
        let mut stack = Vec::new();
        let (mut path, mut pc) = (path, pc);
        while let Some(node) = (path as usize)
            .checked_sub(1)
            .and_then(|at| self.nodes.get(at))
        {
            stack.push((node.func, pc));
            pc = node.ret.saturating_sub(1);
            path = node.parent;
        }
        stack
    }

    /// The innermost function of a path.
    pub fn func(&self, path: u32) -> Option<u32> {
        Some(self.nodes.get((path as usize).checked_sub(1)?)?.func)
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(64);
        self.table.clear();
        self.table.resize(size, 0);
        for (i, node) in self.nodes.iter().enumerate() {
            let mut at = hash(*node) & (size - 1);
            while self.table[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.table[at] = i as u32 + 1;
        }
    }
}

fn hash(node: Node) -> usize {
    let word =
        (u64::from(node.parent) << 32 | u64::from(node.func)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ word >> 29 ^ u64::from(node.ret)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (word >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_again_and_gives_its_stack() {
        let mut paths = Paths::default();
        let mut path = 0;
        for func in 0..200 {
            path = paths.intern(Node {
                parent: path,
                func,
                ret: 10 + func,
            });
        }
        let again = paths.intern(Node {
            parent: path - 1,
            func: 199,
            ret: 209,
        });
        assert_eq!(again, path);
        let stack = paths.stack(path, 7);
        assert_eq!(
            (stack.len(), stack[0], stack[1]),
            (200, (199, 7), (198, 208))
        );
    }
}
