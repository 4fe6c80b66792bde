//! What package sync and the timers promise holds over many schedules, on both engines.

use tearpoint_harness::contract::{Choice, Density, Limits, Stream};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::scheduler::SchedulerSpec;
use tearpoint_harness::session::{Plan, Run, Runner};
use tearpoint_targets::go::profile::profile;
use tearpoint_targets::go::world::GoScenario;

fn load(version: &str, imports: &[&str], body: &str) -> GoScenario {
    let imports: String = imports
        .iter()
        .map(|path| format!("import {path:?}\n"))
        .collect();
    let source = format!("package main\n\n{imports}\n{body}");
    let profile = profile(version).unwrap();
    GoScenario::load("props.go", source.as_bytes(), profile, &Limits::default())
        .unwrap_or_else(|error| panic!("{}", error.0))
}

fn plan(seed: u64, scheduler: &str) -> Plan {
    Plan {
        seed,
        scheduler: scheduler.parse::<SchedulerSpec>().unwrap(),
        density: if seed.is_multiple_of(3) {
            Density::Operation
        } else {
            Density::Access
        },
        limits: Limits {
            steps: 100_000,
            ..Limits::default()
        },
        ..Plan::default()
    }
}

/// Runs the program under many seeds; each run must end well. Gives what each printed.
fn always(imports: &[&str], body: &str) -> Vec<String> {
    let mut printed = Vec::new();
    for version in ["1.19", "1.23"] {
        let mut runner = Runner::new(EngineKind::Native);
        let mut scenario = load(version, imports, body);
        for seed in 0..150 {
            let scheduler = ["random", "pct:d=3", "rr"][seed as usize % 3];
            let run = runner.run(&mut scenario, &plan(seed, scheduler)).unwrap();
            let Run { report, .. } = &run;
            let text = String::from_utf8_lossy(&report.stderr).into_owned();
            assert_eq!(
                (report.class.as_str(), report.findings.len()),
                ("ok", 0),
                "go {version}, seed {seed}, {scheduler}: {} {:?} {text}",
                report.message,
                report.findings
            );
            printed.push(text);
        }
    }
    printed
}

#[test]
fn a_mutex_excludes_and_both_modes_come_up() {
    let printed = always(
        &["sync", "sync/atomic", "unsafe"],
        r#"
        func main() {
            var mu sync.Mutex
            var wg sync.WaitGroup
            inside, total, starving := 0, 0, false
            for i := 0; i < 3; i++ {
                wg.Add(1)
                go func() {
                    defer wg.Done()
                    for j := 0; j < 4; j++ {
                        mu.Lock()
                        inside++
                        if inside != 1 {
                            panic("two inside")
                        }
                        total++
                        if atomic.LoadInt32((*int32)(unsafe.Pointer(&mu)))&4 != 0 {
                            starving = true
                        }
                        inside--
                        mu.Unlock()
                    }
                }()
            }
            wg.Wait()
            if total != 12 || *(*int32)(unsafe.Pointer(&mu)) != 0 {
                panic("lost")
            }
            println(starving)
        }"#,
    );
    assert!(printed.iter().any(|text| text == "true\n"));
    assert!(printed.iter().any(|text| text == "false\n"));
}

#[test]
fn readers_share_and_writers_do_not() {
    let printed = always(
        &["sync"],
        r#"
        func main() {
            var mu, count sync.RWMutex
            var wg sync.WaitGroup
            readers, writers, most := 0, 0, 0
            look := func(r, w int) {
                count.Lock()
                readers += r
                writers += w
                if writers > 1 || (writers == 1 && readers > 0) {
                    panic("not excluded")
                }
                if readers > most {
                    most = readers
                }
                count.Unlock()
            }
            for i := 0; i < 3; i++ {
                wg.Add(2)
                go func() {
                    defer wg.Done()
                    mu.RLock()
                    look(1, 0)
                    look(-1, 0)
                    mu.RUnlock()
                }()
                go func() {
                    defer wg.Done()
                    mu.Lock()
                    look(0, 1)
                    look(0, -1)
                    mu.Unlock()
                }()
            }
            wg.Wait()
            println(most)
        }"#,
    );
    for most in ["1\n", "2\n"] {
        assert!(printed.iter().any(|text| text == most), "{most}");
    }
}

