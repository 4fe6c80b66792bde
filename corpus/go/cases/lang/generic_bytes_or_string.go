package main

type Text interface{ ~string | ~[]byte }

func Count[T Text](t T, c byte) (n int) {
	for i := 0; i < len(t); i++ {
		if t[i] == c {
			n++
		}
	}
	return
}
func Cut[T Text](t T, n int) T { return t[:n] }
func Join(parts ...[]byte) (out []byte) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return
}
func AppendText[T Text](b []byte, t T) []byte { return append(b, t...) }
func CopyText[T Text](b []byte, t T) int      { return copy(b, t) }
func main() {
	println(Count("banana", 'a'), Count([]byte("banana"), 'n'), Cut("hello", 2), string(Cut([]byte("hello"), 3)))
	println(string(AppendText([]byte("x"), "yz")), string(AppendText(nil, []byte("b"))), CopyText(make([]byte, 2), "abc"))
}
