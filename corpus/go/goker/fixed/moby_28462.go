// moby_28462, mended: the monitor is told to stop without the lock.
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
	d.container.stop <- true
}

func main() {
	d := &daemon{container: &container{stop: make(chan bool)}}
	go d.monitor()
	go d.stop()
}