#[test]
fn a_writer_who_waits_goes_before_later_readers() {
    always(
        &["sync", "runtime"],
        r#"
        func main() {
            var mu sync.RWMutex
            var wg sync.WaitGroup
            written := false
            mu.RLock()
            wg.Add(2)
            go func() {
                defer wg.Done()
                mu.Lock()
                written = true
                mu.Unlock()
            }()
            for mu.TryRLock() {
                mu.RUnlock()
                runtime.Gosched()
            }
            go func() {
                defer wg.Done()
                mu.RLock()
                if !written {
                    panic("a later reader came first")
                }
                mu.RUnlock()
            }()
            mu.RUnlock()
            wg.Wait()
        }"#,
    );
}

#[test]
fn who_waits_on_a_group_waits_for_all() {
    always(
        &["sync"],
        r#"
        func main() {
            for round := 0; round < 2; round++ {
                var wg, waiters sync.WaitGroup
                var done [3]bool
                for i := range done {
                    i := i
                    wg.Add(1)
                    go func() {
                        done[i] = true
                        wg.Done()
                    }()
                }
                for i := 0; i < 2; i++ {
                    waiters.Add(1)
                    go func() {
                        defer waiters.Done()
                        wg.Wait()
                        if !done[0] || !done[1] || !done[2] {
                            panic("too early")
                        }
                    }()
                }
                waiters.Wait()
            }
        }"#,
    );
}

#[test]
fn signals_wake_in_the_order_of_waiting() {
    always(
        &["sync"],
        r#"
        func main() {
            var mu sync.Mutex
            c := sync.NewCond(&mu)
            woken := make(chan int)
            waits := 0
            for i := 0; i < 3; i++ {
                i := i
                go func() {
                    mu.Lock()
                    for waits != i {
                        mu.Unlock()
                        mu.Lock()
                    }
                    waits++
                    c.Wait()
                    mu.Unlock()
                    woken <- i
                }()
            }
            mu.Lock()
            for waits != 3 {
                mu.Unlock()
                mu.Lock()
            }
            mu.Unlock()
            for i := 0; i < 3; i++ {
                c.Signal()
                if <-woken != i {
                    panic("out of order")
                }
            }
        }"#,
    );
}

#[test]
fn once_runs_once_and_first() {
    always(
        &["sync"],
        r#"
        func main() {
            var o sync.Once
            var wg sync.WaitGroup
            n := 0
            for i := 0; i < 3; i++ {
                wg.Add(1)
                go func() {
                    defer wg.Done()
                    o.Do(func() { n++ })
                    if n != 1 {
                        panic("not once")
                    }
                }()
            }
            wg.Wait()
        }"#,
    );
}

#[test]
fn a_pool_gives_nothing_twice_and_may_forget() {
    let printed = always(
        &["sync"],
        r#"
        func main() {
            var p sync.Pool
            var wg sync.WaitGroup
            var mu sync.Mutex
            held := make(map[int]bool)
            forgot := false
            for i := 0; i < 4; i++ {
                p.Put(i)
            }
            for i := 0; i < 4; i++ {
                wg.Add(1)
                go func() {
                    defer wg.Done()
                    x := p.Get()
                    mu.Lock()
                    defer mu.Unlock()
                    if x == nil {
                        forgot = true
                        return
                    }
                    if held[x.(int)] {
                        panic("twice")
                    }
                    held[x.(int)] = true
                }()
            }
            wg.Wait()
            println(forgot)
        }"#,
    );
    assert!(printed.iter().any(|text| text == "true\n"));
    assert!(printed.iter().any(|text| text == "false\n"));
}

#[test]
fn a_map_stores_each_key_once() {
    always(
        &["sync"],
        r#"
        func main() {
            var m sync.Map
            var wg sync.WaitGroup
            var mu sync.Mutex
            stored := 0
            for i := 0; i < 3; i++ {
                i := i
                wg.Add(1)
                go func() {
                    defer wg.Done()
                    for k := 0; k < 2; k++ {
                        if _, loaded := m.LoadOrStore(k, i); !loaded {
                            mu.Lock()
                            stored++
                            mu.Unlock()
                        }
                    }
                }()
            }
            wg.Wait()
            n := 0
            m.Range(func(k, v any) bool {
                n++
                return true
            })
            if n != 2 || stored != 2 {
                panic("not once each")
            }
        }"#,
    );
}

