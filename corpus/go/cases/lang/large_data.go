package main

import "fmt"

// More package data than a quarter of a megabyte.
var table [1 << 17]int32

var last = &table[len(table)-1]

func main() {
	*last = 7
	for i := 0; i < len(table); i += 4096 {
		table[i] += int32(i)
	}
	fmt.Println(table[0], table[4096], *last)
}
