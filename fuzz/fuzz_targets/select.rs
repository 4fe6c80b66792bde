//! `cargo fuzz run -s none select`: programs with select × schedules × tampering. See `tearpoint_fuzz::campaign`.
#![cfg_attr(fuzzing, no_main)]

tearpoint_fuzz::program_target!(Select);
