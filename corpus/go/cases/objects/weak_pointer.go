// A weak pointer is nil when the object is gone.
package main

import (
	"runtime"
	"weak"
)

type thing struct{ n [4]int }

func main() {
	t := &thing{[4]int{1}}
	w, again := weak.Make(t), weak.Make(t)
	println(w == again, w.Value() == t, weak.Make((*thing)(nil)).Value() == nil)
	other := weak.Make(&t.n[0])
	println(*other.Value())
	runtime.GC()
	println(w.Value().n[0])
	runtime.KeepAlive(t)
	t = nil
	runtime.GC()
	println(w.Value() == nil, other.Value() == nil, w == again)
}
