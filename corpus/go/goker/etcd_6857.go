// etcd_6857: a request is sent to a loop that has already stopped.
//
// Expected: LEAK. (*node).Status is blocked on its send: (*node).run took the request to stop first. One goroutine.
package main

type status struct {
	id int
}

type node struct {
	status chan chan status
	stop   chan struct{}
	done   chan struct{}
}

func (n *node) run() {
	for {
		select {
		case c := <-n.status:
			c <- status{id: 1}
		case <-n.stop:
			close(n.done)
			return
		}
	}
}

func (n *node) Status() status {
	c := make(chan status)
	n.status <- c
	return <-c
}

func (n *node) Stop() {
	select {
	case n.stop <- struct{}{}:
		<-n.done
	case <-n.done:
	}
}

func main() {
	n := &node{
		status: make(chan chan status),
		stop:   make(chan struct{}),
		done:   make(chan struct{}),
	}
	go n.run()
	go n.Status()
	go n.Stop()
}
