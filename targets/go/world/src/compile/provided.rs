//! Functions without a body in our package texts of sync, time and what they are built on.

use crate::code::{Rt, WaitFn};

/// What the machine provides under a function's name.
pub(super) fn function(name: &str) -> Option<Rt> {
    FUNCTIONS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(_, f)| f)
}

const FUNCTIONS: &[(&str, Rt)] = &[
    ("context.typeName", Rt::TypeName),
    ("internal/race.Acquire", Rt::RaceAcquire),
    ("internal/race.Release", Rt::RaceRelease),
    ("internal/race.ReleaseMerge", Rt::RaceReleaseMerge),
    ("sync.fatal", Rt::SyncFatal),
    ("sync.runtime_Semacquire", Rt::Wait(WaitFn::Semacquire)),
    (
        "sync.runtime_SemacquireMutex",
        Rt::Wait(WaitFn::SemacquireMutex),
    ),
    (
        "sync.runtime_SemacquireRWMutex",
        Rt::Wait(WaitFn::SemacquireRWMutex),
    ),
    (
        "sync.runtime_SemacquireRWMutexR",
        Rt::Wait(WaitFn::SemacquireRWMutexR),
    ),
    ("sync.runtime_Semrelease", Rt::Wait(WaitFn::Semrelease)),
    ("sync.runtime_nanotime", Rt::Nanotime),
    ("sync.runtime_notifyListAdd", Rt::NotifyListAdd),
    (
        "sync.runtime_notifyListNotifyAll",
        Rt::Wait(WaitFn::NotifyListNotifyAll),
    ),
    (
        "sync.runtime_notifyListNotifyOne",
        Rt::Wait(WaitFn::NotifyListNotifyOne),
    ),
    (
        "sync.runtime_notifyListWait",
        Rt::Wait(WaitFn::NotifyListWait),
    ),
    ("sync.runtime_randn", Rt::Randn),
    ("sync.runtime_starves", Rt::Starves),
    ("sync.throw", Rt::SyncThrow),
    ("time.Sleep", Rt::Wait(WaitFn::Sleep)),
    ("time.bindTimer", Rt::Wait(WaitFn::BindTimer)),
    ("time.nextTimer", Rt::Wait(WaitFn::NextTimer)),
    ("time.now", Rt::Now),
    ("time.resetTimer", Rt::Wait(WaitFn::ResetTimer)),
    ("time.runTimer", Rt::Wait(WaitFn::RunTimer)),
    ("time.runtimeNano", Rt::Nanotime),
    ("time.startTimer", Rt::Wait(WaitFn::StartTimer)),
    ("time.stopTimer", Rt::Wait(WaitFn::StopTimer)),
];
