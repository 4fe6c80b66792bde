//! What a run may use. Reaching a limit is the verdict `unknown`, never a pass.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Bounds of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Scheduling steps.
    pub steps: u64,
    /// Tasks (goroutines, clients) created in all.
    pub tasks: u64,
    /// Bytes of simulated memory.
    pub memory_bytes: u64,
    /// Bytes the program prints.
    pub output_bytes: u64,
    /// Bytes of a scenario's source.
    pub source_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            steps: 1_000_000,
            tasks: 10_000,
            memory_bytes: 256 << 20,
            output_bytes: 1 << 20,
            source_bytes: 1 << 20,
        }
    }
}

/// The limit that a run reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// The run took this many steps and had not ended.
    Steps(u64),
    /// It was about to create more tasks than this.
    Tasks(u64),
    /// It was about to use more bytes of simulated memory than this.
    Memory(u64),
    /// It printed more bytes than this.
    Output(u64),
    /// A state that an earlier run of the search has been in.
    Seen,
    /// It called what the world does not have, by its name.
    Missing(String),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Steps(n) => write!(f, "no end within {n} steps (raise with --max-steps)"),
            Limit::Tasks(n) => write!(f, "more than {n} goroutines (raise with --max-goroutines)"),
            Limit::Memory(n) => write!(
                f,
                "more than {n} bytes of simulated memory (raise with --max-memory)"
            ),
            Limit::Missing(name) => write!(f, "came to {name}, which tearpoint does not have"),
            Limit::Seen => f.write_str("came to a state that was explored before"),
            Limit::Output(n) => {
                write!(f, "more than {n} bytes of output (raise with --max-output)")
            }
        }
    }
}
