// The profile of leaked goroutines: who waits for what nobody who can run reaches. A lock in a package variable is reached.
package main

import (
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

var (
	global = make(chan int)
	mu     sync.Mutex
)

type big struct {
	wg  sync.WaitGroup
	mu  sync.RWMutex
	pad [8]*int
}

func nilChannel() { var c chan int; <-c }
func noCases()    { select {} }
func lost()       { <-make(chan int) }
func held()       { <-global }
func locked()     { mu.Lock() }
func sleeper()    { time.Sleep(time.Hour) }
func timed()      { <-time.After(time.Hour) }
func pair(a, b chan int) {
	<-a
	b <- 1
}

func group() {
	b := new(big)
	b.wg.Add(1)
	b.wg.Wait()
}

func both() {
	b := new(big)
	b.mu.Lock()
	b.mu.RLock()
}

func keeper(c chan int, done chan bool) {
	time.Sleep(time.Hour)
	c <- 1
	close(done)
}

func start() {
	a, b := make(chan int), make(chan int)
	go pair(a, b)
	go pair(b, a)
	c, done := make(chan int), make(chan bool)
	go keeper(c, done)
	go func() { <-c }()
	go func() { <-done }()
	for _, f := range []func(){nilChannel, noCases, lost, held, locked, sleeper, timed, group, both} {
		go f()
	}
}

func main() {
	mu.Lock()
	start()
	time.Sleep(50 * time.Millisecond)
	var out strings.Builder
	pprof.Lookup("goroutineleak").WriteTo(&out, 2)
	for _, name := range []string{
		"nilChannel", "noCases", "lost", "held", "locked", "sleeper", "timed", "group", "both", "pair", "keeper", "start.func1", "start.func2",
	} {
		n := 0
		for _, stack := range strings.Split(out.String(), "\n\n") {
			if strings.Contains(stack, "main."+name+"(") && strings.Contains(stack, "(leaked)") {
				n++
			}
		}
		println(name, n)
	}
	global <- 1
}
