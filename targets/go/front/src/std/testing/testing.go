// Package testing runs tests one by one and prints what `go test` prints; every test takes 0.00s.
package testing

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

type TB interface {
	tbLater
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string
}

// common is what tests and benchmarks share.
type common struct {
	later
	output   []byte
	w        io.Writer
	parent   *common
	level    int
	name     string
	failed   bool
	skipped  bool
	finished bool
	done     bool
	helpers  []string
	cleanups []func()
	// Parallel subtests, waiting for the barrier.
	sub        []*T
	isParallel bool
	barrier    chan bool
	signal     chan bool
	names      []string
}

type T struct {
	common
	context *testContext
}

// indenter writes to a test's output, four spaces in.
type indenter struct {
	c *common
}

func (w indenter) Write(b []byte) (n int, err error) {
	n = len(b)
	for len(b) > 0 {
		end := strings.IndexByte(string(b), '\n') + 1
		if end == 0 {
			end = len(b)
		}
		w.c.output = append(w.c.output, "    "...)
		w.c.output = append(w.c.output, b[:end]...)
		b = b[end:]
	}
	return
}

func (c *common) Name() string { return c.name }

func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

func (c *common) Failed() bool { return c.failed }

func (c *common) FailNow() {
	c.Fail()
	c.finished = true
	runtime.Goexit()
}

func (c *common) Log(args ...any)                 { c.log(fmt.Sprintln(args...)) }
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }

func (c *common) Error(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

func (c *common) Fatal(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

func (c *common) Skip(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

func (c *common) SkipNow() {
	c.skipped = true
	c.finished = true
	runtime.Goexit()
}

func (c *common) Skipped() bool { return c.skipped }

func (c *common) Helper() {
	pcs := make([]uintptr, 1)
	if runtime.Callers(2, pcs) == 0 {
		return
	}
	frame, _ := runtime.CallersFrames(pcs).Next()
	if hasBubbles && c.isBubble() {
		c = c.parent
	}
	c.helpers = append(c.helpers, frame.Function)
}

func (c *common) Cleanup(f func()) { c.cleanups = append(c.cleanups, f) }

func (c *common) Setenv(key, value string) { os.Setenv(key, value) }

// log adds a line, with the place of whoever called Log or the like.
func (c *common) log(s string) {
	to := c
	for (to.done || hasBubbles && to.isBubble()) && to.parent != nil {
		to = to.parent
	}
	if to.done {
		panic("Log in goroutine after " + c.name + " has completed: " + s)
	}
	to.output = append(to.output, c.decorate(s)...)
}

func (c *common) decorate(s string) string {
	file, line := "???", 1
	pcs := make([]uintptr, 50)
	// Beneath Callers are decorate, log, and Log itself.
	frames := runtime.CallersFrames(pcs[:runtime.Callers(4, pcs)])
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if frame.Function == "" {
			break
		}
		file, line = frame.File, frame.Line
		if !c.isHelper(frame.Function) {
			break
		}
	}
	file = file[strings.LastIndexByte(file, '/')+1:]
	s = strings.TrimSuffix(s, "\n")
	return fmt.Sprintf("    %s:%d: %s\n", file, line, strings.ReplaceAll(s, "\n", "\n        "))
}

func (c *common) isHelper(function string) bool {
	for ; c != nil; c = c.parent {
		for _, name := range c.helpers {
			if name == function {
				return true
			}
		}
	}
	return false
}

// runCleanup calls what Cleanup was given, last first; with catch it hands a panic back.
func (c *common) runCleanup(catch bool) (panicked any) {
	if catch {
		defer func() { panicked = recover() }()
	}
	defer func() {
		if len(c.cleanups) > 0 {
			c.runCleanup(false)
		}
	}()
	if hasContext {
		c.cleaning(true)
		defer c.cleaning(false)
	}
	for len(c.cleanups) > 0 {
		last := len(c.cleanups) - 1
		f := c.cleanups[last]
		c.cleanups = c.cleanups[:last]
		f()
	}
	return nil
}

// flush writes that a test failed, and its output, to where its parent's output goes.
func (c *common) flush() {
	text := fmt.Sprintf("--- FAIL: %s (0.00s)\n", c.name) + string(c.output)
	c.output = nil
	c.parent.w.Write([]byte(text))
}

// testContext bounds how many parallel tests run at once.
type testContext struct {
	start   chan bool
	running int
	waiting int
}

func (c *testContext) waitParallel() {
	if c.running < runtime.GOMAXPROCS(0) {
		c.running++
		return
	}
	c.waiting++
	<-c.start
}

func (c *testContext) release() {
	if c.waiting == 0 {
		c.running--
		return
	}
	c.waiting--
	c.start <- true
}

// Deadline is not set: tests have no time limit.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	if hasBubbles {
		t.refuse("t.Deadline")
	}
	return
}

func (t *T) Parallel() {
	if t.isParallel {
		panic("testing: t.Parallel called multiple times")
	}
	if hasBubbles {
		t.refuse("t.Parallel")
	}
	t.isParallel = true
	t.parent.sub = append(t.parent.sub, t)
	t.signal <- true
	<-t.parent.barrier
	t.context.waitParallel()
}

var errGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

func tRunner(t *T, fn func(t *T)) {
	defer func() {
		err := recover()
		signal := true
		if !t.finished && err == nil {
			err = errGoexit
			for p := t.parent; p != nil; p = p.parent {
				if p.finished {
					t.Errorf("%v: subtest may have called FailNow on a parent test", err)
					err = nil
					signal = false
					break
				}
			}
		}
		if err != nil {
			t.die(err)
		}
		if len(t.sub) > 0 {
			t.context.release()
			close(t.barrier)
			for _, sub := range t.sub {
				<-sub.signal
			}
			if err := t.runCleanup(true); err != nil {
				t.die(err)
			}
			if !t.isParallel {
				t.context.waitParallel()
			}
		} else if t.isParallel {
			t.context.release()
		}
		if t.parent != nil && t.failed && !(hasBubbles && t.isBubble()) {
			t.flush()
		}
		t.done = true
		t.signal <- signal
	}()
	defer func() {
		if len(t.sub) == 0 {
			t.runCleanup(false)
		}
	}()
	fn(t)
	t.finished = true
}

// die reports the test and those it is part of, and panics again.
func (t *T) die(err any) {
	t.Fail()
	if r := t.runCleanup(true); r != nil {
		t.Logf("cleanup panicked with %v", r)
	}
	for root := &t.common; root.parent != nil && !(hasBubbles && root.isBubble()); root = root.parent {
		root.flush()
		root.parent.runCleanup(true)
	}
	panic(err)
}

// Run runs f as a subtest.
func (t *T) Run(name string, f func(t *T)) bool {
	if hasBubbles {
		t.refuse("t.Run")
	}
	if hasContext {
		t.refuseCleaning("t.Run")
	}
	sub := &T{context: t.context}
	if hasContext {
		sub.start()
	}
	sub.name = t.unique(name)
	sub.parent = &t.common
	sub.level = t.level + 1
	sub.barrier = make(chan bool)
	sub.signal = make(chan bool, 1)
	sub.w = indenter{&sub.common}
	go tRunner(sub, f)
	if !<-sub.signal {
		runtime.Goexit()
	}
	return !sub.failed
}

// unique is the full name of a subtest.
func (c *common) unique(name string) string {
	if c.parent == nil {
		return name
	}
	name = strings.Map(func(r rune) rune {
		if r == ' ' || '\t' <= r && r <= '\r' {
			return '_'
		}
		return r
	}, name)
	full := c.name + "/" + name
	if name == "" {
		full += "#00"
	}
	for i, base := 1, full; c.hasRun(full); i++ {
		full = fmt.Sprintf("%s#%02d", base, i)
	}
	c.names = append(c.names, full)
	return full
}

func (c *common) hasRun(name string) bool {
	for _, other := range c.names {
		if other == name {
			return true
		}
	}
	return false
}

type InternalTest struct {
	Name string
	F    func(*T)
}

type M struct {
	tests []InternalTest
	code  int
}

func MainStart(tests []InternalTest) *M { return &M{tests: tests} }

func (m *M) Run() int {
	if len(m.tests) == 0 {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if runTests(m.tests) {
		fmt.Print("PASS\n")
	} else {
		fmt.Print("FAIL\n")
		m.code = 1
	}
	return m.code
}

// Exit ends a program whose tests failed; else main returns, and who is left blocked has leaked.
func (m *M) Exit() {
	if m.code != 0 {
		os.Exit(m.code)
	}
}

func runTests(tests []InternalTest) bool {
	context := &testContext{start: make(chan bool), running: 1}
	t := &T{context: context}
	if hasContext {
		t.start()
	}
	t.signal = make(chan bool, 1)
	t.barrier = make(chan bool)
	t.w = os.Stdout
	tRunner(t, func(t *T) {
		for _, test := range tests {
			t.Run(test.Name, test.F)
		}
	})
	<-t.signal
	return !t.failed
}

func Short() bool       { return false }
func Verbose() bool     { return false }
func Testing() bool     { return true }
func CoverMode() string { return "" }

// A B has a benchmark run its loop once. `go test` runs none unless asked, and so does the model.
type B struct {
	common
	N int
}

func (b *B) ResetTimer()                         {}
func (b *B) StartTimer()                         {}
func (b *B) StopTimer()                          {}
func (b *B) ReportAllocs()                       {}
func (b *B) SetBytes(n int64)                    {}
func (b *B) SetParallelism(p int)                {}
func (b *B) ReportMetric(n float64, unit string) {}

func (b *B) Run(name string, f func(b *B)) bool {
	f(&B{N: 1})
	return true
}

type PB struct {
	left int
}

func (pb *PB) Next() bool {
	pb.left--
	return pb.left >= 0
}

func (b *B) RunParallel(body func(*PB)) { body(&PB{b.N}) }

// AllocsPerRun runs f and counts nothing.
func AllocsPerRun(runs int, f func()) float64 {
	for i := 0; i <= runs; i++ {
		f()
	}
	return 0
}
