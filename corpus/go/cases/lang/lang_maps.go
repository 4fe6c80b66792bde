package main

type key struct {
	a int
	b string
}
type val struct {
	n   int
	arr [20]int
}

func main() {
	m := make(map[string]int)
	for i := 0; i < 50; i++ {
		m[string(rune('a'+i%26))+string(rune('A'+i%7))] += i
	}
	sum, n := 0, 0
	for k, v := range m {
		sum += v * len(k)
		n++
	}
	println(len(m), sum, n)
	for k := range m {
		if k[1] == 'A' {
			delete(m, k)
		}
	}
	println(len(m))
	clear(m)
	println(len(m), m["aA"])
	ks := map[key]*val{}
	ks[key{1, "x"}] = &val{n: 5}
	ks[key{1, "x"}].n++
	ks[key{1, "x"}].arr[3] = 4
	v, ok := ks[key{1, "x"}]
	println(v.n, v.arr[3], ok)
	_, ok = ks[key{2, "x"}]
	println(ok)
	vs := map[int]val{}
	vs[1] = val{n: 3}
	println(vs[1].n, vs[2].arr[5], len(vs))
	lists := map[string][]int{}
	for i := 0; i < 10; i++ {
		k := "even"
		if i%2 == 1 {
			k = "odd"
		}
		lists[k] = append(lists[k], i)
	}
	println(len(lists["even"]), lists["odd"][4])
	nested := map[string]map[string]int{"a": {"x": 1}}
	nested["b"] = map[string]int{}
	nested["b"]["y"]++
	nested["a"]["x"] *= 7
	println(nested["a"]["x"], nested["b"]["y"], nested["c"]["z"])
	fl := map[float64]string{1.5: "a", 0: "zero"}
	nan := 0.0
	nan = nan / nan
	fl[nan] = "n1"
	fl[nan] = "n2"
	println(len(fl), fl[1.5], fl[nan] == "", fl[-0.0])
	bs := map[bool]int{true: 1}
	bs[false]--
	println(bs[true], bs[false])
	i8 := map[int8]uint16{-1: 65535}
	i8[-1]++
	println(i8[-1], len(i8))
	total := 0
	for i := 0; i < 1000; i++ {
		vs[i] = val{n: i}
	}
	for i := 0; i < 1000; i += 3 {
		delete(vs, i)
	}
	for k, v := range vs {
		if k != v.n {
			println("bad", k)
		}
		total += k
	}
	println(len(vs), total)
	fm := map[string]func(int) int{"dbl": func(x int) int { return 2 * x }}
	println(fm["dbl"](21))
	var nilm map[string]int
	println(nilm["x"], len(nilm))
	for range nilm {
		println("never")
	}
	delete(nilm, "x")
	big := make(map[int]int, 100)
	for i := range 200 {
		big[i] = i
	}
	println(len(big), big[199])
}
