//! Goroutines, timers and bubbles (runtime/runtime2.go, time.go, synctest.go), as far as they are read or written.

tearpoint_machine::structure! {
    /// runtime/runtime2.go `g`: a goroutine.
    g "g" [GO1_19, GO1_21, GO1_22, GO1_23, GO1_24, GO1_25, GO1_26]
        sizes [392, 408, 424, 432, 440, 440, 456]
    moved {
        param "param" Pointer 8 @ [136, 136, 136, 144, 144, 136, 136];
        atomicstatus "atomicstatus" Uint 4 @ [144, 144, 144, 152, 152, 144, 144];
        goid "goid" Uint 8 @ [152, 152, 152, 160, 160, 152, 152];
        schedlink "schedlink" Uint 8 @ [160, 160, 160, 168, 168, 160, 160];
        waitreason "waitreason" Uint 1 @ [176, 176, 176, 184, 184, 176, 176];
        active_stack_chans "activeStackChans" Bool 1 @ [184, 184, 184, 192, 192, 184, 184];
        parking_on_chan "parkingOnChan" Uint 1 @ [185, 185, 185, 193, 193, 185, 185];
        waiting "waiting" Pointer 8 @ [328, 312, 312, 320, 320, 312, 320];
        // The timer of `time.Sleep`.
        timer "timer" Pointer 8 @ [368, 352, 352, 360, 360, 352, 360];
        select_done "selectDone" Uint 4 @ [376, 360, 360, 376, 376, 368, 376];
    }
    some {
        sleep_when "sleepWhen" Int 8 @ [None, None, None, Some(368), Some(368), Some(360), Some(368)];
        // The bubble of testing/synctest that it belongs to.
        bubble "bubble" Pointer 8 @ [None, None, None, None, None, Some(384), Some(392)];
        sync_group "syncGroup" Pointer 8 @ [None, None, None, None, Some(392), None, None];
    }
}

tearpoint_machine::structure! {
    /// runtime/time.go `timer`.
    timer "timer" [GO1_19, GO1_23, GO1_24, GO1_25] sizes [72, 88, 88, 96]
    until GO1_19 {
        STATUS "status" Uint 4 @ 64;
    }
    since GO1_23 {
        ASTATE "astate" Uint 1 @ 8;
        STATE "state" Uint 1 @ 9;
        IS_CHAN "isChan" Bool 1 @ 10;
        BLOCKED "blocked" Uint 4 @ 12;
    }
    moved {
        when "when" Int 8 @ [8, 16, 16, 24];
        period "period" Int 8 @ [16, 24, 24, 32];
        f "f" Pointer 8 @ [24, 32, 32, 40];
        // An `any`: its type, and its data.
        arg "arg" Pointer 8 @ [32, 40, 40, 48];
        arg_data "arg.data" Pointer 8 @ [40, 48, 48, 56];
        seq "seq" Uint 8 @ [48, 56, 56, 64];
    }
    some {
        // Its clock is a bubble's.
        is_fake "isFake" Bool 1 @ [None, None, Some(11), Some(11)];
        // What orders timers of a bubble that are due at one instant.
        rand "rand" Uint 4 @ [None, None, None, Some(16)];
        mu "mu" Uint 8 @ [None, Some(0), Some(0), Some(0)];
        // Held while a timer of a channel is changed and its value dropped.
        send_lock "sendLock" Uint 8 @ [None, Some(72), Some(72), Some(80)];
    }
}

tearpoint_machine::structure! {
    /// runtime/synctest.go `synctestBubble`: goroutines with a clock of their own.
    synctest_bubble "synctestBubble" [GO1_25] size 144
    same {
        ID "id" Uint 8 @ 72;
        NOW "now" Int 8 @ 80;
        // The caller of `synctest.Run`, of `synctest.Wait`, and the first goroutine.
        ROOT "root" Pointer 8 @ 88;
        WAITER "waiter" Pointer 8 @ 96;
        MAIN "main" Pointer 8 @ 104;
        WAITING "waiting" Bool 1 @ 112;
        DONE "done" Bool 1 @ 113;
        TOTAL "total" Int 8 @ 120;
        RUNNING "running" Int 8 @ 128;
        ACTIVE "active" Int 8 @ 136;
    }
}
