//! `cargo fuzz run -s none program`: programs on several runtimes × schedules × tampering. See `tearpoint_fuzz::campaign`.
#![cfg_attr(fuzzing, no_main)]

tearpoint_fuzz::program_target!(Program);
