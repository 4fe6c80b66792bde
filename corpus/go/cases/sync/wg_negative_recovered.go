package main

import "sync"

func try(name string, f func()) {
	defer func() {
		switch e := recover().(type) {
		case nil:
			println(name, "ok")
		case string:
			println(name, "panic:", e)
		case error:
			println(name, "error:", e.Error())
		}
	}()
	f()
}

func main() {
	try("done", func() {
		var wg sync.WaitGroup
		wg.Done()
	})
}
