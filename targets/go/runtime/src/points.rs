//! The Go world's preemption points and notes. Append only: the position is part of the recording format.

use tearpoint_harness::contract::{Density, PointSpec};

macro_rules! points {
    ($($name:ident = $id:literal $text:literal $density:ident $yields:literal;)*) => {
        $(#[doc = concat!("`", $text, "`")]
        pub static $name: PointSpec =
            PointSpec { id: $id, name: $text, density: Density::$density, yields: $yields };)*
        /// All of them, by id.
        pub static POINTS: &[PointSpec] =
            &[$(PointSpec { id: $id, name: $text, density: Density::$density, yields: $yields }),*];
    };
}

points! {
    // Scheduling.
    START = 0 "start" Operation false;
    GO = 1 "go" Operation false;
    GOSCHED = 2 "runtime.Gosched" Operation true;
    LOOP = 3 "loop" Call false;
    CALL = 4 "call" Call false;
    ASYNC_PREEMPT = 5 "asyncPreempt" Operation true;
    LOAD = 6 "load" Access false;
    STORE = 7 "store" Access false;
    ATOMIC = 8 "atomic" Operation false;
    // Notes: what happened, without a decision.
    PRINT = 9 "print" Operation false;
    MAP_MAKE = 10 "makemap" Operation false;
    PANIC = 11 "panic" Operation false;
    TAMPER = 12 "tamper" Operation false;
    EXIT = 13 "exit" Operation false;
    // Maps: the operation itself, then what lies inside it.
    MAP_ACCESS = 14 "mapaccess" Operation false;
    MAP_ASSIGN = 15 "mapassign" Operation false;
    MAP_DELETE = 16 "mapdelete" Operation false;
    MAP_CLEAR = 17 "mapclear" Operation false;
    MAP_ITER_INIT = 18 "mapiterinit" Operation false;
    MAP_ITER_NEXT = 19 "mapiternext" Operation false;
    MAP_WRITING = 20 "map: hashWriting set" Call false;
    MAP_BUCKET = 21 "map: next bucket" Call false;
    MAP_GROW_WORK = 22 "map: growWork" Call false;
    MAP_EVACUATE = 23 "map: evacuate" Call false;
    MAP_HASH_GROW = 24 "map: hashGrow" Call false;
    MAP_DONE = 25 "map: before hashWriting is cleared" Call false;
    MAP_ELEM_STORE = 26 "map: element stored" Call false;
    MAP_ITER_BUCKET = 27 "map: iterator's next bucket" Call false;
    // A walk along a bucket chain that came round again.
    MAP_SPIN = 28 "map: endless chain" Operation true;
    // Waiting, and channels.
    PARK = 29 "gopark" Operation false;
    CHAN_SEND = 30 "chansend" Operation false;
    CHAN_RECV = 31 "chanrecv" Operation false;
    CHAN_CLOSE = 32 "closechan" Operation false;
    SELECT = 33 "selectgo" Operation false;
    // Main has returned: what goes on afterwards only shows who waits for ever.
    MAIN_RETURNED = 34 "main returned" Operation false;
    // Semaphores of package sync.
    SEMACQUIRE = 35 "semacquire" Call false;
    SEMRELEASE = 36 "semrelease" Call false;
    NOTIFY_LIST = 37 "notifyList" Operation false;
    // Timers: the clock moves to a deadline (a note); the system's goroutine that runs their functions waits; an operation.
    TIMER_FIRES = 38 "timer fires" Operation false;
    TIMER_WAIT = 39 "timerproc" Operation false;
    TIMER = 40 "timer" Operation false;
    // The collector has scanned a few objects.
    GC_MARK = 41 "gc: mark" Call false;
    // The system's goroutine for finalizers waits, or that for cleanups.
    FINALIZER_WAIT = 42 "finalizer wait" Operation false;
}
