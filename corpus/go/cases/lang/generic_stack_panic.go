package main

type Stack[T any] struct{ s []T }

func (s *Stack[T]) Push(v T) { s.s = append(s.s, v) }
func (s *Stack[T]) Pop() T   { v := s.s[len(s.s)-1]; s.s = s.s[:len(s.s)-1]; return v }
func main()                  { var s Stack[int]; s.Push(1); println(s.Pop()); println(s.Pop()) }
