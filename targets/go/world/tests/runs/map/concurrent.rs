//! Several goroutines on one map, preempted inside the map functions.

use std::collections::BTreeSet;

use tearpoint_harness::contract::{Access, Digest};
use tearpoint_harness::scheduler::Random;

use super::*;
use tearpoint_runtime::points;

/// What a goroutine does with the map.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Write,
    Read,
    Range,
    Delete,
}

struct Crowd {
    go: Rc<Process>,
    rtypes: Rc<Rtypes>,
    map: TypeId,
    roles: &'static [Role],
    /// Goroutines take turns: each has the map to itself for an operation.
    locked: bool,
    lines: Rc<RefCell<BTreeSet<String>>>,
}

impl World for Crowd {
    fn boot(&self, sim: &Sim) {
        self.go.reset(&PROFILES[3]);
        *self.go.rtypes.borrow_mut() = Rc::clone(&self.rtypes);
        let go = Rc::clone(&self.go);
        let (map, roles, locked) = (self.map, self.roles, self.locked);
        let lines = Rc::clone(&self.lines);
        sim.spawn(async move {
            let t = descriptor(&go, map);
            let h = makemap_small(&go, &t).unwrap();
            for n in 0..12u64 {
                put(&go, &t, h, &n.to_le_bytes(), &n.to_le_bytes())
                    .await
                    .unwrap();
            }
            let held = Rc::new(Cell::new(false));
            for (id, &role) in roles.iter().enumerate() {
                let (go2, t, lines) = (Rc::clone(&go), t.clone(), Rc::clone(&lines));
                let held = Rc::clone(&held);
                go.sim.spawn(async move {
                    for n in 0..6 {
                        while locked && held.replace(true) {
                            go2.point(&points::GOSCHED, 0, Access::None).await;
                        }
                        let done = act(&go2, &t, h, role, id as u64 * 40 + n * 3).await;
                        held.set(false);
                        if let Err(unwind) = done {
                            let Why::Throw(text) = unwind.why else {
                                unreachable!("only throws")
                            };
                            lines.borrow_mut().insert(text);
                            return go2.sim.end(End::Exit(2));
                        }
                    }
                });
            }
        });
    }
    fn idle(&self, sim: &Sim) {
        sim.end(End::Exit(0));
    }
    fn trigger(&self, _sim: &Sim) {}
    fn report(&self, _sim: &Sim, _end: &End) -> Report {
        Report::default()
    }
    fn points(&self) -> &'static [PointSpec] {
        POINTS
    }
}

async fn act(go: &Process, t: &MapType, h: u64, role: Role, n: u64) -> Res<()> {
    let key = n.to_le_bytes();
    match role {
        Role::Write => put(go, t, h, &key, &key).await,
        Role::Read => get(go, t, h, &(n % 15).to_le_bytes()).await.map(|_| ()),
        Role::Range => range(go, t, h).await.map(|_| ()),
        Role::Delete => mapdelete(go, t, h, Key::new(t, &(n % 15).to_le_bytes())).await,
    }
}

/// Many seeds: the throws seen, the findings, and the last digest.
fn crowd(roles: &'static [Role], locked: bool, seeds: u64) -> (Vec<String>, usize, Digest) {
    let mut types = Types::default();
    let map = map_type(&mut types, Types::INT64, Types::INT64);
    let mut native = Native::default();
    let go = Process::new(native.sim());
    let lines = Rc::new(RefCell::new(BTreeSet::new()));
    let world: Rc<dyn World> = Rc::new(Crowd {
        go: Rc::clone(&go),
        rtypes: Rc::new(reflectdata::build(&types, PROFILES[3].layout.maps)),
        map,
        roles,
        locked,
        lines: Rc::clone(&lines),
    });
    let mut findings = 0;
    for seed in 0..seeds {
        let config = RunConfig {
            seed,
            deviations: &[],
            density: Density::Call,
            limits: Limits::default(),
            log: false,
            expected: None,
        };
        let (end, _) = native.run(&world, config, Box::new(Random));
        assert!(matches!(end, End::Exit(_)), "{end:?}");
        findings += go.findings.borrow().len();
    }
    let lines = lines.borrow().iter().cloned().collect();
    (lines, findings, native.sim().digest())
}

#[test]
fn writers_are_caught() {
    use Role::{Delete, Range, Read, Write};
    let (lines, ..) = crowd(&[Write, Write], false, 200);
    assert!(lines.contains(&"concurrent map writes".to_owned()));
    let (lines, ..) = crowd(&[Write, Read], false, 200);
    assert!(lines.contains(&"concurrent map read and map write".to_owned()));
    let (lines, ..) = crowd(&[Range, Delete], false, 200);
    assert!(lines.contains(&"concurrent map iteration and map write".to_owned()));
}

#[test]
fn what_does_not_overlap_is_silent() {
    use Role::{Delete, Range, Read, Write};
    let readers = crowd(&[Read, Range, Read, Range], false, 100);
    assert_eq!((readers.0, readers.1), (vec![], 0));
    let locked = crowd(&[Write, Delete, Read, Range, Write], true, 100);
    assert_eq!((locked.0, locked.1), (vec![], 0));
}

#[test]
fn the_same_seed_is_the_same_run() {
    let roles = &[Role::Write, Role::Read, Role::Range];
    assert_eq!(crowd(roles, false, 20).2, crowd(roles, false, 20).2);
}
