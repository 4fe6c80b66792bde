//! `cargo fuzz run -s none resilience`: scenario files × faults × schedules. See `tearpoint_fuzz::resilience`.
#![cfg_attr(fuzzing, no_main)]

use std::cell::RefCell;

use tearpoint_fuzz::resilience::{ResilienceCampaign, ResilienceInput};

thread_local! {
    static CAMPAIGN: RefCell<ResilienceCampaign> = RefCell::default();
}

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|input: ResilienceInput| {
    CAMPAIGN.with_borrow_mut(|campaign| campaign.run(&input));
});

/// Without libFuzzer: runs the files given.
#[cfg(not(fuzzing))]
fn main() {
    use arbitrary::{Arbitrary as _, Unstructured};
    for file in std::env::args_os().skip(1) {
        match std::fs::read(&file) {
            Ok(data) => match ResilienceInput::arbitrary_take_rest(Unstructured::new(&data)) {
                Ok(input) => CAMPAIGN.with_borrow_mut(|campaign| campaign.run(&input)),
                Err(error) => eprintln!("{}: {error}", file.to_string_lossy()),
            },
            Err(error) => eprintln!("{}: {error}", file.to_string_lossy()),
        }
    }
}
