// Nil channels and an empty select are durable.
package bubble

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestNil(t *testing.T) {
	defer func() { fmt.Println(recover()) }()
	synctest.Test(t, func(t *testing.T) {
		var c chan int
		go func() { <-c }()
		go func() { c <- 1 }()
		go func() { select {} }()
		time.Sleep(time.Second)
		fmt.Println("woke")
		<-c
	})
}
