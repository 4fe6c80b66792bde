package main

type R interface{ Read() int }
type W interface{ Write(int) }
type RW interface {
	R
	W
}
type f struct{ v int }

func (x *f) Read() int   { return x.v }
func (x *f) Write(n int) { x.v = n }

type logged struct {
	RW
	n int
}

func (l *logged) Write(n int) { l.n++; l.RW.Write(n * 2) }
func use(rw RW) int           { rw.Write(21); return rw.Read() }
func main() {
	l := &logged{RW: &f{}}
	println(use(l), l.n)
	var r R = l
	println(r.(W) != nil, r.Read())
	w := r.(RW).Write
	w(3)
	println(l.Read(), l.n)
	defer l.Write(1)
	go l.Write(2)
	rr := R.Read
	println(rr(l))
	g := (*f).Read
	println(g(&f{9}))
	var nilrw RW
	defer func() { println(recover().(error).Error()) }()
	nilrw.Read()
}
