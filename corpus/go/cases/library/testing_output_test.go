// What `go test` prints of tests that fail, skip, nest, clean up and run in parallel.
package kernel

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

func helper(t *testing.T, text string) {
	t.Helper()
	t.Errorf("helped: %s", text)
}

func TestPass(t *testing.T) { t.Log("not shown") }

func TestFail(t *testing.T) {
	t.Log("a", 1)
	t.Logf("b %d\nsecond line\n", 2)
	t.Error("bad", errors.New("e"))
	helper(t, "x")
}

func TestFatal(t *testing.T) {
	t.Fatalf("fatal %v", []int{1})
	t.Log("never")
}

func TestSkip(t *testing.T) {
	t.Skip("skipped")
}

func TestSub(t *testing.T) {
	for _, name := range []string{"one", "two words", "one", "fail", ""} {
		name := name
		t.Run(name, func(t *testing.T) {
			if name == "fail" {
				t.Log("in", t.Name())
				t.Run("deep", func(t *testing.T) { t.Fatal("deepest") })
				t.Error("after")
			}
			if strings.Contains(name, " ") {
				t.Skipf("skip %s", t.Name())
			}
		})
	}
	fmt.Println(t.Name(), t.Failed(), t.Skipped())
}

func TestCleanup(t *testing.T) {
	t.Cleanup(func() { fmt.Println("cleanup 1") })
	t.Cleanup(func() { t.Log("cleanup 2") })
	t.Run("inner", func(t *testing.T) {
		t.Cleanup(func() { fmt.Println("inner cleanup", t.Failed()) })
		t.Fail()
	})
	t.Log("end")
}

func TestFailNowInGoroutineOfTest(t *testing.T) {
	defer fmt.Println("deferred runs")
	t.FailNow()
}

func TestParallel(t *testing.T) {
	order := make(chan string, 10)
	t.Run("group", func(t *testing.T) {
		for i := 0; i < 3; i++ {
			i := i
			t.Run(fmt.Sprint("p", i), func(t *testing.T) {
				t.Parallel()
				order <- "p"
			})
		}
		order <- "group body"
	})
	close(order)
	n := 0
	for s := range order {
		if n == 0 {
			fmt.Println(s)
		}
		n++
	}
	fmt.Println(n)
	fmt.Fprintln(os.Stderr, "to stderr")
}

func TestShort(t *testing.T) {
	if testing.Short() || testing.Verbose() {
		t.Fatal("flags")
	}
}
