// Article 3.2, nearest: a header whose length is beyond its capacity. Indexing and append pass; slicing to the length panics.
package main

import "unsafe"

//go:noinline
func cut(s []int, n int) []int { return s[:n] }

func main() {
	s := make([]int, 3, 3)
	(*[3]int)(unsafe.Pointer(&s))[1] = 5
	println(len(s), cap(s))
	s[2] = 7
	println(s[2])
	t := append(s, 1)
	println(len(t), cap(t) >= 6, t[2])
	defer func() { println(recover().(error).Error()) }()
	println(len(cut(s, 5)))
}
