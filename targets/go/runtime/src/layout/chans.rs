//! Channels and who waits on them (runtime/chan.go, runtime2.go, select.go).

tearpoint_machine::structure! {
    /// runtime/chan.go `hchan`: a channel.
    hchan "hchan" [GO1_19, GO1_23, GO1_24, GO1_25] sizes [96, 104, 104, 112]
    same {
        QCOUNT "qcount" Uint 8 @ 0;
        DATAQSIZ "dataqsiz" Uint 8 @ 8;
        BUF "buf" Pointer 8 @ 16;
        ELEMSIZE "elemsize" Uint 2 @ 24;
        CLOSED "closed" Uint 4 @ 28;
    }
    moved {
        elemtype "elemtype" Pointer 8 @ [32, 40, 40, 40];
        sendx "sendx" Uint 8 @ [40, 48, 48, 48];
        recvx "recvx" Uint 8 @ [48, 56, 56, 56];
        // Where a queue lies is where its first field does.
        recvq "recvq.first" Pointer 8 @ [56, 64, 64, 64];
        recvq_last "recvq.last" Pointer 8 @ [64, 72, 72, 72];
        sendq "sendq.first" Pointer 8 @ [72, 80, 80, 80];
        sendq_last "sendq.last" Pointer 8 @ [80, 88, 88, 88];
        lock "lock" Uint 8 @ [88, 96, 96, 104];
    }
    some {
        timer "timer" Pointer 8 @ [None, Some(32), Some(32), Some(32)];
        // The channel was made in a bubble of testing/synctest.
        synctest "synctest" Bool 1 @ [None, None, Some(26), None];
        // That bubble.
        bubble "bubble" Pointer 8 @ [None, None, None, Some(96)];
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
    sudog "sudog" [GO1_19, GO1_23, GO1_26] sizes [88, 88, 104]
    same {
        G "g" Pointer 8 @ 0;
        NEXT "next" Pointer 8 @ 8;
        PREV "prev" Pointer 8 @ 16;
        ELEM "elem" Pointer 8 @ 24;
    }
    moved {
        acquiretime "acquiretime" Int 8 @ [32, 32, 40];
        releasetime "releasetime" Int 8 @ [40, 40, 48];
        ticket "ticket" Uint 4 @ [48, 48, 56];
        is_select "isSelect" Bool 1 @ [52, 52, 60];
        success "success" Bool 1 @ [53, 53, 61];
        parent "parent" Pointer 8 @ [56, 56, 64];
        waitlink "waitlink" Pointer 8 @ [64, 64, 72];
        waittail "waittail" Pointer 8 @ [72, 72, 80];
        c "c" Pointer 8 @ [80, 80, 88];
    }
    some {
        // In what was padding before.
        waiters "waiters" Uint 2 @ [None, Some(54), Some(62)];
        // `elem` and `c` again, as numbers that the collector does not follow: from 1.26 on each is one of two words.
        elem_vu "elem.vu" Uint 8 @ [None, None, Some(32)];
        c_vu "c.vu" Uint 8 @ [None, None, Some(96)];
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
