//! What the virtual clock and the timers promise holds over many schedules, on both engines.

mod schedules;

use schedules::{always, load, plan};
use tearpoint_harness::contract::{Choice, Class, Stream};
use tearpoint_harness::recording::EngineKind;
use tearpoint_harness::session::Runner;

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
            assert_eq!(a.report.class, Class::Ok, "go {version}, seed {seed}");
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
