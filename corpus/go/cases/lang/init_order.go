package main

var order string

func put(name string, _ ...any) int { order += name; return len(order) }

func usesLate() int { return late }

var a = put("a", usesLate())
var b = put("b")
var x, y = two()
var z = put("z", x)
var w = put("w", y, z)
var late int
var _ = put("_")

func two() (int, int) { return put("t"), put("u") }

type T struct{}

func (T) M() int { return later }

var m = put("m", T.M(T{}))
var n = put("n", T{}.M())
var i = put("i", interface{ M() int }(T{}).M())
var o = put("o")
var later = put("l")

func main() { println(order) }
