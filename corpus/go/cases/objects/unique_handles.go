// Equal values have one handle.
package main

import (
	"fmt"
	"unique"
)

type pair struct {
	a int
	b string
}

func main() {
	x, y := unique.Make("hello"), unique.Make(string([]byte("hello")))
	fmt.Println(x == y, x.Value(), x == unique.Make("other"))
	fmt.Println(unique.Make(pair{1, "x"}) == unique.Make(pair{1, "x"}), unique.Make(pair{1, "x"}).Value())
	fmt.Println(unique.Make(any(1)) == unique.Make(any(1)), unique.Make(any(1)) == unique.Make(any("1")))
	defer func() { fmt.Println(recover()) }()
	unique.Make(any([]int{1}))
}
