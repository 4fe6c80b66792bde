package main

var a = b + 1
var b = f()
var m = map[string]int{"x": a}

func f() int { println("f"); return 10 }
func init()  { println("init1", a, b) }
func init()  { println("init2", m["x"]) }
func main()  { println("main") }
