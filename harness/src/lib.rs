//! The engine of tearpoint. Knows no target.
#![forbid(unsafe_code)]
