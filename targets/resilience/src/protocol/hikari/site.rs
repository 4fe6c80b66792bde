//! Words that tell apart where a thread is in its callers: they go into its frames, and so into the state's number.

pub const BORROW: u64 = 1;
pub const SCAN: u64 = 2;
pub const REQUITE: u64 = 3;
pub const CLIENT: u64 = 4;
pub const ADD_BAG_ITEM: u64 = 5;
pub const FILL_POOL: u64 = 6;
pub const FILL_POOL_LOCKED: u64 = 7;
pub const ADD: u64 = 8;
pub const REMOVE: u64 = 9;
pub const UNRESERVE: u64 = 10;
pub const VALIDATE: u64 = 11;
pub const CLOSE_CONNECTION: u64 = 12;
pub const QUIETLY_CLOSE: u64 = 13;
pub const SOFT_EVICT: u64 = 14;
pub const SOFT_EVICT_ALL: u64 = 15;
pub const GET_CONNECTION: u64 = 16;
pub const CLOSE: u64 = 17;
pub const HOUSE_KEEPER: u64 = 18;
pub const MAX_LIFETIME: u64 = 19;
pub const KEEPALIVE: u64 = 20;
pub const LEAK: u64 = 21;
pub const CANCEL_LEAK: u64 = 22;
pub const RESUME: u64 = 23;
pub const ABORT: u64 = 24;
pub const SHUTDOWN: u64 = 25;
