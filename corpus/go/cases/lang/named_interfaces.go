package main

type table map[string]shape

func (t table) reset() {}

type shape interface{ hidden }

type hidden middle

type middle empty

type empty interface{}

type list []namer

func (l list) first() string { return l[0].name() }

type namer interface {
	other
	more
}

type other base

type base interface{ name() string }

type more interface{ extra() }

type t struct{}

func (t) name() string { return "t" }
func (t) extra()       {}

func main() {
	println(len(table{"a": 1}), list{t{}}.first())
	var s shape = t{}
	_, ok := s.(namer)
	println(ok)
}
