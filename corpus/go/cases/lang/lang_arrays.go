package main

type point struct{ x, y int32 }
type grid [3][4]int

func fill(g grid, v int) grid {
	for i := range g {
		for j := range g[i] {
			g[i][j] = v + i*10 + j
		}
	}
	return g
}

func main() {
	var g grid
	h := fill(g, 100)
	println(g[2][3], h[2][3], len(h), len(h[0]))
	k := 1
	h[k][k+1] = -5
	pp := &h
	pp[k][0]++
	println(h[1][2], h[1][0], pp[2][1])
	ps := [4]point{{1, 2}, {y: 5}, 3: {7, 8}}
	i := 3
	ps[i].x += ps[i-3].y
	println(ps[3].x, ps[1].y, ps[2].x)
	println(ps == [4]point{{1, 2}, {0, 5}, {}, {9, 8}}, ps[0] == ps[1])
	s := ps[1:3]
	s[0].x = 42
	s = append(s, point{6, 6})
	println(ps[1].x, ps[3].x, len(s), cap(s))
	s = append(s, point{7, 7})
	s[0].x = 43
	println(ps[1].x, len(s), cap(s))
	for i, v := range [3]int{1, 2, 3} {
		println(i, v)
	}
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 10
		if i == 2 {
			println(v)
		}
	}
	for i, v := range &arr {
		arr[2] = 20
		if i == 2 {
			println(v)
		}
	}
	for i := range 3 {
		print(i, " ")
	}
	println()
	m := map[point][2]string{{1, 2}: {"a", "b"}}
	println(m[point{1, 2}][1], len(m[point{3, 4}][0]))
	var big [300]int
	big[299] = 5
	b2 := big
	b2[i*50]++
	println(big[150], b2[150], b2[299])
	c := make([]int, 2, 10)
	d := c[1:4:6]
	println(len(d), cap(d))
	n := copy(d, []int{5, 6, 7, 8})
	println(n, c[1], d[2])
	clear(d)
	println(d[0], c[1])
	e := [...]string{2: "two", 0: "zero"}
	println(len(e), e[0], e[1], e[2])
	var z []int
	println(z == nil, len(z), cap(z))
	z = append(z, z...)
	println(z == nil)
	z = append(z, 1, 2, 3)
	println(len(z), cap(z))
}
