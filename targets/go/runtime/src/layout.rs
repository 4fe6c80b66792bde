//! Field offsets of the runtime's structures that differ between Go versions, as data.
//!
//! Source: DWARF of binaries built by go1.19.8, 1.21.13, 1.22.10 and 1.23.9 (linux/amd64). Structures whose layout never
//! changed in these versions have their offsets beside the code that uses them.

use tearpoint_machine::mspan;

/// `runtime.hchan`; the fields before `elemtype` never moved.
#[derive(Debug, PartialEq, Eq)]
pub struct HchanLayout {
    pub size: u64,
    /// The timer that feeds the channel (since 1.23).
    pub timer: Option<u64>,
    pub elemtype: u64,
    pub sendx: u64,
    pub recvx: u64,
    pub recvq: u64,
    pub sendq: u64,
    pub lock: u64,
}

/// `runtime.g`, as far as it is read or written.
#[derive(Debug, PartialEq, Eq)]
pub struct GLayout {
    pub size: u64,
    pub param: u64,
    pub atomicstatus: u64,
    pub goid: u64,
    pub schedlink: u64,
    pub waitreason: u64,
    pub active_stack_chans: u64,
    pub waiting: u64,
    pub select_done: u64,
    /// The timer of `time.Sleep`.
    pub timer: u64,
}

/// `runtime.timer`, as far as every version has it.
#[derive(Debug, PartialEq, Eq)]
pub struct TimerLayout {
    pub size: u64,
    pub when: u64,
    pub period: u64,
    pub f: u64,
    pub arg: u64,
    pub seq: u64,
}

/// The layouts of one Go version.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    pub hchan: HchanLayout,
    pub g: GLayout,
    pub timer: TimerLayout,
    pub mspan: &'static mspan::Layout,
    /// `sudog.waiters`, in what was padding before.
    pub sudog_waiters: Option<u64>,
}

const HCHAN_96: HchanLayout = HchanLayout {
    size: 96,
    timer: None,
    elemtype: 32,
    sendx: 40,
    recvx: 48,
    recvq: 56,
    sendq: 72,
    lock: 88,
};

const TIMER_72: TimerLayout = TimerLayout {
    size: 72,
    when: 8,
    period: 16,
    f: 24,
    arg: 32,
    seq: 48,
};

pub static GO1_19: Layout = Layout {
    hchan: HCHAN_96,
    g: GLayout {
        size: 392,
        param: 136,
        atomicstatus: 144,
        goid: 152,
        schedlink: 160,
        waitreason: 176,
        active_stack_chans: 184,
        waiting: 328,
        select_done: 376,
        timer: 368,
    },
    timer: TIMER_72,
    mspan: &mspan::GO1_19,
    sudog_waiters: None,
};

pub static GO1_21: Layout = Layout {
    hchan: HCHAN_96,
    g: GLayout {
        size: 408,
        waiting: 312,
        select_done: 360,
        timer: 352,
        ..GO1_19.g
    },
    timer: TIMER_72,
    mspan: &mspan::GO1_21,
    sudog_waiters: None,
};

pub static GO1_22: Layout = Layout {
    hchan: HCHAN_96,
    g: GLayout {
        size: 424,
        ..GO1_21.g
    },
    timer: TIMER_72,
    mspan: &mspan::GO1_22,
    sudog_waiters: None,
};

pub static GO1_23: Layout = Layout {
    hchan: HchanLayout {
        size: 104,
        timer: Some(32),
        elemtype: 40,
        sendx: 48,
        recvx: 56,
        recvq: 64,
        sendq: 80,
        lock: 96,
    },
    g: GLayout {
        size: 432,
        param: 144,
        atomicstatus: 152,
        goid: 160,
        schedlink: 168,
        waitreason: 184,
        active_stack_chans: 192,
        waiting: 320,
        select_done: 376,
        timer: 360,
    },
    timer: TimerLayout {
        size: 88,
        when: 16,
        period: 24,
        f: 32,
        arg: 40,
        seq: 56,
    },
    mspan: &mspan::GO1_22,
    sudog_waiters: Some(54),
};
