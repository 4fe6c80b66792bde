package main

func main() {
	m := map[int]int{}
	for i := 0; i < 10; i++ {
		m[i] = i
	}
	for k, v := range m {
		if k == 3 {
			delete(m, 3)
			m[100] = v
		}
	}
	println(len(m))
	type T struct {
		m    map[string][]byte
		next *T
	}
	t := &T{m: map[string][]byte{}}
	t.next = &T{m: map[string][]byte{"x": []byte("yz")}}
	t.m["a"] = append(t.m["a"], t.next.m["x"]...)
	t.m["a"][0]++
	println(string(t.m["a"]), len(t.next.m))
	mm := map[[2]string]*T{{"a", "b"}: t}
	mm[[2]string{"a", "b"}].next = nil
	println(t.next == nil)
	ptrs := map[*T]int{t: 1}
	ptrs[t] += 5
	println(ptrs[t])
	ifm := map[interface{ Error() string }]int{}
	ifm[nil] = 4
	println(ifm[nil], len(ifm))
	s := map[string]struct{}{"q": {}}
	_, ok := s["q"]
	println(ok)
	x := map[int][3]int{1: {1, 2, 3}}
	println(x[1][2], x[5][0])
	f := map[string]float64{}
	f["a"] += 2.5
	f["a"] /= 2
	println(f["a"])
	for i := 0; i < 3; i++ {
		f[string(rune('a'+i))]++
	}
	c := 0
	for range f {
		c++
	}
	println(c, len(f))
}
