package main

func t(s string, v bool) bool { print(s, " "); return v }
func main() {
	if t("a", true) && (t("b", false) || t("c", true)) && !t("d", false) {
		println("yes")
	} else {
		println("no")
	}
	x := t("e", false) || t("f", false)
	y := t("g", true) && t("h", true)
	println(x, y, x != y)
	for i := 0; t("l", i < 2); i++ {
	}
	println()
	var p *int
	if p == nil || *p == 5 {
		println("nil ok")
	}
	f := 0.5
	nan := (f - f) / (f - f)
	if !(nan < 1) {
		println("nan not lt")
	}
	if nan > 1 || nan < 1 || nan == nan {
		println("bad")
	}
}
