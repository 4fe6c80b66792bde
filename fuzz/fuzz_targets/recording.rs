//! `cargo fuzz run -s none recording`: hostile recordings. See `tearpoint_fuzz::hostile`.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| tearpoint_fuzz::hostile::run(data));

/// Without libFuzzer: runs the files given.
#[cfg(not(fuzzing))]
fn main() {
    for file in std::env::args_os().skip(1) {
        match std::fs::read(&file) {
            Ok(data) => tearpoint_fuzz::hostile::run(&data),
            Err(error) => eprintln!("{}: {error}", file.to_string_lossy()),
        }
    }
}
