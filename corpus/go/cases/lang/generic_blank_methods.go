package main

type T[_ any, A any] struct{ a A }

func (T[_, A]) _()         {}
func (t T[_, _]) Get() any { return t.a }

type U int

func (U) _() {}
func (U) _() {}
func main()  { println(T[string, int]{3}.Get().(int)) }
