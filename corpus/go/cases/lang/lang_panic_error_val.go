package main

type T struct{ a int }

func (t *T) Error() string { t.a++; return "err" + string(rune('0'+t.a)) }
func main()                { panic(&T{1}) }
