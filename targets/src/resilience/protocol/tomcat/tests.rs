//! What a call does when nobody comes in between.

use super::defect::Defect;
use super::executor::{Executor, Placed};
use super::spec::Spec;

fn executor(core: u64, max: u64, capacity: usize) -> Executor {
    Executor::new(core, max, capacity, Defect::None)
}

#[test]
fn threads_grow_before_anything_queues() {
    let mut executor = executor(1, 3, 2);
    let placed: Vec<Placed> = (0..6).map(|task| executor.execute(task)).collect();
    assert_eq!(
        placed,
        [
            Placed::Started,
            Placed::Started,
            Placed::Started,
            Placed::Queued,
            Placed::Queued,
            Placed::Refused
        ]
    );
    assert_eq!((executor.busy(), executor.submitted), (3, 5));
    assert_eq!(executor.finish(0), Some(3));
    assert_eq!(executor.finish(1), Some(4));
    assert_eq!(executor.finish(2), None);
    assert_eq!(executor.execute(6), Placed::Taken);
    assert_eq!((executor.busy(), executor.idle), (3, 0));
    assert_eq!(executor.broken(), None);
}

#[test]
fn what_is_done_twice_is_noticed() {
    let mut executor = executor(1, 1, 1);
    executor.execute(0);
    executor.finish(0);
    executor.settles(0);
    assert_eq!(executor.broken().unwrap().class, "exactly once");
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let text = "title = \"x\"\nprotocol = \"tomcat\"\nclients = 1\nrequests = 1\npause-ms = 0\nwork-ms = 0\n\
                [executor]\nmin-spare-threads = 3\nmax-threads = 2\nmax-idle-ms = 0\nmax-queue-size = 1\n";
    let error = Spec::parse(text).unwrap_err();
    assert!(error.contains("min-spare-threads 3 is above max-threads 2"));
    let error = Spec::parse(&text.replace("work-ms = 0", "work-ms = -1")).unwrap_err();
    assert!(error.contains("line 6") && error.contains("-1 is not between 0 and"));
}
