// A test that calls runtime.Goexit, and one that never gets its value: main waits in the test runner.
package kernel

import (
	"fmt"
	"testing"
)

func TestMain(m *testing.M) {
	fmt.Println("setup")
	code := m.Run()
	fmt.Println("teardown", code)
	if code != 0 {
		panic("code")
	}
}

func TestDeadlock(t *testing.T) {
	c := make(chan int)
	fmt.Println("waiting")
	<-c
}
