//! What traffic and protocols both say.

/// Why flags of other worlds mean nothing here.
pub const LACKS: &str = "traffic has no runtime metadata, tests or symbols";
