// etcd_6857, mended: who asks also takes the end for an answer.
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
	select {
	case n.status <- c:
		return <-c
	case <-n.done:
		return status{}
	}
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
