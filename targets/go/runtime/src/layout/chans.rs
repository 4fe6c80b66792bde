//! Channels and who waits on them (runtime/chan.go, runtime2.go, select.go).

tearpoint_machine::structure! {
    /// runtime/chan.go `hchan`: a channel.
    hchan "hchan" [GO1_19, GO1_23] sizes [96, 104]
    same {
        QCOUNT "qcount" Uint 8 @ 0;
        DATAQSIZ "dataqsiz" Uint 8 @ 8;
        BUF "buf" Pointer 8 @ 16;
        ELEMSIZE "elemsize" Uint 2 @ 24;
        CLOSED "closed" Uint 4 @ 28;
    }
    moved {
        elemtype "elemtype" Pointer 8 @ [32, 40];
        sendx "sendx" Uint 8 @ [40, 48];
        recvx "recvx" Uint 8 @ [48, 56];
        // Where a queue lies is where its first field does.
        recvq "recvq.first" Pointer 8 @ [56, 64];
        recvq_last "recvq.last" Pointer 8 @ [64, 72];
        sendq "sendq.first" Pointer 8 @ [72, 80];
        sendq_last "sendq.last" Pointer 8 @ [80, 88];
        lock "lock" Uint 8 @ [88, 96];
    }
    some {
        timer "timer" Pointer 8 @ [None, Some(32)];
    }
}

tearpoint_machine::structure! {
    /// runtime/chan.go `waitq`: the goroutines that wait on one side of a channel.
    waitq "waitq" [GO1_19] size 16
    same {
        FIRST "first" Pointer 8 @ 0;
        LAST "last" Pointer 8 @ 8;
    }
}

tearpoint_machine::structure! {
    /// runtime/runtime2.go `sudog`: a goroutine in a queue.
    sudog "sudog" [GO1_19, GO1_23] size 88
    same {
        G "g" Pointer 8 @ 0;
        NEXT "next" Pointer 8 @ 8;
        PREV "prev" Pointer 8 @ 16;
        ELEM "elem" Pointer 8 @ 24;
        ACQUIRETIME "acquiretime" Int 8 @ 32;
        RELEASETIME "releasetime" Int 8 @ 40;
        TICKET "ticket" Uint 4 @ 48;
        IS_SELECT "isSelect" Bool 1 @ 52;
        SUCCESS "success" Bool 1 @ 53;
        PARENT "parent" Pointer 8 @ 56;
        WAITLINK "waitlink" Pointer 8 @ 64;
        WAITTAIL "waittail" Pointer 8 @ 72;
        C "c" Pointer 8 @ 80;
    }
    // In what was padding before.
    some {
        waiters "waiters" Uint 2 @ [None, Some(54)];
    }
}

tearpoint_machine::structure! {
    /// runtime/select.go `scase`: a case of a select.
    scase "scase" [GO1_19] size 16
    same {
        C "c" Pointer 8 @ 0;
        ELEM "elem" Pointer 8 @ 8;
    }
}
