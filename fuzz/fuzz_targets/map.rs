//! `cargo fuzz run -s none map`: map programs × schedules × tampering. See `tearpoint_fuzz::campaign`.
#![cfg_attr(fuzzing, no_main)]

tearpoint_fuzz::program_target!(Map);
