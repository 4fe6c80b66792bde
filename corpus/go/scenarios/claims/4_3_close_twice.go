// Article 4.3: closing frees nothing. With the closed word reset a channel can be closed again and again; its buffer stays.
package main

import "unsafe"

func main() {
	c := make(chan int, 4)
	c <- 11
	c <- 22
	closed := (*uint32)(unsafe.Pointer(*(*uintptr)(unsafe.Pointer(&c)) + 28))
	for i := 0; i < 3; i++ {
		close(c)
		*closed = 0
	}
	close(c)
	for v := range c {
		println(v)
	}
	defer func() { println(recover().(error).Error()) }()
	close(c)
}
