package main

func Conv[To, From ~int | ~int8 | ~float64](x From) To { return To(x) }
func main()                                            { println(Conv[int](3.9), Conv[float64](2), Conv[int8](300), Conv[int, float64](-1.5)) }
