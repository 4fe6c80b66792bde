package main

import (
	"context"
	"errors"
	"runtime"
)

type mine struct {
	context.Context
	done chan struct{}
	err  error
}

func (m *mine) Done() <-chan struct{} { return m.done }
func (m *mine) Err() error            { return m.err }

func main() {
	parent := &mine{Context: context.Background(), done: make(chan struct{})}
	before := runtime.NumGoroutine()
	child, cancel := context.WithCancel(parent)
	defer cancel()
	println(runtime.NumGoroutine() - before)
	parent.err = errors.New("mine is over")
	close(parent.done)
	<-child.Done()
	println(child.Err().Error())
}
