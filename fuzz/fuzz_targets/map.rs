//! `cargo fuzz run -s none map`: map programs × schedules × tampering. See `tearpoint_fuzz::campaign`.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
mod target {
    use std::cell::RefCell;

    use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target};
    use tearpoint_fuzz::{Campaign, Input, input::MAX_BYTES, mutate};

    thread_local! {
        static CAMPAIGN: RefCell<Campaign> = RefCell::default();
    }

    fuzz_target!(|data: &[u8]| CAMPAIGN.with_borrow_mut(|campaign| campaign.run(data)));

    fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
        let mut input = Input::decode(&data[..size]);
        mutate::mutate(&mut input, seed, max_size < size);
        put(&input, data, max_size.min(MAX_BYTES)).unwrap_or(size)
    });

    fuzz_crossover!(|a: &[u8], b: &[u8], out: &mut [u8], seed: u32| {
        let child = mutate::crossover(&Input::decode(a), &Input::decode(b), seed);
        let room = out.len().min(MAX_BYTES);
        put(&child, out, room).unwrap_or(0)
    });

    fn put(input: &Input, out: &mut [u8], room: usize) -> Option<usize> {
        let bytes = input.encode();
        if bytes.len() > room {
            return None;
        }
        out[..bytes.len()].copy_from_slice(&bytes);
        Some(bytes.len())
    }
}

/// Without libFuzzer: runs the files given, so that a crash file can be looked at with plain cargo.
#[cfg(not(fuzzing))]
fn main() {
    let mut campaign = tearpoint_fuzz::Campaign::new();
    for file in std::env::args_os().skip(1) {
        match std::fs::read(&file) {
            Ok(data) => campaign.run(&data),
            Err(error) => eprintln!("{}: {error}", file.to_string_lossy()),
        }
    }
}
