// grpc_660: a helper of one round sends on an unbuffered channel after the loop has given up.
//
// Expected: LEAK in every schedule. Exactly one helper, that of the round in which the loop chose to stop, is blocked
// on its send. How many rounds come before is not bounded.
package main

import "math/rand"

type client struct {
	stop chan bool
}

func unary() error {
	return nil
}

func (c *client) closedLoop() {
	for {
		done := make(chan bool)
		go func() {
			if rand.Intn(10) > 7 {
				done <- false
				return
			}
			done <- unary() == nil
		}()
		select {
		case <-c.stop:
			return
		case <-done:
		}
	}
}

func main() {
	c := &client{stop: make(chan bool)}
	go c.closedLoop()
	go func() {
		c.stop <- true
	}()
}
