//! The bag's operations one after the other, and what scenario files are refused for.

use std::rc::Rc;

use tearpoint_harness::contract::Class;
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::{Plan, Runner};

use super::bag::{Bag, State};
use super::connection::SqlException;
use super::keeper::elapsed_display_string;
use super::pool::{GRAIN, Pool, varied};
use super::spec::Spec;
use crate::protocol::{ProtocolScenario, SOUND};

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

#[test]
fn lifetimes_and_heartbeats_vary_by_less_than_their_share() {
    for time in [30_000, 600_000, 1_800_000] {
        for part in [40, 10] {
            assert_eq!(varied(time, time / part, 0), time);
            let least = varied(time, time / part, GRAIN - 1);
            assert!(time - time / part < least && least < time, "{time} {least}");
            assert_eq!(varied(time, time / part, u64::MAX), least);
        }
    }
}

/// What is printed in the runs of some seeds.
fn printed(text: &str) -> String {
    let text = format!("title = 'x'\nprotocol = 'hikari'\ntimeouts = 'when-idle'\n{text}");
    let mut scenario = ProtocolScenario::load("x", text.as_bytes(), SOUND).unwrap();
    let mut all = String::new();
    for seed in 0..20 {
        let plan = Plan {
            seed,
            ..Plan::default()
        };
        let run = Runner::new(EngineKind::Native)
            .run(&mut scenario, &plan)
            .unwrap();
        assert_eq!(run.report.class, Class::Ok, "seed {seed}: {:?}", run.report);
        all += &String::from_utf8(run.report.stdout).unwrap();
    }
    all
}

#[test]
fn texts_are_the_sources() {
    for (text, lines) in [
        (
            "[pool]\nleakDetectionThreshold = 2000\n[[client]]\nhold-ms = 2500\n",
            &[
                "[2000 ms] housekeeper: WARN Connection leak detection triggered for conn0 on thread client 0, stack trace follows: Apparent connection leak detected",
                "[2500 ms] client 0: INFO Previously reported leaked connection conn0 on thread client 0 was returned to the pool (unleaked)",
            ][..],
        ),
        (
            "[[client]]\nbreaks = true\n",
            &[
                "WARN HikariPool-1 - Connection conn0 marked as broken because of SQLSTATE(08S01), ErrorCode(0)",
            ],
        ),
        (
            "[[client]]\npause-ms = 501\n[[event]]\nkind = 'connections-die'\nat-ms = 1\n",
            &[
                "WARN HikariPool-1 - Failed to validate connection conn0 (No operations allowed after connection closed.). Possibly consider using a shorter maxLifetime value.",
            ],
        ),
        (
            "[[client]]\nsuspends = true\n",
            &["IllegalStateException: HikariPool-1 - is not suspendable"],
        ),
        (
            "[pool]\nallowPoolSuspension = true\nthrowIfSuspended = true\n[[client]]\nsuspends = true\nhold-ms = 50\n[[client]]\npause-ms = 20\n",
            &[
                "[20 ms] client 1: SQLTransientException: The pool is currently suspended and configured to throw exceptions upon acquisition",
            ],
        ),
        // Whose time has not begun waits for a suspended pool as long as it takes.
        (
            "[pool]\nmaximumPoolSize = 1\nconnectionTimeout = 250\nallowPoolSuspension = true\n[[client]]\nsuspends = true\nhold-ms = 5000\n[[client]]\npause-ms = 20\nleaks = true\n",
            &["[5001 ms] client 1: leaves without closing conn0"],
        ),
        (
            "[[client]]\npause-ms = 61000\n[[event]]\nkind = 'clock-jump'\nat-ms = 40000\nby-ms = 60000\n",
            &[
                "[60100 ms] housekeeper: WARN HikariPool-1 - Thread starvation or clock leap detected (housekeeper delta=1m30s).",
            ],
        ),
        (
            "[[client]]\npause-ms = 61000\n[[event]]\nkind = 'clock-jump'\nat-ms = 40000\nby-ms = -60000\n",
            &[
                "[60100 ms] housekeeper: WARN HikariPool-1 - Retrograde clock change detected (housekeeper delta=-30s), soft-evicting connections from pool.",
            ],
        ),
        (
            "filled = 0\n[pool]\nconnectionTimeout = 250\n[database]\ndown = true\n[[client]]\n",
            &[
                "SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 250ms (total=0, active=0, idle=0, waiting=0) [SQLState 08001, ErrorCode 0; caused by: Connection refused]",
            ],
        ),
        (
            "[[client]]\nshuts-down = true\n[[client]]\npause-ms = 100\n",
            &[
                "[100 ms] client 1: SQLException: HikariDataSource HikariDataSource (HikariPool-1) has been closed.",
            ],
        ),
    ] {
        let printed = printed(text);
        for line in lines {
            assert!(printed.contains(line), "{line}\nnot in\n{printed}");
        }
    }
}

#[test]
fn idle_connections_are_retired_down_to_minimum_idle_and_no_further() {
    // The newest two of three are retired as the housekeeper comes at 30.1 s; one is left, and others are made.
    let pool = "filled = 3\n[pool]\nmaximumPoolSize = 3\nminimumIdle = 1\nidleTimeout = 10000\nconnectionTimeout = 250\n";
    let leaving = "[[client]]\ncount = 3\npause-ms = 40000\nleaks = true\n";
    let printed = printed(&format!("{pool}{leaving}"));
    let left = |conn: u64| printed.contains(&format!("leaves without closing conn{conn}\n"));
    assert_eq!([0, 1, 2, 3, 4].map(left), [true, false, false, true, true]);
}
