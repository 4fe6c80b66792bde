//go:build go1.25

package testing

import (
	"internal/synctest"
	"io"
	"runtime"
)

const hasBubbles = true

func init() {
	synctest.Tester = func(t, f any) bool { return testingSynctestTest(t.(*T), f.(func(*T))) }
}

// isBubble says that a test is what runs inside of another one's bubble: that one reports.
func (c *common) isBubble() bool { return c.isSynctest }

func (c *common) refuse(method string) {
	if c.isSynctest {
		panic("testing: " + method + " called inside synctest bubble")
	}
}

// testingSynctestTest runs f in the bubble that its caller is in.
func testingSynctestTest(t *T, f func(*T)) bool {
	t.refuseCleaning("synctest.Run")
	sub := &T{context: t.context}
	sub.start()
	sub.name = t.name
	sub.parent = &t.common
	sub.level = t.level + 1
	sub.barrier = make(chan bool)
	sub.signal = make(chan bool, 1)
	sub.isSynctest = true
	go tRunner(sub, f)
	if !<-sub.signal {
		runtime.Goexit()
	}
	return !sub.failed
}

type outputWriter struct {
	c *common
}

func (w outputWriter) Write(b []byte) (n int, err error) {
	w.c.output = append(w.c.output, "    "...)
	w.c.output = append(w.c.output, b...)
	return len(b), nil
}

// Output is where a test may write lines of its own.
func (c *common) Output() io.Writer { return outputWriter{c} }

// Attr says something of the test, where somebody reads it: in verbose output.
func (c *common) Attr(key, value string) {}
