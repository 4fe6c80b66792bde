//! Runtimes and library under many schedules, rule by rule.

mod heap;
mod map;
mod schedules;
mod sync;
mod timers;
mod traceback;
