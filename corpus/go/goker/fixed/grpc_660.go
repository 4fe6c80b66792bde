// grpc_660, mended: the helper's channel has room for its answer.
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
		done := make(chan bool, 1)
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
