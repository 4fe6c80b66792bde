//! The whole of a target that runs programs: [`program_target!`](crate::program_target) with its kind.

/// Under libFuzzer: the target, its mutator and its crossover. Else a main that runs the files given, so that a crash file
/// can be looked at with plain cargo.
#[macro_export]
macro_rules! program_target {
    ($kind:ident) => {
        #[cfg(fuzzing)]
        mod target {
            use std::cell::RefCell;

            use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target};
            use $crate::input::MAX_BYTES;
            use $crate::{Campaign, Input, Kind, mutate};

            const KIND: Kind = Kind::$kind;

            thread_local! {
                static CAMPAIGN: RefCell<Campaign> = RefCell::new(Campaign::new(KIND));
            }

            fuzz_target!(|data: &[u8]| CAMPAIGN.with_borrow_mut(|campaign| campaign.run(data)));

            fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
                let mut input = Input::decode(&data[..size], KIND);
                mutate::mutate(&mut input, KIND, seed, max_size < size);
                put(&input, data, max_size.min(MAX_BYTES)).unwrap_or(size)
            });

            fuzz_crossover!(|a: &[u8], b: &[u8], out: &mut [u8], seed: u32| {
                let child =
                    mutate::crossover(&Input::decode(a, KIND), &Input::decode(b, KIND), seed);
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

        #[cfg(not(fuzzing))]
        fn main() {
            let mut campaign = $crate::Campaign::new($crate::Kind::$kind);
            for file in std::env::args_os().skip(1) {
                match std::fs::read(&file) {
                    Ok(data) => campaign.run(&data),
                    Err(error) => eprintln!("{}: {error}", file.to_string_lossy()),
                }
            }
        }
    };
}
