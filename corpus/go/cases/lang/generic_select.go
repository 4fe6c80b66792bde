package main

func Recv[T any](c chan T, def T) T {
	select {
	case v := <-c:
		return v
	default:
		return def
	}
}
func TrySend[T any](c chan<- T, v T) bool {
	select {
	case c <- v:
		return true
	default:
		return false
	}
}
func main() {
	c := make(chan string, 1)
	println(TrySend(c, "a"), TrySend(c, "b"), Recv(c, "none"), Recv(c, "none"))
}
