//! `cargo fuzz run -s none heap`: programs that allocate and collect × schedules × tampering. See `tearpoint_fuzz::campaign`.
#![cfg_attr(fuzzing, no_main)]

tearpoint_fuzz::program_target!(Heap);
