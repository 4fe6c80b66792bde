// syncthing_5795, mended: close only tells; who wants to wait for the loop does so outside it.
package main

import "sync"

type message struct {
	kind string
}

type connection struct {
	inbox   chan message
	closed  chan struct{}
	stopped chan struct{}
	once    sync.Once
}

func (c *connection) start() {
	go c.read()
	go c.dispatch()
}

// read polls for the end of the connection.
func (c *connection) read() {
	for {
		select {
		case <-c.closed:
			return
		default:
		}
	}
}

func (c *connection) dispatch() {
	defer close(c.stopped)
	for {
		select {
		case m := <-c.inbox:
			c.handle(m)
		case <-c.closed:
			return
		}
	}
}

func (c *connection) handle(m message) {
	if m.kind == "close" {
		c.close()
	}
}

func (c *connection) close() {
	c.once.Do(func() {
		close(c.closed)
	})
}

func main() {
	c := &connection{
		inbox:   make(chan message),
		closed:  make(chan struct{}),
		stopped: make(chan struct{}),
	}
	c.start()
	c.inbox <- message{kind: "close"}
	<-c.stopped
}
