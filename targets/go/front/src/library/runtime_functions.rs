//! Functions of the runtime that Go text may call: without a body in the library, by `//go:linkname` in a program.

use crate::intrinsic::Intrinsic;

/// Functions without a body in those texts: what a [`Runtime`](crate::tast::Callee::Runtime) call may name.
pub const RUNTIME_FUNCTIONS: &[&str] = &[
    "context.typeName",
    "internal/race.Acquire",
    "internal/race.Release",
    "internal/race.ReleaseMerge",
    "os.Exit",
    "runtime.GC",
    "runtime.GOMAXPROCS",
    "runtime.Goexit",
    "runtime.Gosched",
    "runtime.KeepAlive",
    "runtime.NumGoroutine",
    "runtime.panicwrap",
    "sync.fatal",
    "sync.runtime_Semacquire",
    "sync.runtime_SemacquireMutex",
    "sync.runtime_SemacquireRWMutex",
    "sync.runtime_SemacquireRWMutexR",
    "sync.runtime_Semrelease",
    "sync.runtime_nanotime",
    "sync.runtime_notifyListAdd",
    "sync.runtime_notifyListNotifyAll",
    "sync.runtime_notifyListNotifyOne",
    "sync.runtime_notifyListWait",
    "sync.runtime_randn",
    "sync.runtime_starves",
    "sync.throw",
    "sync/atomic.AddInt32",
    "sync/atomic.AddInt64",
    "sync/atomic.AddUint32",
    "sync/atomic.AddUint64",
    "sync/atomic.AddUintptr",
    "sync/atomic.AndInt32",
    "sync/atomic.AndInt64",
    "sync/atomic.AndUint32",
    "sync/atomic.AndUint64",
    "sync/atomic.AndUintptr",
    "sync/atomic.CompareAndSwapInt32",
    "sync/atomic.CompareAndSwapInt64",
    "sync/atomic.CompareAndSwapPointer",
    "sync/atomic.CompareAndSwapUint32",
    "sync/atomic.CompareAndSwapUint64",
    "sync/atomic.CompareAndSwapUintptr",
    "sync/atomic.LoadInt32",
    "sync/atomic.LoadInt64",
    "sync/atomic.LoadPointer",
    "sync/atomic.LoadUint32",
    "sync/atomic.LoadUint64",
    "sync/atomic.LoadUintptr",
    "sync/atomic.OrInt32",
    "sync/atomic.OrInt64",
    "sync/atomic.OrUint32",
    "sync/atomic.OrUint64",
    "sync/atomic.OrUintptr",
    "sync/atomic.StoreInt32",
    "sync/atomic.StoreInt64",
    "sync/atomic.StorePointer",
    "sync/atomic.StoreUint32",
    "sync/atomic.StoreUint64",
    "sync/atomic.StoreUintptr",
    "sync/atomic.SwapInt32",
    "sync/atomic.SwapInt64",
    "sync/atomic.SwapPointer",
    "sync/atomic.SwapUint32",
    "sync/atomic.SwapUint64",
    "sync/atomic.SwapUintptr",
    "time.Sleep",
    "time.bindTimer",
    "time.nextTimer",
    "time.now",
    "time.resetTimer",
    "time.runTimer",
    "time.runtimeNano",
    "time.startTimer",
    "time.stopTimer",
];

/// Functions of the runtime that a program may pull with `//go:linkname` in every version from 1.19 to 1.23.
pub const LINKNAME_FUNCTIONS: &[&str] = &[
    "runtime.chanrecv1",
    "runtime.chansend1",
    "runtime.closechan",
    "runtime.findObject",
    "runtime.goready",
    "runtime.makeslice",
    "runtime.mallocgc",
    "runtime.mapaccess1",
    "runtime.mapaccess1_fast32",
    "runtime.mapaccess1_fast64",
    "runtime.mapassign",
    "runtime.mapassign_fast32",
    "runtime.mapassign_fast64",
    "runtime.mapdelete",
    "runtime.mapdelete_fast32",
    "runtime.mapdelete_fast64",
    "runtime.mapiterinit",
    "runtime.mapiternext",
    "runtime.selectgo",
    "runtime.spanOf",
];

/// The runtime's function that a linkname names, if a program may have it.
pub(crate) fn linkname_function(name: &str) -> Option<&'static str> {
    LINKNAME_FUNCTIONS
        .iter()
        .copied()
        .find(|known| *known == name)
}

/// The runtime's function of that name, if there is one.
pub(crate) fn runtime_function(name: &str) -> Option<&'static str> {
    RUNTIME_FUNCTIONS
        .iter()
        .copied()
        .find(|known| *known == name)
        .or_else(|| Intrinsic::find(name).map(|(name, _)| name))
}
