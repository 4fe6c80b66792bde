//! Feedback to libFuzzer beside edge coverage: a slot for each signature, and for each (field, ending) pair.
//!
//! libFuzzer reads the section `__libfuzzer_extra_counters` after every input and clears it before the next. A slot is
//! set to 1, never counted up: each bucket of a count would be a feature of its own.

#![allow(
    unsafe_code,
    reason = "the section of a static is said in an unsafe attribute"
)]

use std::sync::atomic::{AtomicU8, Ordering};

const SLOTS: usize = 8192;
const HALF: u64 = SLOTS as u64 / 2;

/// The length is a multiple of 8, and so is the address: libFuzzer clears in words.
#[repr(C, align(8))]
struct Slots([AtomicU8; SLOTS]);

#[cfg_attr(
    all(fuzzing, target_os = "linux"),
    unsafe(link_section = "__libfuzzer_extra_counters")
)]
#[used]
static COUNTERS: Slots = Slots([const { AtomicU8::new(0) }; SLOTS]);

/// This input showed the signature of this id.
pub fn signature(id: &str) {
    let hash = id.bytes().fold(0u64, |hash, byte| {
        hash.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte)
    });
    COUNTERS.0[(hash % HALF) as usize].store(1, Ordering::Relaxed);
}

/// This input tampered with a row of the table and ended in a class.
pub fn state(field: usize, class: &str) {
    let class = class.bytes().fold(field as u64, |hash, byte| {
        hash.wrapping_mul(31) + u64::from(byte)
    });
    COUNTERS.0[(HALF + class % HALF) as usize].store(1, Ordering::Relaxed);
}
