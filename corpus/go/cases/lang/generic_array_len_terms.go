package main

func Len[T [2]int | [4]int](a T) int    { return len(a) * 10 }
func First[T [2]int | [4]int](a *T) int { return (*a)[0] }
func main()                             { a := [4]int{7}; println(Len([2]int{}), Len(a), First(&a)) }
