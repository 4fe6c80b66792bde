// kubernetes_25331, mended: there is room for the result.
package main

import (
	"context"
	"errors"
)

type event struct {
	err error
}

type watcher struct {
	ctx     context.Context
	cancel  context.CancelFunc
	errs    chan error
	results chan event
}

func (w *watcher) run() {
	select {
	case err := <-w.errs:
		w.cancel()
		w.results <- event{err: err}
	case <-w.ctx.Done():
	}
}

func (w *watcher) watch() {
	w.errs <- errors.New("the stream broke")
	w.cancel()
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	w := &watcher{ctx: ctx, cancel: cancel, errs: make(chan error), results: make(chan event, 1)}
	go w.run()
	go w.watch()
}
