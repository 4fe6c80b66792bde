//! Where values of one function may flow, and which locations must therefore outlive its frame.
//!
//! Follows cmd/compile/internal/escape/{graph,solve}.go: an edge says that a value flows, and how often it is dereferenced on its
//! way (-1: its address is taken).

/// A variable, an allocation, or one of the places below.
pub(super) type Loc = usize;

/// What outlives everything.
pub(super) const HEAP: Loc = 0;
/// Where that flows through which something is written.
pub(super) const MUTATOR: Loc = 1;
/// Where flows nothing that matters.
pub(super) const BLANK: Loc = 2;

/// Where a value flows, and how often it is dereferenced before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hole {
    pub to: Loc,
    pub derefs: i32,
}

impl Hole {
    pub const DISCARD: Hole = Hole::at(BLANK);
    pub const HEAP: Hole = Hole::at(HEAP);
    pub const MUTATOR: Hole = Hole::at(MUTATOR);

    pub const fn at(to: Loc) -> Hole {
        Hole { to, derefs: 0 }
    }

    /// What flows here is the value behind the pointer.
    pub fn deref(self) -> Hole {
        self.shift(1)
    }

    /// What flows here is the place's address.
    pub fn addr(self) -> Hole {
        self.shift(-1)
    }

    pub fn shift(self, by: i32) -> Hole {
        Hole {
            derefs: self.derefs + by,
            ..self
        }
    }
}

/// What a caller has to know of a parameter: where its value flows, and dereferenced how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaks {
    pub heap: Option<i32>,
    pub mutator: Option<i32>,
    /// By result.
    pub results: Vec<Option<i32>>,
}

impl Leaks {
    /// Of a function of which nothing is known.
    pub fn unknown() -> Leaks {
        Leaks {
            heap: Some(0),
            ..Leaks::default()
        }
    }

    /// The value flows anywhere at all.
    pub fn any(&self) -> bool {
        self.heap.is_some() || self.mutator.is_some() || self.results.iter().any(Option::is_some)
    }
}

/// What a location is to its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Inner,
    Param(usize),
    Result(usize),
}

#[derive(Debug)]
struct Location {
    /// Who flows here.
    edges: Vec<(Loc, i32)>,
    escapes: bool,
    role: Role,
    /// How many loops its declaration is in.
    depth: u32,
}

/// The locations of a function.
#[derive(Debug)]
pub(super) struct Graph {
    locations: Vec<Location>,
    /// By parameter.
    pub leaks: Vec<Leaks>,
}

impl Graph {
    pub fn new() -> Graph {
        let mut graph = Graph {
            locations: Vec::new(),
            leaks: Vec::new(),
        };
        for to in [HEAP, MUTATOR, BLANK] {
            let made = graph.add(Role::Inner, 0);
            debug_assert_eq!(made, to);
        }
        graph.locations[HEAP].escapes = true;
        graph
    }

    pub fn add(&mut self, role: Role, depth: u32) -> Loc {
        self.locations.push(Location {
            edges: Vec::new(),
            escapes: false,
            role,
            depth,
        });
        self.locations.len() - 1
    }

    /// The location is declared in so many loops.
    pub fn set_depth(&mut self, at: Loc, depth: u32) {
        self.locations[at].depth = depth;
    }

    pub fn escapes(&self, at: Loc) -> bool {
        self.locations[at].escapes
    }

    /// `flow`
    pub fn flow(&mut self, hole: Hole, from: Loc) {
        let Hole { to, derefs } = hole;
        if to == BLANK || (to == from && derefs >= 0) {
            return;
        }
        if self.locations[to].escapes && derefs < 0 {
            self.locations[from].escapes = true;
            return;
        }
        self.locations[to].edges.push((from, derefs));
    }

    /// `walkAll`: finds what escapes, and how parameters leak.
    pub fn solve(&mut self) {
        let mut todo: Vec<Loc> = (0..self.locations.len()).collect();
        while let Some(root) = todo.pop() {
            self.walk_from(root, &mut todo);
        }
    }

    /// `walkOne`: the least dereferences on a way from each location to `root`.
    fn walk_from(&mut self, root: Loc, todo: &mut Vec<Loc>) {
        let mut least: Vec<Option<i32>> = vec![None; self.locations.len()];
        least[root] = Some(0);
        let mut open = vec![root];
        while let Some(at) = open.pop() {
            let Some(derefs) = least[at] else { continue };
            let outlives = self.outlives(root, at);
            if let Role::Param(number) = self.locations[at].role
                && !self.locations[at].escapes
                && (outlives || root == MUTATOR)
            {
                self.leak(number, root, derefs.max(0));
            }
            if derefs < 0 && outlives && !self.locations[at].escapes {
                self.locations[at].escapes = true;
                todo.push(at);
                continue;
            }
            let derefs = derefs.max(0);
            for &(from, more) in &self.locations[at].edges {
                if self.locations[from].escapes {
                    continue;
                }
                let total = derefs + more;
                if least[from].is_none_or(|known| known > total) {
                    least[from] = Some(total);
                    open.push(from);
                }
            }
        }
    }

    fn outlives(&self, l: Loc, other: Loc) -> bool {
        let (l_is, other_is) = (&self.locations[l], &self.locations[other]);
        if l_is.escapes {
            return true;
        }
        if l == MUTATOR || l == BLANK {
            return false;
        }
        matches!(l_is.role, Role::Result(_)) || l_is.depth < other_is.depth
    }

    fn leak(&mut self, param: usize, root: Loc, derefs: i32) {
        if self.leaks.len() <= param {
            self.leaks.resize_with(param + 1, Leaks::default);
        }
        let leaks = &mut self.leaks[param];
        let to = if self.locations[root].escapes {
            &mut leaks.heap
        } else if let Role::Result(number) = self.locations[root].role {
            if leaks.results.len() <= number {
                leaks.results.resize(number + 1, None);
            }
            &mut leaks.results[number]
        } else if root == MUTATOR {
            &mut leaks.mutator
        } else {
            &mut leaks.heap
        };
        *to = Some(to.map_or(derefs, |known| known.min(derefs)));
    }
}
