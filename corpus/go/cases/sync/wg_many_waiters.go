package main

import "sync"

func main() {
	var wg, all sync.WaitGroup
	wg.Add(2)
	for i := 0; i < 3; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			wg.Wait()
		}()
	}
	go wg.Done()
	go wg.Done()
	all.Wait()
	wg.Wait()
	println("all")
}