#[test]
fn timers_fire_in_the_order_of_their_deadlines_and_not_before() {
    let printed = always(
        &["time"],
        r#"
        func main() {
            start := time.Now()
            var timers [4]*time.Timer
            var due [4]time.Time
            for i, ms := range []int{3, 1, 4, 2} {
                due[i] = time.Now().Add(time.Duration(ms) * time.Millisecond)
                timers[i] = time.NewTimer(time.Duration(ms) * time.Millisecond)
            }
            early := len(timers[1].C)
            for i := 0; i < 30; i++ {
                early = early + len(timers[1].C)
            }
            select {
            case at := <-timers[1].C:
                println("polled", at.After(start))
                due[1] = time.Now()
                timers[1].Reset(0)
            default:
            }
            time.Sleep(10 * time.Millisecond)
            var at [4]time.Time
            for i := range timers {
                at[i] = <-timers[i].C
            }
            for i := range at {
                if at[i].Before(due[i]) {
                    panic("too early")
                }
                for j := range at {
                    if due[i].Before(due[j]) && at[i].After(at[j]) {
                        panic("out of order")
                    }
                }
            }
            if time.Since(start) < 10*time.Millisecond {
                panic("slept too little")
            }
        }"#,
    );
    // A timer may fire while somebody can run, and need not.
    assert!(printed.iter().any(|text| text == "polled true\n"));
    assert!(printed.iter().any(|text| text.is_empty()));
}

#[test]
fn looking_at_the_clock_makes_time_pass() {
    always(
        &["time"],
        r#"
        func main() {
            start := time.Now()
            for time.Since(start) < time.Minute {
            }
            deadline := time.After(time.Minute)
            ticks := 0
            t := time.NewTicker(10 * time.Second)
            defer t.Stop()
            for {
                select {
                case <-t.C:
                    ticks++
                    continue
                case <-deadline:
                }
                break
            }
            if ticks < 4 || ticks > 6 {
                panic("the ticker lost its step")
            }
        }"#,
    );
}

#[test]
fn both_engines_give_one_digest() {
    let body = r#"
        func main() {
            ctx, cancel := context.WithTimeout(context.Background(), 3*time.Millisecond)
            defer cancel()
            var mu sync.RWMutex
            var wg sync.WaitGroup
            t := time.NewTicker(time.Millisecond)
            defer t.Stop()
            time.AfterFunc(time.Microsecond, func() { mu.Lock(); mu.Unlock() })
            for i := 0; i < 3; i++ {
                wg.Add(1)
                go func() {
                    defer wg.Done()
                    for {
                        mu.RLock()
                        mu.RUnlock()
                        select {
                        case <-t.C:
                        case <-ctx.Done():
                            time.Sleep(time.Millisecond)
                            return
                        }
                    }
                }()
            }
            wg.Wait()
            println(ctx.Err().Error())
        }"#;
    for version in ["1.19", "1.21", "1.22", "1.23"] {
        let imports = ["context", "sync", "time"];
        let (mut a, mut b) = (load(version, &imports, body), load(version, &imports, body));
        let mut native = Runner::new(EngineKind::Native);
        let mut shuttle = Runner::new(EngineKind::Shuttle);
        for seed in 0..40 {
            let plan = plan(
                seed,
                ["random", "pct:d=3", "pos", "run-on"][seed as usize % 4],
            );
            let a = native.run(&mut a, &plan).unwrap();
            let b = shuttle.run(&mut b, &plan).unwrap();
            assert_eq!(a.report.class, "ok", "go {version}, seed {seed}");
            assert!(a.equals(&b), "go {version}, seed {seed}");
        }
    }
}

#[test]
fn a_patient_run_leaves_timers_alone_while_somebody_can_run() {
    let body = r#"
        func main() {
            t := time.NewTimer(time.Nanosecond)
            fired := false
            for i := 0; i < 200; i++ {
                select {
                case <-t.C:
                    fired = true
                default:
                }
            }
            println(fired)
        }"#;
    let mut scenario = load("1.21", &["time"], body);
    let mut runner = Runner::new(EngineKind::Native);
    let mut fired = 0;
    for seed in 0..40 {
        let mut plan = plan(seed, "random");
        let free = runner.run(&mut scenario, &plan).unwrap();
        fired += u32::from(free.report.stderr == b"true\n");
        plan.deviations = vec![Choice {
            stream: Stream::Latency,
            index: 0,
            value: 0,
        }];
        let patient = runner.run(&mut scenario, &plan).unwrap();
        assert_eq!(patient.report.stderr, b"false\n", "seed {seed}");
    }
    assert!(fired > 20, "fired in {fired} of 40 runs");
}
