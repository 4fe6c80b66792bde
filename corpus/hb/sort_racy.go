package main

import (
	"fmt"
	"sort"
)

func main() {
	s := []int{3, 1, 2}
	done := make(chan bool)
	go func() {
		sort.Ints(s)
		done <- true
	}()
	fmt.Sprint(s)
	<-done
}
