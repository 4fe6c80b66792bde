// Reading one field, element or half of a nested value is no access to its neighbours.
package main

type inner struct {
	a, b int32
	name string
}

type outer struct {
	in  inner
	arr [3]inner
	p   *inner
}

func (i *inner) set(n int32) { i.b = n }
func (i inner) get() int32   { return i.a }

func main() {
	var o outer
	var arr [4]int
	o.p = new(inner)
	sl := []inner{{1, 2, "x"}, {3, 4, "y"}}
	m := map[string]*outer{"o": &o}
	done := make(chan bool)
	go func() {
		n := o.in.a + o.arr[1].a + o.p.a + sl[0].a + sl[1].get()
		n += int32(arr[1]) + int32(len(sl)) + int32(len(o.arr))
		for i := range o.arr {
			n += o.arr[i].a
		}
		for i := range sl[:1] {
			n += sl[i].a
		}
		println(n, m["o"].in.a, len(sl[0].name))
		done <- true
	}()
	i := 2
	o.in.b = 1
	o.in.set(2)
	o.arr[1].b = 2
	o.arr[i].name = "z"
	o.p.b = 3
	o.p.set(4)
	sl[0].b = 5
	sl[0].set(6)
	arr[i] = 7
	arr[3]++
	m["o"].in.b = 8
	m["o"].arr[0].set(9)
	<-done
}
