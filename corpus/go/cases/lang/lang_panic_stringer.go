package main

type T struct{ a int }

func (t T) String() string { println("called"); return "stringer!" }
func main()                { panic(T{1}) }
