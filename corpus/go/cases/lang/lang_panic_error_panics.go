package main

type T struct{ a int }

func (t *T) Error() string { panic("oops") }
func main()                { panic(&T{1}) }
