package main

func Try[T any](f func() T) (v T, err any) { defer func() { err = recover() }(); return f(), nil }
func main() {
	v, err := Try(func() int { return 3 })
	println(v, err == nil)
	s, err := Try(func() string { panic("boom") })
	println(s == "", err.(string))
	_, err = Try(func() []int { var m map[string]int; m["a"] = 1; return nil })
	println(err.(error).Error())
}
