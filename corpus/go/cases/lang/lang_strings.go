package main

func main() {
	s := "héllo, 世界\xff!"
	for i, r := range s {
		print(i, ":", r, " ")
	}
	println()
	b := []byte(s)
	r := []rune(s)
	println(len(s), len(b), len(r), string(r[1:3]), string(b[0:1]))
	println(string(rune(0x4e16)), string(rune(-1)) == "\uFFFD")
	t := ""
	for i := 0; i < 5; i++ {
		t += string(rune('a'+i)) + "-"
	}
	println(t, t[2:4], t[:1]+t[8:])
	println("a" < "b", "abc" < "abd", "ab" < "abc", "b" > "abc", "x" == "x", "x" != "y", "a" >= "b", "a" <= "a")
	b[0] = 'H'
	println(s[0], b[0], s[1])
	c := append([]byte("hi "), "there"...)
	println(string(c))
	n := copy(c, "HEY")
	println(n, string(c))
	switch {
	case t > "z":
		println("no")
	case len(t) == 10:
		println("ten")
		fallthrough
	case false:
		println("fell")
	default:
		println("default")
	}
	switch x := len(t); x {
	case 1, 2, 3:
		println("small")
	case 10:
		println("big")
	}
	println(min(3, 1, 2), max(2.5, 1.0), min("b", "a"))
	var e []byte
	println(string(e) == "", len([]rune("")))
	m := map[string]int{"a": 1}
	m[string(c[:3])] = 5
	println(m["HEY"])
	const big = "constant" + " folding"
	println(big, len(big))
}
