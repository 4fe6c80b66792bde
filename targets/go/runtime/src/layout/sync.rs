//! Package sync, and what the runtime keeps for it (sync/*.go, runtime/sema.go).

tearpoint_machine::structure! {
    /// sync/mutex.go `Mutex`.
    mutex "Mutex" [GO1_19] size 8
    same {
        STATE "state" Int 4 @ 0;
        SEMA "sema" Uint 4 @ 4;
    }
}

tearpoint_machine::structure! {
    /// sync/rwmutex.go `RWMutex`.
    rwmutex "RWMutex" [GO1_19] size 24
    same {
        W_STATE "w.state" Int 4 @ 0;
        W_SEMA "w.sema" Uint 4 @ 4;
        WRITER_SEM "writerSem" Uint 4 @ 8;
        READER_SEM "readerSem" Uint 4 @ 12;
        READER_COUNT "readerCount" Int 4 @ 16;
        READER_WAIT "readerWait" Int 4 @ 20;
    }
}

tearpoint_machine::structure! {
    /// sync/waitgroup.go `WaitGroup`. Go declares its first word as one: `state`, before 1.20 `state1`.
    wait_group "WaitGroup" [GO1_19] size 16
    same {
        WAITERS "waiters" Part 4 @ 0;
        COUNTER "counter" Part 4 @ 4;
        SEMA "sema" Uint 4 @ 8;
    }
}

tearpoint_machine::structure! {
    /// sync/once.go `Once`.
    once "Once" [GO1_19] size 12
    same {
        DONE "done" Uint 4 @ 0;
        M_STATE "m.state" Int 4 @ 4;
        M_SEMA "m.sema" Uint 4 @ 8;
    }
}

tearpoint_machine::structure! {
    /// runtime/sema.go `notifyList`: tickets of who waits on a Cond.
    notify_list "notifyList" [GO1_19] size 32
    same {
        WAIT "wait" Uint 4 @ 0;
        NOTIFY "notify" Uint 4 @ 4;
        LOCK "lock" Uint 8 @ 8;
        HEAD "head" Pointer 8 @ 16;
        TAIL "tail" Pointer 8 @ 24;
    }
}

tearpoint_machine::structure! {
    /// sync/cond.go `Cond`. Its `notifyList` lies behind the interface value `L`.
    cond "Cond" [GO1_19] size 56
    same {
        NOTIFY_WAIT "notify.wait" Uint 4 @ 16;
        NOTIFY_NOTIFY "notify.notify" Uint 4 @ 20;
        NOTIFY_HEAD "notify.head" Pointer 8 @ 32;
        NOTIFY_TAIL "notify.tail" Pointer 8 @ 40;
        CHECKER "checker" Uint 8 @ 48;
    }
}
