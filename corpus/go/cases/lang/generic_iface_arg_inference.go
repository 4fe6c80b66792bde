package main

type Reader interface{ Read() int }
type F struct{ n int }

func (f *F) Read() int { f.n++; return f.n }
func ReadAll[R Reader](rs ...R) (n int) {
	for _, r := range rs {
		n += r.Read()
	}
	return
}
func main() { f := &F{}; println(ReadAll(f, f), ReadAll[Reader](f, &F{10})) }
