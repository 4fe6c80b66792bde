package main

func main() {
	defer func() {
		r := recover()
		panic(r)
	}()
	var a []int
	println(a[3])
}
