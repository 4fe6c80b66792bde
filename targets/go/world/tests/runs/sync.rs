//! What package sync promises holds over many schedules.

use crate::schedules::always;

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
