package main

type B bool

func main() {
	c := make(chan int, 8)
	for i := range 8 {
		c <- i
	}
	a := make([]int, 3)
	m := map[string]int{}
	var s struct {
		v  int
		ok B
	}
	p := new(int)
	var x any
	var ok any
	i := 0
	next := func() int { i++; return i }
	select {
	case a[next()] = <-c:
	}
	select {
	case m["k"] = <-c:
	}
	select {
	case s.v, s.ok = <-c:
	}
	select {
	case *p = <-c:
	}
	select {
	case x, ok = <-c:
	}
	select {
	case _, s.ok = <-c:
	}
	select {
	case _ = <-c:
	}
	select {
	case v, _ := <-c:
		println(v)
	}
	println(a[1], i, m["k"], s.v, s.ok, *p, x.(int), ok.(bool))
	close(c)
	select {
	case a[0], s.ok = <-c:
	}
	println(a[0], s.ok)
	d := make(chan chan<- int, 1)
	e := make(chan int, 1)
	select {
	case d <- e:
	}
	select {
	case (<-d) <- 7:
	}
	println(<-e)
}
