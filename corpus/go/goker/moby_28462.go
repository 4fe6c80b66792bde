// moby_28462: a monitor's loop needs the lock that whoever stops it holds.
//
// Expected: LEAK. (*daemon).stop is blocked on its send and holds the container's lock; (*daemon).monitor is blocked
// on Lock.
package main

import "sync"

type container struct {
	sync.Mutex
	stop   chan bool
	probes int
}

type daemon struct {
	container *container
}

func (d *daemon) monitor() {
	for {
		select {
		case <-d.container.stop:
			return
		default:
			d.probe()
		}
	}
}

func (d *daemon) probe() {
	d.container.Lock()
	defer d.container.Unlock()
	d.container.probes++
}

func (d *daemon) stop() {
	d.container.Lock()
	defer d.container.Unlock()
	d.container.stop <- true
}

func main() {
	d := &daemon{container: &container{stop: make(chan bool)}}
	go d.monitor()
	go d.stop()
}
