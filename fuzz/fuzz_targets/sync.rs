//! `cargo fuzz run -s none sync`: programs on locks, wait groups and timers × schedules × tampering. See `tearpoint_fuzz::campaign`.
#![cfg_attr(fuzzing, no_main)]

tearpoint_fuzz::program_target!(Sync);
