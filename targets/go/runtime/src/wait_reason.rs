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
}

const fn reason(text: &'static str, number: u8) -> WaitReason {
    WaitReason {
        text,
        number,
        busy: false,
    }
}

/// A receive from a nil channel.
pub const CHAN_RECEIVE_NIL: WaitReason = reason("chan receive (nil chan)", 3);
/// A send to a nil channel.
pub const CHAN_SEND_NIL: WaitReason = reason("chan send (nil chan)", 4);
/// A select.
pub const SELECT: WaitReason = reason("select", 9);
/// `select {}`
pub const SELECT_NO_CASES: WaitReason = reason("select (no cases)", 10);
/// A receive.
pub const CHAN_RECEIVE: WaitReason = reason("chan receive", 14);
/// A send.
pub const CHAN_SEND: WaitReason = reason("chan send", 15);
/// Of a WaitGroup; before 1.20 of everything in package sync but Cond.
pub const SEMACQUIRE: WaitReason = reason("semacquire", 18);
/// `time.Sleep`
pub const SLEEP: WaitReason = reason("sleep", 19);
/// `sync.Cond.Wait`
pub const SYNC_COND_WAIT: WaitReason = reason("sync.Cond.Wait", 20);
/// `sync.Mutex.Lock` (since 1.20)
pub const SYNC_MUTEX_LOCK: WaitReason = reason("sync.Mutex.Lock", 21);
/// `sync.RWMutex.RLock` (since 1.20)
pub const SYNC_RWMUTEX_RLOCK: WaitReason = reason("sync.RWMutex.RLock", 22);
/// `sync.RWMutex.Lock` (since 1.20)
pub const SYNC_RWMUTEX_LOCK: WaitReason = reason("sync.RWMutex.Lock", 23);
/// A runtime lock whose word says that somebody holds it: the thread sleeps on it for ever.
pub const RUNTIME_LOCK: WaitReason = WaitReason {
    text: "runtime lock",
    number: 0,
    busy: true,
};
/// A loop in the runtime that never ends and that nothing can preempt.
pub const SPINNING: WaitReason = WaitReason {
    text: "spinning in the runtime",
    number: 0,
    busy: true,
};
