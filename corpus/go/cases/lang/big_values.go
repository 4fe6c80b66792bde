package main

import "fmt"

type inner struct {
	a [3000]int64
	p *int
}

type big struct {
	head  string
	table [1 << 13]uint64
	in    inner
	tail  []int
}

func fresh() *big { return &big{} }

func named(p *int) *big {
	return &big{head: "named", in: inner{p: p}, tail: []int{1, 2}}
}

func swap(x, y *big) {
	tmp := *x
	*x = *y
	*y = tmp
}

func reset(b *big) { *b = big{head: b.head + "!", tail: append(b.tail, len(b.head))} }

var global = big{head: "global", table: [1 << 13]uint64{5: 7}}

var all [2]big

func main() {
	n := 3
	fmt.Println(fresh().table[1], named(&n).head, *named(&n).in.p)
	x, y := named(&n), fresh()
	x.table[8191], y.head = 9, "y"
	swap(x, y)
	fmt.Println(x.head, x.table[8191], y.head, y.table[8191], y.in.p == &n)
	reset(y)
	fmt.Println(y.head, y.table[8191], y.in.p == nil, y.tail)
	local := global
	local.table[5]++
	fmt.Println(global.table[5], local.table[5], local.head)
	all[1] = local
	all[0] = all[1]
	all[1].head = "other"
	fmt.Println(all[0].head, all[0].table[5], all[1].head)
	s := []big{{head: "s"}, local}
	s[0] = s[1]
	fmt.Println(s[0].table[5], len(s))
	func() {
		defer func() { fmt.Println(recover() != nil) }()
		var none *big
		*none = global
	}()
	f := func() { local = big{head: "captured"} }
	f()
	fmt.Println(local.head, local.table[5])
}
