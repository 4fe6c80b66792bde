//! What the pool's shared state is made of, besides the bag: connections, the database, what belongs to one thread.
//!
//! Follows `pool/PoolEntry.java` of HikariCP 604d7d58.

/// `poolState`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolState {
    Normal,
    Suspended,
    Shutdown,
}

/// What the driver threw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlException {
    pub message: &'static str,
    pub sql_state: &'static str,
    pub error_code: i64,
}

impl SqlException {
    /// The database takes no connections.
    pub const REFUSED: SqlException = SqlException {
        message: "Connection refused",
        sql_state: "08001",
        error_code: 0,
    };
    /// The database has closed the connection.
    pub const CLOSED: SqlException = SqlException {
        message: "No operations allowed after connection closed.",
        sql_state: "08003",
        error_code: 0,
    };
}

/// What an entry has besides its state: its connection and its marks.
#[derive(Clone, Debug)]
pub struct Connection {
    /// `connection != null`
    pub open: bool,
    /// The database has not closed it.
    pub alive: bool,
    /// `evict`
    pub evict: bool,
    /// `lastAccessed`, by the pool's clock.
    pub last_accessed: i64,
    /// `shutdown` aborted it, even if it was in use.
    pub aborted: bool,
    /// It was marked as a borrower took it; as a borrower began to give it back: what oracles ask for.
    pub evict_when_taken: bool,
    pub evict_when_returned: bool,
}

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    pub up: bool,
    pub connect_ms: u64,
    pub validate_ms: u64,
    pub close_ms: u64,
}

/// What belongs to one thread: locals that are times, and what oracles know of it.
#[derive(Clone, Debug, Default)]
pub struct ThreadState {
    /// It is counted among the waiters.
    pub counted: bool,
    /// `startTime` of its `getConnection`, by the pool's clock.
    pub start: Option<i64>,
    /// The same by a clock that never jumps.
    pub began: Option<u64>,
    /// When its poll ends.
    pub deadline: Option<u64>,
    /// Its place in the order of all that ever polled; it keeps the place when it loses the entry that it was handed.
    pub place: Option<u64>,
    /// How often it borrowed.
    pub borrows: u64,
    /// The leak task of its connection, if there is one: of which borrow, and whether it has run.
    pub leak: Option<(u64, bool)>,
    /// It has ended.
    pub done: bool,
    /// Its script says that it gives nothing back.
    pub leaks: bool,
}
