//! How the events of a world are read when a run of it is explained.

/// How the events of a world are read.
#[derive(Clone, Copy, Debug)]
pub struct Lens {
    /// Whether two objects are one: a word and a byte of it, say.
    pub same: fn(u64, u64) -> bool,
    /// The point at which a task goes on after it waited: no operation on its object.
    pub park: Option<u16>,
}

impl Default for Lens {
    fn default() -> Lens {
        Lens {
            same: |one, other| one == other,
            park: None,
        }
    }
}
