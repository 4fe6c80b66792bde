//! `cargo fuzz run -s none channel`: programs on channels × schedules × tampering. See `tearpoint_fuzz::campaign`.
#![cfg_attr(fuzzing, no_main)]

tearpoint_fuzz::program_target!(Channel);
