//! The bag's operations one after the other, and what scenario files are refused for.

use std::rc::Rc;

use super::bag::{Bag, State};
use super::keeper::elapsed_display_string;
use super::pool::{Pool, SqlException};
use super::spec::Spec;

fn bag(size: usize) -> Bag {
    let mut bag = Bag::default();
    for _ in 0..size {
        let entry = bag.make();
        assert_eq!(bag.add(entry), None);
    }
    bag
}

#[test]
fn who_waits_longest_is_handed_the_entry() {
    let mut bag = bag(1);
    assert_eq!(bag.try_borrow(0), Some(0));
    for thread in [1, 2, 3] {
        assert_eq!(bag.try_borrow(thread), None);
        bag.enqueue_waiter(thread);
    }
    assert_eq!(bag.waiters(), 3);
    assert!(bag.timed_out(1) && !bag.timed_out(1));
    assert_eq!(bag.requite(0, 0), Some(2));
    assert_eq!(bag.entries()[0].holders, [2]);
    assert_eq!(bag.requite(2, 0), Some(3));
    assert_eq!(bag.requite(3, 0), None);
    assert_eq!((bag.waiters(), bag.state(0)), (0, State::NotInUse));
}

#[test]
fn a_thread_takes_from_its_own_list_first_the_newest_first() {
    let mut bag = bag(3);
    for entry in 0..3 {
        assert_eq!(bag.try_borrow(7), Some(entry));
    }
    for entry in [1, 0, 2] {
        assert_eq!(bag.requite(7, entry), None);
    }
    assert_eq!(bag.thread_list(7), [1, 0, 2]);
    assert_eq!(bag.try_borrow(7), Some(2));
    // Others take from the shared list, in the order of its making; what they stole is passed over in the thread's own.
    assert_eq!(bag.try_borrow(8), Some(0));
    assert_eq!(bag.try_borrow(7), Some(1));
    assert_eq!(bag.thread_list(7), [0; 0]);
    assert_eq!(bag.try_borrow(7), None);
}

#[test]
fn a_new_entry_goes_to_a_waiter() {
    let mut bag = bag(0);
    bag.enqueue_waiter(4);
    let entry = bag.make();
    assert_eq!(bag.add(entry), Some(4));
    assert_eq!(bag.count(State::InUse), 1);
}

#[test]
fn a_thread_list_holds_fifty() {
    let mut bag = bag(60);
    for _ in 0..60 {
        bag.try_borrow(0).unwrap();
    }
    for entry in 0..60 {
        assert_eq!(bag.requite(0, entry), None);
    }
    assert_eq!(bag.thread_list(0).len(), 50);
}

#[test]
fn only_what_is_in_the_state_changes_it() {
    let mut bag = bag(2);
    assert!(bag.reserve(0, 9) && !bag.reserve(0, 8) && !bag.take(0, 8));
    assert!(!bag.release(1, 9) && bag.release(0, 9) && bag.take(0, 8));
    assert!(!bag.retire(0, State::Reserved, 8) && bag.retire(0, State::InUse, 8));
    assert!(bag.withdraw(0) && !bag.withdraw(0));
    assert_eq!(bag.values_in(State::NotInUse), [1]);
    assert_eq!((bag.size(), bag.entries().len()), (1, 2));
}

#[test]
fn scenario_files_are_refused_with_a_reason() {
    let head = "title = 'x'\nprotocol = 'hikari'\n";
    let client = "[[client]]\nrounds = 1\n";
    for (text, reason) in [
        (
            format!("{head}[[client]]\nround = 1\n"),
            "unknown field `round`",
        ),
        (
            format!("{head}[[client]]\nrounds = 0\n"),
            "0 is not between 1 and 8",
        ),
        (
            format!("{head}[pool]\nconnectionTimeout = 100\n{client}"),
            "pool: connectionTimeout cannot be less than 250ms",
        ),
        (
            format!("{head}[pool]\nmaximumPoolSize = 17\n{client}"),
            "pool: maximumPoolSize 17 is more than 16",
        ),
        (
            format!("{head}filled = 2\n[pool]\nmaximumPoolSize = 1\n{client}"),
            "filled 2 is more than maximumPoolSize 1",
        ),
        (
            format!("{head}defects = ['none']\n{client}"),
            "no defect `none`; there are: requite-never-offers",
        ),
    ] {
        let error = Spec::parse(&text).unwrap_err();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn elapsed_time_is_shown_as_the_clock_source_does() {
    for (millis, text) in [
        (0, ""),
        (7, "7ms"),
        (30_000, "30s"),
        (90_034, "1m30s34ms"),
        (-60_000, "-1m"),
        (93_784_005, "1d2h3m4s5ms"),
    ] {
        assert_eq!(elapsed_display_string(millis), text);
    }
}

#[test]
fn a_timeout_says_what_the_pool_looked_like_and_what_failed_last() {
    let text = "title = 'x'\nprotocol = 'hikari'\nbag-only = true\n[pool]\nmaximumPoolSize = 3\n[[client]]\n";
    let mut pool = Pool::new(&Rc::new(Spec::parse(text).unwrap()), None);
    for _ in 0..3 {
        let entry = pool.connect(0);
        pool.bag.publish(entry);
    }
    assert!(pool.take(0, 0));
    pool.bag.enqueue_waiter(1);
    let seen = "SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 1000ms \
                (total=3, active=1, idle=2, waiting=1)";
    assert_eq!(pool.timeout_text(1000), seen);
    pool.last_connection_failure = Some(SqlException::REFUSED);
    let seen = format!("{seen} [SQLState 08001, ErrorCode 0; caused by: Connection refused]");
    assert_eq!(pool.timeout_text(1000), seen);
}
