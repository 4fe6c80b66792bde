package main

var order string

func put(name string, _ ...any) int { order += name; return len(order) }

func f() int { return g() }
func g() int { _ = v; return 1 }

var a = put("a", f)
var b = put("b", f())
var e = func() int { return put("e", v) }()
var v = put("v", w)
var w int
var q = put("q", &w)
var r = put("r")

func main() { println(order) }
