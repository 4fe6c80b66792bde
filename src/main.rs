//! The `tearpoint` command.
fn main() {}
