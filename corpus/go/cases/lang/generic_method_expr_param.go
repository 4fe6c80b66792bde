package main

type M interface{ Inc() int }
type C int

func (c C) Inc() int    { return int(c) + 1 }
func Call[T M](x T) int { f := T.Inc; return f(x) }
func main()             { println(Call(C(4)), Call[M](C(6))) }
