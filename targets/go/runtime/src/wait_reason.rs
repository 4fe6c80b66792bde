//! Why a goroutine waits, as tracebacks say it (runtime/runtime2.go `waitReason`).

/// Why a goroutine waits: what a traceback shows in brackets, and the number in `g.waitreason` (1.19's; it is only shown).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitReason {
    /// As tracebacks print it.
    pub text: &'static str,
    /// `g.waitreason`
    pub number: u8,
    /// Go's scheduler does not count the goroutine as blocked: no deadlock is reported while one waits so.
    pub busy: bool,
    /// In a bubble the goroutine is then durably blocked: only the bubble itself can wake it (`isIdleInSynctest`).
    pub durable: bool,
}

const fn reason(text: &'static str, number: u8) -> WaitReason {
    WaitReason {
        text,
        number,
        busy: false,
        durable: false,
    }
}

const fn durable(text: &'static str, number: u8) -> WaitReason {
    WaitReason {
        durable: true,
        ..reason(text, number)
    }
}

/// A receive from a nil channel.
pub const CHAN_RECEIVE_NIL: WaitReason = durable("chan receive (nil chan)", 3);
/// A send to a nil channel.
pub const CHAN_SEND_NIL: WaitReason = durable("chan send (nil chan)", 4);
/// A select.
pub const SELECT: WaitReason = reason("select", 9);
/// `select {}`
pub const SELECT_NO_CASES: WaitReason = durable("select (no cases)", 10);
/// A receive.
pub const CHAN_RECEIVE: WaitReason = reason("chan receive", 14);
/// A send.
pub const CHAN_SEND: WaitReason = reason("chan send", 15);
/// Of a WaitGroup; before 1.20 of everything in package sync but Cond.
pub const SEMACQUIRE: WaitReason = reason("semacquire", 18);
/// `time.Sleep`
pub const SLEEP: WaitReason = durable("sleep", 19);
/// `sync.Cond.Wait`
pub const SYNC_COND_WAIT: WaitReason = durable("sync.Cond.Wait", 20);
/// `sync.Mutex.Lock` (since 1.20)
pub const SYNC_MUTEX_LOCK: WaitReason = reason("sync.Mutex.Lock", 21);
/// `sync.RWMutex.RLock` (since 1.20)
pub const SYNC_RWMUTEX_RLOCK: WaitReason = reason("sync.RWMutex.RLock", 22);
/// `sync.RWMutex.Lock` (since 1.20)
pub const SYNC_RWMUTEX_LOCK: WaitReason = reason("sync.RWMutex.Lock", 23);
/// A coroutine: of `iter.Pull`.
pub const COROUTINE: WaitReason = durable("coroutine", 38);
/// `synctest.Run`: waits until the bubble has nothing to do.
pub const SYNCTEST_RUN: WaitReason = durable("synctest.Run", 39);
/// `synctest.Wait`
pub const SYNCTEST_WAIT: WaitReason = durable("synctest.Wait", 40);
/// A receive from a bubble's channel.
pub const SYNCTEST_CHAN_RECEIVE: WaitReason = durable("chan receive (durable)", 41);
/// A send to a bubble's channel.
pub const SYNCTEST_CHAN_SEND: WaitReason = durable("chan send (durable)", 42);
/// A select whose channels are all the bubble's.
pub const SYNCTEST_SELECT: WaitReason = durable("select (durable)", 43);
/// Of a WaitGroup that belongs to the bubble.
pub const SYNCTEST_WAIT_GROUP: WaitReason = durable("sync.WaitGroup.Wait (durable)", 44);
/// Of a WaitGroup (since 1.24).
pub const SYNC_WAIT_GROUP: WaitReason = reason("sync.WaitGroup.Wait", 24);
/// A runtime lock whose word says that somebody holds it: the thread sleeps on it for ever.
pub const RUNTIME_LOCK: WaitReason = WaitReason {
    text: "runtime lock",
    number: 0,
    busy: true,
    durable: false,
};
/// A loop in the runtime that never ends and that nothing can preempt.
pub const SPINNING: WaitReason = WaitReason {
    text: "spinning in the runtime",
    number: 0,
    busy: true,
    durable: false,
};
