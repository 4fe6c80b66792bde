//! How both kinds of scenarios speak of their runs.

use tearpoint_command::Words;

/// Of protocols; traffic has policies.
pub const WORDS: Words = Words {
    profile: "profile",
    joint: ", ",
    whole: "run",
};

/// Why flags of other worlds mean nothing here.
pub const LACKS: &str = "traffic has no runtime metadata, tests or symbols";
