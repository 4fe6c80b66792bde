//! What Redisson says: exceptions' texts, byte for byte (`RedissonBaseLock` l. 170, `RedisExecutor` l. 485, `CommandAsyncService` l. 1215).

use super::redis::LockName;

/// The server's address in texts.
const NODE: &str = "redis/127.0.0.1:6379";

/// `IllegalMonitorStateException` of `unlock`.
pub fn not_locked(name: LockName) -> String {
    format!(
        "java.lang.IllegalMonitorStateException: attempt to unlock lock, not locked by current thread by node id: {} thread-id: {}",
        uuid(name.client),
        name.thread
    )
}

/// `RedisResponseTimeoutException`, up to the command's name. An `EVAL` counts as idempotent in this text, though lock and unlock
/// are not sent again: the flag printed is the command's, not the call's.
pub fn response_timeout(timeout: u64, attempt: u64, attempts: u64) -> String {
    format!(
        "org.redisson.client.RedisResponseTimeoutException: Redis server response timeout ({timeout} ms) occurred after {attempt} of \
         {attempts} retry attempts, is non-idempotent command: false Check connection with Redis node: {NODE} for TCP packet drops or \
         bandwidth limits.  Try to increase nettyThreads and/or timeout settings. Netty pending tasks: 0, command: (EVAL)"
    )
}

/// `RedisTimeoutException` of a command that got no connection.
pub fn no_connection(attempt: u64, attempts: u64) -> String {
    format!(
        "org.redisson.client.RedisTimeoutException: Unable to acquire connection! Increase connection pool size. Node source: {NODE}, \
         command: (EVAL) after {attempt} of {attempts} retry attempts"
    )
}

/// `NoSyncedSlavesException`.
pub const NOT_SYNCED: &str = "org.redisson.client.NoSyncedSlavesException: None of slaves were synced. Try to increase slavesSyncTimeout \
                              setting or set checkLockSyncedSlaves = false.";

/// A thread was interrupted in `lock` or `tryLock`.
pub const INTERRUPTED: &str = "org.redisson.client.RedisException: java.lang.InterruptedException";

/// `RenewalTask.run`.
pub const UPDATE_EXPIRATION: &str = "Can't update locks [lock] expiration";

/// A `Redisson` instance's id: a UUID, here the process' number.
pub fn uuid(client: u32) -> String {
    format!("00000000-0000-4000-8000-{client:012}")
}
